/// What the text refers to outside of itself: addresses and footnotes, in order of appearance.
struct WordReferences {
    /// The addresses; the id of the n-th (from 0) is `link<n>`.
    private(set) var links: [String] = []
    /// The footnotes; the first has the number 1.
    private(set) var footnotes: [String] = []
    private var numbers: [String: Int] = [:]

    /// The relationship id for an address; equal addresses share one.
    ///
    /// - Throws: `DocumentProblem` for an address that is neither web nor mail: a document must
    ///   not lead its reader to a file or a script.
    mutating func linkID(_ address: String) throws(DocumentProblem) -> String {
        if let number = numbers[address] { return "link\(number)" }
        let lowercased = address.lowercased()
        guard ["http://", "https://", "mailto:"].contains(where: { lowercased.hasPrefix($0) })
        else {
            throw DocumentProblem(
                what: "链接不是网址", place: .part(address),
                remedy: "链接应以 http://、https:// 或 mailto: 开头")
        }
        numbers[address] = links.count
        links.append(Self.encoded(address))
        return "link\(links.count - 1)"
    }

    /// The number of a new footnote.
    mutating func footnote(_ text: String) -> Int {
        footnotes.append(text)
        return footnotes.count
    }

    /// `word/footnotes.xml`, with the two separators Word insists on.
    func footnotesPart() -> String {
        var xml = XMLText()
        xml.raw("<w:footnotes \(WordNamespace.main)>")
        for (id, kind) in [(-1, "separator"), (0, "continuationSeparator")] {
            xml.raw("<w:footnote w:type=\"\(kind)\" w:id=\"\(id)\"><w:p><w:r><w:\(kind)/></w:r>")
            xml.raw("</w:p></w:footnote>")
        }
        for (index, note) in footnotes.enumerated() {
            xml.raw("<w:footnote w:id=\"\(index + 1)\"><w:p><w:pPr><w:pStyle")
            xml.raw(" w:val=\"\(WordStyle.footnoteText.rawValue)\"/></w:pPr><w:r><w:rPr><w:rStyle")
            xml.raw(" w:val=\"\(WordStyles.footnoteReference)\"/></w:rPr><w:footnoteRef/></w:r>")
            xml.raw("<w:r>")
            xml.words(" " + note)
            xml.raw("</w:r></w:p></w:footnote>")
        }
        xml.raw("</w:footnotes>")
        return xml.text
    }

    /// Percent-encodes what may not stand in a URI, since Word calls a file with a space or 汉字
    /// in an address damaged.
    private static func encoded(_ address: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var text = ""
        for byte in address.utf8 {
            let scalar = Unicode.Scalar(byte)
            switch scalar {
            case "\u{0}"..." ", "\u{7F}"..., "\"", "<", ">", "\\", "^", "`", "{", "|", "}":
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
