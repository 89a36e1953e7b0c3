import Catalogue
import Registers
import Store
public import Values

/// What may be spent on one kind of running costs in a year, as the register `cost-limit` has it.
public struct CostLimit: Sendable {
    public let id: Int64
    public let key: CostKey
    public let amount: Money
    /// The document that set it.
    public let document: String
    /// Whether the warning share was reached when it was last looked at.
    let isNear: Bool
    /// The day on which finance and the section were told; nil where they were not.
    let warnedOn: String?

    /// The name of the register.
    public static let register = "cost-limit"
    /// The share from which on a limit is warned of: percent of the limit, a dated rule.
    public static let warningShare = "running_cost_warning_share"

    /// - Returns: nil for a record that lacks what a limit must have, or was withdrawn.
    init?(_ record: Record) {
        guard record.register == Self.register, record.state != Lifecycle.withdrawn,
            let kind = record["kind"].text, let year = record["year"].integer,
            let amount = record["amount"].integer
        else { return nil }
        id = record.id
        key = CostKey(
            kind: kind, unit: record["cost_unit"].text ?? CostLedger.standardUnit,
            year: Int(year))
        self.amount = Money(fen: amount)
        document = record["document"].text ?? ""
        isNear = record["near"].integer == 1
        warnedOn = record["warned_on"].text
    }

    /// The limit of a kind, a unit and a year; nil where none is registered.
    static func find(_ registry: Registry, _ reader: Reader, _ key: CostKey) throws -> CostLimit? {
        let row = try reader.first(
            """
            SELECT id FROM cost_limit WHERE year = \(key.year) AND kind = \(key.kind)
            AND cost_unit = \(key.unit) AND state <> \(Lifecycle.withdrawn) ORDER BY id LIMIT 1
            """)
        guard let id = row?[0].integer else { return nil }
        return CostLimit(try registry.record(reader, register, id))
    }

    /// Whether what is used has reached a share of the limit; pure.
    /// - Parameter share: in percent.
    func isReached(by used: Money, share: Int64) -> Bool {
        used.fen > 0 && Int128(used.fen) * 100 >= Int128(amount.fen) * Int128(share)
    }
}
