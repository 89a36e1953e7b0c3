import Accounts
import Applications
import Catalogue
import Foundation
import Funds
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Awards

/// A city with a project that has just been awarded: its call, its application, its approved money,
/// and whoever has to do with it.
struct ProjectOffice {
    let registry: Registry
    let clock: SettableClock
    let officer: Viewer
    let head: Viewer
    let leader: Viewer
    let finance: Viewer
    let unit: Viewer
    let otherUnit: Viewer
    let clerk: Viewer
    let organisation: Int64
    let person: Int64
    let other: Int64
    let fund: Int64
    let call: Int64
    let project: Int64

    var awards: Awards { Awards(registry) }
    var database: Database { registry.database }

    enum Programme { case fund, challenge, race }

    init(
        _ programme: Programme = .fund, total: Int64 = 10_000_000, budget: [(String, Int64)] = [],
        rehearsal: Bool = false, today: String = "2026-03-10T01:00:00Z"
    ) async throws {
        let catalogue = try ProjectCatalogue.yueyang
        clock = SettableClock(today)
        let registry = Registry(
            try testDatabase(
                catalogue, clock: clock.clock,
                personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))),
            consequences: CityConsequences.all)
        self.registry = registry
        func viewer(
            _ name: String, _ role: String, section: String? = nil, county: String? = nil,
            organisation: Int64? = nil
        ) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), section: section,
                county: county, organisation: organisation)
        }
        officer = try viewer("经办甲", "officer", section: "planning-policy")
        head = try viewer("科长乙", "section-head", section: "planning-policy")
        leader = try viewer("领导丙", "leader")
        finance = try viewer("财务戊", "finance")
        clerk = try viewer("县办己", "clerk", county: "430621")
        let head = head
        func makeUnit(_ name: String, _ uscc: String) async throws -> Int64 {
            try await registry.createRecord(
                "organisation",
                [
                    "name": .text(name), "uscc": .text(uscc), "county": .text("430621"),
                    "kind": .text("university"),
                ], by: head
            ).id
        }
        let university = try await makeUnit("示例大学", "12430600000000019U")
        self.organisation = university
        func makePerson(_ name: String) async throws -> Int64 {
            try await registry.createRecord(
                "person", ["name": .text(name), "organisation": .text("#\(university)")], by: head
            ).id
        }
        let foreign = try await makeUnit("示例新材料有限公司", "91430600MA4TE5T137")
        unit = try viewer("单位辛", "organisation-administrator", organisation: self.organisation)
        otherUnit = try viewer("外单位壬", "organisation-administrator", organisation: foreign)
        self.person = try await makePerson("负责人一")
        other = try await makePerson("负责人二")
        let name = ["natural-science-fund", "challenge", "race"][
            programme == .fund ? 0 : programme == .challenge ? 1 : 2]
        let declared = try #require(catalogue.programme(name))
        let terms = CallTerms(
            declared, catalogue, on: try #require(CalendarDate(iso: "2026-01-05")))
        let kind = terms.kinds[0].name
        let (organisation, leads, unitName) = (self.organisation, self.person, "示例大学")
        let frozen = try terms.text
        let made = try await registry.database.write(
            Act(actor: "甲", role: "officer", event: "made", reason: "试验")
        ) { writer in
            let fund = try registry.create(
                Draft(["code": .text("KJ-T"), "name": .text("试验专项"), "level": .text("own")]),
                in: "special-fund", writer)
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("2026T"), "title": .text("2026年试验申报通知"),
                        "programme": .text(declared.name), "year": .integer(2026),
                        "terms": .text(frozen),
                    ], state: "decided"), in: "call", writer)
            let application = try registry.create(
                Draft(
                    [
                        "application_no": .text("2026T0001"), "call": .integer(call.id),
                        "kind": .text(kind), "title": .text("洞庭湖藻类监测方法"),
                        "organisation": .integer(organisation), "leader": .integer(leads),
                        "requested": .integer(total), "content": .text("建立方法。\n验证方法。"),
                        "starts_on": .text("2026-04-01"), "ends_on": .text("2028-03-31"),
                    ],
                    rows: [
                        "targets": [
                            [
                                "indicator": .text("papers"), "kind": .text("quantity"),
                                "name": .text("发表论文"), "comparison": .text("at-least"),
                                "value": .integer(20_000), "unit": .text("篇"),
                            ],
                            [
                                "kind": .text("quality"), "name": .text("检出限"),
                                "comparison": .text("at-most"), "value": .integer(5_000),
                                "unit": .text("微克"),
                            ],
                        ],
                        "milestones": programme == .fund
                            ? []
                            : [
                                [
                                    "rank": .integer(1), "name": .text("样机"),
                                    "due_on": .text("2026-12-31"), "share": .integer(40),
                                ],
                                [
                                    "rank": .integer(2), "name": .text("中试"),
                                    "due_on": .text("2027-10-31"), "share": .integer(60),
                                ],
                            ],
                        "budget": budget.map { category, fen in
                            [
                                "category": .text(category), "source": .text("fiscal"),
                                "amount": .integer(fen),
                            ]
                        },
                    ], state: "awarded"), in: "application", writer)
            let funding = try registry.create(
                Draft(
                    [
                        "project_no": .text("2026T001"), "name": .text("洞庭湖藻类监测方法"),
                        "organisation": .integer(organisation), "unit": .text(unitName),
                        "county": .text("430621"), "earmark": .integer(fund.id),
                        "approved": .integer(total), "approved_on": .text("2026-03-06"),
                        "approved_doc": .text("岳科发〔2026〕6号"),
                    ],
                    rows: ["plan": [["year": .integer(2026), "amount": .integer(total)]]],
                    state: "approved"), in: "project-funding", writer)
            let project = try registry.create(
                Draft([
                    "project_no": .text("2026T001"), "name": .text("洞庭湖藻类监测方法"),
                    "rehearsal": .integer(rehearsal ? 1 : 0), "programme": .text(declared.name),
                    "kind": .text(kind), "year": .integer(2026), "call": .integer(call.id),
                    "application": .integer(application.id), "funding": .integer(funding.id),
                    "section_in_charge": .text("planning-policy"),
                    "organisation": .integer(organisation), "organisation_name": .text(unitName),
                    "county": .text("430621"), "leader": .integer(leads),
                    "leader_name": .text("负责人一"), "approved": .integer(total),
                    "approved_on": .text("2026-03-06"), "approved_doc": .text("岳科发〔2026〕6号"),
                    "starts_on": .text("2026-04-01"), "ends_on": .text("2028-03-31"),
                ]), in: "project", writer)
            return (fund.id, call.id, project.id)
        }
        (fund, call, project) = made
        let ledger = Ledger(registry)
        _ = try await database.write(
            Act(actor: "财务戊", role: "finance", event: "ledger.posted", reason: "试验")
        ) { writer in
            try ledger.post(
                [
                    TransferRequest(
                        "a/1", "appropriation", from: .source(title: "市级预算"),
                        to: .fund(made.0, "试验专项", year: 2026), Money(fen: 100_000_000),
                        on: CalendarDate(year: 2026, month: 3, day: 6) ?? .yearEnd(2026))
                ], writer)
        }
    }

    func record(_ register: String, _ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, register, id) }
    }

    var theProject: Record { get throws { try record("project", project) } }

    var funding: Record {
        get throws {
            let project = try theProject
            return try #require(try database.readNow { try awards.funding($0, of: project) })
        }
    }

    var openContract: Record {
        get throws {
            try #require(try database.readNow { try awards.openContract($0, of: project) })
        }
    }

    func records(_ register: String) throws -> [Record] {
        try database.readNow { try awards.records($0, register, of: project) }
    }

    /// The next signature by whoever signs.
    @discardableResult
    func sign(by viewer: Viewer) async throws -> Record {
        let contract = try openContract
        return try await awards.signContract(
            contract.id, digest: contract["text_digest"].text ?? "", by: viewer)
    }

    /// All sign.
    func signAll() async throws {
        try await sign(by: unit)
        if !(try openContract["party_c"].isNull) { try await sign(by: clerk) }
        try await sign(by: head)
    }

    /// Pays a stage and confirms its arrival.
    func pay(_ stage: Int64, _ fen: Int64, year: Int64 = 2026) async throws {
        let project = try funding.id
        let registry = registry
        try await database.write(
            Act(actor: "财务戊", role: "finance", event: "paid", reason: "试验")
        ) { writer in
            let today = writer.now.businessDate.iso
            let request = try registry.create(
                Draft([
                    "request_no": .text("BK-\(stage)"), "project": .integer(project),
                    "year": .integer(year), "stage": .integer(stage), "amount": .integer(fen),
                    "payee": .text("示例大学"), "payee_account": .text("6222000000001234"),
                    "account_tail": .text("1234"), "evidence_note": .text("合同"),
                ]), in: "payment-request", writer)
            func move(_ name: String, _ fields: [String: Scalar]) throws {
                _ = try registry.change(
                    "payment-request", request.id, to: Draft(fields), version: nil, writer)
                _ = try registry.move(
                    "payment-request", request.id, name, version: nil, writer)
            }
            try move("approve", ["approved_on": .text(today)])
            try move("pay", ["paid_on": .text(today), "voucher_no": .text("PZ-\(stage)")])
            try move("arrive", ["arrived_on": .text(today), "receipt_no": .text("HD-\(stage)")])
        }
    }

    /// An expense with its receipt, booked.
    func spend(_ fen: Int64, _ receipt: String, _ category: String = "business") async throws {
        let project = try funding.id
        let registry = registry
        try await database.write(
            Act(actor: "财务戊", role: "finance", event: "spent", reason: "试验")
        ) { writer in
            let expense = try registry.create(
                Draft([
                    "project": .integer(project), "year": .integer(2026),
                    "category": .text(category), "amount": .integer(fen),
                    "receipt_no": .text(receipt), "spent_on": .text(writer.now.businessDate.iso),
                ]), in: "project-expense", writer)
            _ = try registry.move("project-expense", expense.id, "book", version: nil, writer)
        }
    }

    /// What an act was refused with; nil where it went through.
    func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as RecordRefusal {
            return refusal.description
        } catch let refusal as any KeptRefusal & CustomStringConvertible {
            return refusal.description
        }
    }

    func verified() throws -> [String] {
        try database.readNow { reader in
            try Ledger(registry).verify(reader).findings
                + (try registry.verify(reader)).findings.map(\.description)
        }
    }
}
