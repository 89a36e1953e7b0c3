import Journal
public import Registers
import Store
public import Values

extension Returns {
    /// Notes the stamped paper of a sheet, which often comes a day after its figures.
    /// - Parameters:
    ///   - scan: the number of the file or of the paper.
    ///   - day: the day of the stamp; today where nil.
    /// - Throws: `ReturnRefusal.notReceiver`; `RecordRefusal.fields`, `.stale`.
    public func attachScan(
        _ id: Int64, _ scan: String, on day: CalendarDate? = nil, version: Int64,
        by party: ReturnParty
    ) async throws -> Record {
        let returns = self
        // What was sent is fixed; the paper that proves it is added to it all the same.
        let act = act(party, "collection-sheet.stamped", reason: "补盖章件")
        return try await database.write(act) { writer in
            let sheet = try returns.registry.record(writer.reader, Self.sheets, id)
            try returns.permitFilling(party, sheet)
            let draft = Draft([
                "stamped_scan": .text(scan.trimmed),
                "stamped_on": .text((day ?? writer.now.businessDate).iso),
            ])
            return try returns.registry.change(
                Self.sheets, id, to: draft, version: version, writer)
        }
    }
}
