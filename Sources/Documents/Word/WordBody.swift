/// `word/document.xml`.
struct WordBody {
    private(set) var references = WordReferences()
    private var xml = XMLText(reserving: 131_072)

    /// Writes the text of `document`.
    init(_ document: OfficialDocument) throws(DocumentProblem) {
        guard document.title.contains(where: { !$0.isWhitespace }) else {
            throw DocumentProblem(what: "公文没有标题", remedy: "请填写标题")
        }
        xml.raw("<w:document \(WordNamespace.main)><w:body>")
        addTitle(of: document)
        let isSigned = document.issuer != nil || document.date != nil
        for (index, block) in document.blocks.enumerated() {
            // The signature must not stand alone on a page.
            let isLast = index == document.blocks.count - 1
            let previous = index > 0 ? document.blocks[index - 1] : nil
            try add(block, after: previous, keepsNext: isLast && isSigned)
        }
        addSignature(issuer: document.issuer, date: document.date)
        if let annex = document.annex { try addAnnex(annex) }
        xml.raw(
            WordPage.section(header: document.mark != nil, checkLine: document.checkLine != nil))
        xml.raw("</w:body></w:document>")
    }

    /// The finished part.
    var text: String { xml.text }

    /// 附件 in 黑体 flush left on a new page, its title below, then the table.
    private mutating func addAnnex(_ annex: OfficialDocument.Annex) throws(DocumentProblem) {
        addLine("附件", .annexMark, Properties(before: "<w:pageBreakBefore/>"))
        addLine(annex.title, .annexTitle)
        try addTable(annex.table)
    }

    private mutating func addTitle(of document: OfficialDocument) {
        if let number = document.number { addLine(number, .documentNumber) }
        addLine(document.title, .title)
        if let subtitle = document.subtitle { addLine(subtitle, .subtitle) }
        if let mark = document.mark { addLine(mark, .mark) }
        addLine("", .normal)
    }

    private mutating func add(
        _ block: OfficialDocument.Block, after previous: OfficialDocument.Block?, keepsNext: Bool
    ) throws(DocumentProblem) {
        switch block {
        case .heading(let level, let text):
            guard let style = WordStyle.heading(level) else {
                throw DocumentProblem(
                    what: "标题层级 \(level) 不存在", place: .part(text), remedy: "公文标题只有一至四级")
            }
            addLine(text, style)
        case .paragraph(let runs):
            startParagraph(.body, keepsNext ? .keepNext : .none)
            for run in runs { try add(run) }
            xml.raw("</w:p>")
        case .table(let table):
            try addTable(table)
        case .attachmentNote(let text):
            var isContinued = false
            if case .attachmentNote = previous { isContinued = true }
            addAttachment(text, isContinued: isContinued, keepsNext: keepsNext)
        case .note(let text):
            addLine(text, .note, keepsNext ? .keepNext : .none)
        }
    }

    private mutating func add(_ run: OfficialDocument.Run) throws(DocumentProblem) {
        if let link = run.link {
            let id = try references.linkID(link)
            xml.raw("<w:hyperlink r:id=\"\(id)\" w:history=\"1\">")
        }
        xml.raw("<w:r>")
        if run.bold || run.link != nil {
            xml.raw("<w:rPr>")
            if run.link != nil { xml.raw("<w:rStyle w:val=\"\(WordStyles.link)\"/>") }
            if run.bold { xml.raw("<w:b/>") }
            xml.raw("</w:rPr>")
        }
        xml.words(run.text)
        xml.raw("</w:r>")
        if run.link != nil { xml.raw("</w:hyperlink>") }
        if let note = run.note {
            xml.raw("<w:r><w:rPr><w:rStyle w:val=\"\(WordStyles.footnoteReference)\"/></w:rPr>")
            xml.raw("<w:footnoteReference w:id=\"\(references.footnote(note))\"/></w:r>")
        }
    }

    private mutating func addTable(_ table: OfficialDocument.Table) throws(DocumentProblem) {
        if let caption = table.caption { addLine(caption, .caption) }
        if let unit = table.unit {
            addLine(unit.hasPrefix("单位") ? unit : "单位：\(unit)", .tableUnit)
        }
        try WordTable(table).write(to: &xml)
        // Without a paragraph between them Word would join two tables.
        addLine("", .tableGap)
    }

    /// “附件：” two characters in, one line below the text; further lines hang below the first.
    private mutating func addAttachment(_ text: String, isContinued: Bool, keepsNext: Bool) {
        var text = text
        if text.hasPrefix("附件：") { text.removeFirst(3) }
        let hanging = isContinued ? "" : " w:hangingChars=\"300\" w:hanging=\"960\""
        let properties =
            (isContinued ? "" : "<w:spacing w:before=\"576\"/>")
            + "<w:ind w:leftChars=\"500\" w:left=\"1600\"\(hanging)/>"
        startParagraph(
            .attachment,
            Properties(before: keepsNext ? "<w:keepNext/>" : "", after: properties))
        xml.raw("<w:r>")
        xml.words(isContinued ? text : "附件：" + text)
        xml.raw("</w:r></w:p>")
    }

    /// The date ends four characters from the right, the issuer is centred above it.
    private mutating func addSignature(issuer: String?, date: String?) {
        let issuerWidth = issuer.map(TextWidth.ems) ?? 0
        let dateWidth = date.map(TextWidth.ems) ?? 0
        // An issuer too wide for that touches the margin, and the date moves to its middle.
        let dateIndent = max(4, (issuerWidth - dateWidth) / 2)
        let issuerIndent = date == nil ? 4 : dateIndent + (dateWidth - issuerWidth) / 2
        let twoLines = "<w:spacing w:before=\"1152\"/>"
        if let issuer {
            addLine(
                issuer, .signature,
                Properties(before: "<w:keepNext/>", after: twoLines + rightIndent(issuerIndent)))
        }
        if let date {
            let space = issuer == nil ? twoLines : ""
            addLine(date, .signature, Properties(after: space + rightIndent(dateIndent)))
        }
    }

    private func rightIndent(_ ems: Double) -> String {
        let hundredths = Int((ems * 100).rounded())
        return "<w:ind w:rightChars=\"\(hundredths)\" w:right=\"\(hundredths * 16 / 5)\"/>"
    }

    /// Paragraph properties beyond the style, in the two places the schema has for them.
    private struct Properties {
        var before = ""
        var after = ""
        static let none = Properties()
        static let keepNext = Properties(before: "<w:keepNext/>")
    }

    private mutating func startParagraph(_ style: WordStyle, _ properties: Properties) {
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"\(style.rawValue)\"/>\(properties.before)")
        xml.raw("\(properties.after)</w:pPr>")
    }

    private mutating func addLine(
        _ text: String, _ style: WordStyle, _ properties: Properties = .none
    ) {
        startParagraph(style, properties)
        if !text.isEmpty {
            xml.raw("<w:r>")
            xml.words(text)
            xml.raw("</w:r>")
        }
        xml.raw("</w:p>")
    }
}
