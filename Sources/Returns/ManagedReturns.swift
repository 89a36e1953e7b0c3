import Catalogue
public import Registers
public import Store
public import Values

/// One return in the list of those who manage it: how many receivers are how far.
public struct ReturnSummary: Sendable {
    /// Its record.
    public let collection: Record
    /// The state in words: 拟定, 填报中, 汇总审核.
    public let state: String
    /// Receivers with a sheet; 0 where it is not sent out, or goes on paper.
    public let sheets: Int
    /// Receivers that have opened theirs, those who sent among them.
    public let opened: Int
    /// Receivers whose sheets are with the bureau.
    public let sent: Int
    /// Receivers that have not sent although the deadline has passed.
    public let overdue: Int
    /// Whether it is neither reported, filed nor cancelled.
    public let isGoing: Bool
}

extension Returns {
    private static let going: Set<String> = ["preparing", "issued", "summarising"]
    private static let mostListed = 200

    /// The returns that the party manages, those under way first, the latest
    /// deadline before others.
    /// - Parameter now: what counts as late is late at this moment.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func managedReturns(_ reader: Reader, at now: Instant, by party: ReturnParty) throws
        -> [ReturnSummary]
    {
        let order: SQL = """
            CASE WHEN state IN ('preparing', 'issued', 'summarising') THEN 0 ELSE 1 END,
            due_on DESC, id DESC
            """
        return try managedReturns(
            reader, at: now, by: party, before: .max, limit: Self.mostListed, order)
    }

    /// A stretch of them, the latest made first.
    /// - Parameter before: only returns with lower ids.
    public func managedReturns(
        _ reader: Reader, at now: Instant, by party: ReturnParty, before: Int64, limit: Int
    ) throws -> [ReturnSummary] {
        try managedReturns(
            reader, at: now, by: party, before: before, limit: limit, "id DESC")
    }

    private func managedReturns(
        _ reader: Reader, at now: Instant, by party: ReturnParty, before: Int64, limit: Int,
        _ order: SQL
    ) throws -> [ReturnSummary] {
        try registry.permit(party.viewer, .read, on: try registry.register(Self.collections))
        let whose: SQL
        switch party.standing {
        case .bureau: whose = ""
        case .section(let code): whose = " AND responsible_section = \(code)"
        case .county, .organisation, .none: return []
        }
        let ids = try reader.all(
            """
            SELECT id FROM collection WHERE state <> \(Lifecycle.withdrawn)\(whose)
            AND id < \(before) ORDER BY \(order) LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        let counts = try counts(reader, at: now)
        let records = try registry.records(reader, Self.collections, ids: ids)
        let byID = Dictionary(records.map { ($0.id, $0) }) { $1 }
        let cycle = catalogue.register(Self.collections).map(catalogue.lifecycle)
        return ids.compactMap { byID[$0] }.map { record in
            let count = counts[record.id] ?? Counts()
            return ReturnSummary(
                collection: record, state: cycle?.title(of: record.state) ?? record.state,
                sheets: count.sheets, opened: count.opened, sent: count.sent,
                overdue: count.overdue, isGoing: Self.going.contains(record.state))
        }
    }

    private struct Counts {
        var sheets = 0
        var opened = 0
        var sent = 0
        var overdue = 0
    }

    private func counts(_ reader: Reader, at now: Instant) throws -> [Int64: Counts] {
        let fillable = Self.fillable.sorted().map { "\($0)" as SQL }.joined(", ")
        let rows = try reader.all(
            """
            SELECT collection, count(*), sum(CASE WHEN state <> 'unopened' THEN 1 ELSE 0 END),
            sum(CASE WHEN state IN ('sent', 'accepted') THEN 1 ELSE 0 END),
            sum(CASE WHEN state IN (\(fillable)) AND
            due_on || ' ' || coalesce(due_time, '24:00') || ':00' < \(now.businessTime)
            THEN 1 ELSE 0 END)
            FROM collection_sheet WHERE state <> \(Lifecycle.withdrawn) GROUP BY collection
            """)
        return rows.reduce(into: [:]) { counts, row in
            guard let id = row[0].integer else { return }
            let numbers = row.dropFirst().map { Int($0.integer ?? 0) }
            counts[id] = Counts(
                sheets: numbers[0], opened: numbers[1], sent: numbers[2], overdue: numbers[3])
        }
    }
}
