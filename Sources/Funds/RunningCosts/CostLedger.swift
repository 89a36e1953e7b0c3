import Catalogue
import Registers
import Store
import Values

/// What an amount of running costs counts against: one limit a kind, a unit and a year.
public struct CostKey: Sendable, Hashable {
    /// A code of list `running-cost-kinds`.
    public let kind: String
    /// A code of list `cost-units`.
    public let unit: String
    public let year: Int
}

/// One amount of a record that counts against a limit.
struct CostEntry: Sendable, Hashable {
    let key: CostKey
    let fen: Int64
    /// Paid for, rather than asked for or agreed to.
    let isSettled: Bool
}

/// How the records of a register count against the limits: while something is asked for or agreed
/// to, its estimate is reserved; once it is settled, what it really cost stands in its place; in
/// any other state it counts nothing.
///
/// One declaration says it for SQL, which adds up a year, and for one record, whose step is held
/// against the limit, so that the two cannot disagree; a test compares them.
public struct CostLedger: Sendable {
    /// The amount that counts in a state: of these fields the first that is filled in.
    struct Counted: Sendable {
        let state: String
        let amounts: [String]
        /// The day that says which year it counts in: the day it happens, and for what is settled
        /// the day of payment, as the final accounts go by payments (收付实现制).
        let days: [String]
        let isSettled: Bool

        static func reserved(_ states: [String], _ amounts: [String], _ days: [String])
            -> [Counted]
        {
            states.map { Counted(state: $0, amounts: amounts, days: days, isSettled: false) }
        }

        static func settled(_ states: [String], _ amounts: [String], _ days: [String])
            -> [Counted]
        {
            states.map { Counted(state: $0, amounts: amounts, days: days, isSettled: true) }
        }
    }

    public let register: String
    /// A code of list `running-cost-kinds`.
    public let kind: String
    let counted: [Counted]
    /// A rows field in which the amounts stand, with a day each, instead of the record itself.
    var rows: String?

    /// The unit of records that do not say, since the field is younger than they are.
    static let standardUnit = "bureau"
    static let unitField = "cost_unit"

    public static let all: [CostLedger] = [
        CostLedger(
            register: "reception", kind: "reception",
            counted: Counted.reserved(
                ["applied", "approved"], ["estimate", "total"], ["received_on"])
                + Counted.settled(["settled"], ["total"], ["settled_on", "received_on"])),
        CostLedger(
            register: "conference", kind: "conference",
            counted: Counted.reserved(["applied", "approved"], ["estimate"], ["held_on"])
                + Counted.settled(["settled"], ["total"], ["settled_on", "held_on"])),
        CostLedger(
            register: "training-class", kind: "training",
            counted: Counted.reserved(["applied", "approved"], ["estimate"], ["held_on"])
                + Counted.settled(["settled"], ["total"], ["settled_on", "held_on"])),
        CostLedger(
            register: "overseas-visit", kind: "overseas",
            counted: Counted.reserved(
                ["applied", "approved", "returned"], ["estimate"], ["departs_on"])
                + Counted.settled(["settled"], ["total"], ["settled_on", "departs_on"])),
        CostLedger(
            register: "overseas-training", kind: "overseas",
            counted: Counted.reserved(
                ["submitted", "approved", "travelling", "returned"], ["own_budget"],
                ["departs_on", "plan_year"])
                + Counted.settled(
                    ["finished"], ["own_spent", "own_budget"], ["departs_on", "plan_year"])),
        CostLedger(
            register: "purchase", kind: "purchase",
            counted: Counted.reserved(["applied", "approved"], ["estimate"], ["planned_on"])
                + Counted.reserved(
                    ["contracted"], ["contract_amount", "estimate"],
                    ["contracted_on", "planned_on"])
                + Counted.settled(
                    ["settled"], ["total", "contract_amount"], ["settled_on", "contracted_on"])),
        CostLedger(
            register: "official-car", kind: "car-purchase",
            counted: Counted.settled(["in-force"], ["price"], ["bought_on"])),
        CostLedger(
            register: "official-car", kind: "car-running",
            counted: Counted.settled(["in-force"], ["amount"], ["paid_on"]), rows: "costs"),
    ]

    /// What a record counts; pure. Amounts that are not filled in count nothing.
    func entries(of record: Record) -> [CostEntry] {
        guard record.register == register,
            let counted = counted.first(where: { $0.state == record.state })
        else { return [] }
        let unit = record[Self.unitField].text ?? Self.standardUnit
        let sources = rows.map { record.rows[$0] ?? [] } ?? [record.fields]
        return sources.compactMap { cells in
            guard let fen = counted.amounts.lazy.compactMap({ cells[$0]?.integer }).first,
                let year = counted.days.lazy.compactMap({ Self.year(cells[$0]) }).first
            else { return nil }
            return CostEntry(
                key: CostKey(kind: kind, unit: unit, year: year), fen: fen,
                isSettled: counted.isSettled)
        }
    }

    /// The year of a day or of a year's own number.
    private static func year(_ cell: Scalar?) -> Int? {
        switch cell {
        case .integer(let year): Int(year)
        case .text(let day): Int(day.prefix(4))
        default: nil
        }
    }

    /// Whether a record stands in a state in which an amount is reserved, and says none.
    func lacksEstimate(_ record: Record) -> Bool {
        guard rows == nil, record.register == register,
            let counted = counted.first(where: { $0.state == record.state }), !counted.isSettled
        else { return false }
        return counted.amounts.allSatisfy { record[$0].isNull }
    }
}
