import Registers
import Store
import TestSupport
import Values

/// One of those who write at once: acts at random on its own partition, foretells what will become
/// of each act, and compares.
struct ModelWriter: Sendable {
    var partition: Partition
    var maker: AnswerMaker
    let city: ModelCity
    /// The moment of all writes of the round.
    let now: Instant

    var registry: Registry { city.registry }
    var today: String { now.businessDate.iso }

    /// One act, and the number of journal entries that it must have made.
    mutating func act() async throws {
        switch maker.number(0...99) {
        case 0..<36: try await create()
        case 36..<64: try await change()
        case 64..<84: try await move()
        case 84..<92: try await withdraw()
        default: try await importTable()
        }
    }

    mutating func register() -> String {
        switch maker.number(0...9) {
        case 0...1: "firm"
        case 2...6: "contract"
        case 7: "person"
        default: "payment"
        }
    }

    mutating func role(_ usual: String = "officer") -> String {
        maker.chance(95) ? usual : maker.pick(["officer", "leader", "clerk"]) ?? usual
    }

    private mutating func reason() -> String? {
        switch maker.number(0...9) {
        case 0...4: nil
        case 5: ""
        default: "理由\(maker.number(1...9))"
        }
    }

    /// A record of the partition, or now and then one that is not there.
    private mutating func target(_ register: String) -> Int64 {
        if maker.chance(1) { return 9_999_999 }
        return maker.pick(partition.order[register] ?? []) ?? 9_999_999
    }

    // MARK: - Creating

    private mutating func create() async throws {
        let register = register()
        let role = role()
        let viewer = try city.viewer(role)
        let reason = reason()
        var given: [String: Given] = [:]
        for field in ModelRules.fields[register] ?? [] {
            let isRequired = ModelRules.required[register]?.contains(field) ?? false
            if maker.chance(isRequired ? 98 : 55) {
                given[field] = maker.answer(register, field, partition)
            }
        }
        let expected =
            ModelRules.may(role, "create", register)
            ? creating(register, given) : .refused("role may not")
        let found = try await Outcome.of {
            try await registry.createRecord(
                register, given.mapValues(\.answer), by: viewer, reason: reason)
        }
        try settle(
            register, nil, expected, found, event: "created", role, reason,
            "create \(register) \(given)")
    }

    func creating(_ register: String, _ given: [String: Given]) -> Outcome {
        var record = Kept(
            state: ModelRules.initial[register] ?? "", since: today, madeAt: now, changedAt: now)
        let unread = read(given, into: &record)
        ModelRules.fillDefaults(register, &record.fields, today)
        return mistakes(register, record, unread) ?? checked(register, record)
    }

    /// Puts what the answers must be read as into a record.
    /// - Returns: what cannot be read, by field: itself, or cells of its rows.
    func read(_ given: [String: Given], into record: inout Kept) -> [String: [String]] {
        var unread: [String: [String]] = [:]
        for (field, one) in given {
            switch one.reading {
            case .cell(let cell): record.fields[field] = cell.isNull ? nil : cell
            case .rows(let rows): record.rows[field] = rows.isEmpty ? nil : rows
            case .unreadable(let names): unread[field] = names
            }
        }
        return unread
    }

    /// What cannot be read is told together with what the rest breaks.
    func mistakes(_ register: String, _ record: Kept, _ unread: [String: [String]]) -> Outcome? {
        guard !unread.isEmpty else { return nil }
        var rest = record
        for field in unread.keys { rest.rows[field] = nil }
        let broken = ModelRules.broken(register, rest, today: today)
        return .fields(unread.values.flatMap { $0 } + broken.filter { unread[$0] == nil })
    }

    /// The record, unless it breaks a rule or is there already.
    func checked(_ register: String, _ record: Kept) -> Outcome {
        let broken = ModelRules.broken(register, record, today: today)
        if !broken.isEmpty { return .fields(broken) }
        for key in ModelRules.uniqueKeys(register, record) {
            if let other = partition.inForce(key, in: register), other.id != record.id {
                return .refused("duplicate of \(other.id)")
            }
        }
        return .done(record)
    }

    // MARK: - Changing

    private mutating func change() async throws {
        let register = register()
        let role = role()
        let viewer = try city.viewer(role)
        let reason = reason()
        let id = target(register)
        let before = partition.records[register]?[id]
        var given: [String: Given] = [:]
        for field in maker.some(ModelRules.fields[register] ?? [], 15) {
            given[field] = maker.answer(register, field, partition)
        }
        let version: Int64? =
            switch maker.number(0...9) {
            case 0...6: before?.version ?? 1
            case 7...8: (before?.version ?? 1) + (maker.chance(80) ? -1 : 1)
            default: nil
            }
        let expected =
            ModelRules.may(role, "change", register)
            ? changing(register, id, given, version, reason) : .refused("role may not")
        let found = try await Outcome.of {
            try await registry.changeRecord(
                register, id, given.mapValues(\.answer), version: version, by: viewer,
                reason: reason)
        }
        try settle(
            register, before, expected, found, event: reason == nil ? "changed" : "corrected",
            role, reason, "change \(register) \(id) at \(version ?? -1) to \(given)")
    }

