import Catalogue
public import Registers
public import Store
public import Values

/// How far one kind of running costs of one unit has come in a year.
public struct CostStanding: Sendable {
    public let key: CostKey
    public let kindTitle: String
    public let unitTitle: String
    /// Nil where no limit is registered.
    public let limit: CostLimit?
    public let use: CostUse
    /// Whether the warning share is reached today.
    public let isNear: Bool

    /// What may still be spent; below zero where more is used. Nil without a limit.
    public var left: Money? { limit.flatMap { $0.amount.subtracting(use.used) } }

    /// Thousandths of the limit that are used, rounded down; nil without a limit above zero.
    public var permille: Int64? {
        guard let limit, limit.amount > .zero else { return nil }
        return Int64(clamping: Int128(use.used.fen) * 1_000 / Int128(limit.amount.fen))
    }
}

/// The running costs of a city's bureau: limits, what counts against them, what is published.
public struct RunningCosts: Sendable {
    public let registry: Registry

    public init(_ registry: Registry) { self.registry = registry }

    var catalogue: Catalogue { registry.catalogue }

    /// Every kind and unit with a limit or with something that counts, in the order of their lists.
    /// - Parameter today: says which warning share is in force.
    public func standings(_ reader: Reader, year: Int, today: CalendarDate) throws
        -> [CostStanding]
    {
        let share = catalogue.number(CostLimit.warningShare, on: today)?.value
        var standings: [CostStanding] = []
        for kind in catalogue.list("running-cost-kinds")?.codes ?? [] {
            for unit in catalogue.list("cost-units")?.codes ?? [] {
                let key = CostKey(kind: kind.code, unit: unit.code, year: year)
                let limit = try CostLimit.find(registry, reader, key)
                let use = try ReadCostUse.read(reader, key)
                if limit == nil, use.used == .zero { continue }
                let isNear =
                    limit.map { limit in
                        share.map { limit.isReached(by: use.used, share: $0) } ?? false
                    } ?? false
                standings.append(
                    CostStanding(
                        key: key, kindTitle: kind.title, unitTitle: unit.title, limit: limit,
                        use: use, isNear: isNear))
            }
        }
        return standings
    }

    /// Limits of a year that have reached the warning share, by what their records say of
    /// themselves: for the desk, which asks on every visit.
    public func near(_ reader: Reader, year: Int) throws -> [CostLimit] {
        try reader.all(
            """
            SELECT id FROM cost_limit WHERE year = \(year) AND near = 1
            AND state <> \(Lifecycle.withdrawn) ORDER BY id
            """
        ).compactMap { row in
            guard let id = row[0].integer else { return nil }
            return CostLimit(try registry.record(reader, CostLimit.register, id))
        }
    }

    /// What a limit is called: 2025年公务接待费（局本级）.
    public func title(of limit: CostLimit) -> String {
        KeepWithinLimit.title(of: limit.key, catalogue)
    }

    /// The years that have limits, with this year and the year before; oldest first.
    public func years(_ reader: Reader, today: CalendarDate) throws -> [Int] {
        Set(try limitedYears(reader) + [today.year - 1, today.year]).sorted()
    }

    /// The year that one looks at first: this one, or the last before it that has limits.
    public func latestYear(_ reader: Reader, today: CalendarDate) throws -> Int {
        try limitedYears(reader).filter { $0 <= today.year }.max() ?? today.year
    }

    private func limitedYears(_ reader: Reader) throws -> [Int] {
        try reader.all(
            "SELECT DISTINCT year FROM cost_limit WHERE state <> \(Lifecycle.withdrawn)"
        ).compactMap { $0[0].integer.map(Int.init) }
    }
}
