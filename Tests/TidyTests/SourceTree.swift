import Foundation

/// The project's own source files, as text.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    struct File: Sendable {
        /// From the project's root, such as `Sources/Values/Money.swift`.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The target that the file belongs to.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    static let sources = files("Sources")
    static let tests = files("Tests")

    /// The Swift files under a folder of the root, in order.
    private static func files(_ folder: String) -> [File] {
        let paths = FileManager.default.enumerator(atPath: root + "/" + folder)
        return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
            .sorted().compactMap { path in
                FileManager.default.contents(atPath: "\(root)/\(folder)/\(path)").map {
                    File(path: "\(folder)/\(path)", text: String(decoding: $0, as: UTF8.self))
                }
            }
    }

    /// `path:line: text` of every line that the test picks.
    static func lines(_ files: [File], where picks: (Substring) -> Bool) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().filter { picks($0.element) }
                .map { "\(file.path):\($0.offset + 1): \($0.element)" }
        }
    }
}
