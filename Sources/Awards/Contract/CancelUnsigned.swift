import Catalogue
import Journal
public import Registers
import Store
import Values

extension Awards {
    /// Cancels an award whose contract was not signed in its term: the money goes back to the plan.
    /// - Throws: `RecordRefusal.needsReason`; `.against` while the term runs.
    public func cancelUnsigned(_ project: Int64, reason: String, by viewer: Viewer) async throws
        -> Record
    {
        try permitOffice(viewer, ["section-head"])
        guard !reason.isEmpty else { throw RecordRefusal.needsReason(what: "取消立项") }
        return try await database.write(act(viewer, "project.cancelled", reason: reason)) {
            writer in
            let record = try self.project(writer.reader, project, by: viewer)
            return try registry.move(
                Self.projects, record.id, "cancel", version: nil, by: viewer, writer)
        }
    }
}
