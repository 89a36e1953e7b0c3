/// The text of a Word file, or of its notes, as it is read: what a reader sees with all tracked
/// changes accepted.
final class WordEvents: XMLEvents {
    /// What an open element is to the elements within it.
    private enum Open {
        case other, paragraph, paragraphProperties, markProperties, numbering
        /// With whether text was hidden before the run.
        case run(Bool)
        case runProperties, text, table, row, rowProperties, cellProperties, alternate, box
        case cell(WordTableRows.Cell)
        case note(String)
    }

    private var blocks: WordBlocks
    private(set) var notes: [WordNote: [DocumentBlock]] = [:]
    private let kind: WordNote.Kind?
    private let styles: WordStyleSheet
    private let budget: ReadingBudget
    var problem: DocumentProblem? { budget.problem }

    private var open: [Open] = []
    /// Tables, rows and cells alone, to tell which may begin where.
    private var frames: [String] = []
    private var paragraphs: [OpenParagraph] = []
    private var skipping = 0
    private var isText = false
    private var isHidden = false
    private var fields = WordFields()
    /// For each open `mc:AlternateContent`, whether a choice has been taken.
    private var alternates: [Bool] = []

    /// - Parameter kind: which notes the part holds; nil for the body.
    init(
        _ blocks: WordBlocks, _ styles: WordStyleSheet, notes kind: WordNote.Kind? = nil,
        _ budget: ReadingBudget
    ) {
        self.blocks = blocks
        self.styles = styles
        self.kind = kind
        self.budget = budget
    }

    /// Elements that hold nothing a reader sees.
    private static let unseen: Set<String> = [
        "sdtPr", "instrText", "delText", "delInstrText", "rt", "rubyPr", "pPrChange", "rPrChange",
        "tcPrChange", "trPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
        "sectPrChange", "numberingChange", "sectPr",
    ]

