import Applications
import Awards
import Catalogue
import Funds
import Journal
import Registers
import Review
import Store
import Values

/// Three calls: one of 市自然科学基金 that has been reviewed, decided, put up and awarded, one that
/// waits for review, and one of 揭榜挂帅 whose bids lie before the owner of the need.
///
/// All is of the present year and done by the acts themselves, so that no published figure of the
/// year before moves and every rule has had its say.
struct DecidedCallMaker: Sendable {
    private let registry: Registry
    private let review: Review
    private let decisions: Decisions
    private let officer: Viewer
    private let second: Viewer
    private let head: Viewer

    /// - Throws: `DemonstrationError` where the catalogue lacks the roles that act.
    init(_ registry: Registry) throws {
        guard let officer = registry.catalogue.roles["officer"],
            let head = registry.catalogue.roles["section-head"]
        else { throw DemonstrationError.noRole }
        self.registry = Registry(registry.database, consequences: CityConsequences.all)
        review = Review(self.registry)
        decisions = Decisions(self.registry)
        // Without a section: the one of the programme may be another city's.
        self.officer = Viewer(name: "演示·规划科经办", role: officer)
        second = Viewer(name: "演示·复核", role: officer)
        self.head = Viewer(name: "演示·规划科科长", role: head)
    }

    private static let act = Act(
        actor: "演示", role: "officer", event: "call.demonstrated", reason: "演示")
    private static let experts = ["演示专家甲", "演示专家乙", "演示专家丙", "演示专家丁", "演示专家戊"]

    private struct Unit {
        let id: Int64
        let name: String
        let county: Scalar
        let leader: Int64?
        let leaderName: String
    }

    /// Equal input gives an equal journal.
    func write() async throws {
        let catalogue = registry.catalogue
        let units = try await choose()
        guard units.count > 2, let science = catalogue.programme("natural-science-fund") else {
            return
        }
        let today = registry.database.clock.today
        let fund = try await fund(today)
        let decided = try await call(science, fund, 1, today, "（演示，已立项）")
        let first = try await applications(
            decided, units, kinds: ["general", "general", "general", "young", "young"],
            state: "cleared", Self.titles)
        try await decide(decided, first, today)
        let waiting = try await call(science, fund, 2, today, "（演示，待评审）")
        _ = try await applications(
            waiting, units, kinds: ["general", "general", "general", "young"], state: "cleared",
            Array(Self.titles.reversed()))
        guard let challenge = catalogue.programme("challenge") else { return }
        try await match(try await call(challenge, fund, 1, today, "（演示，对接中）"), units)
    }

    private static let titles = [
        "湖区芦苇纤维素低温解聚机理研究", "环氧树脂固化网络的湿热老化规律", "稻虾田面源氮磷迁移模型",
        "石化管道微裂纹的声发射识别", "鱼类病原微生物的快速检测方法",
    ]

    /// Universities and institutes first, each with somebody who works there.
    private func choose() async throws -> [Unit] {
        try await registry.database.read { reader in
            try reader.all(
                """
                SELECT o.id, o.name, o.county,
                (SELECT min(p.id) FROM person p WHERE p.organisation = o.id)
                FROM organisation o WHERE o.county IS NOT NULL AND o.state = 'in-force'
                AND o.county NOT IN ('unassigned', 'outside')
                AND o.kind IN ('university', 'research-institute')
                ORDER BY o.id LIMIT 3
                """
            ).enumerated().map { index, row in
                let leader = row[3].integer
                let name = try leader.map {
                    try registry.record(reader, "person", $0)["name"].text ?? ""
                }
                return Unit(
                    id: row[0].integer ?? 0, name: row[1].text ?? "", county: row[2],
                    leader: leader, leaderName: name ?? "演示负责人\(index + 1)")
            }
        }
    }

    private func fund(_ today: CalendarDate) async throws -> Int64 {
        let registry = registry
        return try await registry.database.write(Self.act) { writer in
            let known = try writer.reader.first(
                "SELECT id FROM special_fund WHERE code = 'KJ-ZRJJ'")?[0].integer
            let fund =
                try known
                ?? registry.create(
                    Draft([
                        "code": .text("KJ-ZRJJ"), "name": .text("市自然科学基金"),
                        "level": .text("own"),
                    ]), in: "special-fund", writer
                ).id
            let day = CalendarDate(year: today.year, month: 1, day: 5) ?? today
            try Ledger(registry).post(
                [
                    TransferRequest(
                        "demonstration/programmes/\(fund)", "appropriation",
                        from: .source(title: "市级预算"),
                        to: .fund(fund, "市自然科学基金", year: today.year),
                        Money(fen: 300_000_000), on: min(day, today), note: "演示")
                ], writer)
            return fund
        }
    }

