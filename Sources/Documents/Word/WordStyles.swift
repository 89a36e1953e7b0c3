/// `word/styles.xml`.
enum WordStyles {
    /// Character and table styles that the text refers to.
    static let link = "Hyperlink"
    static let footnoteReference = "FootnoteReference"
    static let table = "ReportTable"

    static func part() -> String {
        var xml = XMLText(reserving: 16_384)
        xml.raw("<w:styles \(WordNamespace.main)>")
        // The grid states its character pitch relative to this size: that of the text.
        xml.raw("<w:docDefaults><w:rPrDefault><w:rPr>\(WordFont.body.element)")
        xml.raw("<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>")
        xml.raw("<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>")
        xml.raw("</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>")
        for style in WordStyle.allCases { add(style, to: &xml) }
        xml.raw(otherStyles)
        xml.raw("</w:styles>")
        return xml.text
    }

    private static func add(_ style: WordStyle, to xml: inout XMLText) {
        let look = style.look
        xml.raw("<w:style w:type=\"paragraph\"")
        if style == .normal { xml.raw(" w:default=\"1\"") }
        if look.isCustom { xml.raw(" w:customStyle=\"1\"") }
        xml.raw(" w:styleId=\"\(style.rawValue)\"><w:name w:val=\"\(look.name)\"/>")
        if style != .normal { xml.raw("<w:basedOn w:val=\"\(WordStyle.normal.rawValue)\"/>") }
        if let next = look.next { xml.raw("<w:next w:val=\"\(next.rawValue)\"/>") }
        xml.raw("<w:qFormat/><w:pPr>")
        if look.keepsNext { xml.raw("<w:keepNext/>") }
        // A single line may stand alone: the standard asks for 22 full lines on each page.
        xml.raw("<w:widowControl w:val=\"0\"/>")
        // No extra space between 汉字 and digits: a line holds 28 characters.
        xml.raw("<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>")
        // The grid of the section only states the standard. Programs disagree on what a grid finer
        // than the type does (some give each 汉字 two cells); size, line and pitch are exact here.
        xml.raw("<w:snapToGrid w:val=\"0\"/>")
        xml.raw("<w:spacing w:before=\"\(look.before)\" w:after=\"\(look.after)\"")
        xml.raw(" w:line=\"\(look.line)\" w:lineRule=\"\(look.lineRule)\"/>")
        if look.indent > 0 {
            // Programs that do not know characters use twips: ten for each half-point.
            let twips = look.indent * look.size * 10
            xml.raw("<w:ind w:firstLineChars=\"\(look.indent * 100)\" w:firstLine=\"\(twips)\"/>")
        }
        xml.raw("<w:jc w:val=\"\(look.alignment)\"/>")
        if let level = look.outlineLevel { xml.raw("<w:outlineLvl w:val=\"\(level)\"/>") }
        xml.raw("</w:pPr><w:rPr>\(look.font.element)")
        if look.isBold { xml.raw("<w:b/>") }
        if look.isRed { xml.raw("<w:color w:val=\"FF0000\"/>") }
        // 28 characters on 156 mm are 15.79 pt each, so 三号 (16 pt) is set 0.25 pt closer.
        xml.raw("<w:spacing w:val=\"\(look.size == 32 ? -5 : 0)\"/>")
        xml.raw("<w:sz w:val=\"\(look.size)\"/><w:szCs w:val=\"\(look.size)\"/>")
        xml.raw("</w:rPr></w:style>")
    }

    /// A link is dotted, not blue: on paper it must not shout.
    private static let otherStyles = """
        <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
        <w:name w:val="Default Paragraph Font"/></w:style>\
        <w:style w:type="character" w:styleId="\(link)"><w:name w:val="Hyperlink"/>\
        <w:basedOn w:val="DefaultParagraphFont"/>\
        <w:rPr><w:u w:val="dotted" w:color="7F7F7F"/></w:rPr></w:style>\
        <w:style w:type="character" w:styleId="\(footnoteReference)">\
        <w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>\
        <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>\
        <w:style w:type="table" w:default="1" w:styleId="TableNormal">\
        <w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>\
        <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>\
        <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>\
        </w:tblCellMar></w:tblPr></w:style>\
        <w:style w:type="table" w:customStyle="1" w:styleId="\(table)">\
        <w:name w:val="公文表格"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>\
        <w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>\
        <w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>\
        <w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>\
        <w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>\
        <w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/>\
        <w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>\
        </w:tblBorders><w:tblCellMar>\
        <w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>\
        <w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>\
        </w:tblCellMar></w:tblPr></w:style>
        """
}
