import Catalogue
import Search

/// What a search found: registers with their counts, hits with what was found marked, pages.
struct SearchPage: Sendable {
    let frame: Frame
    let text: String
    let register: Register?
    let number: Int
    let catalogue: Catalogue
    var results: SearchResults?
    var refusal: SearchRefusal?

    static let size = 20

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>检索</h1>
            <p class="lede">在全部登记册里找：汉字、编号（写开头即可）、拼音或拼音首字母；\
            空格分开的几个词须同时有。</p></div></div>
            \(form.html)\(content)
            """)
    }

    private var form: FilterForm {
        FilterForm(
            action: .search(),
            inputs: [
                .init(
                    name: "q", title: "找什么", value: text,
                    control: .search(placeholder: "例如 岳阳 化工、GR2025、yyslh"))
            ], hidden: register.map { [("in", $0.name)] } ?? [], label: "检索", button: "检索")
    }

    private var content: HTML {
        if let refusal {
            return refusal == .empty
                ? "" : "<div class=\"empty\" role=\"alert\"><p>\(refusal.description)</p></div>"
        }
        guard let results else { return "" }
        return "\(lag(results))\(facets(results))\(found(results))"
    }

    private func lag(_ results: SearchResults) -> HTML {
        results.lag.isNone ? "" : "<p class=\"lag\" role=\"status\">\(results.lag.words)</p>"
    }

    private func facets(_ results: SearchResults) -> HTML {
        guard !results.facets.isEmpty else { return "" }
        let all: HTML = """
            <li><a href="\(Link.search(text))"\(attribute: "aria-current", register == nil ? "true" : nil)>\
            全部登记册</a></li>
            """
        let items = results.facets.map { facet -> HTML in
            let current = facet.register.name == register?.name ? "true" : nil
            return """
                <li><a href="\(Link.search(text, in: facet.register.name))"\
                \(attribute: "aria-current", current)>\(facet.register.title) \(facet.countText)</a></li>
                """
        }
        return "<nav aria-label=\"按登记册\"><ul class=\"facets\">\(all)\(items)</ul></nav>"
    }

    private func found(_ results: SearchResults) -> HTML {
        guard !results.hits.isEmpty else { return nothing(results) }
        let first = (number - 1) * Self.size + 1
        let reach: HTML =
            results.count > results.reachable
            ? "；按相关程度列前 \(results.reachable) 条，加一个词或选一个登记册会更准" : ""
        let pager = Pager(
            page: number, hasNext: number * Self.size < results.reachable,
            last: (results.reachable + Self.size - 1) / Self.size, label: "翻页",
            link: { [text, name = register?.name] in .search(text, in: name, page: $0) })
        return """
            <p class="count" role="status">共 \(results.countText) 条\(reach)</p>
            <ol class="hits" start="\(first)">\(each: results.hits, hit)</ol>\(pager.html)
            """
    }

    private func hit(_ hit: SearchHit) -> HTML {
        let state = Pill(state: hit.state, in: catalogue.lifecycle(of: hit.register))
        let places = hit.places.map { place -> HTML in
            "<p>\(place.title)：\(Self.marked(place.text))</p>"
        }
        return """
            <li><h2><a href="\(Link.record(hit.register.name, hit.id))">\(Self.marked(hit.title))</a>\
            \(state.html)</h2><p>\(hit.register.title) · 编号 \(hit.id)</p>\(places)</li>

            """
    }

    private func nothing(_ results: SearchResults) -> HTML {
        if results.reachable > 0 {
            return """
                <div class="empty"><p>没有第 \(number) 页。</p>\
                <a class="btn" href="\(Link.search(text, in: register?.name))">回到第 1 页</a></div>
                """
        }
        let place = register.map { "\($0.title)里" } ?? ""
        let elsewhere: HTML? =
            register != nil && !results.facets.isEmpty
            ? "<a class=\"btn\" href=\"\(Link.search(text))\">在全部登记册里找</a>" : nil
        let others = results.suggestions.map { word -> HTML in
            "<a class=\"btn\" href=\"\(Link.search(word, in: register?.name))\">只找“\(word)”</a> "
        }
        let advice: HTML =
            elsewhere == nil && others.isEmpty ? "<p>少写几个字，或换成编号的开头、拼音首字母再试。</p>" : ""
        return """
            <div class="empty"><p>\(place)没有找到“\(text)”。</p>\(advice)\(elsewhere)\(others)</div>
            """
    }

    private static func marked(_ text: MarkedText) -> HTML {
        let pieces = text.pieces.map { piece -> HTML in
            piece.isMarked ? "<mark>\(piece.text)</mark>" : "\(piece.text)"
        }
        return "\(pieces)"
    }
}
