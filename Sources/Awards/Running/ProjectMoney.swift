public import Registers
public import Store
public import Values

/// How the money of a project stands in the books, as its own pages and reports say it.
public struct ProjectMoney: Sendable {
    public let planned: Money
    public let committed: Money
    public let paid: Money
    public let arrived: Money
    /// By a code of list `expense-categories`.
    public let spent: [String: Money]
    public let returned: Money

    public var spentInAll: Money { Money(fen: spent.values.reduce(0) { $0 + $1.fen }) }
    /// Still with the unit.
    public var held: Money { Money(fen: arrived.fen - spentInAll.fen - returned.fen) }
}

extension Awards {
    /// The money of a project: payments and what came by papers, expenses with receipts, returns.
    public func money(_ reader: Reader, of funding: Record) throws -> ProjectMoney {
        let id = funding.id
        func sum(_ question: SQL) throws -> Int64 { try reader.integer(question) }
        let reversed = try sum(
            """
            SELECT coalesce(sum(amount), 0) FROM fund_return WHERE project = \(id)
            AND kind = 'reversed' AND state = 'booked'
            """)
        let byRequest = try sum(
            """
            SELECT coalesce(sum(amount), 0) FROM payment_request WHERE project = \(id)
            AND state IN ('paid', 'arrived')
            """)
        let arrivedByRequest = try sum(
            """
            SELECT coalesce(sum(amount), 0) FROM payment_request WHERE project = \(id)
            AND state = 'arrived'
            """)
        let byPaper = try sum(
            """
            SELECT coalesce(sum(amount - coalesce(returned, 0)), 0) FROM allocation
            WHERE project_funding = \(id) AND issued_on IS NOT NULL
            AND state NOT IN ('withdrawn', 'returned')
            """)
        let arrivedByPaper = try sum(
            """
            SELECT coalesce(sum(amount - coalesce(returned, 0)), 0) FROM allocation
            WHERE project_funding = \(id) AND state = 'arrived'
            """)
        var spent: [String: Money] = [:]
        try reader.each(
            """
            SELECT category, sum(amount) FROM project_expense WHERE project = \(id)
            AND state = 'booked' GROUP BY category
            """
        ) { row in
            spent[row[0].text ?? ""] = Money(fen: row[1].integer ?? 0)
        }
        let returned = try sum(
            """
            SELECT coalesce(sum(amount), 0) FROM fund_return WHERE project = \(id)
            AND kind <> 'reversed' AND state = 'booked'
            """)
        let stages = funding.rows["stages"] ?? []
        let promised = stages.reduce(Int64(0)) { $0 + ($1["amount"]?.integer ?? 0) }
        let paid = byRequest + byPaper - reversed
        let committed =
            ["contracted", "closed"].contains(funding.state)
            ? promised : funding.state == "terminated" ? paid : 0
        return ProjectMoney(
            planned: funding.money("approved"), committed: Money(fen: committed),
            paid: Money(fen: paid),
            arrived: Money(fen: arrivedByRequest + arrivedByPaper - reversed),
            spent: spent, returned: Money(fen: returned))
    }
}