    private func changing(
        _ register: String, _ id: Int64, _ given: [String: Given], _ version: Int64?,
        _ reason: String?
    ) -> Outcome {
        guard let before = partition.records[register]?[id] else {
            return .refused("no record \(id)")
        }
        var record = before
        let unread = read(given, into: &record)
        if let refused = mistakes(register, record, unread) { return refused }
        if let version, version != before.version {
            return .refused("stale: \(version), is \(before.version)")
        }
        return changed(register, before, record, hasReason: !(reason ?? "").isEmpty)
    }

    /// The record with its new cells, as its state and the rules allow.
    func changed(_ register: String, _ before: Kept, _ after: Kept, hasReason: Bool) -> Outcome {
        if before == after { return .done(before) }
        if before.isWithdrawn { return .refused("closed") }
        if ModelRules.isFixed(before.state), !hasReason { return .refused("needs a reason") }
        var record = after
        record.version += 1
        record.changedAt = now
        return checked(register, record)
    }

    // MARK: - Moving and withdrawing

    private mutating func move() async throws {
        let register = register()
        guard let move = maker.pick(ModelRules.moves[register] ?? []) else { return }
        let role = role(move.role ?? "officer")
        let viewer = try city.viewer(role)
        let reason = reason()
        let id = target(register)
        let before = partition.records[register]?[id]
        let version = maker.chance(8) ? (before?.version ?? 1) - 1 : nil
        let day = maker.chance(15) ? maker.day() : nil
        let since = day?.iso ?? today
        let expected = moving(register, id, move, role, reason, version, since)
        let found = try await Outcome.of {
            try await registry.moveRecord(
                register, id, move.name, version: version, on: day, by: viewer, reason: reason)
        }
        try settle(
            register, before, expected, found, event: "moved:\(move.name)", role, reason,
            "\(move.name) \(register) \(id) on \(since)")
    }

    private func moving(
        _ register: String, _ id: Int64, _ move: ModelRules.Move, _ role: String,
        _ reason: String?, _ version: Int64?, _ since: String
    ) -> Outcome {
        guard ModelRules.may(role, "move", register) else { return .refused("role may not") }
        guard let before = partition.records[register]?[id] else {
            return .refused("no record \(id)")
        }
        if let version { return .refused("stale: \(version), is \(before.version)") }
        guard move.from.contains(before.state) else { return .refused("no such move") }
        if let needed = move.role, needed != role { return .refused("needs another role") }
        let missing = move.requires.filter { before[$0].isNull && before.rows[$0] == nil }
        if !missing.isEmpty { return .refused("needs \(missing.count) fields") }
        if move.needsReason, (reason ?? "").isEmpty { return .refused("needs a reason") }
        return entering(move.to, before, since)
    }

    private func entering(_ state: String, _ before: Kept, _ since: String) -> Outcome {
        guard since >= before.since, since <= today else { return .fields(["on"]) }
        var record = before
        record.past.append(.init(state: before.state, since: before.since, until: since))
        record.state = state
        record.since = since
        record.version += 1
        record.changedAt = now
        return .done(record)
    }

    private mutating func withdraw() async throws {
        let register = register()
        let role = role()
        let viewer = try city.viewer(role)
        let reason = maker.chance(92) ? "撤回\(maker.number(1...9))" : reason()
        let id = target(register)
        let before = partition.records[register]?[id]
        let expected: Outcome =
            if !ModelRules.may(role, "withdraw", register) {
                .refused("role may not")
            } else if (reason ?? "").isEmpty {
                .refused("needs a reason")
            } else if let before {
                before.isWithdrawn ? .refused("closed") : entering("withdrawn", before, today)
            } else {
                .refused("no record \(id)")
            }
        let found = try await Outcome.of {
            try await registry.withdrawRecord(register, id, by: viewer, reason: reason)
        }
        try settle(
            register, before, expected, found, event: "withdrawn", role, reason,
            "withdraw \(register) \(id)")
    }

    // MARK: - Settling

    /// Compares, and takes what was done into the model. A new record has the id that it was given.
    private mutating func settle(
        _ register: String, _ before: Kept?, _ expected: Outcome, _ found: Outcome,
        event: String, _ role: String, _ reason: String?, _ what: @autoclosure () -> String
    ) throws {
        var expected = expected
        if before == nil, case .done(var record) = expected, case .done(let made) = found {
            record.id = made.id
            expected = .done(record)
        }
        try same(found, expected, what())
        guard case .done(let record) = found, record != before else { return }
        partition.entries += 1
        if event == "corrected" { partition.corrections += 1 }
        partition.put(
            register, record,
            Step(before, record, "\(register).\(event)", role: role, reason: reason))
    }
}
