/// The lines of a text file, whichever way they end.
struct TextLines {
    /// A line that is not blank.
    struct Line {
        /// Counted from 1, blank lines among them.
        let number: Int
        /// Without its end.
        let text: Substring.UTF8View.SubSequence
        /// Whether the line before it is blank, or there is none.
        let isAfterBlank: Bool
    }

    /// Hands over the lines that are not blank, until `body` returns false.
    ///
    /// A line ends in CRLF, LF, CR, U+0085, U+2028, U+2029, a vertical tab or a form feed.
    static func each(_ text: String, _ body: (Line) -> Bool) {
        var text = text
        text.makeContiguousUTF8()
        let bytes = text.utf8
        var number = 1
        var start = bytes.startIndex
        var at = start
        var isAfterBlank = true
        var isBlank = true

        /// Ends the line before `at`; false where no more is wanted.
        func finish() -> Bool {
            defer {
                isAfterBlank = isBlank
                isBlank = true
                number += 1
            }
            guard !isBlank else { return true }
            return body(
                Line(
                    number: number, text: Substring(text[start..<at]).utf8,
                    isAfterBlank: isAfterBlank))
        }
        while at < bytes.endIndex {
            let length = Self.end(bytes, at)
            if length > 0 {
                guard finish() else { return }
                at = bytes.index(at, offsetBy: length)
                start = at
            } else {
                if bytes[at] > 0x20 { isBlank = false }
                at = bytes.index(after: at)
            }
        }
        _ = finish()
    }

    /// The bytes of the line end that begins here, or 0.
    private static func end(_ bytes: String.UTF8View, _ at: String.Index) -> Int {
        func byte(_ offset: Int) -> UInt8? {
            guard let index = bytes.index(at, offsetBy: offset, limitedBy: bytes.endIndex),
                index < bytes.endIndex
            else { return nil }
            return bytes[index]
        }
        switch bytes[at] {
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        case 0x0A, 0x0B, 0x0C: return 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2:
            return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}
