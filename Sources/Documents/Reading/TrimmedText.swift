/// A text without the blanks around it, which indent and pad but say nothing.
struct TrimmedText {
    let text: String
    /// Scalars that stood before it.
    let indent: Int

    init(_ raw: some StringProtocol) {
        let scalars = raw.unicodeScalars
        guard let first = scalars.firstIndex(where: { !Self.isBlank($0) }),
            let last = scalars.lastIndex(where: { !Self.isBlank($0) })
        else {
            text = ""
            indent = 0
            return
        }
        text = String(raw[first..<scalars.index(after: last)])
        indent = scalars.distance(from: scalars.startIndex, to: first)
    }

    /// Blanks of every width, and marks that take no room at all.
    static func isBlank(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000, 0xFEFF:
            true
        default: false
        }
    }
}
