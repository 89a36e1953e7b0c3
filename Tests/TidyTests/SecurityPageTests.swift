import Foundation
import Testing

/// The page on security names the test of each item; none of them is made up.
@Suite struct SecurityPageTests {
    private static let page = String(
        decoding: FileManager.default.contents(atPath: SourceTree.root + "/docs/security.md")
            ?? Data(), as: UTF8.self)

    /// The cells of each line that is about items of the standard.
    private static let items = page.split(separator: "\n").map {
        $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { $0.count == 4 && $0[0].first?.isNumber ?? false }

    @Test func everyTestThatTheSecurityPageNamesExists() {
        let names = SourceTree.tests.reduce(into: Set<Substring>()) { names, file in
            for line in file.lines {
                guard let place = line.firstRange(of: "func ") else { continue }
                names.insert(line[place.upperBound...].prefix { $0 != "(" && $0 != "<" })
            }
        }
        var missing: [Substring] = []
        for item in Self.items {
            for match in item[3].matches(of: /`([A-Za-z0-9_]+)`/) where !names.contains(match.1) {
                missing.append(match.1)
            }
        }
        #expect(missing.isEmpty)
    }

    @Test func everyItemOfTheSecurityPageHasATestOrSaysThatNoneCanShowIt() {
        #expect(Self.items.count > 120)
        for item in Self.items {
            #expect(item[3] == "—" || item[3].contains("`"), "\(item[0])")
        }
    }

    @Test func noItemOfTheStandardIsToldTwice() {
        let numbers = Self.items.flatMap { $0[0].split(separator: ",").map(String.init) }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let twice = Dictionary(grouping: numbers) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(twice.isEmpty)
    }
}
