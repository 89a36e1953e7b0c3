/// A chart that stands on a data table: the script draws it from the table; without the script the
/// table is what there is.
struct Chart: Sendable {
    enum Kind: String, Sendable { case bar, line, rows }

    let kind: Kind
    let title: String
    /// The first column labels, the others are series.
    let table: Table
    let id: String
    var unit: String = ""

    /// A cell whose number the script reads exactly.
    static func cell(_ text: String, _ value: Double?) -> HTML {
        guard let value else { return "\(text)" }
        return "<data value=\"\(String(value))\">\(text)</data>"
    }

    var html: HTML {
        var table = table
        table.id = id
        return """
            <section class="chart-block"><h3>\(title)</h3>
            <div class="chart" data-chart="\(kind.rawValue)" data-table="\(id)" data-unit="\(unit)" \
            data-title="\(title)"></div>
            <details open data-of="\(id)"><summary>数据表</summary>\(table.html)</details></section>
            """
    }
}
