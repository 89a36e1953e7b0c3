import Documents
import Foundation
import Testing

/// Files made to exhaust the machine end in words, and soon; how soon is not asserted.
@Suite struct HostileFileTests {
    private func what(_ bytes: [UInt8], _ name: String, _ limits: ReadingLimits = .init()) -> String
    {
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(bytes, name: name, limits: limits)
        }
        return problem?.what ?? ""
    }

    private func sheet(_ rows: String, _ after: String = "") throws -> [UInt8] {
        var book = RawWorkbook()
        book.sheets = [("表", "visible", "<sheetData>\(rows)</sheetData>\(after)")]
        let path = try book.file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func aZipBombIsNotUnpacked() throws {
        var word = RawWord("")
        word.body = String(repeating: " ", count: 20_000_000)
        var limits = ReadingLimits()
        limits.unpackedBytes = 10 << 20
        #expect(what(try word.bytes(), "a.docx", limits).contains("解开后超过"))
    }

    @Test func picturesOfAnySizeAreNotUnpacked() throws {
        var word = RawWord(RawWord.p("甲"))
        word.extra = [("word/media/image1.bmp", [UInt8](repeating: 0, count: 30_000_000))]
        var limits = ReadingLimits()
        limits.unpackedBytes = 1 << 20
        #expect(try word.read(limits).outline == ["甲"])
    }

    @Test func entitiesAreNotExpanded() throws {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\
            <w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>
            """
        let bytes = try ZipArchive.write([("word/document.xml", Array(bomb.utf8))], modified: 0)
        #expect(what(bytes, "a.docx").contains("DOCTYPE"))
    }

    @Test(arguments: ["w:sdt", "w:tbl", "w:p"]) func deepWordFilesAreRefused(name: String) throws {
        let body =
            String(repeating: "<\(name)>", count: 100_000)
            + String(repeating: "</\(name)>", count: 100_000)
        #expect(what(try RawWord(body).bytes(), "a.docx").contains("嵌套"))
    }

    @Test(arguments: ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
    func deepPagesAreRefused(tags: String) {
        let page = "<html>" + String(repeating: tags, count: 100_000) + "甲"
        #expect(what(Array(page.utf8), "a.html").contains("嵌套"))
    }

    @Test func tablesOfAMillionCellsAreRefused() throws {
        let row = "<tr>" + String(repeating: "<td>1", count: 100)
        let page = "<table>" + String(repeating: row, count: 10_000)
        #expect(what(Array(page.utf8), "a.html").contains("单元格"))

        let cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
        let wide = "<w:tr>" + String(repeating: cell, count: 100) + "</w:tr>"
        let word = RawWord("<w:tbl>" + String(repeating: wide, count: 10_000) + "</w:tbl>")
        #expect(what(try word.bytes(), "a.docx").contains("单元格"))

        let cells = "<row>" + String(repeating: "<c><v>1</v></c>", count: 100) + "</row>"
        let book = try sheet(String(repeating: cells, count: 10_000))
        #expect(what(book, "a.xlsx").contains("单元格"))

        let line = String(repeating: "1\t", count: 100) + "\n"
        let text = String(repeating: line, count: 10_000)
        #expect(what(Array(text.utf8), "a.txt").contains("单元格"))
    }

    @Test func theLastCellOfASheetCostsNoMoreThanTheFirst() throws {
        let bytes = try sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")
        let document = try ReadDocument.read(bytes, name: "a.xlsx")
        #expect(document.tables[0].rows.map(\.line) == [1_048_576])
        #expect(document.tables[0].rows[0].cells.map(\.column) == [16_383])
    }

    @Test func aMergeOfTheWholeSheetIsOneCell() throws {
        let rows = (1...2_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }
            .joined()
        let bytes = try sheet(
            rows, "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")
        let document = try ReadDocument.read(bytes, name: "a.xlsx")
        #expect(document.tables[0].rows[0].cells.map(\.columnSpan) == [16_384])
        #expect(document.tables[0].rows[0].cells.map(\.rowSpan) == [2_000])
    }

    @Test func thousandsOfMergesAreReadInOnePass() throws {
        let rows = (1...20_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }
            .joined()
        let merges = (1...20_000).map { "<mergeCell ref=\"A\($0):B\($0)\"/>" }.joined()
        let bytes = try sheet(rows, "<mergeCells>\(merges)</mergeCells>")
        let document = try ReadDocument.read(bytes, name: "a.xlsx")
        #expect(document.tables[0].rows.allSatisfy { $0.cells.map(\.columnSpan) == [2] })
        let wide = String(repeating: "<mergeCell ref=\"A1:XFD1048576\"/>", count: 1_000)
        #expect(what(try sheet("<row><c><v>1</v></c></row>", wide), "a.xlsx").contains("合并"))
    }

    @Test func rowsAndColumnsBeyondASheetAreRefused() throws {
        let far = "<row r=\"9223372036854775807\"><c><v>1</v></c></row><row><c><v>1</v></c></row>"
        #expect(what(try sheet(far), "a.xlsx").contains("行号"))
        let wide = "<row><c r=\"ZZZZZZZZZZZZZZZZZZZ1\"><v>1</v></c></row>"
        #expect(what(try sheet(wide), "a.xlsx").contains("列号"))
    }

    @Test(arguments: ["甲", "a ", "1  ", "|", "<"]) func aLineOfTenMegabytesIsReadOrRefused(
        piece: String
    ) throws {
        let text = String(repeating: piece, count: 10_000_000 / piece.utf8.count)
        let document = try ReadDocument.read(Array(text.utf8), name: "a.txt")
        #expect(document.blocks.count == 1)
        let escaped = piece == "<" ? "&lt;" : piece
        let word = try RawWord(RawWord.p(String(repeating: escaped, count: 2_500_000))).read()
        #expect(word.blocks.count == 1)
        let page = Array("<html><p>\(text)".utf8)
        _ = try? ReadDocument.read(page, name: "a.html")
    }

    @Test func moreTextOrLinesThanAnyReportAreRefused() throws {
        var limits = ReadingLimits()
        limits.textScalars = 1_000
        limits.paragraphs = 100
        #expect(what(Array(repeating: 0x61, count: 1_001), "a.txt", limits).contains("文字超过"))
        #expect(
            what(Array(String(repeating: "a\n", count: 101).utf8), "a.txt", limits).contains("段落"))
        limits.fileBytes = 10
        #expect(what(Array(repeating: 0x61, count: 11), "a.txt", limits).contains("MB"))
    }

    @Test func aNoteReferredToWithoutEndIsCountedEachTime() throws {
        let reference = "<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
        var word = RawWord(String(repeating: reference, count: 5_000))
        word.footnotes =
            "<w:footnote w:id=\"2\">\(RawWord.p(String(repeating: "注", count: 5_000)))</w:footnote>"
        #expect(what(try word.bytes(), "a.docx").contains("文字超过"))
    }

    @Test func aLongSharedTextNamedOverAndOverIsCountedEachTime() throws {
        var book = RawWorkbook()
        book.shared = ["<t>\(String(repeating: "长", count: 1_000_000))</t>"]
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 5_000)
        book.sheets = [("表", "visible", "<sheetData><row>\(cells)</row></sheetData>")]
        let path = try book.file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(what(bytes, "a.xlsx").contains("文字超过"))
    }

    @Test func sheetsAreLimitedTogether() throws {
        var book = RawWorkbook()
        let blank = "<sheetData>" + String(repeating: "<row/>", count: 100_000) + "</sheetData>"
        book.sheets = (1...10).map { ("表\($0)", "visible", blank) }
        let path = try book.file()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var limits = ReadingLimits()
        limits.unpackedBytes = 2_000_000
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(what(bytes, "a.xlsx", limits).contains("解开后超过"))
    }

    @Test func anEncryptedPackageAsksForOneWithoutPassword() throws {
        var bytes = try RawWord(RawWord.p("甲")).bytes()
        // Bit 0 of the flags, six bytes into each header and eight into each directory entry.
        for at in bytes.indices.dropLast(10) {
            if bytes[at...].starts(with: [0x50, 0x4B, 3, 4]) { bytes[at + 6] |= 1 }
            if bytes[at...].starts(with: [0x50, 0x4B, 1, 2]) { bytes[at + 8] |= 1 }
        }
        #expect(what(bytes, "a.docx").contains("密码"))
    }

    @Test func filesThatBreakOffAreRefused() throws {
        let bytes = try RawWord(RawWord.p("甲")).bytes()
        for length in stride(from: 4, to: bytes.count, by: 37) {
            _ = what(Array(bytes[..<length]), "a.docx")
        }
    }

    @Test func bytesTurnedAtRandomNeverStopTheProgram() throws {
        let files = [
            try RawWord(RawWord.p("甲") + "<w:tbl>" + RawWord.row(("1", "")) + "</w:tbl>").bytes(),
            try sheet("<row><c><v>1</v></c></row>"),
            Array("<html><table><tr><td>甲<ol><li>1</table><p>乙".utf8),
            Array("甲\t1\n乙\t2\n丙\t3".utf8),
        ]
        var state: UInt64 = 42
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        for file in files {
            for _ in 0..<200 {
                var bytes = file
                for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
                _ = try? ReadDocument.read(bytes, name: "a.txt")
            }
        }
    }
}
