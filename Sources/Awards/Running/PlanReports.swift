import Applications
import Catalogue
import Registers
import Store
import Values

extension Awards {
    /// Lists the reports that a project owes, each with its day; those listed already stay.
    func planReports(_ project: Record, _ contract: Record, _ writer: Writer) throws {
        let today = writer.now.businessDate
        guard let terms = try terms(writer.reader, of: project, on: today),
            let starts = project.day("starts_on"), let ends = project.day("ends_on")
        else { return }
        let number = project["project_no"].text ?? ""
        let milestones = (contract.rows["milestones"] ?? []).compactMap(FollowContract.milestone)
        for due in ReportPlan.due(
            terms.reports, starts: starts, ends: ends, from: today, milestones: milestones)
        {
            let reportNo = "\(number)-\(due.suffix)"
            let there = try writer.reader.integer(
                "SELECT count(*) FROM project_report WHERE report_no = \(reportNo)")
            guard there == 0 else { continue }
            var fields: [String: Scalar] = [
                "report_no": .text(reportNo), "project": .integer(project.id),
                "kind": .text(due.kind), "due_on": .text(due.on.iso),
                "year": .integer(Int64(due.on.year)),
            ]
            if let milestone = due.milestone { fields["milestone"] = .integer(Int64(milestone)) }
            let progress = (contract.rows["targets"] ?? []).map { target -> [String: Scalar] in
                [
                    "name": target["name"] ?? .null,
                    "planned": .text(String(TargetRules.words(target).prefix(300))),
                ]
            }
            _ = try registry.create(
                Draft(fields, rows: ["progress": progress]), in: Self.reports, writer)
        }
    }
}

/// Which reports a project owes, and when. Pure.
struct ReportPlan {
    struct Due: Hashable {
        let kind: String
        /// Stands behind the project's number in the report's.
        let suffix: String
        let on: CalendarDate
        let milestone: Int?
    }

    static func due(
        _ reports: [CallTerms.ReportDue], starts: CalendarDate, ends: CalendarDate,
        from: CalendarDate, milestones: [PaymentPlan.Milestone]
    ) -> [Due] {
        reports.flatMap { report -> [Due] in
            switch report.kind {
            case "mid-term":
                return [
                    Due(kind: report.kind, suffix: "Z", on: starts.midway(to: ends), milestone: nil)
                ]
            case "milestone":
                return milestones.map {
                    Due(kind: report.kind, suffix: "L\($0.rank)", on: $0.dueOn, milestone: $0.rank)
                }
            default:
                let letter = report.kind == "yearly" ? "N" : "J"
                guard starts.year <= ends.year else { return [] }
                return (starts.year...ends.year).compactMap { year in
                    guard let day = CalendarDate(iso: "\(year)-\(report.eachYear ?? "12-31")"),
                        day > from, day >= starts, day <= ends
                    else { return nil }
                    return Due(
                        kind: report.kind, suffix: "\(letter)\(year)", on: day, milestone: nil)
                }
            }
        }.sorted { ($0.on, $0.suffix) < ($1.on, $1.suffix) }
    }
}
