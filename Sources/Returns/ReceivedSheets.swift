import Catalogue
import Registers
public import Store
import Values

extension Returns {
    private static let mostReceived = 100

    /// All sheets that a county or an organisation ever got, the latest deadline first; those of
    /// cancelled returns among them.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func receivedSheets(_ reader: Reader, by party: ReturnParty) throws -> [SheetView] {
        try receivedSheets(
            reader, by: party, before: .max, limit: Self.mostReceived, "due_on DESC, id DESC")
    }

    /// A stretch of them, the latest got first.
    /// - Parameter before: only sheets with lower ids.
    public func receivedSheets(
        _ reader: Reader, by party: ReturnParty, before: Int64, limit: Int
    ) throws -> [SheetView] {
        try receivedSheets(reader, by: party, before: before, limit: limit, "id DESC")
    }

    private func receivedSheets(
        _ reader: Reader, by party: ReturnParty, before: Int64, limit: Int, _ order: SQL
    ) throws -> [SheetView] {
        try registry.permit(party.viewer, .read, on: try registry.register(Self.sheets))
        guard let whose = Self.condition(party.standing) else { return [] }
        let ids = try reader.all(
            """
            SELECT id FROM collection_sheet WHERE \(whose) AND state <> \(Lifecycle.withdrawn)
            AND id < \(before) ORDER BY \(order) LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        return try ids.map { try sheet(reader, $0, by: party) }
    }

    /// Which sheets are a receiver's; nil for those who receive none.
    static func condition(_ standing: ReturnParty.Standing) -> SQL? {
        switch standing {
        case .county(let code): "county = \(code) AND organisation IS NULL"
        case .organisation(let id): "organisation = \(id)"
        case .bureau, .section, .none: nil
        }
    }

    /// What a sheet's state is called: 未打开, 填报中, 已报送.
    public func stateTitle(of view: SheetView) -> String { sheetState(view.sheet) }

    /// Every broken rule of what is filled in so far, as sending would tell them.
    public func problems(_ reader: Reader, in view: SheetView) -> [SheetProblem] {
        outcome(view.form, view.answers, reader).problems
    }
}
