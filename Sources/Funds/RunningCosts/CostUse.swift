import Registers
public import Store
public import Values

/// What counts against one limit.
public struct CostUse: Sendable, Hashable {
    /// Asked for or agreed to, not paid yet.
    public let reserved: Money
    public let settled: Money

    public init(reserved: Money, settled: Money) {
        self.reserved = reserved
        self.settled = settled
    }

    public static let none = CostUse(reserved: .zero, settled: .zero)

    /// Both together; held at what 64 bits of fen can say.
    public var used: Money { reserved.adding(settled) ?? Money(fen: .max) }

    func adding(_ other: CostUse) -> CostUse {
        CostUse(
            reserved: reserved.adding(other.reserved) ?? Money(fen: .max),
            settled: settled.adding(other.settled) ?? Money(fen: .max))
    }
}

/// What a year's records add up to against a limit.
public enum ReadCostUse {
    /// Adds up every ledger of the limit's kind.
    public static func read(_ reader: Reader, _ key: CostKey) throws -> CostUse {
        try CostLedger.all.filter { $0.kind == key.kind }.reduce(.none) { sum, ledger in
            sum.adding(try read(reader, ledger, key))
        }
    }

    /// Adds up one ledger.
    static func read(_ reader: Reader, _ ledger: CostLedger, _ key: CostKey) throws -> CostUse {
        func sum(_ isSettled: Bool) throws -> Money {
            var total = Money.zero
            for counted in ledger.counted where counted.isSettled == isSettled {
                let row = try reader.first(question(ledger, counted, key))
                let part = Money(fen: row?[0].integer ?? 0)
                total = total.adding(part) ?? Money(fen: .max)
            }
            return total
        }
        return CostUse(reserved: try sum(false), settled: try sum(true))
    }

    private static func question(
        _ ledger: CostLedger, _ counted: CostLedger.Counted, _ key: CostKey
    ) -> SQL {
        let table = ledger.register.replacing("-", with: "_")
        let source: SQL
        let alias: SQL
        if let rows = ledger.rows {
            source = "\(table: table) r JOIN \(table: "\(table)__\(rows)") a ON a.record = r.id"
            alias = "a"
        } else {
            source = "\(table: table) r"
            alias = "r"
        }
        return """
            SELECT sum(\(coalesce(counted.amounts, alias))) FROM \(source)
            WHERE r.state = \(counted.state)
            AND coalesce(r.\(column: CostLedger.unitField), \(CostLedger.standardUnit)) \
            = \(key.unit) AND (\(inYear(counted.days[...], alias, key.year)))
            """
    }

    /// The first of the fields that is filled in.
    private static func coalesce(_ fields: [String], _ alias: SQL) -> SQL {
        let names = fields.map { "\(alias).\(column: $0)" as SQL }
        return names.count == 1 ? names[0] : "coalesce(\(names.joined(", ")))"
    }

    /// Whether the first day that is filled in lies in the year; a field of years is compared as a
    /// number.
    private static func inYear(_ days: ArraySlice<String>, _ alias: SQL, _ year: Int) -> SQL {
        guard let first = days.first else { return "1 = 0" }
        let name: SQL = "\(alias).\(column: first)"
        let own: SQL =
            first.hasSuffix("_year")
            ? "\(name) = \(year)" : "\(name) BETWEEN \("\(year)-01-01") AND \("\(year)-12-31")"
        let rest = days.dropFirst()
        if rest.isEmpty { return own }
        return "(\(own)) OR (\(name) IS NULL AND (\(inYear(rest, alias, year))))"
    }
}
