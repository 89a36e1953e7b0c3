import Catalogue
import Journal
public import Store
import Values

extension Registry {
    /// Makes a record inside a write; the caller has read and permitted what it holds.
    /// - Parameters:
    ///   - unread: what could not be read of the form that the draft comes from.
    ///   - isKnownToBeNew: whether the caller has looked for another with what must be unique; the
    ///     database holds the same.
    /// - Throws: `RecordRefusal` with every broken rule, or the record that is there already.
    public func create(
        _ draft: Draft, in register: String, unread: [FieldProblem] = [],
        isKnownToBeNew: Bool = false, _ writer: Writer
    ) throws -> Record {
        let plan = try plan(register)
        let today = writer.now.businessDate
        let cycle = catalogue.lifecycle(of: plan.register)
        let state = draft.state ?? cycle.initial
        guard cycle.state(state) != nil else {
            throw RecordRefusal.noState(
                register: plan.register.title, state: state,
                advice: Catalogue.advice(for: state, among: cycle.states.map(\.name)))
        }
        var fields = draft.fields.filter { !$0.value.isNull }
        for (name, standard) in plan.standards where fields[name] == nil {
            fields[name] = standard.cell(on: today)
        }
        // What nobody answered is not begun with where it is not asked.
        var rows = draft.rows
        plan.register.clearUnasked(&fields, &rows, besides: draft)
        var record = Record(
            register: plan.register.name, id: writer.newID(), version: 1, state: state,
            stateSince: draft.stateSince ?? today.iso, madeAt: writer.now, changedAt: writer.now,
            catalogue: database.catalogueVersion, fields: fields,
            rows: rows.filter { !$0.value.isEmpty }, pastStates: [])
        // What could not be read must be told first: a sum over half of the cells is none.
        if unread.isEmpty { try complete(&record, writer) }
        let problems = RecordRules(register: plan.register, catalogue: catalogue, today: today)
            .check(record.fields, record.rows, besides: unread)
        if !problems.isEmpty { throw RecordRefusal.fields(problems) }
        if !isKnownToBeNew { try refuseDuplicate(of: record, plan, writer.reader) }
        try writer.insert(record, plan, database.personalKey)
        try follow(nil, record, writer)
        return record
    }

    /// Makes a record from answers, as its own write.
    /// - Parameter also: what is written beside it; if it throws, nothing stands.
    public func createRecord(
        _ register: String, _ answers: [String: Answer], by viewer: Viewer, reason: String? = nil,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let declared = try self.register(register)
        try permitDirectly(viewer, .create, on: declared)
        try permit(viewer, toAnswer: answers.keys, in: declared)
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).created",
            reason: reason)
        return try await database.write(act) { writer in
            var reading = AnswerReading(self, writer.reader, by: viewer)
            var (draft, unread) = try reading.readable(answers, for: declared)
            try attribute(&draft, to: viewer, in: declared, writer.reader)
            let record = try create(draft, in: declared.name, unread: unread, writer)
            try admit(record, of: viewer, in: declared)
            try also(writer, record)
            return record
        }
    }

    /// What a county or an organisation hands in is its own, said or not: an organisation's also
    /// goes to its county.
    func attribute(
        _ draft: inout Draft, to viewer: Viewer, in register: Register, _ reader: Reader
    ) throws {
        func fill(_ name: String, _ cell: Scalar) {
            if draft.fields[name]?.isNull ?? true { draft.fields[name] = cell }
        }
        switch viewer.role.reach {
        case .city, .section: return
        case .county:
            if let county = viewer.county, register.hasCounty { fill("county", .text(county)) }
        case .organisation:
            guard let organisation = viewer.organisation, let field = register.belongsTo.first,
                field != "id"
            else { return }
            let target = register.field(field)?.type.target
            if let target, target != "organisation" {
                let entries = viewer.entries[target] ?? []
                if entries.count == 1 { fill(field, .integer(entries[0])) }
            } else {
                fill(field, .integer(organisation))
            }
            guard register.hasCounty,
                let home = try? record(reader, "organisation", organisation)
            else { return }
            if !home["county"].isNull { fill("county", home["county"]) }
        }
    }

    /// Looks before it writes, so that the message can name the record that is there.
    func refuseDuplicate(of record: Record, _ plan: RegisterPlan, _ reader: Reader) throws {
        let register = plan.register
        for (unique, text) in plan.duplicates {
            let cells = unique.map { record[$0] }
            if cells.contains(.null) { continue }
            let question = Statement(
                text: text,
                values: zip(unique, cells).map { plan.lookUp($0, $1).cell }
                    + [.integer(record.id)])
            guard let existing = try reader.first(question)?[0].integer else { continue }
            throw RecordRefusal.duplicate(
                register: register.title, fields: unique.map { register.field($0)?.title ?? $0 },
                values: zip(unique, cells).map { name, cell in
                    register.field(name).map {
                        $0.personal ? "…" : $0.type.text(cell, in: catalogue)
                    }
                        ?? cell.description
                }, existing: existing)
        }
    }
}
