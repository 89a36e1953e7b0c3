import Journal
public import Registers
import Store
import Values

extension Returns {
    /// Accepts a sheet: it counts in the merged table as checked, and may land.
    /// - Throws: `ReturnRefusal.notSent`, `.otherSection`; `RecordRefusal.stale`.
    public func acceptSheet(_ id: Int64, version: Int64, by party: ReturnParty) async throws
        -> Record
    {
        let returns = self
        // What was sent is fixed; that it is found right is the reason for the note on it.
        let act = act(party, "collection-sheet.accepted", reason: "审核通过")
        return try await database.write(act) { writer in
            let (sheet, _) = try returns.checked(id, party, act: "审核", writer.reader)
            guard sheet.state == "sent" else {
                throw ReturnRefusal.notSent(
                    receiver: sheet["receiver"].text ?? "", state: returns.sheetState(sheet),
                    act: "审核通过")
            }
            let draft = Draft([
                "accepted_by": .text(party.viewer.name),
                "accepted_on": .text(writer.now.businessDate.iso),
            ])
            _ = try returns.registry.change(Self.sheets, id, to: draft, version: version, writer)
            return try returns.registry.move(Self.sheets, id, "accept", version: nil, writer)
        }
    }
}
