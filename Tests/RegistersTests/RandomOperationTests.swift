import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

/// Thousands of random acts against a model of a dozen lines, then everything is compared.
@Suite struct RandomOperationTests {
    private struct Model {
        var version: Int64 = 1
        var state = "open"
        var past: [String] = []
        var number: String
        var total: Int64
        var steps: Int
    }

    private static let moves: [String: (from: Set<String>, to: String)] = [
        "check": (["open"], "checked"), "reopen": (["checked"], "open"),
        "drop": (["open", "checked"], "dropped"),
    ]

    @Test(arguments: [1, 2025] as [UInt64])
    func aFewThousandActsLeaveWhatTheModelSays(seed: UInt64) async throws {
        let workshop = try Workshop()
        var random = SeededGenerator(seed: seed)
        var model: [Int64: Model] = [:]
        var done = 0
        for _ in 0..<1_000 {
            let id = model.keys.sorted().randomElement(using: &random)
            let refused = try await refusal {
                switch (Int.random(in: 0..<10, using: &random), id) {
                case (0...2, _), (_, nil):
                    try await create(workshop, &model, &random)
                case (3...6, .some(let id)): try await change(workshop, id, &model, &random)
                case (7...8, .some(let id)): try await move(workshop, id, &model, &random)
                case (_, .some(let id)): try await withdraw(workshop, id, &model)
                }
            }
            if refused == nil { done += 1 }
        }
        let records = try workshop.database.readNow { reader in
            try workshop.registry.records(reader, "visit", ids: Array(model.keys))
        }
        #expect(records.count == model.count)
        for record in records {
            let expected = try #require(model[record.id])
            #expect(record.version == expected.version)
            #expect(record.state == expected.state)
            #expect(record.pastStates.map(\.state) == expected.past)
            #expect(record["number"] == .text(expected.number))
            #expect(record["total"] == .integer(expected.total))
            #expect(record.rows["steps"]?.count ?? 0 == expected.steps)
        }
        let report = try workshop.verify()
        #expect(report.findings.isEmpty)
        #expect(report.entries == done)
        #expect(report.records == model.count)
        #expect(done > 400 && done < 1_000)
    }

    private func create(
        _ workshop: Workshop, _ model: inout [Int64: Model], _ random: inout SeededGenerator
    ) async throws {
        let number = "N\(Int.random(in: 0..<200, using: &random))"
        let total = Int64.random(in: 0..<1_000, using: &random)
        let steps = Int.random(in: 0..<3, using: &random)
        let taken = model.values.contains { $0.number == number && $0.state != "withdrawn" }
        let refused = try await refusal {
            let record = try await workshop.visit(
                number,
                [
                    "total": .text("\(total)"), "cost": .text("0"),
                    "steps": .rows(Array(repeating: ["on": "2025-01-01"], count: steps)),
                ])
            model[record.id] = Model(number: number, total: total * 100, steps: steps)
        }
        #expect((refused != nil) == taken)
        if let refused { throw refused }
    }

    private func change(
        _ workshop: Workshop, _ id: Int64, _ model: inout [Int64: Model],
        _ random: inout SeededGenerator
    ) async throws {
        let total = Int64.random(in: 1_000..<9_000_000, using: &random)
        let isStale = Int.random(in: 0..<5, using: &random) == 0
        let version = (model[id]?.version ?? 0) - (isStale ? 1 : 0)
        let isClosed = ["dropped", "withdrawn"].contains(model[id]?.state)
        let refused = try await refusal {
            _ = try await workshop.registry.changeRecord(
                "visit", id, ["total": .text("\(total)")], version: version, by: workshop.officer)
            model[id]?.total = total * 100
            model[id]?.version += 1
        }
        #expect((refused != nil) == (isStale || isClosed))
        if let refused { throw refused }
    }

    private func move(
        _ workshop: Workshop, _ id: Int64, _ model: inout [Int64: Model],
        _ random: inout SeededGenerator
    ) async throws {
        guard let name = Self.moves.keys.sorted().randomElement(using: &random),
            let move = Self.moves[name], let state = model[id]?.state
        else { return }
        let isReady = name != "check" || (model[id]?.steps ?? 0) > 0
        let refused = try await refusal {
            _ = try await workshop.registry.moveRecord(
                "visit", id, name, by: workshop.officer, reason: "随机")
            enter(move.to, id, &model)
        }
        #expect((refused == nil) == (move.from.contains(state) && isReady))
        if let refused { throw refused }
    }

    private func withdraw(_ workshop: Workshop, _ id: Int64, _ model: inout [Int64: Model])
        async throws
    {
        let isWithdrawn = model[id]?.state == Lifecycle.withdrawn
        let refused = try await refusal {
            _ = try await workshop.registry.withdrawRecord(
                "visit", id, by: workshop.officer, reason: "随机")
            enter(Lifecycle.withdrawn, id, &model)
        }
        #expect((refused != nil) == isWithdrawn)
        if let refused { throw refused }
    }

    private func enter(_ state: String, _ id: Int64, _ model: inout [Int64: Model]) {
        let left = model[id]?.state ?? ""
        model[id]?.past.append(left)
        model[id]?.state = state
        model[id]?.version += 1
    }
}
