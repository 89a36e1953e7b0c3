import Applications
import Catalogue
import Documents
import Foundation
public import Registers
public import Store
import Values

extension Review {
    /// Headings of the table of sheets besides the criteria.
    private enum Column {
        static let expert = "专家"
        static let number = "申报编号"
        static let title = "项目名称"
        static let comment = "评审意见"
    }

    /// Writes the table that experts' sheets of a panel are typed into: a row for each expert and
    /// application that they do not recuse themselves from. Where review is blind no unit stands in
    /// it.
    /// - Throws: `DocumentProblem`.
    public func writeSheetTable(_ reader: Reader, _ panel: Record, to path: String) throws {
        let (task, own) = try applications(reader, of: panel)
        let sheets = Dictionary(
            try self.sheets(reader, of: panel).map {
                (
                    "\($0["expert"].text ?? "")\u{0}\($0["application"].integer ?? 0)", $0
                )
            }, uniquingKeysWith: { first, _ in first })
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: "\(panel["title"].text ?? "评审组")评分表", unit: "分",
                source: "评审组编号 \(panel["panel_no"].text ?? "")",
                isDemonstration: database.isDemonstration),
            columns: [
                ExcelColumn(title: Column.expert, width: 12),
                ExcelColumn(title: Column.number, width: 22),
                ExcelColumn(title: Column.title, width: 40),
            ]
                + task.terms.criteria.map {
                    ExcelColumn(title: "\($0.title)（满分\($0.weight)）", kind: .decimal(2), width: 14)
                } + [ExcelColumn(title: Column.comment, width: 40)])
        for expert in experts(of: panel) {
            for application in own
            where !isRecused(expert.name, from: application.id, in: panel) {
                let sheet = sheets["\(expert.name)\u{0}\(application.id)"]
                let points = task.terms.criteria.map { criterion -> String in
                    let row = sheet?.rows["points"]?.first {
                        $0["criterion"]?.text == criterion.name
                    }
                    return row?["points"]?.integer.map {
                        FixedDecimal(unscaled: Int128($0), scale: 2).description
                    } ?? ""
                }
                try writer.append(
                    [
                        expert.name, application["application_no"].text ?? "",
                        application["title"].text ?? "",
                    ] + points + [sheet?["comment"].text ?? ""])
            }
        }
        try writer.close(notes: ["一行一位专家、一项申报；没有评的留空。填好后在评审组页面上传，先预览再写入。"])
    }

    /// Reads such a table: what each expert gave, by name.
    /// - Throws: `ReviewRefusal.table`, `.sheets` with lines that name nothing; `DocumentProblem`.
    public func readSheetTable(_ reader: Reader, _ panel: Record, file path: String) throws
        -> [String: [SheetEntry]]
    {
        let (task, own) = try applications(reader, of: panel)
        let fixed = [Column.expert, Column.number, Column.title, Column.comment]
        let criteria = task.terms.criteria
        func criterion(_ heading: Heading) -> CallTerms.Criterion? {
            let text = heading.plain
            return criteria.first { text.hasPrefix(Heading($0.title).plain) }
        }
        let table = try ImportTable(workbook: path) { heading in
            fixed.contains { Heading($0).plain == heading.plain } || criterion(heading) != nil
        }
        func index(_ name: String) -> Int? {
            table.columns.firstIndex { $0.heading.plain == Heading(name).plain }
        }
        guard let expertAt = index(Column.expert), let numberAt = index(Column.number) else {
            throw ReviewRefusal.table("没有“专家”或“申报编号”列", advice: "用本页下载的模板填")
        }
        let columns = table.columns.enumerated().compactMap { place, column in
            criterion(column.heading).map { (place, $0.name) }
        }
        let numbers = Dictionary(
            own.map { ($0["application_no"].text ?? "", $0.id) },
            uniquingKeysWith: { first, _ in first })
        var sheets: [String: [SheetEntry]] = [:]
        var problems: [SheetProblem] = []
        for row in table.rows {
            func cell(_ index: Int?) -> String {
                guard let index, index < row.cells.count else { return "" }
                return row.cells[index].trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let place = "第 \(row.line) 行"
            let points = Dictionary(
                columns.map { ($0.1, cell($0.0)) }, uniquingKeysWith: { first, _ in first })
            let entry = SheetEntry(
                numbers[cell(numberAt)] ?? 0, points: points,
                comment: cell(index(Column.comment)), place: place)
            if entry.isBlank { continue }
            if entry.application == 0 {
                problems.append(
                    SheetProblem(place, "这个评审组里没有申报“\(cell(numberAt))”", "核对申报编号"))
                continue
            }
            sheets[cell(expertAt), default: []].append(entry)
        }
        if !problems.isEmpty { throw ReviewRefusal.sheets(problems) }
        if sheets.isEmpty { throw ReviewRefusal.table("表里还没有一个分数", advice: "填好再上传") }
        return sheets
    }

    /// Writes the ranking of a call as an official table.
    /// - Throws: `DocumentProblem`.
    public func writeRanking(_ reader: Reader, _ call: Record, to path: String) throws {
        let (task, outcome, ranking) = try ranking(reader, call)
        let records = Dictionary(
            task.applications.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let visits = try visits(reader, of: call.id)
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: "\(call["title"].text ?? "")评审排名表", unit: nil,
                source: "排名摘要 \(ranking.digest.prefix(16))",
                isDemonstration: database.isDemonstration),
            columns: [
                ExcelColumn(title: "类别", width: 14),
                ExcelColumn(title: "名次", kind: .integer, width: 8),
                ExcelColumn(title: "申报编号", width: 22), ExcelColumn(title: "项目名称", width: 40),
            ] + (task.terms.blind ? [] : [ExcelColumn(title: "申报单位", width: 30)]) + [
                ExcelColumn(title: "得分", kind: .decimal(2), width: 10),
                ExcelColumn(title: "有效评分表", kind: .integer, width: 10),
                ExcelColumn(title: "现场考察", width: 20), ExcelColumn(title: "提醒", width: 40),
            ])
        for line in ranking.lines {
            let unit = records[line.id]?["organisation_name"].text ?? ""
            try writer.append(
                [
                    kind(line.kind), line.rank.map(String.init) ?? "", line.number, line.title,
                ] + (task.terms.blind ? [] : [unit]) + [
                    line.assessment.score?.description ?? "", "\(line.assessment.sheets)",
                    visits[line.id] ?? "",
                    ((line.isTied ? ["并列"] : []) + line.assessment.alerts).joined(separator: "；"),
                ])
        }
        try writer.close(notes: outcome.rules)
    }
}
