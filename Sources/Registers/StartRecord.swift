public import Catalogue
import Journal
public import Store
public import Values

extension Registry {
    /// What a new record begins with: defaults, and what is known of whoever makes it.
    public func start(
        _ reader: Reader, _ register: Register, by viewer: Viewer, _ today: CalendarDate
    ) throws -> Record {
        var draft = Draft()
        try attribute(&draft, to: viewer, in: register, reader)
        for (name, standard) in try plan(register.name).standards where draft.fields[name] == nil {
            draft.fields[name] = standard.cell(on: today)
        }
        return unsaved(register, draft.fields.filter { !$0.value.isNull }, [:])
    }

    /// A copy of a record to begin the next one with: its years and dates are this year's affair,
    /// and what identifies it is its own.
    public func copy(of record: Record, _ register: Register, _ today: CalendarDate) -> Record {
        let identity = Set(
            register.match + register.unique.flatMap { $0 } + ["external_no", "batch"])
        var fields: [String: Scalar] = [:]
        for (name, cell) in record.fields {
            guard let field = register.field(name) else { continue }
            switch field.type {
            case .year: fields[name] = .integer(Int64(today.year))
            case .date, .month: continue
            case .record: fields[name] = cell
            default: if !identity.contains(name) { fields[name] = cell }
            }
        }
        return unsaved(register, fields, [:])
    }

    /// A record as it was in one of its versions, as far as its images tell: personal cells are as
    /// they are now.
    public func version(
        _ reader: Reader, _ register: Register, _ record: Record, _ version: Int64
    ) throws -> Record {
        let row = try reader.first(
            """
            SELECT content FROM journal_image WHERE register = \(register.name)
            AND record = \(record.id) AND version = \(version)
            """)
        guard let text = row?[0].text else { return record }
        var before = try plan(register.name).record(image: Canonical.parse(text))
        for field in register.personalColumns { before.fields[field.name] = record[field.name] }
        return before
    }

    private func unsaved(
        _ register: Register, _ fields: [String: Scalar], _ rows: [String: [[String: Scalar]]]
    ) -> Record {
        Record(
            register: register.name, id: 0, version: 0, state: "", stateSince: "",
            madeAt: Instant(milliseconds: 0), changedAt: Instant(milliseconds: 0), catalogue: 0,
            fields: fields, rows: rows, pastStates: [])
    }
}
