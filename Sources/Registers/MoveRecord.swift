import Catalogue
import Journal
public import Store
public import Values

extension Registry {
    /// Moves a record along its life cycle inside a write; the caller has permitted it.
    /// - Parameters:
    ///   - version: the version that it was decided on; nil where the caller has just read the
    ///     record in the same write.
    ///   - viewer: of whose role the move must be; nil where the caller has decided that too.
    /// - Throws: `RecordRefusal`: stale, no such move from its state, fields missing, no reason.
    public func move(
        _ register: String, _ id: Int64, _ move: String, version: Int64?,
        by viewer: Viewer? = nil, _ writer: Writer
    ) throws -> Record {
        let declared = try self.register(register)
        var record = try self.record(writer.reader, declared.name, id)
        try checkVersion(record, version, declared, writer.reader)
        let to = try target(of: move, record, declared, viewer, writer.act.reason)
        try enter(to, &record, on: nil, declared, writer)
        return record
    }

    /// Moves a record along its life cycle, as its own write.
    /// - Parameters:
    ///   - answers: what the move requires, changed with it; nothing else may be.
    ///   - on: the day since which it is in the new state; today where nil.
    ///   - remarks: what is wrong at which field, by its name, where the move gives the record
    ///     back.
    ///   - also: what is written beside it; if it throws, nothing stands.
    /// - Throws: `RecordRefusal` that says which rule stands in the way.
    public func moveRecord(
        _ register: String, _ id: Int64, _ move: String, version: Int64? = nil,
        _ answers: [String: Answer] = [:], on day: CalendarDate? = nil, by viewer: Viewer,
        reason: String? = nil, remarks: [String: String] = [:],
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let declared = try self.register(register)
        try permitDirectly(viewer, .move, on: declared)
        try permit(viewer, toAnswer: answers.keys, in: declared)
        // What others have to agree to is made with their agreement (`Approvals`), not here.
        if let chain = catalogue.approval(of: declared, before: move) {
            throw RecordRefusal.needsApproval(
                move: catalogue.lifecycle(of: declared).move(move)?.title ?? move,
                chain: chain.title, steps: chain.steps.map(\.title))
        }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).moved:\(move)",
            reason: try self.reason(reason, remarks, move, of: declared, by: viewer))
        return try await database.write(act) { writer in
            var record = try self.record(writer.reader, declared, id, by: viewer)
            try checkVersion(record, version, declared, writer.reader)
            if !answers.isEmpty {
                // Who may make the move is decided before anything is changed for it.
                let asked = try self.move(named: move, record, declared, viewer).requires
                try permit(answers.keys, for: asked, in: declared)
                var reading = AnswerReading(self, writer.reader, by: viewer, of: record)
                let draft = try reading.read(answers, for: declared)
                record = try change(declared.name, id, to: draft, version: nil, writer)
                try admit(record, of: viewer, in: declared)
            }
            let to = try target(of: move, record, declared, viewer, reason)
            try enter(to, &record, on: day, declared, writer)
            try also(writer, record)
            return record
        }
    }

    /// Withdraws a record from any state that is not closed; it stays, and counts nowhere.
    public func withdrawRecord(
        _ register: String, _ id: Int64, by viewer: Viewer, reason: String?,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let declared = try self.register(register)
        try permit(viewer, .withdraw, on: declared)
        guard let reason, !reason.isEmpty else { throw RecordRefusal.needsReason(what: "撤回") }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).withdrawn",
            reason: reason)
        return try await database.write(act) { writer in
            var record = try self.record(writer.reader, declared, id, by: viewer)
            try permitChange(viewer, of: record, in: declared)
            let cycle = catalogue.lifecycle(of: declared)
            if cycle.state(record.state)?.isClosed ?? false {
                throw RecordRefusal.finalState(state: cycle.title(of: record.state))
            }
            try enter(Lifecycle.withdrawn, &record, on: nil, declared, writer)
            try also(writer, record)
            return record
        }
    }

    /// Withdraws a record in the write of an act that has permitted it by rules of its own.
    /// - Throws: `RecordRefusal.finalState`, `.notFound`.
    @discardableResult
    public func withdraw(_ register: String, _ id: Int64, _ writer: Writer) throws -> Record {
        let declared = try self.register(register)
        var record = try self.record(writer.reader, declared.name, id)
        let cycle = catalogue.lifecycle(of: declared)
        if cycle.state(record.state)?.isClosed ?? false || record.state == Lifecycle.withdrawn {
            throw RecordRefusal.finalState(state: cycle.title(of: record.state))
        }
        try enter(Lifecycle.withdrawn, &record, on: nil, declared, writer)
        return record
    }

    private func checkVersion(
        _ record: Record, _ version: Int64?, _ register: Register, _ reader: Reader
    ) throws {
        guard let version, version != record.version else { return }
        let last = try history(reader, register.name, record.id).last?.entry
        throw RecordRefusal.stale(
            id: record.id, expected: version, current: record.version, by: last?.act.actor ?? "",
            at: last?.at.businessTime ?? "", changed: ["状态"])
    }

    private func permit(
        _ answers: some Collection<String>, for asked: [String], in register: Register
    ) throws {
        let others = answers.compactMap { name in
            register.field(name) ?? register.fields.first { $0.title == name }
        }.filter { !asked.contains($0.name) }
        if others.isEmpty { return }
        throw RecordRefusal.fields(
            others.map {
                FieldProblem(
                    field: $0.name, title: $0.title, value: "", rule: "这一步不改它",
                    advice: "先修改记录，再办理")
            })
    }

    /// The move of that name which the viewer may make of the record now.
    private func move(
        named name: String, _ record: Record, _ register: Register, _ viewer: Viewer?
    ) throws -> Lifecycle.Move {
        let cycle = catalogue.lifecycle(of: register)
        let possible = cycle.moves(from: record.state)
        guard let move = possible.first(where: { $0.name == name || $0.title == name }) else {
            let known = cycle.moves.first { $0.name == name }?.title ?? name
            throw RecordRefusal.noMove(
                register: register.title, move: known, state: cycle.title(of: record.state),
                possible: possible.map { "\($0.title)（\($0.name)）" })
        }
        if let viewer,
            move.roles.isEmpty ? viewer.isLimited : !move.roles.contains(viewer.role.name)
        {
            throw RecordRefusal.moveNeedsRole(
                move: move.title, roles: move.roles.map { catalogue.roles[$0]?.title ?? $0 },
                role: viewer.role.title)
        }
        return move
    }

    private func target(
        of name: String, _ record: Record, _ register: Register, _ viewer: Viewer?,
        _ reason: String?
    ) throws -> String {
        let move = try move(named: name, record, register, viewer)
        let missing = move.requires.filter { name in
            record[name].isNull && (record.rows[name]?.isEmpty ?? true)
                && register.field(name).map { register.asks($0, of: record.fields) } ?? true
        }
        if !missing.isEmpty {
            throw RecordRefusal.moveNeedsFields(
                move: move.title, titles: missing.map { register.field($0)?.title ?? $0 })
        }
        if move.reasonRequired, reason?.isEmpty ?? true {
            throw RecordRefusal.needsReason(what: "“\(move.title)”")
        }
        return move.to
    }

    private func enter(
        _ state: String, _ record: inout Record, on day: CalendarDate?, _ register: Register,
        _ writer: Writer
    ) throws {
        let today = writer.now.businessDate.iso
        let since = day?.iso ?? today
        guard since >= record.stateSince, since <= today else {
            let title = catalogue.lifecycle(of: register).title(of: record.state)
            throw RecordRefusal.fields([
                FieldProblem(
                    field: "on", title: "办理日期", value: since,
                    rule: "应在进入“\(title)”那天（\(record.stateSince)）到今天之间", advice: "核对日期")
            ])
        }
        let before = record
        record.pastStates.append(
            PastState(state: record.state, since: record.stateSince, until: since))
        record.state = state
        record.stateSince = since
        record.version += 1
        record.changedAt = writer.now
        try writer.update(record, try plan(register.name), database.personalKey)
        try follow(before, record, writer)
    }
}
