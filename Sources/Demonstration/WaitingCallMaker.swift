import Applications
import Awards
import Catalogue
import Funds
import Journal
import Registers
import Store
import Values

/// A call of 市自然科学基金 whose applications have passed all checks and wait for review, with money
/// in its special fund: somebody who tries the platform can go on from here to the award.
///
/// All is of the present year, so that no published figure of the year before moves.
struct WaitingCallMaker: Sendable {
    private let registry: Registry

    /// Over the registers of the demonstration.
    init(_ registry: Registry) {
        self.registry = Registry(registry.database, consequences: CityConsequences.all)
    }

    private static let act = Act(
        actor: "演示", role: "officer", event: "call.demonstrated", reason: "演示")

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
        let waiting = try await call(science, fund, today)
        try await applications(waiting, units, kinds: ["general", "general", "general", "young"])
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
        _ programme: Programme, _ fund: Int64, _ today: CalendarDate
    ) async throws -> Record {
        let registry = registry
        let number =
            try await registry.database.read { reader in
                try reader.integer(
                    """
                    SELECT count(*) FROM call WHERE programme = \(programme.name)
                    AND year = \(today.year)
                    """)
            } + 1
        let terms = CallTerms(programme, registry.catalogue, on: today)
        var fields: [String: Scalar] = [
            "call_no": .text("\(programme.abbreviation)-\(today.year)-\(number)"),
            "programme": .text(programme.name), "year": .integer(Int64(today.year)),
            "title": .text("\(today.year)年度\(programme.title)项目申报通知（演示，待评审）"),
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
        _ call: Record, _ units: [Unit], kinds: [String]
    ) async throws {
        let registry = registry
        let today = registry.database.clock.today
        try await registry.database.write(Self.act) { writer in
            for (index, kind) in kinds.enumerated() {
                let unit = units[index % units.count]
                var fields: [String: Scalar] = [
                    "application_no": .text("\(call["call_no"].text ?? "")-000\(index + 1)"),
                    "call": .integer(call.id), "kind": .text(kind),
                    "title": .text(Self.titles[index % Self.titles.count]), "keywords": .text("演示"),
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
                fields["joint_on"] = .text(today.adding(days: -20).iso)
                _ = try registry.create(
                    Draft(fields, state: "cleared"), in: Applications.applications, writer)
            }
        }
    }
}
