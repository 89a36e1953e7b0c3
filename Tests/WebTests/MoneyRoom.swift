import Accounts
import Awards
import Catalogue
import Figures
import Funds
import Journal
import Registers
import Reports
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// A city on 10 March 2025 whose special fund has paid one stage of one project; its unit has spent
/// a part with a receipt.
struct MoneyRoom {
    let registry: Registry
    let site: Site
    let finance: Viewer
    let fund: Int64
    let project: Int64
    let unit: Int64
    let receipt: Int64

    init(filled: Bool = true) async throws {
        let catalogue = try WebCity.loaded.get()
        let clock = SettableClock("2025-03-10T01:00:00Z")
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock, demonstration: true),
            consequences: CityConsequences.all)
        self.registry = registry
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        let figures = Figures(registry)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures),
            accounts: Accounts(registry, policy: policy), assets: [])
        finance = Viewer(name: "王五", role: try #require(catalogue.roles["finance"]))
        let act = Act(actor: "王五", role: "finance", event: "试验", reason: "试验")
        (fund, project, unit, receipt) = try await registry.database.write(act) { writer in
            func make(
                _ name: String, _ fields: [String: Scalar],
                _ rows: [String: [[String: Scalar]]] = [:], state: String? = nil
            ) throws -> Int64 {
                try registry.create(Draft(fields, rows: rows, state: state), in: name, writer).id
            }
            let fund = try make(
                "special-fund",
                ["code": .text("SL-1"), "name": .text("示例<专项>"), "level": .text("own")])
            guard filled else { return (fund, 0, 0, 0) }
            let day = CalendarDate(year: 2025, month: 3, day: 3) ?? .yearEnd(2024)
            try Ledger(registry).post(
                [
                    TransferRequest(
                        "a", "appropriation", from: .source(title: "市级预算"),
                        to: .fund(fund, "示例<专项>", year: 2025), Money(fen: 100_000_000), on: day)
                ], writer)
            let unit = try make("organisation", ["name": .text("示例<研究所>")])
            let plan: [[String: Scalar]] = [
                ["year": .integer(2025), "amount": .integer(60_000_000)]
            ]
            let stage: [String: Scalar] = [
                "stage": .integer(1), "year": .integer(2025), "amount": .integer(60_000_000),
                "condition": .text("signing"), "due_on": .text("2025-03-05"),
            ]
            let project = try make(
                "project-funding",
                [
                    "project_no": .text("SLP1"), "name": .text("示例<项目>"),
                    "organisation": .integer(unit), "unit": .text("示例<研究所>"),
                    "earmark": .integer(fund), "approved": .integer(60_000_000),
                    "signed_on": .text("2025-03-03"), "contract_no": .text("HT1"),
                ], ["plan": plan, "stages": [stage]], state: "contracted")
            _ = try make(
                "payment-request",
                [
                    "request_no": .text("B1"), "project": .integer(project),
                    "organisation": .integer(unit), "year": .integer(2025), "stage": .integer(1),
                    "amount": .integer(40_000_050), "paid_on": .text("2025-03-05"),
                    "voucher_no": .text("ZF<1>"),
                ], state: "arrived")
            let receipt = try make(
                "project-expense",
                [
                    "project": .integer(project), "organisation": .integer(unit),
                    "year": .integer(2025), "category": .text("business"),
                    "amount": .integer(1_234_567), "receipt_no": .text("FP<7>"),
                    "spent_on": .text("2025-03-08"),
                ], state: "booked")
            return (fund, project, unit, receipt)
        }
    }

    func get(_ target: String, _ viewer: Viewer? = nil) async -> Response {
        var request = Request("GET", target)
        request.viewer = viewer ?? finance
        return await site.respond(request)
    }

    func viewer(_ role: String, section: String? = nil, organisation: Int64? = nil) throws -> Viewer
    {
        Viewer(
            name: role, role: try #require(registry.catalogue.roles[role]), section: section,
            organisation: organisation)
    }
}
