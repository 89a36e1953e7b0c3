import Catalogue
import Journal
public import Registers
import Store

extension Returns {
    /// Cancels a return with all its sheets; what was filled in stays and counts nowhere.
    /// - Throws: `ReturnRefusal.otherSection`; `RecordRefusal.needsReason`, `.noMove`.
    public func cancelReturn(_ collection: Int64, reason: String, by party: ReturnParty)
        async throws -> Record
    {
        try registry.permit(party.viewer, .move, on: try registry.register(Self.collections))
        let returns = self
        let act = act(party, "collection.cancelled", reason: reason.trimmed)
        return try await database.write(act) { writer in
            let registry = returns.registry
            let form = try returns.form(writer.reader, collection)
            try returns.permitManaging(party, form, act: "取消报表")
            for sheet in try returns.sheets(writer.reader, of: collection)
            where sheet.state != "lapsed" {
                _ = try registry.move(Self.sheets, sheet.id, "lapse", version: nil, writer)
            }
            return try registry.move(
                Self.collections, collection, "cancel", version: nil, writer)
        }
    }
}
