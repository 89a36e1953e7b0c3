import Catalogue
import Journal
public import Store
import Values

extension Registry {
    /// Changes cells of a record inside a write.
    /// - Parameter version: the version that the change was made on; nil where the caller has just
    ///   read the record in the same write.
    /// - Throws: `RecordRefusal`: stale, fixed without a reason, or every broken rule.
    public func change(
        _ register: String, _ id: Int64, to draft: Draft, version: Int64?, _ writer: Writer
    ) throws -> Record {
        let plan = try plan(register)
        var record = try self.record(writer.reader, register, id)
        if let version, version != record.version {
            throw try stale(plan, record, expected: version, writer.reader)
        }
        let before = record
        for (name, cell) in draft.fields { record.fields[name] = cell.isNull ? nil : cell }
        for (name, rows) in draft.rows { record.rows[name] = rows.isEmpty ? nil : rows }
        if record == before { return record }
        plan.register.clearUnasked(&record.fields, &record.rows, besides: draft)
        try complete(&record, writer)
        if record == before { return record }
        let cycle = catalogue.lifecycle(of: plan.register)
        if let state = cycle.state(record.state) {
            if state.isClosed { throw RecordRefusal.finalState(state: state.title) }
            if state.fixed || state.final, writer.act.reason?.isEmpty ?? true {
                throw RecordRefusal.needsReason(what: "“\(state.title)”状态下的更正")
            }
        }
        let problems = RecordRules(
            register: plan.register, catalogue: catalogue, today: writer.now.businessDate
        ).check(record.fields, record.rows)
        if !problems.isEmpty { throw RecordRefusal.fields(problems) }
        try refuseDuplicate(of: record, plan, writer.reader)
        record.version += 1
        record.changedAt = writer.now
        try writer.update(record, plan, database.personalKey)
        try follow(before, record, writer)
        return record
    }

    /// Changes a record by answers, as its own write; a correction of a fixed record needs a
    /// reason.
    public func changeRecord(
        _ register: String, _ id: Int64, _ answers: [String: Answer], version: Int64?,
        by viewer: Viewer, reason: String? = nil
    ) async throws -> Record {
        let declared = try self.register(register)
        try permitDirectly(viewer, .change, on: declared)
        try permit(viewer, toAnswer: answers.keys, in: declared)
        let event = reason == nil ? "changed" : "corrected"
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).\(event)",
            reason: reason)
        return try await database.write(act) { writer in
            let before = try record(writer.reader, declared.name, id)
            try permitChange(viewer, of: before, in: declared)
            var reading = AnswerReading(self, writer.reader, by: viewer, of: before)
            let draft = try reading.readChange(
                answers, for: declared, of: before, writer.now.businessDate)
            let changed = try change(declared.name, id, to: draft, version: version, writer)
            try admit(changed, of: viewer, in: declared)
            return changed
        }
    }

    private func stale(
        _ plan: RegisterPlan, _ record: Record, expected: Int64, _ reader: Reader
    ) throws -> RecordRefusal {
        let steps = try history(reader, plan.register.name, record.id)
        let since = steps.filter { $0.version > expected }
        let changed = Set(since.flatMap(\.changes).map(\.title))
        return .stale(
            id: record.id, expected: expected, current: record.version,
            by: steps.last?.entry.act.actor ?? "", at: steps.last?.entry.at.businessTime ?? "",
            changed: changed.sorted())
    }
}
