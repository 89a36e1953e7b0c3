import Applications
import Catalogue
import Journal
import Registers
import Store
import Values

/// What happened to the projects of the decided call while they ran, and at their end.
struct SeasonRunning {
    let book: SeasonBook
    let projects: [SeasonProjects.Made]

    private func project(_ fate: SeasonProjects.Fate) -> SeasonProjects.Made? {
        projects.first { $0.fate == fate }
    }

    private func about(_ project: SeasonProjects.Made, _ more: [String: Scalar]) -> [String: Scalar]
    {
        [
            "project": .integer(project.id), "organisation": .integer(project.unit.id),
            "county": project.unit.county,
        ].merging(more) { $1 }
    }

    func write() throws {
        for project in projects { try reports(project) }
        try changes()
        try acceptances()
        try results()
        try expenditure()
        try integrity()
    }

    private func reports(_ project: SeasonProjects.Made) throws {
        let first = project.year
        var years = [first]
        if ["running", "accepting"].contains(project.fate.state) { years.append(first + 1) }
        for year in years {
            let isMissing = project.fate == .reportOverdue && year > first
            var fields: [String: Scalar] = [
                "report_no": .text("\(project.number)-Y\(year)"), "kind": .text("yearly"),
                "year": .integer(Int64(year)), "due_on": seasonDay(year, "12-31"),
            ]
            if !isMissing {
                fields["filed_on"] = seasonDay(year, "12-20")
                fields["summary"] = .text("按计划进行。")
                fields["checked_on"] = seasonDay(year, "12-26")
                fields["result"] = .text("qualified")
            }
            let progress: [[String: Scalar]] = [
                ["name": .text("发表论文"), "planned": .text("2篇"), "reached": .text("1篇")]
            ]
            try book.make(
                "project-report", about(project, fields),
                rows: isMissing ? [:] : ["progress": progress],
                state: isMissing ? "due" : "checked",
                since: isMissing ? "\(project.year)-07-20" : "\(year)-12-26")
        }
    }

    private func changes() throws {
        func change(
            _ fate: SeasonProjects.Fate, _ kind: String, _ more: [String: Scalar], _ state: String
        )
            throws
        {
            guard let project = project(fate) else { return }
            let year = project.year + 1
            var fields = about(
                project,
                [
                    "change_no": .text("\(project.number)-B1"), "kind": .text(kind),
                    "level": .text(kind == "route" ? "minor" : "major"),
                    "reason": .text("外场试验受汛期影响。"), "submitted_on": seasonDay(year, "02-20"),
                ])
            if state != "submitted" {
                fields["recommended_on"] = seasonDay(year, "02-26")
                fields["decided_by"] = .text("演示科室负责人")
                fields["decided_on"] = seasonDay(year, "03-08")
            }
            try book.make(
                "project-change", fields.merging(more) { $1 }, state: state,
                since: "\(year)-03-08")
        }
        try change(
            .extended, "period",
            [
                "new_ends_on": .text("\(book.year + 1)-06-30"),
                "doc_no": .text("演科发〔\(book.year)〕8号"),
            ],
            "approved")
        try change(.running, "route", ["new_route": .text("改用在线监测。")], "filed")
        try change(.reportOverdue, "content", ["new_content": .text("增加一处对照点。")], "submitted")
    }

    private func acceptances() throws {
        for fate in [SeasonProjects.Fate.accepted, .archived, .concluded, .accepting] {
            guard let project = project(fate) else { continue }
            let year = project.year + 1
            let isOver = fate != .accepting
            let isWhole = fate != .concluded
            var fields: [String: Scalar] = [
                "acceptance_no": .text("\(project.number)-Y1"), "attempt": .integer(1),
                "due_on": seasonDay(year, "09-30"), "applied_on": seasonDay(year, "08-20"),
                "finish_by": seasonDay(year, "12-31"),
                "late": .integer(0), "summary": .text("完成了任务书的研究。"),
            ]
            if isOver {
                fields["opinion"] = .text(isWhole ? "同意通过。" : "因外场条件未完全达到，同意结题。")
                fields["conclusion"] = .text(isWhole ? "passed" : "concluded")
                fields["accepted_on"] = seasonDay(year, "09-12")
                let report = try report(project)
                fields["science_report"] = .integer(report)
            }
            var target: [String: Scalar] = [
                "name": .text("发表论文"), "planned": .text("不少于2篇"),
                "reached": .text(isWhole ? "2篇" : "1篇"), "evidence": .text("论文首页"),
            ]
            if isOver { target["verdict"] = .text(isWhole ? "reached" : "partly") }
            let experts = (1...5).map { number -> [String: Scalar] in
                var row: [String: Scalar] = [
                    "name": .text("演示验收专家\(number)"), "unit": .text("省外演示大学\(number)"),
                ]
                if isOver { row["opinion"] = .text(isWhole ? "passed" : "concluded") }
                return row
            }
            try book.make(
                "acceptance", about(project, fields),
                rows: ["targets": [target], "experts": experts],
                state: isOver ? "concluded" : "reviewing",
                since: isOver ? "\(year)-09-12" : "\(year)-08-25")
        }
    }

