public import Checking
import Documents

/// Checked reports as a page: findings on one side, the text on the other.
public enum CheckPage {
    /// A report with what was found, and how it stands beside the platform's figures.
    public struct Sheet: Sendable {
        public let report: CheckedReport
        public let platform: PlatformComparison?

        public init(_ report: CheckedReport, platform: PlatformComparison? = nil) {
            self.report = report
            self.platform = platform
        }
    }

    /// The reports as a whole page of its own.
    /// - Parameter standalone: for a file without a server: the style is inside.
    public static func html(_ sheets: [Sheet], standalone: Bool) -> String {
        let main: HTML = """
            <main class="wide check"><div class="top"><h1>核对结果</h1></div>
            \(results(sheets))</main>
            """
        return Layout.paper("核对结果 · \(names(sheets))", main, standalone: standalone).text
    }

    /// A name for all of them together.
    static func names(_ sheets: [Sheet]) -> String {
        guard let first = sheets.first else { return "" }
        return sheets.count == 1 ? first.report.name : "\(first.report.name)等 \(sheets.count) 份"
    }

    /// A section for each report, and the rules that spoke.
    static func results(_ sheets: [Sheet]) -> HTML {
        let sections = sheets.enumerated().map { index, sheet in
            // One report has the plain anchors, so that a link to #m12 can be told on the
            // telephone.
            section(sheet, prefix: index == 0 ? "" : "r\(index + 1)-")
        }
        let spoken = Set(
            sheets.flatMap { $0.report.findings.map(\.rule) + $0.report.confirmations.map(\.rule) })
        let rules = RuleBook.rules.filter { spoken.contains($0.id) }
        let table: HTML =
            rules.isEmpty
            ? ""
            : """
            <section class="group annex"><h2>用到的规则<small>\(rules.count) 条</small></h2>\
            \(RuleTable(rules: rules).html)</section>
            """
        return "\(contents(sheets))\(sections)\(table)"
    }

    /// Where there are several, the way to each.
    private static func contents(_ sheets: [Sheet]) -> HTML {
        guard sheets.count > 1 else { return "" }
        let items = sheets.enumerated().map { index, sheet -> HTML in
            """
            <li><a href="#report-\(index + 1)">\(sheet.report.name)</a> \(sheet.report.summary)</li>
            """
        }
        return "<nav class=\"panel\" aria-label=\"核对的文件\"><ol>\(items)</ol></nav>"
    }

    private static func section(_ sheet: Sheet, prefix: String) -> HTML {
        let report = sheet.report
        let text = CheckedText(report, prefix: prefix)
        let list = FindingList(report: report, prefix: prefix, shown: text.shown)
        let number = prefix.isEmpty ? "1" : String(prefix.dropFirst().dropLast())
        let cut: HTML =
            text.isCut ? "<p class=\"note\">文字太长，后面的不在这里显示；全部问题见左边，或用 JSON。</p>" : ""
        return """
            <section class="checked" id="report-\(number)" aria-label="\(report.name)">
            <h2>\(report.name)<small>\(facts(report))</small></h2>
            \(list.tally)
            \(sheet.platform.map { PlatformTable(comparison: $0).html } ?? HTML.empty)
            <div class="sides"><div class="findings" role="region" aria-label="问题 \(number)" tabindex="0">
            \(list.html)</div>
            <div class="original" id="\(prefix)original" role="region" aria-label="原文 \(number)">\(text.html)\(cut)</div></div></section>

            """
    }

    /// `txt，UTF-8，2025 年度，读出 213 个数`.
    private static func facts(_ report: CheckedReport) -> String {
        var facts = [report.format.rawValue]
        if let encoding = report.encoding { facts.append(encoding) }
        if let pages = report.pages { facts.append("\(pages) 页") }
        if let year = report.reading.year { facts.append("\(year) 年度") }
        facts.append("读出 \(report.reading.figures.count) 个数")
        return facts.joined(separator: "，")
    }
}

/// What came of the files that were brought, inside the site.
struct CheckedSheets: Sendable {
    let frame: Frame
    let sheets: [CheckPage.Sheet]
    let problems: [CheckForm.Problem]

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="check"><div class="top"><div><h1>核对结果</h1>
            <p class="lede">文件没有留存，离开这一页就没有了；要留下请打印或另存网页。</p></div>\
            <div class="actions"><a class="btn btn-primary" href="\(Link.check)">再核对一份</a></div></div>
            \(CheckForm.told(problems))\(CheckPage.results(sheets))</div>
            """)
    }
}
