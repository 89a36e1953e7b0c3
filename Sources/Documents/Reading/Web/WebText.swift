/// A paragraph of a web page while it is read: blanks are collapsed as a browser does.
struct WebText {
    private var bytes: [UInt8] = []
    private var isBlankDue = false

    var isEmpty: Bool { bytes.isEmpty }

    /// Adds text; a preformatted one keeps its blanks.
    mutating func add(_ piece: UnsafeBufferPointer<UInt8>, isPreformatted: Bool) {
        for byte in piece {
            switch byte {
            case 0x09...0x0D, 0x20:
                if isPreformatted {
                    bytes.append(0x20)
                } else {
                    isBlankDue = !bytes.isEmpty
                }
            default:
                if isBlankDue { bytes.append(0x20) }
                isBlankDue = false
                bytes.append(byte)
            }
        }
    }

    /// The paragraph, which begins anew; blanks that do not break (U+00A0) have become plain ones.
    mutating func take() -> TrimmedText {
        defer {
            bytes.removeAll(keepingCapacity: true)
            isBlankDue = false
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(0xA0) else { return TrimmedText(text) }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(scalar == "\u{A0}" ? " " : scalar) }
        return TrimmedText(String(plain))
    }
}
