/// Links from page to page of a long list.
struct Pager: Sendable {
    let page: Int
    let hasNext: Bool
    /// The number of the last page, where the number of rows is known.
    var last: Int?
    let label: String
    let link: @Sendable (Int) -> Link

    var html: HTML {
        guard page > 1 || hasNext else { return "" }
        let previous: HTML =
            page > 1
            ? "<a class=\"btn\" rel=\"prev\" href=\"\(link(page - 1))\">上一页</a>"
            : "<span class=\"btn disabled\">上一页</span>"
        let next: HTML =
            hasNext
            ? "<a class=\"btn\" rel=\"next\" href=\"\(link(page + 1))\">下一页</a>"
            : "<span class=\"btn disabled\">下一页</span>"
        let of = last.map { "，共 \($0) 页" } ?? ""
        return """
            <nav class="pager" aria-label="\(label)">\(previous)<span>第 \(page) 页\(of)</span>\(next)</nav>
            """
    }
}
