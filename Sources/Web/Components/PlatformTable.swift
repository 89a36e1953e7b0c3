import Checking

/// A report's figures beside the platform's: what differs first, the rest folded.
struct PlatformTable: Sendable {
    let comparison: PlatformComparison

    var html: HTML {
        let same: HTML =
            comparison.same.isEmpty
            ? ""
            : """
            <details><summary>相同 \(comparison.same.count) 个</summary>\
            \(table("与平台相同的数", comparison.same))</details>
            """
        let different: HTML =
            comparison.different.isEmpty
            ? "<p class=\"none\">对得上的数都与平台相同。</p>"
            : table("与平台不同的数", comparison.different)
        // A difference is a warning: it may have its reason.
        let pill = comparison.different.isEmpty ? SeverityMark.held.pill : SeverityMark.warning.pill
        return """
            <section class="group platform"><h3>与平台数据对照 \(pill)</h3><p class="note">\
            \(comparison.summary)</p>\(different)\(same)</section>
            """
    }

    private func table(_ caption: String, _ lines: [PlatformComparison.Line]) -> HTML {
        Table(
            caption: caption,
            columns: [
                .init(title: "平台指标"), .init(title: "编号", isTight: true),
                .init(title: "位置"), .init(title: "报告写作", isNumber: true),
                .init(title: "平台算得", isNumber: true),
            ],
            rows: lines.map { line in
                [
                    "\(line.figure.title)", "\(line.figure.reference ?? line.figure.name)",
                    "\(line.place.description)", "\(line.stated)", "\(line.computed)",
                ]
            }
        ).html
    }
}
