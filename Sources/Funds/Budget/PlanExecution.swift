import Catalogue
import Documents
public import Registers
public import Store
import Values

extension Budget {
    private static let identifying = [
        "year", "unit_code", "unit", "fund", "kind", "function_code", "economic_class",
        "project_code", "project_name", "doc_no", "origin", "own_spend",
    ]

    /// What taking a file of the treasury's system would do; nothing is written.
    /// - Throws: `BudgetRefusal.unreadable`, `.noColumn`, `.inTheFuture`.
    public func planExecution(
        _ table: ImportTable, _ cut: ExecutionPlan.Cut, source: String = "", _ reader: Reader
    ) throws -> ExecutionPlan {
        if case .month(let month) = cut, month.firstDay > registry.database.clock.today {
            throw BudgetRefusal.inTheFuture(month)
        }
        let register = try registry.register(BudgetLine.register)
        let monthly = (register.field("monthly")?.type.columns ?? []).filter {
            ["pending", "card"].contains($0.name)
        }
        let amount = cut.isFinal ? "final" : "paid_total"
        let file = try registry.read(
            table, of: register.name,
            only: Set(Self.identifying + [amount, "budget_total", "balance", "pending", "card"]),
            besides: monthly, source: source, reader)
        func title(_ field: String) -> String { register.field(field)?.title ?? field }
        let headings = table.columns.map(\.heading.written)
        guard file.fields.contains(amount) else {
            throw BudgetRefusal.noColumn(what: title(amount), headings: headings)
        }
        let match = MatchExecution(fields: file.fields, lines: try lines(reader, year: cut.year))
        guard match.isTelling else {
            throw BudgetRefusal.noColumn(what: title("function_code"), headings: headings)
        }
        if !file.findings.isEmpty { throw BudgetRefusal.unreadable(file.findings) }
        return Self.plan(file, match, cut, amount)
    }

    private static func plan(
        _ file: ReadTable, _ match: MatchExecution, _ cut: ExecutionPlan.Cut, _ amount: String
    ) -> ExecutionPlan {
        var rows: [Int: [ReadTable.Row]] = [:]
        var strays: [ExecutionPlan.Stray] = []
        var sum: Int64 = 0
        func stray(_ row: ReadTable.Row, _ why: ExecutionPlan.Stray.Why) {
            strays.append(
                .init(
                    row: row.line, words: MatchExecution.words(row),
                    amount: Money(fen: row.cells[amount]?.integer ?? 0), why: why))
        }
        for row in file.rows {
            sum &+= row.cells[amount]?.integer ?? 0
            if let year = row.cells["year"]?.integer, year != Int64(cut.year) {
                stray(row, .otherYear(Int(year)))
                continue
            }
            switch match.find(row) {
            case .line(let index):
                if let first = rows[index]?.first {
                    stray(row, .twice(first.line))
                } else {
                    rows[index] = [row]
                }
            case .partOf(let index): rows[index, default: []].append(row)
            case .several(let indices): stray(row, .several(indices.map { match.lines[$0].label }))
            case .none: stray(row, .notFound)
            }
        }
        let lines = rows.sorted { $0.key < $1.key }.map {
            line(match.lines[$0.key], $0.value, cut, amount, file.fields)
        }
        let named = Set(rows.keys)
        return ExecutionPlan(
            cut: cut, lines: lines, strays: strays,
            untouched: match.lines.indices.filter { !named.contains($0) }.map { match.lines[$0] },
            unused: file.unused, sum: Money(fen: sum))
    }

    private static func line(
        _ line: BudgetLine, _ rows: [ReadTable.Row], _ cut: ExecutionPlan.Cut, _ amount: String,
        _ fields: Set<String>
    ) -> ExecutionPlan.Line {
        func sum(_ field: String) -> Money? {
            let given = rows.compactMap { $0.cells[field]?.integer }
            return given.isEmpty ? nil : Money(fen: given.reduce(0, &+))
        }
        let now = sum(amount) ?? .zero
        var marks = Self.marks(line, now, cut)
        if let budget = sum("budget_total"), let own = line.total, budget != own {
            marks.append(.otherBudget(file: budget, line: own))
        }
        var planned = ExecutionPlan.Line(
            line: line, rows: rows.map(\.line), amount: now, pending: sum("pending"),
            card: sum("card"), balance: sum("balance"), before: before(line, cut),
            isChanged: true, marks: marks)
        if !cut.isFinal, planned.balance == nil, let total = line.total {
            planned.balance = Money(fen: total.fen &- now.fen)
        }
        return planned
    }

    private static func before(_ line: BudgetLine, _ cut: ExecutionPlan.Cut) -> Money? {
        switch cut {
        case .month(let month): line.months.first { $0.month == month }?.paid
        case .final: line.final
        }
    }

    private static func marks(_ line: BudgetLine, _ now: Money, _ cut: ExecutionPlan.Cut)
        -> [ExecutionPlan.Mark]
    {
        var marks: [ExecutionPlan.Mark] = []
        if let total = line.total, now > total {
            marks.append(.overBudget(Money(fen: now.fen &- total.fen)))
        }
        switch cut {
        case .month(let month):
            if let last = line.months.last(where: { $0.month < month }), now < last.paid {
                marks.append(
                    .lessThanBefore(last.month, less: Money(fen: last.paid.fen &- now.fen)))
            }
            if let next = line.months.first(where: { $0.month > month }), now > next.paid {
                marks.append(.moreThanAfter(next.month, more: Money(fen: now.fen &- next.paid.fen)))
            }
        case .final:
            if let paid = line.paid, paid != now {
                marks.append(.otherThanPaid(Money(fen: now.fen &- paid.fen)))
            }
        }
        return marks
    }
}

extension ExecutionPlan.Cut {
    var isFinal: Bool { if case .final = self { true } else { false } }
}
