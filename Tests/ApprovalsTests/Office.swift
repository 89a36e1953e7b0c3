import Accounts
import Approvals
import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

/// The bureau's office on 10 February 2026 with the real catalogue and one of each who approves:
/// a clerk who asks, a head, two leaders, finance.
struct Office {
    let approvals: Approvals
    let clock: SettableClock

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let catalogue = Result {
        try Catalogue.load([root.appending(path: "cities/yueyang").path])
    }

    var registry: Registry { approvals.registry }
    var database: Database { registry.database }

    init() throws {
        clock = SettableClock("2026-02-10T01:00:00.000Z")
        let database = try testDatabase(Self.catalogue.get(), clock: clock.clock)
        approvals = Approvals(Accounts(Registry(database)))
    }

    /// Somebody with an account in force.
    func person(
        _ name: String, _ role: String, section: String? = nil
    ) async throws -> Viewer {
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        let registry = registry
        let login = "p\(UInt32.random(in: 1...UInt32.max))"
        let record = try await database.write(act) { writer in
            var draft = Draft(
                ["login": .text(login), "name": .text(name), "role": .text(role)],
                state: "active")
            draft.fields["section"] = section.map(Scalar.text) ?? .null
            return try registry.create(draft, in: "account", writer)
        }
        return Viewer(
            name: name, role: try #require(registry.catalogue.roles[role]), account: record.id,
            section: section)
    }

    struct People {
        let clerk: Viewer
        let head: Viewer
        let leader: Viewer
        let director: Viewer
        let finance: Viewer
    }

    func people() async throws -> People {
        People(
            clerk: try await person("经办甲", "officer", section: "office"),
            head: try await person("科长乙", "section-head", section: "office"),
            leader: try await person("领导丙", "leader"),
            director: try await person("局长丁", "leader"),
            finance: try await person("财务戊", "finance"))
    }

    /// A reception that was applied for.
    func reception(_ number: String = "JD-1", by viewer: Viewer, total: String? = nil)
        async throws -> Record
    {
        var answers: [String: Answer] = [
            "reception_no": .text(number), "matter": .text("调研"), "guest_unit": .text("外市科技局"),
            "received_on": .text("2026-02-09"), "guests": .text("5"),
        ]
        if let total { answers["total"] = .text(total) }
        return try await registry.createRecord("reception", answers, by: viewer)
    }

    var register: Register {
        get throws { try registry.register("reception") }
    }

    func ask(_ record: Record, by viewer: Viewer, _ move: String = "approve") async throws
        -> ApprovalRequest
    {
        try await approvals.ask(
            move, of: record.id, in: try register, version: record.version, note: nil, by: viewer)
    }

    func decide(
        _ request: ApprovalRequest, _ kind: ApprovalDecision.Kind = .approve, by viewer: Viewer,
        _ opinion: String? = nil, seen version: Int64? = nil
    ) async throws -> ApprovalRequest {
        try await approvals.decide(
            request.id, kind, opinion: opinion, version: version ?? request.version, by: viewer)
    }

    func record(_ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, "reception", id) }
    }

    func waiting(_ viewer: Viewer) throws -> [ApprovalRequest] {
        try database.readNow { try approvals.waiting($0, for: viewer) }
    }

    func told(_ viewer: Viewer) throws -> [String] {
        let account = viewer.account ?? 0
        return try database.readNow {
            try approvals.accounts.notices($0, of: account).map(\.kind)
        }
    }

    /// An account that acts for organisations.
    func applicant(_ name: String) async throws -> Int64 {
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        let registry = registry
        let login = "a\(UInt32.random(in: 1...UInt32.max))"
        return try await database.write(act) { writer in
            try registry.create(
                Draft(
                    ["login": .text(login), "name": .text(name), "role": .text("applicant")],
                    state: "active"), in: "account", writer
            ).id
        }
    }

    func member(_ account: Int64, of organisation: Int64, _ role: String) async throws {
        let act = Act(actor: "试验", role: "officer", event: "membership.created")
        let registry = registry
        try await database.write(act) { writer in
            _ = try registry.create(
                Draft(
                    [
                        "account": .integer(account), "organisation": .integer(organisation),
                        "role": .text(role), "from": .text("2026-01-05"),
                    ], state: "in-force"), in: "membership", writer)
        }
    }
}
