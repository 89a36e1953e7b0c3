import Catalogue
public import Registers
public import Store
public import Values

/// One paper in the list: how far its money is.
public struct PaperSummary: Sendable {
    /// The paper.
    public let paper: Record
    public let earmark: String
    public let state: String
    /// Payees, those among them whose money has arrived, and those who are late.
    public let payees: Int
    public let arrived: Int
    public let late: Int
}

/// What has come for a county or a unit.
public struct ReceivedMoney: Sendable {
    public let money: FollowedMoney
    /// The paper's title; its number stands on the allocation.
    public let paper: String
}

extension Allocations {
    /// The papers, those being drafted and under way first, the latest before others.
    /// - Parameter before: only papers with lower ids.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func papers(
        _ reader: Reader, today: CalendarDate, before: Int64 = .max, limit: Int = 200,
        by viewer: Viewer
    ) throws -> [PaperSummary] {
        let register = try registry.register(Self.papers)
        try registry.permit(viewer, .read, on: register)
        guard let scope = scope(viewer, register) else { return [] }
        let ids = try reader.all(
            """
            SELECT id FROM allocation_paper WHERE id < \(before)
            AND state <> \(Lifecycle.withdrawn)\(scope) ORDER BY id DESC LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        let counts = try counts(reader, today)
        return try registry.records(reader, Self.papers, ids: ids).sorted { $0.id > $1.id }.map {
            paper in
            let count = counts[paper.id]
            return PaperSummary(
                paper: paper, earmark: try earmark(reader, paper), state: state(paper),
                payees: Int(paper["payees"].integer ?? 0), arrived: count?.arrived ?? 0,
                late: count?.late ?? 0)
        }
    }

    /// What has come for the viewer's county or unit, what waits first; everything for others.
    /// - Parameter before: only allocations with lower ids.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func received(
        _ reader: Reader, today: CalendarDate, before: Int64 = .max, limit: Int = 500,
        by viewer: Viewer
    ) throws -> [ReceivedMoney] {
        let register = try registry.register(Self.lines)
        try registry.permit(viewer, .read, on: register)
        guard let scope = scope(viewer, register) else { return [] }
        let ids = try reader.all(
            """
            SELECT id FROM allocation WHERE id < \(before)
            AND state NOT IN ('listed', \(Lifecycle.withdrawn))\(scope)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        let found = try registry.records(reader, Self.lines, ids: ids)
        let papers = try registry.labels(
            reader, Self.papers, ids: Array(Set(found.compactMap { $0["paper"].integer })))
        return found.sorted { $0.id > $1.id }.map {
            ReceivedMoney(
                money: follow($0, today: today), paper: papers[$0["paper"].integer ?? 0] ?? "")
        }
    }

    private func scope(_ viewer: Viewer, _ register: Register) -> SQL? {
        switch RecordScope(viewer, register) {
        case .none: return nil
        case .all: return ""
        case .holding: return RecordScope(viewer, register).condition().map { " AND \($0)" }
        }
    }

    private func counts(_ reader: Reader, _ today: CalendarDate) throws -> [Int64: (
        arrived: Int, late: Int
    )] {
        let rows = try reader.all(
            """
            SELECT paper, sum(CASE WHEN state = 'arrived' THEN 1 ELSE 0 END),
            sum(CASE WHEN state IN ('issued', 'at-county', 'disbursed')
            AND due_on < \(today.iso) THEN 1 ELSE 0 END)
            FROM allocation WHERE state <> \(Lifecycle.withdrawn) GROUP BY paper
            """)
        return rows.reduce(into: [:]) { counts, row in
            guard let paper = row[0].integer else { return }
            counts[paper] = (Int(row[1].integer ?? 0), Int(row[2].integer ?? 0))
        }
    }
}
