import Catalogue
import Figures
import Values

/// All figures of a year, by theme, for the city or one county.
struct FiguresPage: Sendable {
    struct Group: Sendable {
        let title: String
        let results: [FigureResult]
    }

    let frame: Frame
    let year: Int
    let county: String?
    let countyTitle: String?
    let years: YearSwitch
    let form: FilterForm
    let chips: Chips
    let groups: [Group]

    var html: HTML {
        let count = groups.reduce(0) { $0 + $1.results.count }
        let json = Link(.apiFigures, [], Link.question(year, county))
        let empty: HTML = """
            <div class="empty"><p>没有符合条件的指标。</p>
            <a class="btn" href="\(Link.figures(Link.question(year, nil)))">看全部指标</a></div>
            """
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(year)年指标\(countyTitle.map { "：" + $0 } ?? "")</h1>
            <p class="lede">每个指标是对登记册的一次提问；点开看口径、历年、县市区和背后的每条记录。</p></div>
            <div class="actions">\(years.html)<a class="btn" href="\(json)">JSON</a></div></div>
            \(form.html)\(chips.html)<p class="count" role="status">共 \(count) 个指标</p>
            \(groups.isEmpty ? empty : "\(each: groups, table)")
            """)
    }

    private func table(_ group: Group) -> HTML {
        let table = Table(
            caption: group.title,
            columns: [
                .init(title: "指标"), .init(title: "数值", isNumber: true), .init(title: "单位"),
                .init(title: "与上年比较"), .init(title: "报告编号"),
            ], rows: group.results.map(row))
        return """
            <section class="group"><h2>\(group.title)<small>\(group.results.count) 个</small></h2>\
            \(table.html)</section>
            """
    }

    private func row(_ result: FigureResult) -> [HTML] {
        let definition = result.definition
        let link = Link.figure(definition.name, year: year, county: county)
        let forecast: HTML = result.isForecast ? "<span class=\"forecast\">预计</span> " : ""
        let value: HTML =
            result.absence.map { "<span class=\"minor\">\($0)</span>" }
            ?? "\(forecast)\(result.pageValue)\(result.isApproximate ? "余" : "")"
        return [
            "<a href=\"\(link)\">\(definition.title)</a>", value,
            result.absence == nil && !result.isNil ? "\(definition.unit)" : "",
            "\(Comparison.of(result).map(\.html))", "\(definition.reference ?? "")",
        ]
    }
}
