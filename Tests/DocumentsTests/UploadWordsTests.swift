import Foundation
import Testing

@testable import Documents

/// What is told of files for whoever looks for something in them.
@Suite final class UploadWordsTests {
    private let folder = NSTemporaryDirectory() + "words-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func told(
        _ bytes: [UInt8], _ kind: UploadKind, limits: ReadingLimits = .ofUploads
    ) throws -> (extent: UploadWords.Extent, lines: [String], names: [String]) {
        let path = folder + "/" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var (lines, names): ([String], [String]) = ([], [])
        let extent = UploadWords.read(path, kind, limits: limits) { piece in
            switch piece {
            case .begin: break
            case .line(let line): lines.append(line)
            case .name(let name): names.append(name)
            }
            return true
        }
        return (extent, lines, names)
    }

    private func zip(_ parts: [(String, [UInt8])]) throws -> [UInt8] {
        try ZipArchive.write(parts, modified: 1_700_000_000)
    }

    private func package(_ parts: [String: String]) throws -> [UInt8] {
        try zip(parts.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
    }

    @Test func aWordFileIsToldWithItsHeaderItsRunsJoinedAndItsWatermark() throws {
        let bytes = try package([
            "[Content_Types].xml": "<T/>",
            "word/document.xml":
                "<d><p><r><t>甲</t></r><r><t>乙</t></r></p><p><t>丙</t></p></d>",
            "word/header1.xml": "<h><p><t>页眉</t></p><textpath string=\"水印\"/></h>",
        ])
        let found = try told(bytes, .docx)
        #expect(found.extent == .whole)
        #expect(found.lines == ["甲乙", "丙", "页眉", "水印"])
    }

    @Test func sheetsSlidesAndLayoutFilesAreTold() throws {
        let sheet = try package([
            "[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w><sheet name=\"表名\"/></w>",
            "xl/sharedStrings.xml": "<s><si><t>单</t><t>元</t></si><si><t>格</t></si></s>",
        ])
        #expect(try told(sheet, .xlsx).lines == ["单元", "格", "表名"])
        let slide = try package([
            "[Content_Types].xml": "<T/>", "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": "<s><p><t>幻灯</t></p></s>",
        ])
        #expect(try told(slide, .pptx).lines == ["幻灯"])
        let layout = try package([
            "OFD.xml": "<o/>",
            "Doc_0/Pages/Page_0/Content.xml":
                "<c><TextObject><TextCode>版</TextCode><TextCode>式</TextCode></TextObject></c>",
        ])
        #expect(try told(layout, .ofd).lines == ["版式"])
    }

    @Test func anArchiveIsLookedIntoAndSaysWhatItCouldNotRead() throws {
        let inner = try package([
            "[Content_Types].xml": "<T/>", "word/document.xml": "<d><p><t>里面</t></p></d>",
        ])
        let whole = try zip([("材料/正文.docx", inner), ("说明.txt", Array("文字".utf8))])
        let found = try told(whole, .zip)
        #expect(found.extent == .whole && Set(found.lines) == ["里面", "文字"])
        #expect(Set(found.names) == ["正文.docx", "说明.txt"])
        let mixed = try zip([("图.png", [0x89, 0x50]), ("说明.txt", Array("文字".utf8))])
        #expect(try told(mixed, .zip).extent == .part)
        let broken = try zip([("坏.docx", Array("PK".utf8)), ("说明.txt", Array("文字".utf8))])
        let rest = try told(broken, .zip)
        #expect(rest.extent == .part && rest.lines == ["文字"])
    }

    @Test func aPictureAndADamagedFileAreNotRead() throws {
        #expect(try told([0x89, 0x50, 0x4E, 0x47], .png).extent == .none)
        #expect(try told(Array("%PDF-1.7\n坏\n%%EOF\n".utf8), .pdf).extent == .none)
        #expect(try told(Array("PK\u{3}\u{4}坏".utf8), .docx).extent == .none)
    }

    @Test func anOldFileIsToldByTheRunsOfItsLetters() throws {
        var bytes: [UInt8] = [0xD0, 0xCF, 0, 0, 1]
        for unit in "国家秘密★".utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let found = try told(bytes + [0, 0, 0], .doc)
        #expect(found.extent == .part && found.lines.contains("国家秘密★"))
    }

    @Test func textsOfBothEncodingsAreTold() throws {
        let found = try told(Array("甲\n乙".utf8), .text)
        #expect(found.extent == .whole && found.lines == ["甲", "乙"])
        #expect(try told([0xB1, 0xE0, 0xBA, 0xC5], .textGB18030).lines == ["编号"])
    }

    @Test func aLimitEndsTheReadingAndIsTold() throws {
        var limits = ReadingLimits.ofUploads
        limits.textScalars = 10
        let long = Array(String(repeating: "一二三四五\n", count: 100).utf8)
        let found = try told(long, .text, limits: limits)
        #expect(found.extent == .part && found.lines.count == 2)
        limits = .ofUploads
        limits.unpackedBytes = 100
        let bomb = try package([
            "[Content_Types].xml": "<T/>",
            "word/document.xml":
                "<d>" + String(repeating: "<p><t>满</t></p>", count: 10_000) + "</d>",
        ])
        #expect(try told(bomb, .docx, limits: limits).extent != .whole)
    }

    @Test func aPrintedPageIsToldWithItsMargins() throws {
        let bytes = try #require(Data(base64Encoded: Self.page).map { Array($0) })
        let found = try told(bytes, .pdf)
        #expect(found.extent == .whole && found.lines.contains("Header line"))
    }

    /// A page of one line, 40 points below its upper edge, that says: Header line.
    private static let page = Data(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
        4 0 obj<</Length 41>>stream
        BT /F 12 Tf 72 802 Td (Header line) Tj ET
        endstream endobj
        5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
        trailer<</Root 1 0 R>>
        %%EOF
        """.utf8
    ).base64EncodedString()
}
