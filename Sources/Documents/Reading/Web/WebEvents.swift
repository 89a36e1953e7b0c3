/// The text of a web page as it is read: what a browser shows.
final class WebEvents: HTMLEvents {
    private let budget: ReadingBudget
    var problem: DocumentProblem? { budget.problem }

    /// What holds paragraphs: the page, and each cell or caption that is open.
    private struct Holder {
        var blocks: [DocumentBlock] = []
        var hasTable = false
        var columnSpan = 1
        var rowSpan: String?
    }

    private enum Open {
        case other, block, list, item, heading, preformatted, table, row, cell, caption
    }

    private var holders = [Holder()]
    private var tables: [WebTable] = []
    private var lists: [WebList] = []
    private var open: [Open] = []
    /// Tables, rows, cells and captions alone, to tell which may begin where.
    private var frames: [Open] = []
    private var skipping = 0
    private var text = WebText()
    private var mark = ""
    private var level: Int?
    private var preformatted = 0

    /// Layout by tables came to a dozen levels; each level hands its paragraphs up once more.
    private static let mostTables = 100

    init(_ budget: ReadingBudget) { self.budget = budget }

    /// The blocks, when the page has been read.
    func finished() -> [DocumentBlock] {
        flush()
        return holders[0].blocks
    }

    private static let unseen: Set<String> = [
        "script", "style", "noscript", "template", "title", "select", "textarea", "svg", "iframe",
        "object", "audio", "video", "canvas", "rp", "rt",
    ]
    private static let blockNames: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
        "hr", "html", "legend", "main", "menu", "nav", "p", "section", "summary", "br", "tbody",
        "thead", "tfoot", "td", "th", "tr", "caption",
    ]

    func start(_ name: String, _ attributes: [String: String]) {
        guard skipping == 0 else {
            skipping += 1
            return
        }
        if Self.unseen.contains(name) || Self.isHidden(attributes) {
            skipping = 1
            return
        }
        let opened = opened(name, attributes)
        if opened != .other { flush() }
        open.append(opened)
        begin(opened, name, attributes)
    }

    private static func isHidden(_ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil { return true }
        guard let style = attributes["style"] else { return false }
        let plain = style.lowercased().filter { !$0.isWhitespace }
        return plain.contains("display:none") || plain.contains("visibility:hidden")
            || plain.contains("mso-hide:all")
    }

    private func opened(_ name: String, _ attributes: [String: String]) -> Open {
        switch name {
        case "table": return .table
        case "tr" where frames.last == .table: return .row
        case "td" where frames.last == .row, "th" where frames.last == .row: return .cell
        case "caption" where frames.last == .table: return .caption
        case "ol", "ul": return .list
        case "li": return .item
        case "pre": return .preformatted
        case "h1", "h2", "h3", "h4", "h5", "h6": return .heading
        default: return Self.blockNames.contains(name) ? .block : .other
        }
    }

    private func begin(_ opened: Open, _ name: String, _ attributes: [String: String]) {
        switch opened {
        case .table:
            frames.append(.table)
            let role = attributes["role"] ?? ""
            tables.append(WebTable(isLayout: ["presentation", "none"].contains(role)))
            if tables.count > Self.mostTables {
                budget.refuse("表格嵌套超过 \(Self.mostTables) 层", "请用 Word 或 WPS 打开，另存为 docx 后再上传")
            }
        case .row:
            frames.append(.row)
            tables[tables.count - 1].startRow()
        case .cell, .caption:
            frames.append(opened)
            var holder = Holder()
            holder.columnSpan = max(1, WebTable.span(attributes["colspan"]))
            holder.rowSpan = attributes["rowspan"]
            holders.append(holder)
            // A cell is as wide as it says; each of its columns is kept track of.
            budget.take(cells: holder.columnSpan)
        case .list: lists.append(WebList(isOrdered: name == "ol", attributes))
        case .item:
            if !lists.isEmpty { mark = lists[lists.count - 1].mark(attributes["value"]) }
        case .heading: level = Int(name.dropFirst())
        case .preformatted: preformatted += 1
        case .block, .other: break
        }
    }

    func end(_ name: String) {
        guard skipping == 0 else {
            skipping -= 1
            return
        }
        guard let closed = open.popLast() else { return }
        if closed != .other { flush() }
        switch closed {
        case .table:
            frames.removeLast()
            let blocks = tables.removeLast().blocks()
            holders[holders.count - 1].blocks += blocks
            holders[holders.count - 1].hasTable = true
        case .row: frames.removeLast()
        case .cell:
            frames.removeLast()
            let held = holders.removeLast()
            tables[tables.count - 1].add(
                held.blocks, columnSpan: held.columnSpan, rowSpan: held.rowSpan,
                hasTable: held.hasTable)
            if tables[tables.count - 1].next > WebTable.mostColumns {
                budget.refuse("表格超过 \(WebTable.mostColumns) 列", "请检查表格里的合并单元格")
            }
        case .caption:
            frames.removeLast()
            tables[tables.count - 1].caption += holders.removeLast().blocks
        case .list: _ = lists.popLast()
        case .item: mark = ""
        case .heading: level = nil
        case .preformatted: preformatted -= 1
        case .block, .other: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard skipping == 0, budget.take(text: bytes) else { return }
        guard preformatted > 0 else {
            text.add(bytes, isPreformatted: false)
            return
        }
        for (at, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            if at > 0 { flush() }
            text.add(UnsafeBufferPointer(rebasing: line), isPreformatted: true)
        }
    }

    /// Ends the paragraph.
    private func flush() {
        guard !text.isEmpty else { return }
        let trimmed = text.take()
        guard !trimmed.text.isEmpty, budget.take(paragraphs: 1) else { return }
        let kind = level.map { DocumentParagraph.Kind.heading(level: $0) } ?? .body
        holders[holders.count - 1].blocks.append(
            .paragraph(
                DocumentParagraph(
                    mark + trimmed.text, kind: kind,
                    lines: [
                        .init(offset: 0, line: 0, column: mark.isEmpty ? trimmed.indent + 1 : 1)
                    ]
                )))
        mark = ""
    }
}

/// Reads a web page.
enum ReadWeb {
    static func blocks(_ text: String, _ budget: ReadingBudget) throws -> [DocumentBlock] {
        let events = WebEvents(budget)
        try HTMLFeed.read(text, events)
        return LineCount.number(events.finished())
    }
}
