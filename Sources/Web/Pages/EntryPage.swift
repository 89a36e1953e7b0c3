import Journal
import Values

/// One entry of the journal with the records it wrote.
struct EntryPage: Sendable {
    struct ImageLine: Sendable {
        let register: String
        let registerTitle: String
        let record: Int64
        let version: Int64
        let digest: String
    }

    let frame: Frame
    let entry: Entry
    let event: String
    let role: String
    let images: [ImageLine]
    let total: Int
    let page: Int

    static let size = 100

    var html: HTML {
        let rows = images.map { image -> [HTML] in
            [
                "<a href=\"\(Link.record(image.register, image.record))\">\(image.registerTitle) #\(image.record)</a>",
                "\(image.version)", "<code>\(image.digest)</code>",
            ]
        }
        let table = Table(
            caption: "这一笔写入的记录",
            columns: [
                .init(title: "记录"), .init(title: "版本", isNumber: true), .init(title: "内容摘要"),
            ], rows: rows)
        let pager = Pager(
            page: page, hasNext: page * Self.size < total,
            last: (total + Self.size - 1) / Self.size, label: "翻页",
            link: { [number = entry.number] in
                Link(.entry, [String(number)], Parameters().with("page", $0 > 1 ? String($0) : nil))
            })
        let intact: HTML =
            entry.isIntact
            ? Pill(title: "摘要相符", kind: .kept).html : Pill(title: "摘要不符", kind: .ended).html
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>日志第 \(entry.number) 号</h1>
            <p class="lede">\(event) \(intact)</p></div></div>
            <section class="panel"><dl class="pairs">
            <div><dt>时间</dt><dd>\(entry.at.businessTime)</dd></div>
            <div><dt>经办</dt><dd>\(entry.act.actor)（\(role)）</dd></div>
            <div class="long"><dt>理由</dt><dd>\(entry.act.reason ?? "—")</dd></div>
            <div class="long"><dt>前一笔摘要</dt><dd>\(previous)</dd></div>
            <div class="long"><dt>记录摘要</dt><dd><code>\(entry.images.hex)</code></dd></div>
            <div class="long"><dt>本笔摘要</dt><dd><code>\(entry.digest.hex)</code></dd></div></dl></section>
            <section class="group"><h2>写入的记录<small>共 \(Numbers.grouped(total)) 条</small></h2>\
            \(table.html)\(pager.html)</section>
            """)
    }

    private var previous: HTML {
        entry.number > 1
            ? "<a href=\"\(Link.entry(entry.number - 1))\"><code>\(entry.previous.hex)</code></a>"
            : "<code>\(entry.previous.hex)</code>"
    }
}
