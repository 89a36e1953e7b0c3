import Applications
import Awards
import Catalogue
import Journal
import Registers
import Store
import Values
import Work

/// A call whose applications are being recommended and checked: findings to decide on, one refused
/// that appeals, one that departments look at, and some that a county has still to recommend.
///
/// Its applicants are organisations that are there already, so that no published figure moves.
struct CheckedCallMaker: Sendable {
    private let registry: Registry
    private let applications: Applications
    private let officer: Viewer
    private let second: Viewer
    private let member: Role

    /// - Throws: `DemonstrationError` where the catalogue lacks a role that acts.
    init(_ registry: Registry) throws {
        let roles = registry.catalogue.roles
        guard let officer = roles["officer"], let head = roles["section-head"],
            let member = roles["organisation-administrator"]
        else { throw DemonstrationError.noRole }
        self.registry = Registry(registry.database, consequences: CityConsequences.all)
        applications = Applications(self.registry, gate: CityGate.rules)
        self.officer = Viewer(name: "演示经办", role: officer, section: "planning-policy")
        second = Viewer(name: "演示复核", role: head, section: "planning-policy")
        self.member = member
    }

    private static let programme = "natural-science-fund"
    private static let titles = [
        "高含硫气田管道缓蚀剂长效释放机理", "洞庭湖区湿地土壤碳库演变", "页岩气井壁失稳的多场耦合",
        "水稻籽粒镉积累的分子调控", "高分子膜在含盐废水中的传质", "耐磨涂层界面结合机理",
    ]

    private struct Place {
        let organisation: Int64
        let county: String
    }

    /// Equal input gives an equal journal.
    func write() async throws {
        let catalogue = registry.catalogue
        guard let programme = catalogue.programme(Self.programme) else { return }
        let today = registry.database.clock.today
        let places = try await choose()
        guard places.count == Self.titles.count else { return }
        let terms = CallTerms(programme, catalogue, on: today.adding(days: -40))
        let call = try await make(terms, today)
        let ids = try await apply(call, places, today)
        _ = try await act("gate.run") { writer in try applications.runGate(ids, writer) }
        try await recommend(call, places)
        try await check(call, ids)
    }

    /// Two units of the first county, which has its work before it, and four of others.
    private func choose() async throws -> [Place] {
        // The list also names those that lie in no county.
        let first =
            (registry.catalogue.list("counties")?.codes ?? []).map(\.code)
            .first { $0 != "unassigned" && $0 != "outside" } ?? ""
        return try await registry.database.read { reader in
            func some(_ condition: SQL, _ count: Int) throws -> [Place] {
                try reader.all(
                    """
                    SELECT id, county FROM organisation WHERE state = 'in-force'
                    AND kind IN ('enterprise', 'university', 'research-institute')
                    AND county NOT IN ('unassigned', 'outside') AND \(condition)
                    ORDER BY id LIMIT \(count)
                    """
                ).map { Place(organisation: $0[0].integer ?? 0, county: $0[1].text ?? "") }
            }
            return try some("county = \(first)", 2) + some("county <> \(first)", 4)
        }
    }

    private func act<T: Sendable>(
        _ event: String, _ body: @escaping @Sendable (Writer) throws -> T
    ) async throws -> T {
        let act = Act(
            actor: officer.name, role: officer.role.name, event: event, reason: "演示")
        return try await registry.database.write(act, body)
    }

    private func make(_ terms: CallTerms, _ today: CalendarDate) async throws -> Int64 {
        let due = WorkingDays(registry.catalogue.calendar).adding(3, to: today)
        let text = try terms.text
        return try await act("call.created") { [registry] writer in
            try registry.create(
                Draft(
                    [
                        "call_no": .text("YS-\(today.year)-1"),
                        "programme": .text(Self.programme),
                        "title": .text("\(today.year)年市自然科学基金第二批申报通知（演示）"),
                        "year": .integer(Int64(today.year)),
                        "section_in_charge": .text("planning-policy"),
                        "opens_at": .text("\(today.adding(days: -40).iso) 09:00:00"),
                        "closes_at": .text("\(today.adding(days: -5).iso) 17:00:00"),
                        "recommend_by": .text("\(due.iso) 17:00:00"),
                        "total": .integer(50_000_000), "terms": .text(text),
                        "form_version": .integer(Int64(terms.formVersion)),
                    ],
                    rows: [
                        "kinds": [["kind": .text("general"), "ceiling": .integer(10_000_000)]]
                    ], state: "closed", stateSince: today.adding(days: -5).iso), in: "call",
                writer
            ).id
        }
    }

