import Catalogue
import Registers
public import Store
import Values

extension Returns {
    /// The sheets that wait for a county or an organisation, what is due first before the rest.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func waitingSheets(_ reader: Reader, by party: ReturnParty) throws -> [SheetView] {
        try registry.permit(party.viewer, .read, on: try registry.register(Self.sheets))
        guard let whose = Self.condition(party.standing) else { return [] }
        let states = Self.fillable.sorted().map { "\($0)" as SQL }.joined(", ")
        let ids = try reader.all(
            """
            SELECT id FROM collection_sheet WHERE \(whose) AND state IN (\(states))
            ORDER BY due_on, due_time NULLS LAST, id
            """
        ).compactMap { $0[0].integer }
        return try ids.compactMap { id in
            let view = try sheet(reader, id, by: party)
            return view.isOpen ? view : nil
        }
    }
}
