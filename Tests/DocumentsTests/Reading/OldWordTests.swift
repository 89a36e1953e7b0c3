import Documents
import Foundation
import Testing

@Suite(.enabled(if: OfficePrinter.isInstalled, "LibreOffice is not installed"))
struct OldWordTests {
    @Test(arguments: [
        ("doc", "报告.doc", DocumentText.Format.oldWord), ("doc", "报告.WPS", .wps),
        ("rtf", "报告.rtf", .oldWord),
    ])
    func oldFilesAreReadThroughTheOffice(
        kind: String, name: String, format: DocumentText.Format
    ) throws {
        let body =
            RawWord.p("支出1,105.20万元。") + "<w:tbl>" + RawWord.row(("甲", ""), ("1", ""))
            + "</w:tbl>" + RawWord.p("完")
        let old = try OfficePrinter.convert(RawWord(body).bytes(), to: kind)
        let document = try ReadDocument.read(old, name: name)
        #expect(document.format == format)
        #expect(document.outline == ["支出1,105.20万元。", "| 甲 | 1", "完"])
    }

    @Test func anOldFileThatCannotBeOpenedIsRefused() {
        let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let garbage =
            mark + "WordDocument".utf8.flatMap { [$0, 0] } + [UInt8](repeating: 7, count: 99)
        #expect(throws: DocumentProblem.self) { try ReadDocument.read(garbage, name: "a.doc") }
    }

    @Test func anOldFileThatTakesTooLongIsGivenUp() throws {
        let old = try OfficePrinter.convert(RawWord(RawWord.p("甲")).bytes(), to: "doc")
        var limits = ReadingLimits()
        limits.converting = .milliseconds(20)
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(old, name: "a.doc", limits: limits)
        }
        #expect(problem?.what.contains("秒") == true)
    }
}
