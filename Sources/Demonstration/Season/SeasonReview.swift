import Applications
import Catalogue
import Registers
import Store
import Values

/// How the applications of the decided call went from recommendation to award: lists, checks, a
/// panel with its sheets, the meeting, the notice with an objection, the document.
struct SeasonReview {
    let book: SeasonBook
    let call: SeasonCall.Made
    let applications: [SeasonApplications.Made]

    private var year: Int { call.year }
    private var own: [String: Scalar] { ["call": .integer(call.id)] }
    private var listed: [SeasonApplications.Made] { applications.filter { $0.end != .withdrawn } }
    private var awarded: [SeasonApplications.Made] { applications.filter { $0.end == .awarded } }

    private func about(_ made: SeasonApplications.Made, _ more: [String: Scalar]) -> [String:
        Scalar]
    {
        own.merging(["application": .integer(made.id)]) { $1 }.merging(more) { $1 }
    }

    func write() throws {
        try recommend()
        try findings()
        try formal()
        try joint()
        try panel()
        try award()
    }

    private func recommend() throws {
        let groups = Dictionary(grouping: listed) { $0.unit.county.text ?? "" }
        for (county, made) in groups.sorted(by: { $0.key < $1.key }) {
            let title = book.catalogue.list("counties")?[county]?.title ?? county
            try book.make(
                "recommendation",
                own.merging([
                    "call_title": .text(call.title), "recommender_key": .text(county),
                    "recommender_name": .text("\(title)科技局（演示）"),
                    "title": .text("\(title)：\(call.title)"), "county": .text(county),
                    "quota": .integer(20), "recommended": .integer(Int64(made.count)),
                    "requested": .integer(made.reduce(0) { $0 + $1.amount * 100 }),
                    "declined": .integer(0), "ranked_at": .text("\(year)-04-13 16:00:00"),
                    "due_at": .text("\(year)-04-15 17:00:00"),
                    "sent_at": .text("\(year)-04-14 15:30:00"), "sent_by": .text("演示推荐经办"),
                    "sendings": .integer(1),
                ]) { $1 }, state: "sent", since: "\(year)-04-14")
        }
    }

    private func findings() throws {
        let cases: [(Int, String, String, String, String)] = [
            (9, "participation-limit", "warn", "waived", "成员参加的项目接近上限"),
            (12, "repeat", "block", "resolved", "题名与往年项目相近，改题后解除"),
            (22, "overdue-report", "block", "upheld", "负责人有逾期未交的报告"),
        ]
        for (index, rule, verdict, state, sentence) in cases where index < applications.count {
            let made = applications[index]
            try book.make(
                "gate-finding",
                about(
                    made,
                    [
                        "rule": .text(rule), "about": .text(made.leader.name),
                        "verdict": .text(verdict), "sentence": .text(sentence),
                        "ground": .text("待核；本市科技计划项目管理办法"),
                        "found_on": seasonDay(year, "04-09"), "decided_by": .text("演示经办"),
                        "decision_reason": .text("核对了原件"), "decided_on": seasonDay(year, "04-22"),
                    ]), state: state, since: "\(year)-04-22")
        }
    }

