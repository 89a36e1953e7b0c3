import Registers
import Values

/// Several act on one record at once: one is done, and each of the others is told of it.
extension ModelWriter {
    mutating func race(round: Int) async throws {
        let number = "\(partition.prefix)R\(round)"
        let made = try await winner(of: "creating \(number) at once") { registry, viewer, _ in
            try await registry.createRecord("contract", ["number": .text(number)], by: viewer)
        } losing: {
            "duplicate of \($0.id)"
        }
        let created = creating("contract", ["number": Given(number, .text(number))])
        try note(created, made, nil, "created")

        let changed = try await winner(of: "changing \(number) at once") {
            registry, viewer, racer in
            try await registry.changeRecord(
                "contract", made.id, ["slot": .text("\(racer)")], version: 1, by: viewer)
        } losing: { _ in
            "stale: 1, is 2"
        }
        // Any of them may be the one; that it is one of them is what is foretold.
        var after = made
        after.version = 2
        after.fields["slot"] = changed["slot"]
        try same((10...13).contains(changed["slot"].integer ?? 0), true, "slot of \(number)")
        try note(.done(after), changed, made, "changed")

        guard maker.chance(60) else { return }
        let withdrawn = try await winner(of: "withdrawing \(number) at once") {
            registry, viewer, _ in
            try await registry.withdrawRecord("contract", made.id, by: viewer, reason: "争")
        } losing: { _ in
            "closed"
        }
        var gone = after
        gone.version = 3
        gone.past.append(.init(state: after.state, since: after.since, until: today))
        gone.state = "withdrawn"
        gone.since = today
        try note(.done(gone), withdrawn, after, "withdrawn", reason: "争")
    }

    private func winner(
        of what: String,
        _ act: @escaping @Sendable (Registry, Viewer, Int) async throws -> Record,
        losing: (Kept) -> String
    ) async throws -> Kept {
        let registry = registry
        let viewer = try city.viewer("officer")
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for racer in 10...13 {
                group.addTask {
                    try await Outcome.of { try await act(registry, viewer, racer) }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let done = outcomes.compactMap { if case .done(let record) = $0 { record } else { nil } }
        guard done.count == 1 else { throw Mismatch(what, expected: "one done", found: outcomes) }
        let others = outcomes.filter { $0 != .done(done[0]) }
        try same(others, Array(repeating: .refused(losing(done[0])), count: 3), what)
        return done[0]
    }

    private mutating func note(
        _ expected: Outcome, _ found: Kept, _ before: Kept?, _ event: String, reason: String? = nil
    ) throws {
        guard case .done(var record) = expected else {
            throw Mismatch(event, expected: expected, found: found)
        }
        record.id = found.id
        record.changedAt = now
        try same(found, record, event)
        partition.entries += 1
        partition.put(
            "contract", record,
            Step(before, record, "contract.\(event)", role: "officer", reason: reason))
    }
}
