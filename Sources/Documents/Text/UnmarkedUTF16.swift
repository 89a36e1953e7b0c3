/// UTF-16 whose writer left out the byte order mark, as some systems export it.
enum UnmarkedUTF16 {
    /// Bytes looked at; what a file is shows at once.
    private static let sample = 1 << 14

    /// `UTF-16LE` or `UTF-16BE` where the bytes are hardly anything else.
    ///
    /// Chinese in GB18030 has trail bytes that would be rare characters here, and text in UTF-8 has
    /// no NUL: where nineteen of twenty units are common in one byte order, that is the encoding.
    static func encoding(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
        let head = bytes.prefix(sample)
        guard head.contains(0) || String(validating: head.prefix(sample - 3), as: UTF8.self) == nil
        else { return nil }
        for (encoding, high) in [("UTF-16LE", 1), ("UTF-16BE", 0)] {
            var common = 0
            var counted = 0
            for at in stride(from: 0, to: head.count - 1, by: 2) {
                counted += 1
                if isCommon(high: head[at + high], low: head[at + 1 - high]) { common += 1 }
            }
            if counted > 0, common * 20 >= counted * 19 { return encoding }
        }
        return nil
    }

    private static func isCommon(high: UInt8, low: UInt8) -> Bool {
        switch high {
        case 0: low >= 0x20 && low != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains(low)
        case 0x20, 0x30, 0x4E...0x9F, 0xFF: true
        default: false
        }
    }
}