    private func apply(_ call: Int64, _ places: [Place], _ today: CalendarDate) async throws
        -> [Int64]
    {
        try await act("application.submitted") { [registry] writer in
            var people: [Int64] = []
            return try places.enumerated().map { index, place in
                // The last two are one leader's: the gate finds that.
                let leader: Int64
                if index == places.count - 1, let last = people.last {
                    leader = last
                } else {
                    leader = try registry.create(
                        Draft([
                            "name": .text("演示负责人\(index + 1)"),
                            "organisation": .integer(place.organisation),
                            "title": .text("associate"), "sex": .text("1"),
                            "birth": .text("1985-0\(index + 1)"),
                        ]), in: "person", writer
                    ).id
                }
                people.append(leader)
                let unit = try registry.record(
                    writer.reader, "organisation", place.organisation)
                let number = "YS-\(today.year)-1-00\(index + 1)"
                let name = try registry.record(writer.reader, "person", leader)["name"]
                return try registry.create(
                    Draft(
                        [
                            "application_no": .text(number), "call": .integer(call),
                            "kind": .text("general"), "title": .text(Self.titles[index]),
                            "title_key": .text(TitleKey.of(Self.titles[index])),
                            "organisation": .integer(place.organisation),
                            "organisation_name": unit["name"], "county": .text(place.county),
                            "organisation_size": .text("unknown"),
                            "leader": .integer(leader), "leader_name": name,
                            "requested": .integer(8_000_000 + Int64(index) * 500_000),
                            "starts_on": .text(today.adding(days: 90).iso),
                            "ends_on": .text(today.adding(days: 819).iso),
                            "submitted_at": .text("\(today.adding(days: -8).iso) 10:0\(index):00"),
                            "receipt_no": .text("\(number)-1"),
                        ], state: "submitted", stateSince: today.adding(days: -8).iso),
                    in: "application", writer
                ).id
            }
        }
    }

    /// All counties but the first one have recommended theirs.
    private func recommend(_ call: Int64, _ places: [Place]) async throws {
        let titles = registry.catalogue.list("counties")
        let counties = Set(places.map(\.county)).subtracting([places[0].county])
        let applications = applications
        for county in counties.sorted() {
            let recommender = Recommender(
                key: "county:\(county)",
                name: "\(titles?.title(of: county) ?? county)科技主管部门", county: county,
                organisation: nil)
            try await act("recommendation.sent") { writer in
                let ids = try writer.reader.all(
                    """
                    SELECT id FROM application WHERE call = \(call) AND county = \(county)
                    AND state = 'submitted' ORDER BY id
                    """
                ).compactMap { $0[0].integer }
                try applications.rankApplications(call, ids, of: recommender, writer)
                try applications.recommend(
                    call, of: recommender, by: "演示县办", needsScan: false, writer)
            }
        }
    }

    /// One passes and goes to the departments, one is refused and appeals, one waits for the
    /// second.
    private func check(_ call: Int64, _ ids: [Int64]) async throws {
        let (officer, second, applications) = (officer, second, applications)
        let (passing, failing, waiting) = (ids[2], ids[3], ids[4])
        let member = member
        try await act("formal-check.first-checked") { writer in
            try applications.checkFormally(allPassing: [passing], by: officer, writer)
            for (id, item) in [(failing, "attachments"), (waiting, "limits")] {
                let reason = item == "limits" ? "limits-exceeded" : "attachments-missing"
                let application = try applications.registry.record(
                    writer.reader, Applications.applications, id)
                let items = try applications.checklist(
                    writer.reader, of: application, on: writer.now
                ).items.map { FormalItem($0, passes: $0 != item, reason: reason) }
                try applications.checkFormally(id, items, by: officer, writer)
            }
        }
        try await act("formal-check.concluded") { writer in
            for id in [passing, failing] {
                try applications.confirmFormalCheck(id, note: "", by: second, writer)
            }
            let refused = try applications.registry.record(
                writer.reader, Applications.applications, failing)
            try applications.appeal(
                failing, ground: "附件在申报书第六部分，请核对。",
                by: Viewer(
                    name: "演示申报人", role: member,
                    organisation: refused["organisation"].integer), writer)
        }
        try await act("joint-check.asked") { writer in
            let record = try applications.registry.record(
                writer.reader, Applications.calls, call)
            let due = try applications.jointDue(record, from: writer.now.businessDate)
            let receiver = try writer.reader.integer(
                "SELECT id FROM organisation WHERE kind = 'government' ORDER BY id DESC LIMIT 1")
            guard receiver > 0 else { return }
            for unit in try applications.unitsToAsk(writer.reader, of: call) {
                try applications.keepAsked(
                    record, JointDepartment("credit", receiver), unit, collection: nil, due: due,
                    writer)
            }
        }
    }
}
