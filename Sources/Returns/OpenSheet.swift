import Journal
public import Registers
import Store
import Values

extension Returns {
    /// Notes that the receiver has opened its sheet; only the first time changes anything, and an
    /// officer who looks is not the receiver.
    /// - Throws: `ReturnRefusal.notReceiver`, `RecordRefusal`.
    @discardableResult
    public func openSheet(_ id: Int64, by party: ReturnParty) async throws -> Record {
        let returns = self
        return try await database.write(act(party, "collection-sheet.opened")) { writer in
            let sheet = try returns.registry.record(writer.reader, Self.sheets, id)
            try returns.permitFilling(party, sheet)
            guard sheet.state == "unopened" else { return sheet }
            let today = Scalar.text(writer.now.businessDate.iso)
            _ = try returns.registry.change(
                Self.sheets, id, to: Draft(["opened_on": today]), version: nil, writer)
            return try returns.registry.move(Self.sheets, id, "open", version: nil, writer)
        }
    }
}
