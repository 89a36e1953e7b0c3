import Values

/// The journal: its head, and its entries from the newest back.
struct JournalPage: Sendable {
    struct Line: Sendable {
        let number: Int64
        let at: Instant
        let actor: String
        let event: String
        let reason: String?
        let images: Int
        let digest: String
    }

    let frame: Frame
    let lines: [Line]
    let page: Int

    static let size = 50

    var html: HTML {
        let rows = lines.map { line -> [HTML] in
            [
                "<a href=\"\(Link.entry(line.number))\">\(line.number)</a>",
                "\(line.at.businessTime)", "\(line.actor)", "\(line.event)", "\(line.reason ?? "")",
                "\(Numbers.grouped(line.images))",
                "<code title=\"\(line.digest)\">\(String(line.digest.prefix(12)))</code>",
            ]
        }
        let table = Table(
            caption: "日志，最近的在前",
            columns: [
                .init(title: "号"), .init(title: "时间"), .init(title: "经办"), .init(title: "事项"),
                .init(title: "理由"), .init(title: "涉及记录", isNumber: true), .init(title: "摘要"),
            ], rows: rows)
        let count = Int(frame.head?.number ?? 0)
        let pager = Pager(
            page: page, hasNext: page * Self.size < count,
            last: max((count + Self.size - 1) / Self.size, 1), label: "翻页",
            link: { .journal(page: $0) })
        let empty: HTML = """
            <div class="empty"><p>日志还是空的，登记第一条记录后就有了。</p>
            <a class="btn" href="\(Link.registers)">看登记册</a></div>
            """
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>日志</h1>
            <p class="lede">每次写入留一笔，前后以摘要相连；改动任何一笔，后面的摘要都对不上。</p></div></div>
            \(head)\(lines.isEmpty ? empty : "\(table.html)\(pager.html)")
            """)
    }

    private var head: HTML {
        guard let head = frame.head else { return "" }
        return """
            <section class="panel"><h2>日志头</h2><dl class="pairs">
            <div><dt>末笔号</dt><dd>\(Numbers.grouped(Int(head.number)))</dd></div>
            <div><dt>时间</dt><dd>\(head.at.businessTime)</dd></div>
            <div class="long"><dt>摘要（SHA-256）</dt><dd><code>\(head.digest)</code></dd></div></dl></section>
            """
    }
}
