import Catalogue
import Registers
public import Store
public import Values

/// A year's final accounts held against payments, line by line, and against the tables that are
/// published.
public struct Reconciliation: Sendable {
    /// A budget line of the department's own spending.
    public struct Line: Sendable {
        public enum Standing: String, Sendable {
            case equal, explained, unexplained
            /// No final account, or nothing known of what was paid.
            case untestable
        }

        public let line: BudgetLine
        public let standing: Standing
        /// Final account minus payments; nil where that cannot be said.
        public let difference: Money?
        /// The kind of difference and the words that a person gave for it.
        public let kind: String?
        public let reason: String?
    }

    public let year: Int
    public let lines: [Line]
    public let checks: [FinalAccountsCheck]
    /// Sums of the lines' final accounts.
    public let basic: Money
    public let project: Money
    /// The one rate of execution, by final accounts; nil where it cannot be computed.
    public let rate: FixedDecimal?

    public var total: Money { Money(fen: basic.fen &+ project.fen) }
    public var red: [FinalAccountsCheck] { checks.filter(\.isRed) }
    public var untestable: [FinalAccountsCheck] {
        checks.filter { if case .untestable = $0.outcome { true } else { false } }
    }
    public var isEmpty: Bool { lines.isEmpty }
}

extension Budget {
    /// Holds a year's final accounts against payments and against the tables that are published.
    public func reconcile(_ reader: Reader, year: Int) throws -> Reconciliation {
        let own = try lines(reader, year: year).filter {
            $0.isOwn && $0.record["nil_return"].integer != 1
        }
        let cross = CrossCheck(
            lines: own, rows: try finalAccounts(reader, year: year), catalogue: registry.catalogue)
        func sum(_ kind: String) -> Money {
            CrossCheck.sum(
                own.filter {
                    $0.record["kind"].text == kind
                        && $0.record["fund"].text == "general-public-budget"
                })
        }
        let kinds = registry.catalogue.list("final-differences")
        return Reconciliation(
            year: year,
            lines: own.map { line in
                Reconciliation.Line(
                    line: line, standing: Self.standing(line),
                    difference: line.final.flatMap { final in
                        line.paid.flatMap { final.subtracting($0) }
                    },
                    kind: line.record["difference_kind"].text.map { kinds?.title(of: $0) ?? $0 },
                    reason: line.record["difference_reason"].text)
            }, checks: cross.all, basic: sum("basic"), project: sum("project"), rate: cross.rate)
    }

    private static func standing(_ line: BudgetLine) -> Reconciliation.Line.Standing {
        guard let final = line.final, let paid = line.paid else { return .untestable }
        if final == paid { return .equal }
        return line.record["difference_kind"].isNull ? .unexplained : .explained
    }
}
