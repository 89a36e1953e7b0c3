import Glibc

/// Reads a PDF through poppler: rows as they are printed, joined into paragraphs, and the tables
/// among them.
enum ReadPDF {
    private static let remedy = "请用 WPS 或 Acrobat 打开后重新另存为 PDF，或上传 docx"

    /// - Throws: `DocumentProblem` where poppler is not installed, or the file is encrypted,
    ///   damaged, without text, or meets a limit.
    static func blocks(
        _ bytes: [UInt8], _ budget: ReadingBudget
    ) throws -> (pages: Int, blocks: [DocumentBlock]) {
        let words = try PDFWords(table(bytes, budget.limits), budget)
        guard words.pages.count <= budget.limits.pages else {
            throw DocumentProblem(what: "PDF 超过 \(budget.limits.pages) 页", remedy: "请分成几个文件")
        }
        guard words.pages.contains(where: { !$0.words.isEmpty }) else {
            throw DocumentProblem(
                what: "PDF 里没有文字，多半是扫描件", remedy: "请上传文字版的报告，或先做文字识别")
        }
        let rows = words.pages.enumerated().map { PDFRows.rows($1, number: $0 + 1) }
        budget.take(paragraphs: rows.reduce(0) { $0 + $1.count })
        try budget.check()
        let text = PageMargins.removed(rows, heights: words.pages.map(\.height))
        let width = words.pages.map(\.width).max() ?? 0
        return (words.pages.count, try blocks(text, width: width, budget))
    }

    private static func blocks(
        _ pages: [[PlacedRow]], width: Double, _ budget: ReadingBudget
    ) throws -> [DocumentBlock] {
        /// Rows of text, or a table, in order.
        enum Piece {
            case row(PlacedRow)
            case table(DocumentTable)
        }
        var pieces: [Piece] = []
        for rows in pages {
            var next = 0
            for found in TableRegions.page.find(rows, budget) {
                pieces += rows[next..<found.rows.lowerBound].map { .row($0) }
                pieces.append(.table(found.table))
                next = found.rows.upperBound
            }
            pieces += rows[next...].map { .row($0) }
            try budget.check()
        }
        let prose = pieces.compactMap { if case .row(let row) = $0 { row } else { nil } }
        // Rows that all end in the middle of the page are short, not full.
        let edge = max(rightEdge(prose), 0.75 * width)
        let joining = ParagraphJoining(prose, rightEdge: edge)
        var blocks: [DocumentBlock] = []
        var run: [PlacedRow] = []
        for piece in pieces {
            switch piece {
            case .row(let row): run.append(row)
            case .table(let table):
                blocks += paragraphs(run, joining)
                blocks.append(.table(table))
                run = []
            }
        }
        return blocks + paragraphs(run, joining)
    }

    /// The paragraphs of rows; notes stand after the paragraph that their page ends in.
    private static func paragraphs(
        _ rows: [PlacedRow], _ joining: ParagraphJoining
    ) -> [DocumentBlock] {
        let text = RowParagraphs.paragraphs(rows.filter { !$0.isNote && !$0.text.isEmpty }, joining)
        let notes = RowParagraphs.paragraphs(rows.filter { $0.isNote && !$0.text.isEmpty }, joining)
        var blocks: [DocumentBlock] = []
        var next = 0
        for (at, paragraph) in text.enumerated() {
            blocks.append(.paragraph(paragraph))
            let following = at + 1 < text.count ? text[at + 1].page ?? 0 : Int.max
            while next < notes.count, notes[next].page ?? 0 < following {
                blocks.append(.paragraph(notes[next]))
                next += 1
            }
        }
        return blocks + notes[next...].map { .paragraph($0) }
    }

    /// Where full rows end: the place furthest right where many do.
    private static func rightEdge(_ rows: [PlacedRow]) -> Double {
        let edges = rows.map(\.right).sorted()
        // A stray row beyond the margin is not it.
        for at in edges.indices.reversed().dropLast() where edges[at] - edges[at - 1] < 12 {
            return edges[at]
        }
        return edges.last ?? 0
    }

    /// What poppler says; the file has no name that it could be reached by.
    private static func table(_ bytes: [UInt8], _ limits: ReadingLimits) throws -> [UInt8] {
        guard let poppler = ChildProgram.find("pdftotext") else {
            throw DocumentProblem(
                what: "服务器没有安装读 PDF 的程序 pdftotext",
                remedy: "请管理员执行 apt-get install poppler-utils，或上传 docx")
        }
        let input = try PrivateFolder.unnamed(bytes)
        defer { close(input) }
        var program = ChildProgram(
            path: poppler,
            arguments: ["-tsv", "-enc", "UTF-8", "-l", String(limits.pages + 1), "-", "-"])
        program.seconds = Int(limits.converting.components.seconds) + 1
        program.outputBytes = limits.unpackedBytes
        let result = try program.run(input: input, limit: limits.converting)
        if result.isLate || result.status == 128 + SIGXCPU || result.status == 128 + SIGKILL {
            throw DocumentProblem(
                what: "读这个 PDF 超过 \(limits.converting.components.seconds) 秒", remedy: Self.remedy)
        }
        guard !result.isCut else {
            throw DocumentProblem(
                what: "PDF 的文字超过 \(limits.unpackedBytes >> 20) MB", remedy: "请分成几个文件")
        }
        let complaint = result.complaint.lowercased()
        if complaint.contains("incorrect password") || complaint.contains("encrypt") {
            throw DocumentProblem(what: "PDF 加了密码", remedy: "请去掉密码后重新上传")
        }
        if result.status == 3 {
            throw DocumentProblem(what: "PDF 不允许复制文字", remedy: "请上传没有这项限制的 PDF，或 docx")
        }
        guard result.status == 0 else {
            throw DocumentProblem(what: "PDF 已损坏，读不出来", remedy: Self.remedy)
        }
        return result.output
    }
}
