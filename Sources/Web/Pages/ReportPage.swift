public import Reports
import Values

/// A yearly report set like an official document, each number leading to its figure.
public enum ReportPage {
    /// The report as a whole page of its own.
    /// - Parameter standalone: for a file without a server: the style is inside, and a number names
    ///   its figure instead of leading to it.
    public static func html(
        _ report: ComposedReport, version: ReportVersion?, standalone: Bool
    ) -> String {
        let main: HTML = """
            \(Layout.demonstration(report.isDemonstration))<main class="wide">
            \(document(report, version, links: !standalone))
            \(figures(report, links: !standalone))</main>
            """
        return Layout.paper(report.title, main, standalone: standalone).text
    }

    /// The document alone: title, chapters, issuer and check code.
    static func document(_ report: ComposedReport, _ version: ReportVersion?, links: Bool) -> HTML {
        let demonstration: HTML =
            report.isDemonstration ? "<p class=\"mock\">演示文稿，数据为合成</p>" : ""
        return """
            <article class="paper" lang="zh-CN"><header><h1>\(report.title)</h1>\(demonstration)
            <p>\(report.issuer) · 数据截至 \(report.asOf) · \(state(version))</p></header>
            \(report.sections.map { section($0, report.year, links) })
            <div class="stamp"><p>\(report.issuer)</p>\
            <p>\(version.map { String($0.frozenAt.prefix(10)) } ?? "（未定稿）")</p></div>
            <p class="check">校验码 \(report.checkCode)</p></article>
            """
    }

    private static func state(_ version: ReportVersion?) -> String {
        version.map { "\($0.title)，\($0.frozenAt) 由\($0.frozenBy)定稿" } ?? "草稿"
    }

    private static func section(_ section: ComposedReport.Section, _ year: Int, _ links: Bool)
        -> HTML
    {
        """
        <section><h2 class="section" id="\(section.id)">\(section.heading)</h2>
        \(section.parts.map { part($0, year, links) })</section>
        """
    }

    private static func part(_ part: ComposedReport.Part, _ year: Int, _ links: Bool) -> HTML {
        let title: HTML? = part.title.map { "<h3 class=\"part\">\($0)</h3>" }
        return "\(title)\(part.paragraphs.map { paragraph($0, year, links) })"
    }

    private static func paragraph(_ paragraph: ComposedReport.Paragraph, _ year: Int, _ links: Bool)
        -> HTML
    {
        let spans = paragraph.spans.map { span -> HTML in
            guard let figure = span.figure else { return "\(span.text)" }
            return links
                ? "<a href=\"\(Link.figure(figure, year: year))\">\(span.text)</a>"
                : "<span title=\"\(figure)\">\(span.text)</span>"
        }
        return "<p class=\"passage\">\(spans)</p>\n"
    }

    /// The figures of the report with the number of records behind each.
    static func figures(_ report: ComposedReport, links: Bool) -> HTML {
        guard !report.figures.isEmpty else { return "" }
        let table = Table(
            caption: "文中指标及其记录数",
            columns: [
                .init(title: "指标"), .init(title: "编号"), .init(title: "文中写作"),
                .init(title: "数据年度", isNumber: true), .init(title: "记录数", isNumber: true),
            ],
            rows: report.figures.map { figure in
                [
                    links
                        ? "<a href=\"\(Link.figure(figure.name, year: report.year))\">\(figure.title)</a>"
                        : "<span title=\"\(figure.name)\">\(figure.title)</span>",
                    "\(figure.reference ?? "")", "\(figure.text)", "\(figure.dataYear)",
                    "\(figure.lineageCounts.map(Numbers.grouped).joined(separator: " / "))",
                ]
            })
        return """
            <section class="group annex"><h2>附：文中指标<small>\(report.figures.count) 个</small></h2>\
            \(table.html)</section>
            """
    }
}

/// The report inside the site: the document, and beside it what is amiss and what has been frozen.
struct ReportSheet: Sendable {
    let frame: Frame
    let report: ComposedReport
    let version: ReportVersion?
    let versions: [ReportVersion]

    var html: HTML {
        let year = String(report.year)
        let number = version.map { String($0.number) }
        let word =
            number.map { Link(.versionWord, [report.report, year, $0]) }
            ?? Link(.reportWord, [report.report, year])
        let json =
            number.map { Link(.apiVersion, [report.report, year, $0]) }
            ?? Link(.apiReport, [report.report, year])
        return Layout.page(
            frame,
            """
            <div class="sheet"><div>\(ReportPage.document(report, version, links: true))</div>
            <aside class="side" aria-label="报告的核对与下载">
            <section class="panel"><h2>\(version?.title ?? "草稿")</h2><dl>
            <div><dt>校验码</dt><dd><code>\(report.checkCode)</code></dd></div>
            <div><dt>内容摘要（SHA-256）</dt><dd><code>\(report.digest)</code></dd></div>
            <div><dt>文中指标</dt><dd>\(report.figures.count) 个</dd></div></dl>
            <div class="actions"><a class="btn btn-primary" href="\(word)">下载 Word</a>
            <a class="btn" href="\(json)">JSON</a></div></section>
            \(warnings)\(versionList)</aside></div>
            \(ReportPage.figures(report, links: true))
            """)
    }

    private var warnings: HTML {
        guard !report.warnings.isEmpty else { return "" }
        return """
            <section class="panel warn"><h2>提醒 \(report.warnings.count) 处</h2>
            <ul>\(report.warnings.map { "<li>\($0)</li>" as HTML })</ul></section>
            """
    }

    private var versionList: HTML {
        let items = versions.map { item -> HTML in
            let current = item.number == version?.number ? "page" : nil
            return """
                <li><a href="\(Link.version(item.report, item.year, item.number))"\
                \(attribute: "aria-current", current)>\(item.title)</a> \(item.frozenAt) \(item.frozenBy)</li>
                """
        }
        let draft: HTML =
            version == nil
            ? "" : "<li><a href=\"\(Link.report(report.report, report.year))\">看现在的草稿</a></li>"
        return items.isEmpty && version == nil
            ? "<section class=\"panel\"><h2>定稿</h2><p>还没有定过稿。</p></section>"
            : "<section class=\"panel\"><h2>定稿</h2><ul>\(items)\(draft)</ul></section>"
    }
}
