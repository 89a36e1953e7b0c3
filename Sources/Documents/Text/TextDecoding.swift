/// Text files of offices in the encodings that occur there.
public enum TextDecoding {
    /// GB18030 text never opens with this many three-byte UTF-8 sequences by chance: its common
    /// characters begin with 0xB0–0xDF, which UTF-8 refuses at once.
    static let sureOfUTF8 = 4

    /// The text of a file and the name of the encoding it was in.
    ///
    /// UTF-8 (a byte order mark is dropped), UTF-16 with a byte order mark or plainly without one,
    /// otherwise GB18030, which contains GBK and GB 2312. Nothing is replaced or guessed around.
    ///
    /// - Returns: the text and `UTF-8`, `UTF-16` or `GB18030`.
    /// - Throws: `DocumentProblem` with the offset and line of the first byte that fits no
    ///   encoding, and for NUL, which no text file holds.
    public static func decode(
        _ bytes: [UInt8]
    ) throws(DocumentProblem) -> (text: String, encoding: String) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return (try marked(bytes, mark: 3, as: "UTF-8"), "UTF-8")
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return (try marked(bytes, mark: 2, as: "UTF-16LE"), "UTF-16")
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return (try marked(bytes, mark: 2, as: "UTF-16BE"), "UTF-16")
        }
        if let encoding = UnmarkedUTF16.encoding(bytes),
            case .whole(let utf8) = try StrictConversion.toUTF8(bytes[...], from: encoding),
            !utf8.contains(0)
        {
            return (String(decoding: utf8, as: UTF8.self), "UTF-16")
        }
        try refuseNUL(bytes)
        if let text = String(validating: bytes, as: UTF8.self) { return (text, "UTF-8") }
        return (try unmarked(bytes), "GB18030")
    }

    private static func marked(
        _ bytes: [UInt8], mark: Int, as encoding: String
    ) throws(DocumentProblem) -> String {
        switch try StrictConversion.toUTF8(bytes[mark...], from: encoding) {
        case .whole(let utf8):
            try refuseNUL(utf8)
            return String(decoding: utf8, as: UTF8.self)
        case .broken(let offset, let line):
            throw undecodable(offset: mark + offset, line: line, wanted: encoding)
        }
    }

    private static func unmarked(_ bytes: [UInt8]) throws(DocumentProblem) -> String {
        var damage = (offset: 0, line: 1)
        if case .broken(let offset, let line) = try StrictConversion.toUTF8(
            bytes[...], from: "UTF-8")
        {
            damage = (offset, line)
            let threeByteLeads = bytes[..<offset].count { $0 & 0xF0 == 0xE0 }
            if threeByteLeads >= sureOfUTF8 {
                throw undecodable(offset: offset, line: line, wanted: "UTF-8")
            }
        }
        switch try StrictConversion.toUTF8(bytes[...], from: "GB18030") {
        case .whole(let utf8):
            return String(decoding: utf8, as: UTF8.self)
        case .broken(let offset, let line):
            // The encoding that got further is the one the file was meant to be in.
            if offset > damage.offset { damage = (offset, line) }
            throw undecodable(offset: damage.offset, line: damage.line, wanted: "UTF-8、GB18030")
        }
    }

    private static func refuseNUL(_ bytes: [UInt8]) throws(DocumentProblem) {
        guard let offset = bytes.firstIndex(of: 0) else { return }
        let line = 1 + bytes[..<offset].count { $0 == 0x0A }
        throw DocumentProblem(
            what: "文件里有空字节，不是文本文件", place: .byte(offset: offset, line: line),
            remedy: "请用原来的软件打开，另存为 UTF-8 编码的文本后再上传")
    }

    private static func undecodable(offset: Int, line: Int, wanted: String) -> DocumentProblem {
        DocumentProblem(
            what: "这个字节不是有效的 \(wanted) 文字", place: .byte(offset: offset, line: line),
            remedy: "请用原来的软件打开，另存为 UTF-8 编码后再上传")
    }
}
