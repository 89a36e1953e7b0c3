import Checking
import Documents
import Foundation
import Testing

/// A text checked as if it were a file of its own.
func checked(_ text: String, previous: String? = nil) throws -> CheckedReport {
    func read(_ text: String) throws -> DocumentText {
        try ReadDocument.read(Array(text.utf8), name: "报告.txt")
    }
    return CheckReport.check(
        try read(text), name: "报告.txt", previous: try previous.map { PreviousReport(try read($0)) })
}

extension CheckedReport {
    /// The findings of a rule, as `line severity quote`.
    func found(_ rule: String, _ severity: Severity? = nil) -> [Finding] {
        findings.filter { $0.rule == rule && (severity == nil || $0.severity == severity) }
    }

    var errors: [String] {
        findings.filter { $0.severity == .error }.map { "\($0.rule) \($0.place.line) \($0.quote)" }
    }
}

/// The project's folder, and files that may stand beside it.
enum Project {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The real report, which is not part of the project.
    static var seed: [UInt8]? {
        let path = root + "/../shared/seed/self-evaluation-2025.txt"
        return FileManager.default.contents(atPath: path).map(Array.init)
    }
}