    /// The blocks, when the part has been read to its end.
    func finished() -> [DocumentBlock] {
        blocks.finishCarried()
        return blocks.blocks
    }

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        guard skipping == 0 else {
            skipping += 1
            return
        }
        let name = String(cString: name)
        if isUnseen(name) {
            skipping = 1
        } else {
            open.append(opened(name, attributes))
        }
    }

    private func isUnseen(_ name: String) -> Bool {
        switch (name, open.last) {
        case ("del", .markProperties?), ("moveFrom", .markProperties?):
            change { $0.isJoined = true }
            return true
        case ("del", .rowProperties?):
            blocks.inTable { $0.dropRow() }
            return true
        case ("del", _), ("moveFrom", _): return true
        case ("Choice", .alternate?):
            defer { alternates[alternates.count - 1] = true }
            return alternates[alternates.count - 1]
        case ("Fallback", .alternate?): return alternates[alternates.count - 1]
        default: return Self.unseen.contains(name)
        }
    }

    private func opened(_ name: String, _ attributes: XMLAttributes) -> Open {
        switch name {
        case "p":
            paragraphs.append(OpenParagraph())
            return .paragraph
        case "r":
            defer { isHidden = styles.meaning(paragraphs.last?.style ?? styles.usual).isHidden }
            return .run(isHidden)
        case "t":
            isText = true
            return .text
        case "pPr", "rPr", "trPr", "tcPr", "numPr": return properties(name)
        case "AlternateContent":
            alternates.append(false)
            return .alternate
        case "tbl" where frames.last != "tbl" && frames.last != "tr":
            frames.append(name)
            blocks.beginTable()
            return .table
        case "tr" where frames.last == "tbl":
            frames.append(name)
            blocks.inTable { $0.startRow() }
            return .row
        case "tc" where frames.last == "tr":
            frames.append(name)
            blocks.begin(.cell)
            return .cell(WordTableRows.Cell())
        case "txbxContent":
            frames.append(name)
            blocks.begin(.box)
            return .box
        case "footnote", "endnote":
            guard kind != nil, (attributes["type"] ?? "normal") == "normal" else { return .other }
            blocks.begin(.note)
            return .note(attributes["id"] ?? "")
        default:
            switch open.last {
            case .run?: character(name, attributes)
            case .paragraphProperties?, .markProperties?, .numbering?, .runProperties?:
                property(name, attributes["val"])
            case .rowProperties?, .cellProperties?: tableProperty(name, attributes["val"])
            default: break
            }
            return .other
        }
    }

    private func properties(_ name: String) -> Open {
        switch (name, open.last) {
        case ("pPr", .paragraph?): .paragraphProperties
        case ("rPr", .paragraphProperties?): .markProperties
        case ("numPr", .paragraphProperties?): .numbering
        case ("rPr", .run?): .runProperties
        case ("trPr", .row?): .rowProperties
        case ("tcPr", .cell?): .cellProperties
        default: .other
        }
    }

    private func property(_ name: String, _ value: String?) {
        switch (name, open.last) {
        case ("pStyle", .paragraphProperties?): change { $0.style = value }
        case ("outlineLvl", .paragraphProperties?):
            change { $0.outline = value.flatMap { Int($0) } }
        case ("numId", .numbering?): change { $0.number.id = value.flatMap { Int($0) } }
        case ("ilvl", .numbering?): change { $0.number.level = value.flatMap { Int($0) } }
        case ("vanish", .markProperties?): change { $0.isMarkHidden = isOn(value) }
        case ("vanish", .runProperties?): isHidden = isOn(value)
        case ("rStyle", .runProperties?): isHidden = isHidden || styles.meaning(value).isHidden
        default: break
        }
    }

    private func tableProperty(_ name: String, _ value: String?) {
        switch (name, open.last) {
        case ("hidden", .rowProperties?) where isOn(value): blocks.inTable { $0.dropRow() }
        case ("gridBefore", .rowProperties?):
            blocks.inTable { $0.skip(value.flatMap { Int($0) } ?? 0) }
        default:
            guard open.count > 1, case .cell(var cell) = open[open.count - 2] else { return }
            let merge = value == "restart" ? WordTableRows.Merge.begins : .goesOn
            switch name {
            case "gridSpan":
                cell.span = min(max(1, Int(value ?? "") ?? 1), WordTableRows.mostSpan)
            case "vMerge": cell.below = merge
            case "hMerge": cell.beside = merge
            default: return
            }
            open[open.count - 2] = .cell(cell)
        }
    }

    private func character(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "tab", "ptab": append("\t")
        case "cr": append("\n")
        // A page or column that begins is no line feed of the text.
        case "br": append(["page", "column"].contains(attributes["type"] ?? "") ? "" : "\n")
        case "noBreakHyphen": append("-")
        case "sym":
            let font = attributes["font"] ?? ""
            append(WordSymbol.text(font: font, code: attributes["char"] ?? "") ?? "")
        case "fldChar": fields.take(attributes["fldCharType"] ?? "")
        case "footnoteReference", "endnoteReference":
            guard !isHidden, !fields.isCode else { return }
            let kind = name == "footnoteReference" ? WordNote.Kind.footnote : .endnote
            change { $0.notes.append(WordNote(kind: kind, id: attributes["id"] ?? "")) }
        default: break
        }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        guard skipping == 0 else {
            skipping -= 1
            return
        }
        switch open.popLast() {
        case .paragraph?:
            fields.endParagraph()
            if let paragraph = paragraphs.popLast() { blocks.add(paragraph) }
        case .run(let wasHidden)?: isHidden = wasHidden
        case .text?: isText = false
        case .alternate?: _ = alternates.popLast()
        case .row?:
            frames.removeLast()
            blocks.inTable { $0.endRow() }
        case .cell(let cell)?:
            frames.removeLast()
            blocks.endCell(cell)
        case .table?:
            frames.removeLast()
            blocks.endTable()
        case .box?:
            frames.removeLast()
            let inside = blocks.end()
            change { $0.boxes += inside }
        case .note(let id)?:
            if let kind { notes[WordNote(kind: kind, id: id)] = blocks.end() }
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isText, skipping == 0, !isHidden, !fields.isCode else { return }
        guard budget.take(text: bytes) else { return }
        change { $0.text.append(contentsOf: bytes) }
    }

    private func append(_ text: String) {
        guard !isHidden, !fields.isCode, budget.take(text: text.utf8) else { return }
        change { $0.text.append(contentsOf: text.utf8) }
    }

    private func change(_ body: (inout OpenParagraph) -> Void) {
        if !paragraphs.isEmpty { body(&paragraphs[paragraphs.count - 1]) }
    }
}
