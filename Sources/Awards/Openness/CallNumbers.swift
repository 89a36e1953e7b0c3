import Applications
import Catalogue
import Registers
public import Store
public import Values

/// What became of the applications to a decided call, as the public may know it.
public struct CallNumbers: Sendable {
    /// What a breakdown is by.
    public enum Breakdown: String, CaseIterable, Sendable {
        case county, field, size, kind

        public var title: String {
            switch self {
            case .county: "统计归口"
            case .field: "技术领域"
            case .size: "单位规模"
            case .kind: "项目类别"
            }
        }

        /// Column of the register and list of its codes.
        var column: (name: String, list: String) {
            switch self {
            case .county: ("county", "counties")
            case .field: ("field", "high-tech-fields")
            case .size: ("organisation_size", "organisation-sizes")
            case .kind: ("kind", "project-kinds")
            }
        }
    }

    /// A stage and the days it took: the median, and of how many.
    public struct Stage: Sendable, Hashable {
        public let name: String
        public let title: String
        /// Nil where too few went through it.
        public let median: Int?
        public let count: Int
    }

    /// Of the projects that were funded; nil where a sum would tell of single units.
    public struct Funds: Sendable, Hashable {
        public let approved: Money
        public let released: Money?
        public let arrived: Money?
    }

    public let call: Int64
    public let received: Int
    /// Looked at for form, and found in order.
    public let checked: Int
    public let passed: Int
    public let reviewed: Int
    public let funded: Int
    /// The least number of units behind a cell.
    public let least: Int
    /// Without the breakdowns of which nothing but the total would be left.
    public let breakdowns: [(by: Breakdown, cells: [OpenCell])]
    public let stages: [Stage]
    public let funds: Funds

    /// Funded of received, in % with two decimals; nil of none.
    public var successRate: FixedDecimal? { Self.rate(funded, of: received) }

    static func rate(_ part: Int, of whole: Int) -> FixedDecimal? {
        guard whole > 0 else { return nil }
        // Half a hundredth is rounded up.
        let unscaled = (Int128(part) * 20_000 + Int128(whole)) / (Int128(whole) * 2)
        return FixedDecimal(unscaled: unscaled, scale: 2)
    }
}

extension OpenCell {
    /// Funded of received, in % with two decimals.
    public var rate: FixedDecimal? { CallNumbers.rate(funded, of: received) }
}

extension Openness {
    /// The numbers of a call; nil before it is decided.
    /// - Throws: a database error.
    public func numbers(_ reader: Reader, of call: OpenCall, on today: CalendarDate) throws
        -> CallNumbers?
    {
        guard call.standing == .decided else { return nil }
        let least = least(on: today)
        let counts = try reader.first(
            """
            SELECT count(*), sum(CASE WHEN \(Self.wasChecked) THEN 1 ELSE 0 END),
            sum(CASE WHEN \(Self.wasChecked) AND \(Self.passedForm) THEN 1 ELSE 0 END),
            sum(CASE WHEN score IS NOT NULL THEN 1 ELSE 0 END),
            sum(CASE WHEN state = 'awarded' THEN 1 ELSE 0 END)
            FROM application WHERE \(Self.received(call.id))
            """)
        func count(_ index: Int) -> Int { Int(counts?[index].integer ?? 0) }
        return CallNumbers(
            call: call.id, received: count(0), checked: count(1), passed: count(2),
            reviewed: count(3), funded: count(4), least: least,
            breakdowns: try breakdowns(reader, call.id, SuppressCells(least: least)),
            stages: try StageDays(least: least).read(reader, call),
            funds: try funds(reader, call.id, least: least))
    }

    /// What was handed in, by whom it still counts: not in rehearsal, not taken back.
    static func received(_ call: Int64) -> SQL {
        """
        call = \(call) AND submitted_at IS NOT NULL AND coalesce(rehearsal, 0) = 0
        AND state <> 'withdrawn'
        """
    }

    private static let wasChecked: SQL = """
        (formal_on IS NOT NULL OR state IN ('formal-passed', 'formal-rejected', 'cleared',
        'joint-rejected', 'reviewed', 'proposed', 'suspended', 'awarded'))
        """

    /// What was refused for its form and then not funded has neither joint check nor score nor
    /// proposal.
    private static let passedForm: SQL = """
        (state NOT IN ('formal-rejected', 'not-funded') OR joint_on IS NOT NULL
        OR score IS NOT NULL OR proposed IS NOT NULL)
        """

    private func breakdowns(_ reader: Reader, _ call: Int64, _ suppress: SuppressCells) throws
        -> [(by: CallNumbers.Breakdown, cells: [OpenCell])]
    {
        try CallNumbers.Breakdown.allCases.compactMap { by in
            let column = by.column
            let list = catalogue.list(column.list)
            var cells: [String: SuppressCells.Raw] = [:]
            try reader.each(
                """
                SELECT \(column: column.name), organisation, count(*),
                sum(CASE WHEN state = 'awarded' THEN 1 ELSE 0 END) FROM application
                WHERE \(Self.received(call)) GROUP BY 1, 2
                """
            ) { row in
                let code = row[0].text ?? ""
                var cell =
                    cells[code]
                    ?? SuppressCells.Raw(
                        codes: code.isEmpty ? [] : [code],
                        title: code.isEmpty ? "未填" : list?[code]?.title ?? code, received: 0,
                        funded: 0, units: [])
                cell.received += Int(row[2].integer ?? 0)
                cell.funded += Int(row[3].integer ?? 0)
                cell.units.insert(row[1].integer ?? 0)
                cells[code] = cell
            }
            let shown = suppress(Array(cells.values))
            // One cell says no more than the total.
            return shown.count > 1 ? (by, shown) : nil
        }
    }

    /// Money of the funded projects. What a project was awarded is public with the project; what
    /// was paid is told where both those paid and those not yet paid are enough not to be known.
    private func funds(_ reader: Reader, _ call: Int64, least: Int) throws -> CallNumbers.Funds {
        var approved = Int64(0)
        var units: Set<Int64> = []
        try reader.each(
            """
            SELECT organisation, approved FROM project WHERE call = \(call)
            AND coalesce(rehearsal, 0) = 0 AND state NOT IN ('withdrawn', 'cancelled')
            """
        ) { row in
            units.insert(row[0].integer ?? 0)
            approved += row[1].integer ?? 0
        }
        func paid(_ states: SQL) throws -> Money? {
            var sum = Int64(0)
            var whole: [Int64: Int64] = [:]
            try reader.each(
                """
                SELECT p.organisation, p.approved, sum(r.amount) FROM project p
                JOIN payment_request r ON r.project = p.funding AND r.state IN (\(states))
                WHERE p.call = \(call) AND coalesce(p.rehearsal, 0) = 0
                AND p.state NOT IN ('withdrawn', 'cancelled')
                GROUP BY p.id, p.organisation, p.approved
                """
            ) { row in
                sum += row[2].integer ?? 0
                whole[row[0].integer ?? 0, default: 0] += row[2].integer ?? 0
            }
            let missing = units.subtracting(whole.keys).count
            guard whole.count >= least, missing == 0 || missing >= least else { return nil }
            return Money(fen: sum)
        }
        return CallNumbers.Funds(
            approved: Money(fen: approved), released: try paid("'paid', 'arrived'"),
            arrived: try paid("'arrived'"))
    }
}
