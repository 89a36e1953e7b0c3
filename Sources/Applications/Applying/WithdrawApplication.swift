import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Withdraws an application before the deadline; it stays, and counts nowhere.
    ///
    /// - Throws: `ApplicationRefusal.late`, `.notNow`.
    public func withdrawApplication(_ id: Int64, reason: String, by viewer: Viewer) async throws
        -> Record
    {
        let applications = self
        guard !reason.isEmpty else { throw RecordRefusal.needsReason(what: "撤回申报") }
        let act = act(viewer, "application.withdrawn", reason: reason)
        return try await database.write(act) { writer in
            try applications.withdrawApplication(id, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func withdrawApplication(_ id: Int64, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        let application = try ownApplication(writer.reader, id, by: viewer)
        guard ["drafted", "signed-off", "submitted", "returned"].contains(application.state) else {
            throw ApplicationRefusal.notNow(
                state: state(application), act: "撤回", advice: "已在办理；要退出的，书面告诉主管科室")
        }
        let offer = try offer(writer.reader, of: application)
        // A draft that was never submitted may be thrown away at any time.
        if application.state == "submitted" || !application["submitted_at"].isNull {
            try refuseLate(offer, application, writer)
        }
        return try registry.withdraw(Self.applications, id, writer)
    }
}
