/// Reads a Word file (docx): its text, lists, notes and tables; pictures are never unpacked.
enum ReadWord {
    /// - Throws: `DocumentProblem` where the package lacks a text, is damaged, encrypted or meets a
    ///   limit.
    static func blocks(_ bytes: [UInt8], _ budget: ReadingBudget) throws -> [DocumentBlock] {
        let parts = try PackageParts(bytes, budget)
        let main = try parts.related(to: "")["officeDocument"] ?? "word/document.xml"
        guard parts.has(main) else {
            throw DocumentProblem(
                what: "这不是 Word 文件（docx）", remedy: "请用 Word 或 WPS 另存为 docx 后再上传")
        }
        let related = try parts.related(to: main)
        let styles = WordStyleSheet()
        let numbering = WordNumbering()
        try parts.read(related["styles"] ?? "word/styles.xml", styles)
        try parts.read(related["numbering"] ?? "word/numbering.xml", numbering)

        /// Each part counts its lists on its own.
        func events(_ kind: WordNote.Kind?, notes: [WordNote: [DocumentBlock]]) -> WordEvents {
            let counters = WordCounters(numbering, styles)
            return WordEvents(
                WordBlocks(counters, styles, notes: notes, budget), styles, notes: kind, budget)
        }
        let footnotes = events(.footnote, notes: [:])
        let endnotes = events(.endnote, notes: [:])
        try parts.read(related["footnotes"] ?? "word/footnotes.xml", footnotes)
        try parts.read(related["endnotes"] ?? "word/endnotes.xml", endnotes)
        let body = events(nil, notes: footnotes.notes.merging(endnotes.notes) { $1 })
        try parts.read(main, body)
        try budget.check()
        return LineCount.number(body.finished())
    }
}
