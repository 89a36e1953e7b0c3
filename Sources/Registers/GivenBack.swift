public import Catalogue
public import Journal
public import Store
import Values

/// How a record was given back (退回) the last time, while that still matters: until its owner has
/// handed it in again, and then until it is decided on.
public struct GivenBack: Sendable {
    /// Who gave it back, and when.
    public let entry: Entry
    /// The version that its owner was given back.
    public let version: Int64
    public let remarks: FieldRemarks
    /// It is with those who decide again.
    public let isHandedIn: Bool
    /// What is different since, each field once.
    public let changes: [HistoryStep.Change]
}

extension Registry {
    /// How the record was given back, from the journal; nil where it never was, or where somebody
    /// has gone on since it was handed in again.
    public func givenBack(_ reader: Reader, _ register: Register, _ id: Int64) throws -> GivenBack?
    {
        let cycle = catalogue.lifecycle(of: register)
        guard cycle.moves.contains(where: cycle.givesBack) else { return nil }
        // A step that was taken back has not happened.
        let steps = try history(reader, register.name, id).reduce(into: [HistoryStep]()) {
            if $1.entry.act.event.hasSuffix(".undone") { _ = $0.popLast() } else { $0.append($1) }
        }
        let place = steps.lastIndex { step in
            guard let name = step.entry.act.event.split(separator: ":").last.map(String.init)
            else { return false }
            let move = cycle.moves.first { $0.name == name || $0.title == name }
            return step.entry.act.event == "\(register.name).moved:\(name)"
                && move.map(cycle.givesBack) ?? false
        }
        guard let place else { return nil }
        let since = steps[(place + 1)...].count { step in
            step.changes.contains { $0.field == "state" }
        }
        guard since < 2 else { return nil }
        let step = steps[place]
        return GivenBack(
            entry: step.entry, version: step.version,
            remarks: FieldRemarks(reason: step.entry.act.reason ?? "", in: register),
            isHandedIn: since == 1, changes: try changes(reader, register, id, since: step.version))
    }

    private func changes(_ reader: Reader, _ register: Register, _ id: Int64, since version: Int64)
        throws -> [HistoryStep.Change]
    {
        let images = try reader.all(
            """
            SELECT content FROM journal_image
            WHERE register = \(register.name) AND record = \(id) AND version >= \(version)
            ORDER BY version
            """)
        guard let first = images.first?[0].text, let last = images.last?[0].text else { return [] }
        let found = changes(register, try Canonical.parse(first), try Canonical.parse(last))
        // In the order in which the form asks.
        return register.fields.compactMap { field in found.first { $0.field == field.name } }
    }
}
