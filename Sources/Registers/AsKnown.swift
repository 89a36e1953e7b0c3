import Catalogue
import Journal
import Store
public import Values

extension Registry {
    /// The registers as they were known at the end of a day: the last image of each record by then,
    /// in a database of its own in memory, so that every question is asked of the past as of now.
    ///
    /// Personal fields are empty there: images keep no personal values.
    public func asKnown(on day: CalendarDate) async throws -> Registry {
        let end = Instant(milliseconds: Int64(day.dayNumber + 1) * 86_400_000 - 8 * 3_600_000)
        let source = self
        let past = Registry(
            try Database.inMemory(
                catalogue, clock: database.clock, personalKey: database.personalKey,
                demonstration: database.isDemonstration))
        let records = try await database.read { reader in
            try catalogue.registers.flatMap { try source.lastKnown(reader, $0.name, before: end) }
        }
        let act = Act(actor: "dongting", role: "system", event: "past.restored")
        try await past.database.write(act) { writer in
            // Records may name others that come later.
            try writer.deferKeys()
            for record in records { try writer.restore(record, try past.plan(record.register)) }
        }
        return past
    }

    private func lastKnown(_ reader: Reader, _ register: String, before end: Instant) throws
        -> [Record]
    {
        let plan = try plan(register)
        var last: [Int64: String] = [:]
        try reader.each(
            """
            SELECT i.record, i.content FROM journal_image i
            JOIN journal_entry e ON e.number = i.entry
            WHERE i.register = \(register) AND e.at < \(end.milliseconds)
            ORDER BY i.record, i.version
            """
        ) { last[$0[0].integer ?? 0] = $0[1].text ?? "" }
        return try last.keys.sorted().map {
            try plan.record(image: Canonical.parse(last[$0] ?? ""))
        }
    }
}

extension RegisterPlan {
    /// The record that an image tells of; keyed digests of personal fields are left out.
    func record(image: [String: ImageValue]) -> Record {
        func cell(_ key: String) -> Scalar {
            if case .scalar(let cell) = image[key] { cell } else { .null }
        }
        func rows(_ key: String) -> [[String: Scalar]] {
            guard case .rows(let rows) = image[key] else { return [] }
            return rows.map { $0.filter { !$0.value.isKeyed } }
        }
        var fields: [String: Scalar] = [:]
        for field in columns { fields[field.name] = cell(field.name) }
        var allRows: [String: [[String: Scalar]]] = [:]
        for field in rowFields { allRows[field.name] = rows(field.name) }
        return Record(
            register: register.name, id: cell("id").integer ?? 0,
            version: cell("version").integer ?? 0, state: cell("state").text ?? "",
            stateSince: cell("state_since").text ?? "",
            madeAt: Instant(milliseconds: cell("made_at").integer ?? 0),
            changedAt: Instant(milliseconds: cell("changed_at").integer ?? 0),
            catalogue: cell("catalogue").integer ?? 0,
            fields: fields.filter { !$0.value.isNull && !$0.value.isKeyed }, rows: allRows,
            pastStates: rows("past_state").map {
                PastState(
                    state: $0["state"]?.text ?? "", since: $0["since"]?.text ?? "",
                    until: $0["until"]?.text ?? "")
            })
    }
}

extension Scalar {
    fileprivate var isKeyed: Bool { text?.hasPrefix("keyed:") ?? false }
}