    private func report(_ project: SeasonProjects.Made) throws -> Int64 {
        let year = project.year + 1
        return try book.make(
            "science-report",
            about(
                project,
                [
                    "report_no": .text("\(project.number)-KB"),
                    "title": .text("\(project.name)科技报告"),
                    "authors": .text(project.leader.name), "keywords": .text("机理、方法"),
                    "summary": .text("实验、模型和结论。"), "openness": .text("open"),
                    "handed_in_on": seasonDay(year, "08-18"), "open_on": seasonDay(year, "09-01"),
                    "catalogued_on": seasonDay(year, "09-01"),
                ]), state: "catalogued", since: "\(year)-09-01")
    }

    private func results() throws {
        for (index, fate) in [SeasonProjects.Fate.accepted, .archived, .running].enumerated() {
            guard let project = project(fate) else { continue }
            let year = project.year + 1
            for (kind, title) in [("paper", "论文"), ("invention-patent", "方法")] {
                try book.make(
                    "project-result",
                    about(
                        project,
                        [
                            "kind": .text(kind), "title": .text("\(project.name)\(title)"),
                            "people": .text(project.leader.name),
                            "number": .text("演示编号\(index + 1)-\(kind)"),
                            "made_on": seasonDay(year, "05-0\(index + 1)"), "marked": .integer(1),
                        ]), state: "confirmed", since: "\(year)-06-01")
            }
        }
    }

    /// Two receipts, one drawn to be shown.
    private func expenditure() throws {
        guard let project = project(.running) else { return }
        let year = project.year
        var ids: [Int64] = []
        for (index, one) in [("business", Int64(1_200_000)), ("labour", 800_000)].enumerated() {
            ids.append(
                try book.city.create(
                    Draft(
                        [
                            "project": .integer(project.funding),
                            "organisation": .integer(project.unit.id),
                            "year": .integer(Int64(year)), "category": .text(one.0),
                            "item": .text("演示支出"), "amount": .integer(one.1),
                            "receipt_no": .text("演季票\(year)\(index + 1)"),
                            "spent_on": seasonDay(year, "10-1\(index)"),
                        ], state: "booked"), in: "project-expense", book.writer
                ).id)
        }
        try book.make(
            "expenditure-check",
            about(
                project,
                [
                    "check_no": .text("\(project.number)-C1"),
                    "seed": .text("demonstration-\(project.number)"),
                    "drawn_on": seasonDay(year, "11-10"), "population": .integer(2),
                    "drawn": .integer(1), "due_on": seasonDay(year, "11-20"),
                    "result": .text("凭证齐全"), "checked_on": seasonDay(year, "11-18"),
                ]),
            rows: [
                "lines": [
                    [
                        "expense": .integer(ids[0]), "receipt_no": .text("演季票\(year)1"),
                        "amount": .integer(1_200_000), "finding": .text("proper"),
                    ]
                ]
            ], state: "checked", since: "\(year)-11-18")
    }

    /// The terminated project left a case that is in effect.
    private func integrity() throws {
        guard let project = project(.terminated) else { return }
        let year = project.year + 1
        try book.make(
            "integrity-case",
            [
                "case_no": .text("CX-\(year)-901"), "source": .text("supervision"),
                "received_on": seasonDay(year, "03-20"), "subject_kind": .text("undertaker"),
                "organisation": .integer(project.unit.id), "project": .integer(project.id),
                "behaviour": .text("no-performance"), "checked_by": .text("演示初核人"),
                "investigators": .text("演示调查人一、演示调查人二"),
                "findings": .text("无正当理由停止研究，未按任务书报告。"),
                "heard_on": seasonDay(year, "05-10"), "grade": .text("general"),
                "decided_by": .text("演示局领导"), "decided_on": seasonDay(year, "06-01"),
            ], rows: ["measures": [["measure": .text("criticism")]]], state: "decided",
            since: "\(year)-06-01")
    }
}
