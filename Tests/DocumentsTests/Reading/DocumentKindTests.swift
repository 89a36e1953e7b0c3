import Documents
import Testing

@Suite struct DocumentKindTests {
    private func problem(_ bytes: [UInt8], name: String = "报告.docx") -> String {
        let problem = #expect(throws: DocumentProblem.self) {
            try ReadDocument.read(bytes, name: name)
        }
        return problem?.description ?? ""
    }

    private func compound(_ stream: String) -> [UInt8] {
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + stream.utf8.flatMap { [$0, 0] }
    }

    @Test func theBytesDecideAndNotTheName() throws {
        let bytes = try RawWord(RawWord.p("甲")).bytes()
        #expect(try ReadDocument.read(bytes, name: "a.pdf").format == .word)
        let text = try ReadDocument.read(Array("甲".utf8), name: "a.docx")
        #expect(text.format == .text)
        #expect(try ReadDocument.read(Array("甲<b>".utf8), name: "a.html").format == .web)
    }

    @Test func whatIsNoDocumentIsCalledWhatItIs() throws {
        #expect(problem([]).contains("空的"))
        #expect(problem([UInt8](repeating: 0, count: 4_096)).contains("空字节"))
        #expect(problem([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]).contains("图片（PNG）"))
        #expect(problem([0xFF, 0xD8, 0xFF, 0xE0]).contains("图片（JPEG）"))
        #expect(problem(Array("Rar!".utf8)).contains("压缩包"))
        let zip = try ZipArchive.write([("a.txt", [1])], modified: 0)
        #expect(problem(zip).contains("压缩包"))
        let slides = try ZipArchive.write([("ppt/presentation.xml", [1])], modified: 0)
        #expect(problem(slides).contains("演示文稿"))
    }

    @Test func oldAndEncryptedFilesSayWhatToDo() {
        #expect(problem(compound("EncryptedPackage")).contains("密码"))
        #expect(problem(compound("Workbook"), name: "a.xls").contains("另存为 .xlsx"))
        #expect(problem(compound("nothing")).contains("docx"))
    }

    @Test func aFileWithoutTextSaysSo() throws {
        #expect(problem(try RawWord("").bytes()).contains("没有文字"))
        #expect(problem(Array(" \n\n".utf8)).contains("没有文字"))
    }
}