    private func formal() throws {
        for made in listed {
            let isRejected = made.end == .formalRejected
            var fields: [String: Scalar] = [
                "organisation": .integer(made.unit.id),
                "result": .text(isRejected ? "fail" : "pass"), "checked_by": .text("演示初审"),
                "checked_on": seasonDay(year, "04-20"), "second_by": .text("演示复核"),
                "concluded_on": seasonDay(year, "04-24"),
            ]
            if isRejected {
                fields["reasons"] = .text("附件：缺少承诺书原件")
                fields["appeal_due_on"] = seasonDay(year, "05-09")
            }
            let rows: [[String: Scalar]] = ["form", "unit", "leader", "attachments"].map { item in
                let fails = isRejected && item == "attachments"
                var row: [String: Scalar] = [
                    "item": .text(item), "result": .text(fails ? "fail" : "pass"),
                ]
                if fails { row["reason"] = .text("attachments-missing") }
                return row
            }
            let check = try book.make(
                "formal-check", about(made, fields), rows: ["items": rows],
                state: isRejected ? "rejected" : "passed", since: "\(year)-04-24")
            guard isRejected,
                made.number == listed.last(where: { $0.end == .formalRejected })?.number
            else { continue }
            try book.make(
                "appeal",
                about(
                    made,
                    [
                        "formal_check": .integer(check), "organisation": .integer(made.unit.id),
                        "ground": .text("承诺书已在截止前寄出。"),
                        "filed_at": .text("\(year)-04-28 09:20:00"), "filed_by": .text("演示单位管理员"),
                        "due_on": seasonDay(year, "05-15"), "decided_by": .text("演示科室负责人"),
                        "decision_reason": .text("寄出的是复印件，按通知要交原件。"),
                        "decided_on": seasonDay(year, "05-06"),
                    ]), state: "dismissed", since: "\(year)-05-06")
        }
    }

    private func joint() throws {
        var seen: Set<Int64> = []
        for made in listed where [.awarded, .jointRejected].contains(made.end) {
            // A unit is asked about once, however often it applies.
            guard seen.insert(made.unit.id).inserted else { continue }
            for department in ["credit", "tax", "environment", "emergency"] {
                let isProblem = made.end == .jointRejected && department == "environment"
                try book.make(
                    "joint-check",
                    own.merging([
                        "organisation": .integer(made.unit.id), "department": .text(department),
                        "row_title": .text(made.unit.name), "asked_on": seasonDay(year, "04-25"),
                        "due_on": seasonDay(year, "05-08"),
                        "verdict": .text(isProblem ? "problem" : "clear"),
                        "answered_on": seasonDay(year, "05-06"),
                    ]) { $1 }, state: isProblem ? "problem" : "clear", since: "\(year)-05-06")
            }
        }
    }

    private func panel() throws {
        let reviewed = applications.filter { [.awarded, .notFunded].contains($0.end) }
        let experts = (1...5).map { "演示专家\($0)" }
        let members = experts.enumerated().map { index, name -> [String: Scalar] in
            [
                "name": .text(name), "unit": .text("省外演示大学\(index + 1)"),
                "role": .text(index == 3 ? "financial" : index == 4 ? "management" : "technical"),
                "is_chair": .integer(index == 0 ? 1 : 0), "attended": .integer(1),
            ]
        }
        let panel = try book.make(
            "review-panel",
            own.merging([
                "panel_no": .text("\(call.number)-评审-1"), "title": .text("综合组"),
                "mode": .text("meeting"), "held_on": seasonDay(year, "05-20"),
                "place": .text("演示会议室"), "secretary": .text("演示秘书"),
            ]) { $1 }, rows: ["members": members], state: "closed", since: "\(year)-05-22")
        for made in reviewed {
            for (index, expert) in experts.enumerated() {
                // Around the mean, so that the mean of the middle three is the score.
                let total = made.score + Int64(index - 2) * 150
                let parts = call.terms.criteria.map { criterion -> [String: Scalar] in
                    [
                        "criterion": .text(criterion.name), "title": .text(criterion.title),
                        "weight": .integer(Int64(criterion.weight)),
                        "points": .integer(total * Int64(criterion.weight) / 100),
                    ]
                }
                try book.make(
                    "score-sheet",
                    about(
                        made,
                        [
                            "panel": .integer(panel), "expert": .text(expert),
                            "unit": .text("省外演示大学\(index + 1)"), "total": .integer(total),
                            "entered_by": .text("演示录入"), "entered_on": seasonDay(year, "05-20"),
                            "checked_by": .text("演示核对"), "checked_on": seasonDay(year, "05-21"),
                        ]), rows: ["points": parts], state: "checked", since: "\(year)-05-21")
            }
        }
    }

