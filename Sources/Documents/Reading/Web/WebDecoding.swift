/// The text of a web page: by its mark, by what it declares, or as any text file.
enum WebDecoding {
    static func decode(
        _ bytes: [UInt8]
    ) throws(DocumentProblem) -> (text: String, encoding: String) {
        let head = String(decoding: bytes.prefix(4_096).filter { $0 < 0x80 }, as: UTF8.self)
            .lowercased()
        // UTF-8 is taken where it fits, whatever is declared: pages are converted and their
        // declarations left behind. GB 2312 and GBK are parts of GB18030.
        guard String(validating: bytes, as: UTF8.self) == nil, !bytes.starts(with: [0xFF, 0xFE]),
            !bytes.starts(with: [0xFE, 0xFF]),
            let (iconv, name) = declared(head),
            case .whole(let utf8) = try StrictConversion.toUTF8(bytes[...], from: iconv),
            !utf8.contains(0)
        else { return try TextDecoding.decode(bytes) }
        return (String(decoding: utf8, as: UTF8.self), name)
    }

    private static func declared(_ head: String) -> (iconv: String, name: String)? {
        guard let mark = head.firstRange(of: "charset=") else { return nil }
        let value = head[mark.upperBound...].drop { "\"' ".contains($0) }
            .prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        switch value {
        case "gb2312", "gbk", "gb18030", "x-gbk": return ("GB18030", "GB18030")
        case "big5", "big5-hkscs": return ("BIG5-HKSCS", "Big5")
        default: return nil
        }
    }
}
