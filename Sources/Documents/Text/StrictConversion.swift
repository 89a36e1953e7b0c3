import Glibc

/// Conversion to UTF-8 by the C library, which stops at the first invalid byte.
enum StrictConversion {
    /// The end of a conversion.
    enum Outcome {
        /// Every byte was valid; this is the text in UTF-8.
        case whole([UInt8])
        /// The first invalid or cut-off byte, counted from 0, and its line, counted from 1.
        case broken(offset: Int, line: Int)
    }

    /// Converts `bytes`; `encoding` is a name that `iconv -l` lists.
    static func toUTF8(
        _ bytes: ArraySlice<UInt8>, from encoding: String
    ) throws(DocumentProblem) -> Outcome {
        guard !bytes.isEmpty else { return .whole([]) }
        guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else {
            throw DocumentProblem(
                what: "服务器不认识编码 \(encoding)", remedy: "请改用 UTF-8 编码，或联系管理员安装该编码")
        }
        defer { iconv_close(converter) }
        var unread = bytes.count
        var failed = false
        // Two bytes of any of these encodings never need more than four bytes of UTF-8.
        let capacity = bytes.count * 2 + 4
        let utf8 = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var room = capacity
            bytes.withUnsafeBytes { source in
                var input = source.baseAddress.map {
                    UnsafeMutableRawPointer(mutating: $0).assumingMemoryBound(to: CChar.self)
                }
                buffer.withMemoryRebound(to: CChar.self) { target in
                    var output = target.baseAddress
                    failed = iconv(converter, &input, &unread, &output, &room) == -1
                }
            }
            count = capacity - room
        }
        guard failed || unread > 0 else { return .whole(utf8) }
        return .broken(offset: bytes.count - unread, line: 1 + utf8.count { $0 == 0x0A })
    }
}
