/// XML under construction.
struct XMLText {
    private(set) var text: String

    /// Begins a part with the declaration that every part needs.
    init(reserving bytes: Int = 4_096) {
        text = ""
        text.reserveCapacity(bytes)
        text += "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    }

    /// Text for use within markup that is made elsewhere.
    static func escaping(_ content: String) -> String {
        var piece = XMLText()
        piece.text = ""
        piece.escaped(content)
        return piece.text
    }

    /// Adds markup as it stands.
    mutating func raw(_ markup: String) {
        text += markup
    }

    /// Adds text or an attribute value. Characters that XML 1.0 cannot hold are left out.
    mutating func escaped(_ content: String) {
        if content.utf8.allSatisfy(Self.isPlain) {
            text += content
            return
        }
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            // As references, because a parser turns them into spaces or drops them otherwise.
            case "\t": text += "&#9;"
            case "\n": text += "&#10;"
            case "\r": text += "&#13;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// Adds the runs' content of WordprocessingML: text, with breaks and tabs as elements.
    mutating func words(_ content: String) {
        var isFirst = true
        for line in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if !isFirst { text += "<w:br/>" }
            isFirst = false
            for (index, piece) in line.split(
                separator: "\t", omittingEmptySubsequences: false
            ).enumerated() {
                if index > 0 { text += "<w:tab/>" }
                if piece.isEmpty { continue }
                text += "<w:t xml:space=\"preserve\">"
                escaped(String(piece))
                text += "</w:t>"
            }
        }
    }

    /// Whether a byte can stand in any text; 0xEF may begin U+FFFE and is looked at closely.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "\""), 0xEF:
            false
        default: true
        }
    }
}
