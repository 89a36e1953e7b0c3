import Catalogue
import Registers
public import Store
public import Values

/// A year's budget on one screen: what there is, what was spent, who is late.
public struct BudgetYear: Sendable {
    /// Sums over lines; a part that no line states is nought.
    public struct Sums: Sendable, Hashable {
        public var lines = 0
        public var opening = Money.zero
        public var carriedIn = Money.zero
        public var added = Money.zero
        public var cut = Money.zero
        public var shifted = Money.zero
        public var withdrawn = Money.zero
        public var total = Money.zero
        public var paid = Money.zero
        public var final = Money.zero
        public var carryOut = Money.zero
        public var surplus = Money.zero
        /// Lines that say what they spent, and that have a final account.
        public var linesPaid = 0
        public var linesFinal = 0
        /// Lines that state what their year's budget is made of.
        public var linesInParts = 0

        /// Paid of the year's budget in percent; nil where there is no budget, or nothing is known
        /// of what was paid.
        public var rate: FixedDecimal? {
            linesPaid == 0 ? nil : ExecutionProgress.percent(paid, of: total)
        }

        /// Whether opening + carried in + added − cut ± shifted − withdrawn is the year's budget of
        /// all lines: what they state of it may be less than the whole.
        public var addsUp: Bool {
            opening.fen &+ carriedIn.fen &+ added.fen &- cut.fen &+ shifted.fen &- withdrawn.fen
                == total.fen
        }
    }

    /// A part of the department's own spending.
    public struct Part: Sendable {
        public let title: String
        /// Fields of budget lines and what they hold, for the list of its lines.
        public let filters: [String: String]
        public let sums: Sums
    }

    /// A section's spending.
    public struct Section: Sendable {
        /// A code of list `sections`; nil for lines that no section answers for.
        public let code: String?
        public let title: String
        public let sums: Sums
        public let progress: ExecutionProgress?
        /// Lines behind by more than the rule allows, the largest first.
        public let late: [LateLine]
        /// When it was reminded last.
        public let remindedOn: String?
    }

    /// A line that is behind, with why where somebody has said so.
    public struct LateLine: Sendable {
        public let line: BudgetLine
        public let progress: ExecutionProgress
        public let reason: String?
    }

    public let year: Int
    /// The last month that execution was taken for; nil where none was.
    public let month: YearMonth?
    /// What the department spends itself, and what it passes on.
    public let own: Sums
    public let passedOn: Sums
    /// Of what the department spends itself: people, running costs, projects.
    public let parts: [Part]
    public let sections: [Section]
    /// What is not detailed yet, and what must be used up this year.
    public let undetailed: [BudgetLine]
    public let expiring: [BudgetLine]
    /// How many points behind count as late.
    public let lagPoints: FixedDecimal?

    /// The part of the year that is over by the end of the month; nil before the first.
    public var time: FixedDecimal? { month.map(ExecutionProgress.time) }
    public var isEmpty: Bool { own.lines + passedOn.lines == 0 }
    public var late: [LateLine] { sections.flatMap(\.late) }
}

extension Budget {
    /// A year's budget on one screen.
    public func year(_ reader: Reader, _ year: Int) throws -> BudgetYear {
        // A line that only says that there was nothing is none of the budget.
        let lines = try lines(reader, year: year).filter { $0.record["nil_return"].integer != 1 }
        let month = lines.compactMap(\.months.last?.month).max()
        let points = month.flatMap {
            ExecutionProgress.lagPoints(registry.catalogue, on: $0.lastDay)
        }
        let groups = Dictionary(grouping: lines) { $0.section ?? "" }
        let order = (registry.catalogue.list("sections")?.codes.map(\.code) ?? []) + [""]
        let sections = order.compactMap { code in
            groups[code].map { section(code.isEmpty ? nil : code, $0, month, points) }
        }.filter { $0.sums.lines > 0 }
        return BudgetYear(
            year: year, month: month, own: Self.sums(lines.filter(\.isOwn)),
            passedOn: Self.sums(lines.filter { !$0.isOwn }),
            parts: Self.parts(lines.filter(\.isOwn)), sections: sections,
            undetailed: lines.filter { $0.record["to_be_detailed"].integer == 1 },
            expiring: lines.filter {
                !$0.record["carry_until"].isNull
                    && $0.record["carry_until"].text ?? "" <= CalendarDate.yearEnd(year).iso
                    && $0.money("balance") ?? $0.left > .zero
            }, lagPoints: points)
    }