    private func award() throws {
        let fen = awarded.reduce(Int64(0)) { $0 + $1.amount * 100 }
        let meeting = try book.make(
            "award-meeting",
            own.merging([
                "meeting_no": .text("\(call.number)-会议-1"),
                "title": .text("市自然科学基金委员会\(year)年第1次会议（演示）"),
                "body": .text("committee"), "section_in_charge": .text(call.programme.section),
                "held_on": seasonDay(year, "05-30"), "minutes_no": .text("演科纪〔\(year)〕5号"),
                "yes": .integer(Int64(awarded.count)), "amount": .integer(fen),
                "cosigner": .text("演示市财政局"), "cosigned_by": .text("演示财政经办"),
                "cosigned_on": seasonDay(year, "06-02"),
            ]) { $1 },
            rows: [
                "attendees": (1...7).map {
                    ["name": .text("演示委员\($0)"), "post": .text("委员"), "votes": .integer(1)]
                },
                "conflicts": [
                    [
                        "name": .text("演示委员7"), "application": .integer(awarded[1].id),
                        "reason": .text("同一单位"), "left": .integer(1),
                    ]
                ],
                "items": awarded.map {
                    [
                        "application": .integer($0.id), "agreed": .integer(1),
                        "amount": .integer($0.amount * 100), "votes": .integer(6),
                        "reason": .text("排名在资金以内"),
                    ]
                },
            ], state: "decided", since: "\(year)-06-02")
        let notice = try notice(meeting, fen)
        try objection(notice)
        let batch = try book.make(
            "award-batch",
            own.merging([
                "doc_no": .text("演科发〔\(year)〕20号"), "title": .text("关于下达\(year)年度市自然科学基金项目的通知"),
                "notice": .integer(notice), "issued_on": seasonDay(year, "06-20"),
                "year": .integer(Int64(year)), "projects": .integer(Int64(awarded.count)),
                "amount": .integer(fen), "first": .integer(fen * 80 / 100),
                "contract_due_on": seasonDay(year, "07-20"),
                "earmark": call.fund.map { .integer($0) } ?? .null,
            ]) { $1 }, state: "issued", since: "\(year)-06-20")
        for made in awarded {
            guard let project = made.project else { continue }
            try book.change("project", project, ["batch": .integer(batch)])
        }
    }

    private func notice(_ meeting: Int64, _ fen: Int64) throws -> Int64 {
        try book.make(
            "public-notice",
            own.merging([
                "notice_no": .text("\(call.number)-公示-1"),
                "title": .text("\(year)年度市自然科学基金拟立项项目公示（演示）"),
                "meeting": .integer(meeting), "starts_on": seasonDay(year, "06-03"),
                "ends_on": seasonDay(year, "06-11"), "days": .integer(5),
                "source": .text("待核；本市科技计划项目管理办法"), "contact": .text("演示机关纪委 0730-0000000"),
                "secrecy_by": .text("演示保密审查"), "secrecy_on": seasonDay(year, "06-02"),
                "projects": .integer(Int64(awarded.count)), "amount": .integer(fen),
                "closed_on": seasonDay(year, "06-14"), "closing": .text("收到异议1件，查不属实，其余无异议。"),
            ]) { $1 },
            rows: [
                "items": awarded.enumerated().map { index, made in
                    [
                        "place": .integer(Int64(index + 1)), "application": .integer(made.id),
                        "title": .text(made.title), "organisation": .text(made.unit.name),
                        "leader": .text(made.leader.name), "amount": .integer(made.amount * 100),
                    ]
                }
            ], state: "closed", since: "\(year)-06-14")
    }

    private func objection(_ notice: Int64) throws {
        try book.make(
            "objection",
            [
                "objection_no": .text("\(call.number)-异议-1"), "notice": .integer(notice),
                "application": .integer(awarded[2].id), "named": .integer(1),
                "complainant": .text("演示异议人"), "contact": .text("10000900001"),
                "received_on": seasonDay(year, "06-05"), "channel": .text("letter"),
                "grounds": .text("称前期样品不是本单位的。"), "investigator": .text("演示调查人"),
                "answer": .text("核对了采购和实验记录，样品是本单位的。"), "answered_on": seasonDay(year, "06-12"),
            ], state: "dismissed", since: "\(year)-06-12")
    }
}
