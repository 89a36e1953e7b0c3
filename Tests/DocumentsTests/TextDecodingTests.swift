import Documents
import Testing

@Suite struct TextDecodingTests {
    /// “单位” in GB 2312.
    private let unitInGB: [UInt8] = [0xB5, 0xA5, 0xCE, 0xBB]

    @Test func plainUTF8IsRead() throws {
        let (text, encoding) = try TextDecoding.decode(Array("单位,金额😀".utf8))
        #expect(text == "单位,金额😀")
        #expect(encoding == "UTF-8")
    }

    @Test func theByteOrderMarkIsDropped() throws {
        let (text, encoding) = try TextDecoding.decode([0xEF, 0xBB, 0xBF] + Array("单位".utf8))
        #expect(text.unicodeScalars.map(\.value) == [0x5355, 0x4F4D])
        #expect(encoding == "UTF-8")
    }

    @Test func bothByteOrdersOfUTF16AreRead() throws {
        let little = try TextDecoding.decode([0xFF, 0xFE, 0x55, 0x53, 0x3D, 0xD8, 0x00, 0xDE])
        let big = try TextDecoding.decode([0xFE, 0xFF, 0x53, 0x55, 0xD8, 0x3D, 0xDE, 0x00])
        #expect(little.text == "单😀")
        #expect(little.encoding == "UTF-16")
        #expect(big.text == "单😀")
    }

    @Test func whatIsNotUTF8IsReadAsGB18030() throws {
        let (text, encoding) = try TextDecoding.decode(unitInGB)
        #expect(text == "单位")
        #expect(encoding == "GB18030")
        // A four-byte character beyond the basic plane.
        #expect(try TextDecoding.decode(unitInGB + [0x95, 0x34, 0xB2, 0x35]).text == "单位𠮷")
    }

    @Test func anEmptyFileIsAnEmptyText() throws {
        #expect(try TextDecoding.decode([]).text == "")
        #expect(try TextDecoding.decode([0xEF, 0xBB, 0xBF]).text == "")
    }

    @Test func bytesOfNoEncodingAreRefusedWithOffsetAndLine() {
        let error = #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode(unitInGB + [0x0A, 0x41, 0xFF, 0x41])
        }
        #expect(error?.place == .byte(offset: 6, line: 2))
    }

    @Test func aCutOffCharacterIsRefused() {
        let error = #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode(unitInGB + [0xB5])
        }
        #expect(error?.place == .byte(offset: 4, line: 1))
        #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode([0xFF, 0xFE, 0x55])
        }
        #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode([0xFF, 0xFE, 0x3D, 0xD8, 0x41, 0x00])
        }
    }

    @Test func damagedUTF8IsNotReadAsAnotherEncoding() {
        let utf8 = Array("项目名称\n承担单位名称".utf8)
        let error = #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode(Array(utf8.dropLast()))
        }
        #expect(error?.place == .byte(offset: 28, line: 2))
        #expect(error?.what.contains("UTF-8") == true)
        let marked = #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode([0xEF, 0xBB, 0xBF, 0x41, 0xB5, 0xA5])
        }
        #expect(marked?.place == .byte(offset: 4, line: 1))
    }

    @Test func aNULIsRefused() {
        let error = #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode(Array("a\nb\0c".utf8))
        }
        #expect(error?.place == .byte(offset: 3, line: 2))
        #expect(throws: DocumentProblem.self) {
            try TextDecoding.decode([0xFF, 0xFE, 0x41, 0x00, 0x00, 0x00])
        }
    }
}
