/// The page of GB/T 9704: A4, 22 lines of 28 characters, in twips (1 mm is 56.7).
enum WordPage {
    static let width = 11_906
    static let height = 16_838
    static let top = 2_098
    static let left = 1_587
    static let right = 1_474
    static let bottom = 1_984
    /// The width of the type area.
    static let textWidth = width - left - right

    /// The section properties; header and footer parts stand by their relationship ids.
    static func section(header: Bool, checkLine: Bool) -> String {
        var xml = "<w:sectPr>"
        if header {
            xml += "<w:headerReference w:type=\"default\" r:id=\"header1\"/>"
            xml += "<w:headerReference w:type=\"even\" r:id=\"header2\"/>"
        }
        xml += "<w:footerReference w:type=\"default\" r:id=\"footer1\"/>"
        xml += "<w:footerReference w:type=\"even\" r:id=\"footer2\"/>"
        xml += "<w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"/>"
        // The dashes of the page number stand 7 mm below the type area: the middle of an 18 pt
        // line whose foot is 1407 twips above the edge; the check line needs 300 twips below it.
        xml += "<w:pgMar w:top=\"\(top)\" w:right=\"\(right)\" w:bottom=\"\(bottom)\""
        xml += " w:left=\"\(left)\" w:header=\"1134\" w:footer=\"\(checkLine ? 1_107 : 1_407)\""
        xml += " w:gutter=\"0\"/><w:cols w:space=\"425\"/>"
        // 28 characters on 156 mm are 15.79 pt each, 848/4096 pt less than 三号;
        // 22 lines on 225 mm are 579 twips each, 580 would leave room for 21 only.
        xml += "<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\" w:charSpace=\"-848\"/>"
        return xml + "</w:sectPr>"
    }

    /// A footer: `— 1 —`, one character from the outer edge, and the check line.
    static func footer(isEven: Bool, checkLine: String?) -> String {
        var xml = XMLText()
        xml.raw("<w:ftr \(WordNamespace.main)>")
        let side = isEven ? "left" : "right"
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"\(WordStyle.footer.rawValue)\"/>")
        xml.raw("<w:ind w:\(side)Chars=\"100\" w:\(side)=\"280\"/>")
        xml.raw("<w:jc w:val=\"\(side)\"/></w:pPr>")
        xml.raw("<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>")
        xml.raw("<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
        xml.raw("<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p>")
        if let checkLine { line(checkLine, .checkLine, to: &xml) }
        xml.raw("</w:ftr>")
        return xml.text
    }

    /// A header that repeats the mark.
    static func header(mark: String) -> String {
        var xml = XMLText()
        xml.raw("<w:hdr \(WordNamespace.main)>")
        line(mark, .header, to: &xml)
        xml.raw("</w:hdr>")
        return xml.text
    }

    private static func line(_ text: String, _ style: WordStyle, to xml: inout XMLText) {
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"\(style.rawValue)\"/></w:pPr><w:r>")
        xml.words(text)
        xml.raw("</w:r></w:p>")
    }
}
