import Catalogue
import Figures

/// One figure on the overview: the whole card leads to where it comes from.
struct Card: Sendable {
    let result: FigureResult
    let link: Link
    /// Over the years, the newest last.
    let course: [Double?]

    var html: HTML {
        let definition = result.definition
        let forecast: HTML = result.isForecast ? "<span class=\"forecast\">预计</span> " : ""
        let value: HTML =
            if let absence = result.absence {
                "<span class=\"none\">\(absence)</span>"
            } else {
                """
                \(forecast)<span class="n">\(result.pageValue)</span>\
                \(result.isApproximate ? "<span class=\"unit\">余</span>" : HTML.empty)\
                <span class="unit">\(result.isNil ? "" : definition.unit)</span>
                """
            }
        return """
            <li><a class="card" href="\(link)"><h3>\(definition.title)</h3>
            <p class="value">\(value)</p><p class="versus">\(Comparison.of(result).map(\.html))</p>
            \(Sparkline(values: course, label: "历年走势").html)
            <p class="asof">\(result.dataYear)年 · 截至 \(result.asOf)</p></a></li>
            """
    }
}
