/// A year at a glance: the figures that matter most, by theme, and three charts.
struct OverviewPage: Sendable {
    struct Theme: Sendable {
        let title: String
        let cards: [Card]
    }

    let frame: Frame
    let year: Int
    let years: YearSwitch
    let asOf: String
    let themes: [Theme]
    let charts: [Chart]
    /// What there is to do today; nil for those who have no lists.
    let work: WorkTotal?

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(year)年一览</h1>
            <p class="lede">\(frame.city)科技工作的主要数字，截至 \(asOf)。每个数字都由登记册里的记录算出，点开可看到是哪些记录。</p></div>
            \(years.html)</div>
            \(work?.html)\(themes.isEmpty ? empty : "<div class=\"themes\">\(each: themes, Self.theme)</div>")
            \(charts.isEmpty ? HTML.empty : "<section class=\"group\"><h2>走势与分布</h2><div class=\"charts\">\(charts.map(\.html))</div></section>")
            <p><a class="btn" href="\(Link.figures(Link.question(year, nil)))">看\(year)年全部指标</a></p>
            """)
    }

    private var empty: HTML {
        """
        <div class="empty"><p>目录里没有可以概览的指标。</p>
        <a class="btn" href="\(Link.registers)">看登记册</a></div>
        """
    }

    private static func theme(_ theme: Theme) -> HTML {
        """
        <section class="group\(theme.cards.count <= 2 ? " half" : "")"><h2>\(theme.title)</h2><ul class="cards">\(theme.cards.map(\.html))</ul>\
        </section>
        """
    }
}
