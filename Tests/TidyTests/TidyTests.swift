import Foundation
import Testing

/// Rules of the source tree that a reader relies on and a compiler does not keep.
@Suite struct TidyTests {
    private let all = SourceTree.sources + SourceTree.tests

    @Test func theSourceTreeIsFound() {
        #expect(SourceTree.sources.count > 100)
        #expect(SourceTree.tests.count > 20)
    }

    @Test func noFileIsLongerThan400Lines() {
        let long = all.filter { $0.lines.count > 401 }.map(\.path)
        #expect(long.isEmpty)
    }

    @Test func halfOfTheFilesAreUnder150Lines() {
        let short = SourceTree.sources.count { $0.lines.count < 151 }
        #expect(short * 2 >= SourceTree.sources.count)
    }

    @Test func noFolderIsNamedForNothingInParticular() {
        let forbidden: Set<Substring> = [
            "Core", "Common", "Utils", "Util", "Helpers", "Extensions", "Managers", "Misc",
            "Shared",
        ]
        let bad = all.filter {
            !forbidden.isDisjoint(with: $0.path.split(separator: "/").dropLast())
        }
        #expect(bad.map(\.path).isEmpty)
    }

    @Test func aFileIsNamedInOneWordForm() {
        let bad = all.filter { file in
            let name = file.path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
            return name.isEmpty || !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        #expect(bad.map(\.path).isEmpty)
    }

    /// `swift format` keeps the rest; comments it leaves alone, and literals nobody can break.
    @Test func noLineOfTheSourcesIsWiderThan100ColumnsUnlessALiteralIs() {
        let wide = SourceTree.sources.flatMap { file in
            var isInText = false
            return SourceTree.lines([file]) { line in
                defer { if line.contains("\"\"\"") { isInText.toggle() } }
                return line.unicodeScalars.count > 100 && !isInText && !line.contains("\"")
            }
        }
        #expect(wide.isEmpty)
    }

    @Test func noLineHasATabOrEndsInABlank() {
        #expect(SourceTree.lines(all) { $0.contains("\t") }.isEmpty)
        #expect(SourceTree.lines(all) { $0.hasSuffix(" ") || $0.hasSuffix("\r") }.isEmpty)
    }

    @Test func everyFileEndsInOneNewline() {
        let bad = all.filter {
            !$0.text.isEmpty && (!$0.text.hasSuffix("\n") || $0.text.hasSuffix("\n\n"))
        }
        #expect(bad.map(\.path).isEmpty)
    }

    @Test(arguments: [
        "try!", "as!", "fatalError(", "preconditionFailure(", "@unchecked Sendable",
        "nonisolated(unsafe)", "@preconcurrency", "print(\"DEBUG",
    ])
    func nothingInTheSourcesMayStopTheProgramOrGoUnchecked(word: String) {
        let found = SourceTree.lines(SourceTree.sources) { line in
            line.contains(word) && !line.drop { $0 == " " }.hasPrefix("//")
        }
        #expect(found.isEmpty)
    }

    @Test func everyPublicTypeSaysWhatItIs() {
        let kinds = ["struct", "enum", "final class", "class", "protocol", "actor"]
        let words = kinds.flatMap { ["public \($0) ", "public indirect \($0) "] }
        var bare: [String] = []
        for file in SourceTree.sources {
            let lines = file.lines.map { $0.drop { $0 == " " } }
            for (index, line) in lines.enumerated() where words.contains(where: line.hasPrefix) {
                // Nested types of one obvious line may go without.
                guard file.lines[index].first != " " else { continue }
                let above = lines[..<index].last { !$0.hasPrefix("@") } ?? ""
                if !above.hasPrefix("///") { bare.append("\(file.path):\(index + 1): \(line)") }
            }
        }
        #expect(bare.isEmpty)
    }

    @Test func noFileNamesAFolderOfOneMachine() {
        let places = ["/" + "home/", "/" + "Users/", "/" + "root/", "/" + "work/", "C:" + "\\\\"]
        let found = SourceTree.lines(all) { line in places.contains { line.contains($0) } }
        #expect(found.isEmpty)
    }

    @Test func everyTestIsASentence() {
        let found = SourceTree.lines(SourceTree.tests) { line in
            guard let name = line.firstMatch(of: /@Test(?:\(.*\))? func ([A-Za-z0-9_]+)/)?.1 else {
                return false
            }
            return name.count < 12 || name.hasPrefix("test")
        }
        #expect(found.isEmpty)
    }
}
