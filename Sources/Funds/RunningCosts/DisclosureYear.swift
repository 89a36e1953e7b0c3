import Registers
import Store
import Values

/// The questions behind what is published of a year.
struct DisclosureYear {
    let reader: Reader
    let year: Int

    private var first: String { "\(year)-01-01" }
    private var last: String { "\(year)-12-31" }

    private func within(_ day: String) -> SQL {
        "\(column: day) BETWEEN \(first) AND \(last)"
    }

    private func oneOf(_ states: [String]) -> SQL {
        "state IN (\(states.map { "\($0)" as SQL }.joined(", ")))"
    }

    /// How many records of a ledger took place in the year, and how many people took part.
    func happened(
        _ table: String, _ day: String, _ states: [String], _ people: SQL, _ more: SQL = ""
    ) throws -> (Int64, Int64) {
        let row = try reader.first(
            """
            SELECT count(*), sum(\(people)) FROM \(table: table)
            WHERE \(within(day)) AND \(oneOf(states)) \(more)
            """)
        return (row?[0].integer ?? 0, row?[1].integer ?? 0)
    }

    /// What of them is not settled yet, or was settled in another year.
    func pending(_ table: String, _ day: String, _ more: SQL = "") throws -> [String] {
        let open = try reader.integer(
            """
            SELECT count(*) FROM \(table: table)
            WHERE \(within(day)) AND state = 'approved' \(more)
            """)
        let later = try reader.integer(
            """
            SELECT count(*) FROM \(table: table)
            WHERE \(within(day)) AND state = 'settled' AND settled_on > \(last) \(more)
            """)
        return [
            open > 0 ? "\(open) 次已审批未报销" : nil, later > 0 ? "\(later) 次在次年报销" : nil,
        ].compactMap { $0 }
    }

    func carsBought() throws -> Int64 {
        try reader.integer(
            """
            SELECT count(*) FROM official_car WHERE state = 'in-force' AND \(within("bought_on"))
            """)
    }

    /// Cars that are there at the end of the year.
    func carsKept() throws -> Int64 {
        try reader.integer(
            """
            SELECT count(*) FROM official_car WHERE state = 'in-force' AND bought_on <= \(last)
            AND (disposed_on IS NULL OR disposed_on > \(last))
            """)
    }

    /// Numbers that the budget lines of the final accounts carry; of a line without people nil.
    func statedCounts() throws -> [String: (number: Int64, people: Int64?)] {
        let rows = try reader.all(
            """
            SELECT c.item, sum(c.number), sum(c.people), count(c.people)
            FROM budget_line b JOIN budget_line__counts c ON c.record = b.id
            WHERE b.year = \(year) AND b.state = 'in-force' GROUP BY c.item
            """)
        return rows.reduce(into: [:]) { stated, row in
            guard let item = row[0].text, let number = row[1].integer else { return }
            stated[item] = (number, (row[3].integer ?? 0) > 0 ? row[2].integer : nil)
        }
    }

    /// What the final accounts have under these economic classes; nil where they say nothing.
    func final(of classes: [String]) throws -> Money? {
        let names = classes.map { "\($0)" as SQL }.joined(", ")
        let row = try reader.first(
            """
            SELECT sum(final), count(final) FROM budget_line WHERE year = \(year)
            AND state = 'in-force' AND own_spend = 1 AND economic_class IN (\(names))
            """)
        guard let row, (row[1].integer ?? 0) > 0 else { return nil }
        return Money(fen: row[0].integer ?? 0)
    }

    /// Ledgers whose day of payment may lie in another year than the day it happened.
    private static let crossings = [
        "reception": ("reception", "received_on"), "conference": ("conference", "held_on"),
        "training": ("training_class", "held_on"), "overseas": ("overseas_visit", "departs_on"),
    ]

    /// What was paid in this year for another, and in another for this.
    func crossing(_ kind: String) throws -> [String] {
        guard let (table, day) = Self.crossings[kind] else { return [] }
        func sum(_ condition: SQL) throws -> Money {
            let row = try reader.first(
                """
                SELECT sum(total) FROM \(table: table) WHERE state = 'settled' AND \(condition)
                """)
            return Money(fen: row?[0].integer ?? 0)
        }
        let earlier = try sum("\(within("settled_on")) AND \(column: day) < \(first)")
        let later = try sum("\(within(day)) AND settled_on > \(last)")
        return [
            earlier > .zero ? "含上年发生、本年报销的 \(earlier.yuan)" : nil,
            later > .zero ? "本年发生、次年报销的 \(later.yuan) 不在内" : nil,
        ].compactMap { $0 }
    }

    /// Contracts of the year: all, those with small and medium businesses, with small and micro.
    func purchases() throws -> [Money] {
        let row = try reader.first(
            """
            SELECT sum(contract_amount), sum(small_medium), sum(small_micro) FROM purchase
            WHERE \(within("contracted_on")) AND \(oneOf(["contracted", "settled"]))
            """)
        return (0..<3).map { Money(fen: row?[$0].integer ?? 0) }
    }

    /// The same as the budget lines state it; micro businesses are not stated apart.
    func statedPurchases() throws -> [Money?] {
        let row = try reader.first(
            """
            SELECT sum(p.contract), count(p.contract), sum(p.small_share), count(p.small_share)
            FROM budget_line b JOIN budget_line__purchases p ON p.record = b.id
            WHERE b.year = \(year) AND b.state = 'in-force'
            """)
        func money(_ column: Int) -> Money? {
            guard let row, (row[column + 1].integer ?? 0) > 0 else { return nil }
            return Money(fen: row[column].integer ?? 0)
        }
        return [money(0), money(2), nil]
    }
}
