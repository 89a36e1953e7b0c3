import Reports

/// The yearly reports: what can be composed, and what has been frozen.
struct ReportsPage: Sendable {
    struct Year: Sendable {
        let report: String
        let year: Int
        let title: String
        let passages: Int
        /// Newest first.
        let versions: [ReportVersion]
    }

    let frame: Frame
    /// Newest first.
    let years: [Year]

    var html: HTML {
        let table = Table(
            caption: "各年度的报告",
            columns: [
                .init(title: "报告"), .init(title: "年度"), .init(title: "段落", isNumber: true),
                .init(title: "定稿"),
            ], rows: years.map(Self.row))
        let empty: HTML = """
            <div class="empty"><p>还没有写报告段落，因此没有报告可看。</p>
            <a class="btn" href="\(Link.registers)">看登记册</a></div>
            """
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>报告</h1>
            <p class="lede">文字由各科室撰写，数字取自指标；定稿后的版本连同摘要一并留存，不再变动。</p></div></div>
            \(years.isEmpty ? empty : table.html)
            """)
    }

    private static func row(_ year: Year) -> [HTML] {
        let versions = year.versions.map { version -> HTML in
            """
            <a href="\(Link.version(version.report, version.year, version.number))">\(version.title)</a> \
            <span class="minor">\(version.frozenAt)</span><br>
            """
        }
        return [
            "<a href=\"\(Link.report(year.report, year.year))\">\(year.title)</a>", "\(year.year)",
            "\(year.passages)",
            versions.isEmpty ? "<span class=\"minor\">未定稿</span>" : "\(versions)",
        ]
    }
}