    private func call(
        _ programme: Programme, _ fund: Int64, _ number: Int, _ today: CalendarDate, _ mark: String
    ) async throws -> Record {
        let registry = registry
        let terms = CallTerms(programme, registry.catalogue, on: today)
        var fields: [String: Scalar] = [
            "call_no": .text("\(programme.abbreviation)-\(today.year)-\(number)"),
            "programme": .text(programme.name), "year": .integer(Int64(today.year)),
            "title": .text("\(today.year)年度\(programme.title)项目申报通知\(mark)"),
            "total": .integer(50_000_000), "fund": .integer(fund),
            "terms": .text(try terms.text), "basis_doc": .text("演科发〔\(today.year)〕\(number)号"),
            "form_version": .integer(Int64(terms.formVersion)),
            "opens_at": .text("\(today.adding(days: -60).iso) 09:00:00"),
            "closes_at": .text("\(today.adding(days: -30).iso) 17:00:00"),
        ]
        fields["section_in_charge"] = .text(programme.section)
        let kinds = terms.kinds.map { kind -> [String: Scalar] in
            var row: [String: Scalar] = ["kind": .text(kind.name), "places": .integer(2)]
            row["ceiling"] = kind.ceiling?.money.map { .integer($0.fen) }
            row["months"] = kind.months?.number.map { .integer(Int64($0)) }
            return row
        }
        let draft = Draft(fields, rows: ["kinds": kinds], state: "closed")
        return try await registry.database.write(Self.act) { writer in
            try registry.create(draft, in: Applications.calls, writer)
        }
    }

    private func applications(
        _ call: Record, _ units: [Unit], kinds: [String], state: String, _ titles: [String],
        needs: [Int64] = []
    ) async throws -> [Int64] {
        let registry = registry
        let today = registry.database.clock.today
        return try await registry.database.write(Self.act) { writer in
            try kinds.enumerated().map { index, kind in
                let unit = units[index % units.count]
                var fields: [String: Scalar] = [
                    "application_no": .text("\(call["call_no"].text ?? "")-000\(index + 1)"),
                    "call": .integer(call.id), "kind": .text(kind),
                    "title": .text(titles[index % titles.count]), "keywords": .text("演示"),
                    "organisation": .integer(unit.id), "organisation_name": .text(unit.name),
                    "organisation_size": .text("university"), "county": unit.county,
                    "leader_name": .text(unit.leaderName), "ethics": .text("none"),
                    "requested": .integer(kind == "young" ? 5_000_000 : 10_000_000),
                    "summary": .text("演示数据，内容是虚构的。"),
                    "content": .text("演示数据，内容是虚构的。"),
                    "submitted_at": .text("\(today.adding(days: -31).iso) 10:0\(index):00.000"),
                    "formal_on": .text(today.adding(days: -25).iso),
                ]
                fields["leader"] = unit.leader.map(Scalar.integer)
                if state == "cleared" { fields["joint_on"] = .text(today.adding(days: -20).iso) }
                if !needs.isEmpty {
                    fields["need"] = .integer(needs[0])
                    fields["bid_price"] = .integer(Int64(80_000_000 - index * 5_000_000))
                    fields["route"] = .text("演示方案\(index + 1)")
                }
                return try registry.create(
                    Draft(fields, state: state), in: Applications.applications, writer
                ).id
            }
        }
    }

