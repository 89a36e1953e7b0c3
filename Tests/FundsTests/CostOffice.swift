import Catalogue
import Documents
import Foundation
import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

/// A bureau that holds meetings and receives guests, on Monday, 10 March 2025.
struct CostOffice {
    let city: Treasury

    var registry: Registry { city.registry }
    var database: Database { city.database }
    var costs: RunningCosts { RunningCosts(registry) }

    init(_ now: String = "2025-03-10T01:00:00Z") async throws { city = try await Treasury(now) }

    @discardableResult
    func limit(_ kind: String, _ yuan: String, year: Int = 2025, unit: String = "bureau")
        async throws -> Record
    {
        try await registry.createRecord(
            "cost-limit",
            [
                "year": .text("\(year)"), "kind": .text(kind), "cost_unit": .text(unit),
                "name": .text("\(year)年\(kind)"), "amount": .text(yuan),
                "document": .text("示财预〔\(year)〕1号"),
            ], by: city.finance)
    }

    /// A meeting of thirty people that was asked for.
    @discardableResult
    func meeting(
        _ number: String, _ estimate: String, on day: String = "2025-03-20",
        section: String = "high-tech", _ more: [String: String] = [:]
    ) async throws -> Record {
        let answers = [
            "conference_no": number, "name": "座谈会\(number)", "grade": "fourth", "held_on": day,
            "people": "30", "estimate": estimate, "section_in_charge": section,
        ].merging(more) { $1 }
        return try await registry.createRecord(
            "conference", answers.mapValues { .text($0) }, by: city.finance)
    }

    /// A reception that was asked for.
    @discardableResult
    func reception(_ number: String, _ more: [String: Answer] = [:]) async throws -> Record {
        let answers: [String: Answer] = [
            "reception_no": .text(number), "matter": .text("调研"), "guest_unit": .text("邻市科技局"),
            "letter_no": .text("邻科函〔2025〕6号"), "received_on": .text("2025-03-07"),
            "guests": .text("6"), "escorts": .text("2"), "meals": .text("1"),
        ].merging(more) { $1 }
        return try await registry.createRecord("reception", answers, by: city.finance)
    }

    /// Changes a record and moves it on, in one write, as the last agreement of a chain does.
    @discardableResult
    func move(
        _ record: Record, _ move: String, _ fields: [String: Scalar] = [:], reason: String = "试验"
    ) async throws -> Record {
        let registry = registry
        return try await database.write(city.act("moved")) { writer in
            if !fields.isEmpty {
                _ = try registry.change(
                    record.register, record.id, to: Draft(fields), version: nil, writer)
            }
            return try registry.move(record.register, record.id, move, version: nil, writer)
        }
    }

    func approve(_ record: Record) async throws -> Record {
        try await move(
            record, "approve", ["approved_by": .text("局长"), "approved_on": .text("2025-03-10")])
    }

    /// Settles a meeting that was agreed to.
    @discardableResult
    func settle(_ record: Record, _ fen: Int64, people: Int64 = 30, on day: String = "2025-03-10")
        async throws -> Record
    {
        try await move(
            record, "settle",
            [
                "held_on": record["held_on"], "actual_people": .integer(people),
                "total": .integer(fen), "settled_on": .text(day),
            ])
    }

    func use(_ kind: String, _ year: Int = 2025) throws -> CostUse {
        try database.readNow { reader in
            try costs.standings(reader, year: year, today: Treasury.day(10))
                .first { $0.key.kind == kind && $0.key.unit == "bureau" }?.use ?? .none
        }
    }

    func record(_ register: String, _ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, register, id) }
    }

    /// The words of the refusal; nil where it goes through.
    func refused(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as RecordRefusal {
            guard case .against = refusal else { throw refusal }
            return refusal.description
        }
    }

    func account(_ login: String, _ role: String, _ section: String?) async throws -> Int64 {
        let registry = registry
        return try await database.write(city.act("account.created")) { writer in
            var draft = Draft(
                ["login": .text(login), "name": .text(login), "role": .text(role)],
                state: "active")
            draft.fields["section"] = section.map(Scalar.text) ?? .null
            return try registry.create(draft, in: "account", writer).id
        }
    }

    func notices() throws -> [(account: Int64, text: String, link: String)] {
        try database.readNow { reader in
            try reader.all(
                """
                SELECT account, text, link FROM notice WHERE kind = 'cost-limit-near' ORDER BY id
                """
            ).map { ($0[0].integer ?? 0, $0[1].text ?? "", $0[2].text ?? "") }
        }
    }
}