    private func section(
        _ code: String?, _ lines: [BudgetLine], _ month: YearMonth?, _ points: FixedDecimal?
    ) -> BudgetYear.Section {
        // Of money that is passed on nothing is known until somebody says what was paid.
        let lines = lines.filter { $0.isOwn || $0.paid != nil }
        let sums = Self.sums(lines)
        let reasons = registry.catalogue.list("late-reasons")
        var late: [BudgetYear.LateLine] = []
        if let month, let points {
            late = lines.compactMap { line in
                guard let total = line.total else { return nil }
                let progress = ExecutionProgress(
                    month: month, total: total, paid: line.paid ?? .zero)
                guard progress.isLate(points) else { return nil }
                let reason = line.record["late_reason"].text.map { reasons?.title(of: $0) ?? $0 }
                return BudgetYear.LateLine(line: line, progress: progress, reason: reason)
            }.sorted { $0.progress.total > $1.progress.total }
        }
        return BudgetYear.Section(
            code: code,
            title: code.map { registry.catalogue.list("sections")?.title(of: $0) ?? $0 }
                ?? "没有写责任科室",
            sums: sums,
            progress: month.map {
                ExecutionProgress(month: $0, total: sums.total, paid: sums.paid)
            }, late: late,
            remindedOn: late.compactMap { $0.line.record["reminded_on"].text }.max())
    }

    /// People, running costs, what is not told apart, projects; those that there are.
    private static func parts(_ lines: [BudgetLine]) -> [BudgetYear.Part] {
        let parts: [(String, [String: String])] = [
            ("人员经费", ["kind": "basic", "sub_kind": "personnel"]),
            ("公用经费", ["kind": "basic", "sub_kind": "public"]),
            ("基本支出，没有分人员公用", ["kind": "basic", "sub_kind": ""]),
            ("项目支出", ["kind": "project"]),
        ]
        return parts.compactMap { title, filters in
            let own = lines.filter { line in
                filters.allSatisfy { (line.record[$0].text ?? "") == $1 }
            }
            return own.isEmpty
                ? nil : BudgetYear.Part(title: title, filters: filters, sums: sums(own))
        }
    }

    /// What lines come to together.
    static func sums(_ lines: [BudgetLine]) -> BudgetYear.Sums {
        var sums = BudgetYear.Sums()
        for line in lines {
            func add(_ field: String, _ path: WritableKeyPath<BudgetYear.Sums, Money>) {
                sums[keyPath: path] = Money(
                    fen: sums[keyPath: path].fen &+ (line.money(field)?.fen ?? 0))
            }
            sums.lines += 1
            for (field, path) in paths { add(field, path) }
            if line.paid != nil { sums.linesPaid += 1 }
            if line.final != nil { sums.linesFinal += 1 }
            if line.sumOfParts != nil { sums.linesInParts += 1 }
        }
        return sums
    }

    private static var paths: [(String, WritableKeyPath<BudgetYear.Sums, Money>)] {
        [
            ("opening", \.opening), ("carried_in", \.carriedIn), ("added", \.added),
            ("cut", \.cut), ("shifted", \.shifted), ("withdrawn_funds", \.withdrawn),
            ("budget_total", \.total), ("paid_total", \.paid), ("final", \.final),
            ("carry_out", \.carryOut), ("surplus_taken", \.surplus),
        ]
    }
}

extension BudgetLine {
    /// What of the year's budget was not paid.
    public var left: Money { Money(fen: (total?.fen ?? 0) &- (paid?.fen ?? 0)) }
}
