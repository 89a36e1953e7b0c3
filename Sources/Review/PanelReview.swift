import Applications
import Catalogue
public import Registers
public import Store
import Values

/// Review by panels that sit together: each expert's sheet is entered by one officer and checked by
/// another against the paper. Only checked sheets count.
public struct PanelReview: ReviewMethod {
    let registry: Registry

    /// Over the panels and sheets of a city.
    public init(_ registry: Registry) { self.registry = registry }

    /// - Throws: `ReviewRefusal.noRule`.
    public func outcome(_ reader: Reader, of task: ReviewTask) throws -> ReviewOutcome {
        let review = Review(registry, method: self)
        let day = CalendarDate(iso: task.terms.day) ?? registry.database.clock.today
        let trimmed = try review.rule("score_sheets_trimmed", on: day)
        let outlier = try review.rule("score_outlier", on: day)
        let sheets = try checkedSheets(reader, task)
        let assessments = task.applications.map {
            PanelScoring.assess(
                sheets[$0.id] ?? [], of: $0.id, trimmedFrom: trimmed, outlier: outlier)
        }
        let parting = task.terms.criteria.first { $0.name == task.terms.tieBreak }?.title
        return ReviewOutcome(
            method: "评审组打分，一人录入、一人核对",
            rules: [
                "有效评分表 \(trimmed) 张以上的，去掉一个最高分、一个最低分，其余取平均，保留两位小数；不足的直接平均",
                parting.map { "同分的按“\($0)”的平均分排" } ?? "同分的名次并列",
                "与平均分相差超过 \(outlier) 分的提醒，由评审组说明",
            ], assessments: assessments,
            obstacles: try obstacles(reader, task, assessments))
    }

    /// The panels of the call are closed: what they scored does not change any more.
    public func close(_ task: ReviewTask, _ writer: Writer) throws {
        for panel in try Review(registry).panels(writer.reader, of: task.call.id)
        where panel.state == "scoring" {
            _ = try registry.move(Review.panels, panel.id, "close", version: nil, writer)
        }
    }

    private func checkedSheets(_ reader: Reader, _ task: ReviewTask) throws
        -> [Int64: [PanelScoring.Sheet]]
    {
        var parting: [Int64: Int64] = [:]
        if let criterion = task.terms.tieBreak {
            try reader.each(
                """
                SELECT p.record, p.points FROM score_sheet__points p
                JOIN score_sheet s ON s.id = p.record
                WHERE s.call = \(task.call.id) AND p.criterion = \(criterion)
                """
            ) { row in
                if let id = row[0].integer { parting[id] = row[1].integer ?? 0 }
            }
        }
        var sheets: [Int64: [PanelScoring.Sheet]] = [:]
        try reader.each(
            """
            SELECT id, application, total, comment FROM score_sheet
            WHERE call = \(task.call.id) AND state = 'checked' ORDER BY id
            """
        ) { row in
            guard let id = row[0].integer, let application = row[1].integer else { return }
            sheets[application, default: []].append(
                PanelScoring.Sheet(
                    total: row[2].integer ?? 0, tieBreak: parting[id], comment: row[3].text))
        }
        return sheets
    }

    private func obstacles(_ reader: Reader, _ task: ReviewTask, _ assessments: [Assessment])
        throws -> [ReviewObstacle]
    {
        var found: [ReviewObstacle] = []
        let panels = try Review(registry).panels(reader, of: task.call.id)
        if panels.isEmpty { found.append(ReviewObstacle("还没有评审组", "先建评审组，写上专家")) }
        for panel in panels where panel.state == "formed" {
            found.append(
                ReviewObstacle("评审组“\(panel["title"].text ?? "")”还没有开始评审", "到会专家齐了，办“开始评审”"))
        }
        let unchecked = try reader.integer(
            """
            SELECT count(*) FROM score_sheet WHERE call = \(task.call.id) AND state = 'entered'
            """)
        if unchecked > 0 {
            found.append(ReviewObstacle("还有 \(unchecked) 张评分表没有核对", "换一个人对照纸质评分表核对"))
        }
        let open = task.applications.filter { ["formal-passed", "cleared"].contains($0.state) }
        if task.applications.isEmpty { found.append(ReviewObstacle("没有要评审的申报", "先办完形式审查和联审")) }
        for record in open.prefix(50) {
            let number = record["application_no"].text ?? ""
            // A closed panel takes no sheets: what comes later (an appeal) has a panel of its own.
            let scopes = panels.filter { $0.state != "closed" }
                .map(PanelScope.init(panel:)).filter { $0.covers(record) }
            if scopes.isEmpty {
                let isLate = panels.contains { $0.state == "closed" }
                found.append(
                    ReviewObstacle(
                        "\(number) 没有评审组评",
                        isLate ? "评审过的评审组不再收评分表，新建一个评审组并指定它" : "在评审组里加上它的类别，或指定它"))
                continue
            }
            let due = scopes.reduce(0) { sum, scope in
                sum + scope.attending.count { !scope.isRecused($0.name, from: record.id) }
            }
            let have = assessments.first { $0.application == record.id }?.sheets ?? 0
            if have < due || have == 0 {
                found.append(
                    ReviewObstacle("\(number) 应有 \(max(due, 1)) 张核对过的评分表，有 \(have) 张", "录入并核对缺的"))
            }
        }
        return found + (try conflicts(reader, panels.filter { $0.state != "closed" }, open))
    }

    /// Who of the panels has something in common with what is not reviewed yet: it came to the
    /// panel after that was kept, or its people changed since.
    private func conflicts(_ reader: Reader, _ panels: [Record], _ open: [Record]) throws
        -> [ReviewObstacle]
    {
        let review = Review(registry)
        return try panels.flatMap { panel in
            let attending = Set(PanelScope(panel: panel).attending.map(\.name))
            return try review.conflicts(
                reader, in: panel, of: attending, scoring: Set(open.map(\.id)),
                on: registry.database.clock.today
            ).prefix(50).map {
                ReviewObstacle("\($0.number)：\($0.evidence)，没有回避", $0.advice)
            }
        }
    }
}
