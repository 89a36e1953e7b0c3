import Accounts
import Approvals
import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@testable import Web

/// People of the bureau with accounts in an empty city, who ask and decide in the browser.
struct Clerks {
    let city: WebCity
    let clerk: Viewer
    let head: Viewer
    let leader: Viewer

    init() async throws {
        city = try await WebCity(filled: false)
        clerk = try await Self.person(city, "经办甲", "officer", "office")
        head = try await Self.person(city, "科长乙", "section-head", "office")
        leader = try await Self.person(city, "领导丙", "leader", nil)
    }

    static func person(
        _ city: WebCity, _ name: String, _ role: String, _ section: String?
    ) async throws -> Viewer {
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        let registry = city.registry
        let login = "p\(UInt32.random(in: 1...UInt32.max))"
        let record = try await registry.database.write(act) { writer in
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

    func reception(_ number: String) async throws -> Record {
        try await city.registry.createRecord(
            "reception",
            [
                "reception_no": .text(number), "matter": .text("调研\(number)"),
                "guest_unit": .text("外市科技局"), "letter_no": .text("外科函〔2026〕1号"),
                "received_on": .text("2026-02-09"),
                "guests": .text("5"),
            ], by: clerk)
    }

    func ask(_ record: Record) async throws -> ApprovalRequest {
        try await Approvals(city.accounts).ask(
            "approve", of: record.id, in: try city.registry.register("reception"), version: nil,
            note: nil, by: clerk)
    }

    func state(_ record: Record) async throws -> String {
        let registry = city.registry
        return try await registry.database.read {
            try registry.record($0, record.register, record.id).state
        }
    }

    func post(_ target: String, _ form: [(String, String)], as viewer: Viewer) async -> Response {
        await city.post(target, form: form, as: viewer)
    }
}

extension WebCity {
    /// Sends a form as somebody who is known without a session.
    func post(_ target: String, form: [(String, String)], as viewer: Viewer) async -> Response {
        var request = Request(
            "POST", target, headers: ["content-type": "application/x-www-form-urlencoded"])
        request.body = Array(Parameters(form).text.dropFirst().utf8)
        request.viewer = viewer
        return await site.respond(request)
    }
}
