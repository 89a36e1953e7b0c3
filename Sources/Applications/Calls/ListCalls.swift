import Catalogue
public import Registers
public import Store
import Values

extension Applications {
    /// What was published: the states of a call that people outside of the bureau see.
    public static let published = ["live", "closed", "decided"]

    /// Calls, the latest made first: all of them for the bureau, those that are published for
    /// everybody else.
    public func calls(
        _ reader: Reader, by viewer: Viewer, before: Int64 = .max, limit: Int = 200
    ) throws -> [Record] {
        try registry.permit(viewer, .read, on: try registry.register(Self.calls))
        let states: SQL =
            viewer.isLimited ? " AND state IN ('live', 'closed', 'decided')" : ""
        let ids = try reader.all(
            """
            SELECT id FROM call WHERE state <> \(Lifecycle.withdrawn)\(states) AND id < \(before)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.calls, ids: ids).sorted { $0.id > $1.id }
    }

    /// Calls that are published, for everybody, the latest first.
    public func publishedCalls(_ reader: Reader, limit: Int = 200) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM call WHERE state IN ('live', 'closed', 'decided')
            ORDER BY id DESC LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.calls, ids: ids).sorted { $0.id > $1.id }
    }

    /// A call with its terms, where it is there for the viewer.
    /// - Throws: `RecordRefusal.notFound`.
    public func visibleOffer(_ reader: Reader, _ call: Int64, by viewer: Viewer) throws -> CallOffer
    {
        let register = try registry.register(Self.calls)
        try registry.permit(viewer, .read, on: register)
        let offer = try offer(reader, call)
        guard !viewer.isLimited || Self.published.contains(offer.call.state) else {
            throw RecordRefusal.notFound(register: register.title, id: call)
        }
        return offer
    }
}
