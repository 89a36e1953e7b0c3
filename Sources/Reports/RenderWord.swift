import Documents
import Values

extension ReportRendering {
    /// The report as a Word file in the layout of official documents, its figures in a table at
    /// the end. Equal reports give equal bytes.
    /// - Parameter version: the frozen version it is, or nil for a draft.
    /// - Throws: `DocumentProblem`.
    public static func word(_ report: ComposedReport, version: ReportVersion?) throws -> [UInt8] {
        let asOf = CalendarDate(iso: report.asOf)
        // The day of freezing; a draft is dated by its data.
        let day = (version?.frozenAt.prefix(10)).map(String.init).flatMap(CalendarDate.init) ?? asOf
        let state = version?.title ?? "草稿"
        let document = OfficialDocument(
            title: report.title,
            subtitle: "（\(state)，数据截至\(asOf?.chinese ?? report.asOf)）",
            mark: report.isDemonstration ? "演示数据，不是真实统计" : nil,
            blocks: report.sections.flatMap(blocks) + annex(report), issuer: report.issuer,
            date: day?.chinese, checkLine: "\(state)　校验码：\(report.checkCode)",
            created: Int64(day?.dayNumber ?? 0) * 86_400)
        return try WordWriter.bytes(document)
    }

    private static func blocks(_ section: ComposedReport.Section) -> [OfficialDocument.Block] {
        var blocks: [OfficialDocument.Block] = [.heading(level: 1, text: section.heading)]
        for part in section.parts {
            if let title = part.title { blocks.append(.heading(level: 2, text: title)) }
            blocks += part.paragraphs.map { .paragraph([.init($0.text)]) }
        }
        return blocks
    }

    private static func annex(_ report: ComposedReport) -> [OfficialDocument.Block] {
        if report.figures.isEmpty { return [] }
        let table = OfficialDocument.Table(
            caption: "附表　主要指标一览", header: [["指标编号", "指标", "数值", "单位", "同比", "数据年度"]],
            rows: report.figures.map(row), numericColumns: [2, 4])
        var note = "注：数值由登记的记录算得，来源可在平台上逐条查看；“—”为暂无数据或不作同比。"
        if report.figures.contains(where: \.forecast) { note += "标“预计”的为预计数。" }
        return [.table(table), .note(note)]
    }

    private static func row(_ figure: ReportFigure) -> [String] {
        [
            figure.reference ?? "", figure.title + (figure.forecast ? "（预计）" : ""),
            figure.nil ? "无" : figure.value ?? "—", figure.unit, comparison(figure),
            "\(figure.dataYear)",
        ]
    }

    /// 81.37%, or +6.3亿元 where the figure states a change rather than a growth.
    private static func comparison(_ figure: ReportFigure) -> String {
        if let growth = figure.growth { return growth + "%" }
        guard let change = figure.change else { return "—" }
        return (change.hasPrefix("-") ? "" : "+") + change
            + (figure.unit == "%" ? "个百分点" : figure.unit)
    }
}
