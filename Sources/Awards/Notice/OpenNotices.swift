public import Registers
public import Store
import Values

extension Decisions {
    /// Notices that anyone may see, the newest first; a rehearsal is nobody's.
    public func openNotices(_ reader: Reader) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM public_notice WHERE state IN ('published', 'closed')
            AND coalesce(rehearsal, 0) = 0
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.notices, ids: ids).sorted {
            ($0["starts_on"].text ?? "", $0.id) > ($1["starts_on"].text ?? "", $1.id)
        }
    }

    /// One of them.
    /// - Throws: `RecordRefusal.notFound` for one that is not public, as for one that is not there.
    public func openNotice(_ reader: Reader, _ id: Int64) throws -> Record {
        let missing = RecordRefusal.notFound(register: "公示", id: id)
        let found = try reader.first(
            """
            SELECT id FROM public_notice WHERE id = \(id) AND state IN ('published', 'closed')
            AND coalesce(rehearsal, 0) = 0
            """)
        guard found != nil else { throw missing }
        return try registry.record(reader, Self.notices, id)
    }

    /// All notices of a call or of all, for the bureau.
    public func notices(_ reader: Reader, by viewer: Viewer) throws -> [Record] {
        try permitReading(viewer)
        let ids = try reader.all("SELECT id FROM public_notice ORDER BY id").compactMap {
            $0[0].integer
        }
        return try registry.records(reader, Self.notices, ids: ids).reversed()
    }
}