    /// From the panel to the projects.
    private func decide(_ call: Record, _ applications: [Int64], _ today: CalendarDate) async throws {
        let (registry, review, decisions) = (registry, review, decisions)
        let (officer, second, head) = (officer, second, head)
        let published = today.adding(days: -14)
        try await registry.database.write(Self.act) { writer in
            let panel = try registry.create(
                Self.panel(call, on: today.adding(days: -18)), in: Review.panels, writer)
            _ = try registry.move(Review.panels, panel.id, "open", version: nil, writer)
            let terms = try review.terms(of: call, on: today)
            for (place, expert) in Self.experts.enumerated() {
                let entries = applications.enumerated().map { index, application in
                    Self.entry(application, terms, lost: index * 4 + place % 3)
                }
                try review.enterSheets(panel.id, [expert: entries], by: officer, writer)
                try review.checkSheets(panel.id, of: expert, by: second, writer)
            }
            _ = try registry.create(
                Draft(
                    [
                        "application": .integer(applications[0]),
                        "visited_on": .text(today.adding(days: -19).iso),
                        "place": .text("演示实验室"), "findings": .text("设备和人员与申报书一致。"),
                        "conclusion": .text("matches"),
                    ]), in: Review.visits, writer)
            try review.completeReview(call.id, by: officer, writer)
            let meeting = try decisions.proposeMeeting(
                call.id, CutOff(.rank, places: ["general": 2, "young": 1]), title: "局党组会（演示）",
                by: officer, writer)
            _ = try registry.change(
                Decisions.meetings, meeting.id,
                to: Draft(
                    [
                        "held_on": .text(today.adding(days: -16).iso),
                        "minutes_no": .text("演党组纪〔\(today.year)〕1号"),
                        "cosigner": .text("演示市财政局教科文科"),
                        "cosigned_by": .text("演示·财务"),
                        "cosigned_on": .text(today.adding(days: -15).iso),
                    ],
                    rows: [
                        "attendees": ["演示书记", "演示局长", "演示副局长"].map {
                            ["name": .text($0), "votes": .integer(1)]
                        }
                    ]), version: nil, writer)
            for step in ["record", "cosign"] {
                _ = try registry.move(
                    Decisions.meetings, meeting.id, step, version: nil, writer)
            }
            try decisions.decide(meeting.id, version: nil, by: head, writer)
            let notice = try decisions.startNotice(
                meeting.id, contact: "演示市科技局机关纪委 0730-0000000", releasedBy: "演示保密员",
                on: published, by: officer, writer)
            try Self.object(to: notice, applications[0], on: published.adding(days: 1), registry, writer)
            guard notice["ends_on"].text ?? "" < today.iso else { return }
            try decisions.closeNotice(notice.id, by: officer, writer)
            try decisions.award(
                notice.id, docNo: "演科发〔\(today.year)〕20号", by: officer, writer)
        }
    }

    /// An anonymous objection that was noted and stops nothing.
    private static func object(
        to notice: Record, _ application: Int64, on day: CalendarDate, _ registry: Registry,
        _ writer: Writer
    ) throws {
        let objection = try registry.create(
            Draft([
                "notice": .integer(notice.id), "application": .integer(application),
                "named": .integer(0), "received_on": .text(day.iso), "channel": .text("letter"),
                "grounds": .text("来信称成果不实，没有证据，没有署名。"),
            ]), in: Decisions.objections, writer)
        _ = try registry.move(Decisions.objections, objection.id, "note", version: nil, writer)
    }

    private static func panel(_ call: Record, on day: CalendarDate) -> Draft {
        Draft(
            [
                "call": .integer(call.id), "title": .text("材料与环境组（演示）"),
                "mode": .text("meeting"), "held_on": .text(day.iso), "place": .text("演示会议室"),
            ],
            rows: [
                "members": experts.enumerated().map { index, name in
                    [
                        "name": .text(name), "unit": .text("外地演示大学\(index + 1)"),
                        "role": .text(index == 4 ? "financial" : "technical"),
                        "is_chair": .integer(index == 0 ? 1 : 0), "attended": .integer(1),
                    ]
                }
            ])
    }

    /// Full marks less what is lost, taken from the criteria one after the other.
    private static func entry(_ application: Int64, _ terms: CallTerms, lost: Int) -> SheetEntry {
        var left = lost
        var points: [String: String] = [:]
        for criterion in terms.criteria {
            let off = min(left, criterion.weight / 4)
            points[criterion.name] = String(criterion.weight - off)
            left -= off
        }
        return SheetEntry(
            application, points: points, comment: "演示意见：思路清楚，注意进度。", place: "#\(application)")
    }

    /// Bids on one need, the first of which its owner has chosen.
    private func match(_ call: Record, _ units: [Unit]) async throws {
        let (registry, review, officer) = (registry, review, officer)
        let need = try await registry.database.read { reader in
            try reader.first(
                """
                SELECT id FROM technology_need WHERE organisation IS NOT NULL
                AND state <> 'withdrawn' ORDER BY id LIMIT 1
                """)?[0].integer
        }
        guard let need else { return }
        _ = try await applications(
            call, units, kinds: ["challenge", "challenge"], state: "formal-passed",
            ["低温环境焊接裂纹控制（揭榜一）", "低温环境焊接裂纹控制（揭榜二）"], needs: [need])
        try await registry.database.write(Self.act) { writer in
            try review.openMatching(call.id, by: officer, writer)
            let first = try writer.reader.first(
                "SELECT id FROM matching WHERE call = \(call.id) ORDER BY id LIMIT 1")
            guard let id = first?[0].integer else { return }
            _ = try registry.change(
                Review.matchings, id,
                to: Draft([
                    "place": .integer(1), "chosen": .integer(1),
                    "reason": .text("演示：方案具体，报价合理，有同类案例。"),
                    "answered_on": .text(writer.now.businessDate.iso),
                ]), version: nil, writer)
            _ = try registry.move(Review.matchings, id, "answer", version: nil, writer)
        }
    }
}
