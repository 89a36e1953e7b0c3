import Catalogue
import Figures
import Values

/// One figure: its value, what it means, its course, its parts, and the records it comes from.
struct FigurePage: Sendable {
    let frame: Frame
    let result: FigureResult
    let year: Int
    let county: String?
    let countyTitle: String?
    let years: YearSwitch
    let measure: String
    let conditions: [String]
    let registerTitle: String?
    let charts: [Chart]
    let annotations: [Note]
    let sets: [LineageTable]

    /// A person's note of the year.
    struct Note: Sendable {
        let kind: String
        let text: String
        let record: Int64
    }

    private var definition: FigureDefinition { result.definition }

    var html: HTML {
        let question = Link.question(year, county)
        let csv = Link(.lineageTable, [definition.name], question)
        let json = Link(.apiLineage, [definition.name], question)
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(definition.title)\(countyTitle.map { "：" + $0 } ?? "")</h1>
            <p class="lede">\(definition.definition ?? measure)</p></div>\(years.html)</div>
            <div class="two"><section class="panel big"><h2>\(result.dataYear)年</h2>\(value)
            <p class="versus">\(Comparison.of(result).map(\.html))</p>
            <p class="minor">截至 \(result.asOf)\(definition.reference.map { " · 报告编号 " + $0 } ?? "")</p>
            \(notes)</section>
            <section class="panel"><h2>口径</h2><p>\(measure)</p>\(conditionList)
            <details><summary>声明原文</summary><pre tabindex="0">\(DefinitionSource.text(definition))</pre>\
            </details></section></div>
            \(charts.isEmpty ? HTML.empty : "<div class=\"charts\">\(charts.map(\.html))</div>")
            <section class="group lineage"><div class="top"><h2 id="lineage">由哪些记录算出</h2>
            <div class="actions"><a class="btn" href="\(csv)">导出 CSV</a>
            <a class="btn" href="\(json)">JSON</a></div></div>
            \(sets.map(\.html))</section>
            """)
    }

    private var value: HTML {
        if let absence = result.absence {
            return "<p class=\"value\"><span class=\"none\">\(absence)</span></p>"
        }
        let forecast: HTML = result.isForecast ? "<span class=\"forecast\">预计</span> " : ""
        return """
            <p class="value">\(forecast)<span class="n">\(result.pageValue)</span>\
            <span class="unit">\(result.isApproximate ? "余" : "")\(result.isNil ? "" : definition.unit)</span></p>
            """
    }

    private var conditionList: HTML {
        guard !conditions.isEmpty else { return "" }
        return """
            <p class="note">同时满足：</p>\
            <ol class="conditions">\(each: conditions, Self.item)</ol>
            """
    }

    private static func item(_ text: String) -> HTML { "<li>\(text)</li>" }

    private var notes: HTML {
        guard !annotations.isEmpty else { return "" }
        let items = annotations.map { note -> HTML in
            """
            <div><dt>\(note.kind)</dt><dd>\(note.text) \
            <a href="\(Link.record("annotation", note.record))">记录</a></dd></div>
            """
        }
        return "<h3 class=\"note\">本年注记</h3><dl>\(items)</dl>"
    }
}
