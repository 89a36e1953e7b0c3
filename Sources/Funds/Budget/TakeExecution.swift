import Catalogue
import Journal
public import Registers
import Store
import Values

extension Budget {
    /// Takes a month's execution, or the final accounts, from a file of the treasury's system: a
    /// month's row of each line is added or replaced, what was paid and what is left are those of
    /// the latest month. All of the file, or nothing.
    /// - Parameters:
    ///   - file: the file's name, noted with each row.
    ///   - keepsGood: whether lines are taken although other rows of the file answer to none.
    /// - Throws: what `planExecution` throws; `BudgetRefusal.strays`, `.nothingFound`;
    ///   `RecordRefusal` where the role may not, or a line's own rules stand against it.
    /// - Returns: what was done.
    @discardableResult
    public func takeExecution(
        _ table: ImportTable, _ cut: ExecutionPlan.Cut, file: String, source: String = "",
        keepsGood: Bool = false, by viewer: Viewer
    ) async throws -> ExecutionPlan {
        try permit(viewer, .import, on: BudgetLine.register)
        let act = Act(
            actor: viewer.name, role: viewer.role.name,
            event: "budget-line.\(cut.isFinal ? "settled" : "executed")",
            reason: "\(cut.title)，来自 \(file)")
        return try await registry.database.write(act) { writer in
            let plan = try planExecution(table, cut, source: source, writer.reader)
            if !plan.strays.isEmpty, !keepsGood { throw BudgetRefusal.strays(plan.strays) }
            if plan.lines.isEmpty { throw BudgetRefusal.nothingFound }
            var taken: [ExecutionPlan.Line] = []
            for line in plan.lines {
                let draft = Self.draft(line, cut, file, on: writer.now.businessDate)
                let after = try registry.change(
                    BudgetLine.register, line.line.id, to: draft, version: nil, writer)
                taken.append(line.changed(after.version != line.line.record.version))
            }
            return plan.with(taken)
        }
    }

    /// What taking the file would do, line by line: a line that would stay as it is is not changed.
    /// - Throws: what `planExecution` throws; `RecordRefusal` where the role may not.
    public func previewExecution(
        _ table: ImportTable, _ cut: ExecutionPlan.Cut, file: String, source: String = "",
        by viewer: Viewer
    ) async throws -> ExecutionPlan {
        try permit(viewer, .import, on: BudgetLine.register)
        let today = registry.database.clock.today
        return try await registry.database.read { reader in
            let plan = try planExecution(table, cut, source: source, reader)
            return plan.with(
                plan.lines.map { line in
                    let draft = Self.draft(line, cut, file, on: today)
                    let record = line.line.record
                    let isSame =
                        draft.fields.allSatisfy { record[$0] == $1 }
                        && draft.rows.allSatisfy { record.rows[$0] ?? [] == $1 }
                    return line.changed(!isSame)
                })
        }
    }

    /// What a line is changed by.
    private static func draft(
        _ line: ExecutionPlan.Line, _ cut: ExecutionPlan.Cut, _ file: String,
        on today: CalendarDate
    ) -> Draft {
        switch cut {
        case .final: return Draft(["final": .integer(line.amount.fen)])
        case .month(let month):
            var row: [String: Scalar] = [
                "month": .text(month.iso), "paid": .integer(line.amount.fen),
            ]
            row["pending"] = line.pending.map { .integer($0.fen) }
            row["card"] = line.card.map { .integer($0.fen) }
            let old = line.line.record.rows["monthly"] ?? []
            let same = old.first { $0["month"] == .text(month.iso) }
            // The same numbers under another name of the file are no news.
            let isNews = same.map { $0.filter { $0.key != "file" } != row } ?? true
            row["file"] = isNews ? .text(String(file.prefix(120))) : same?["file"]
            let rows = (old.filter { $0["month"] != .text(month.iso) } + [row])
                .sorted { $0["month"] ?? .null < $1["month"] ?? .null }
            var draft = Draft(rows: ["monthly": rows])
            if line.line.months.allSatisfy({ $0.month <= month }) {
                draft.fields["paid_total"] = .integer(line.amount.fen)
                if let balance = line.balance { draft.fields["balance"] = .integer(balance.fen) }
                draft.fields["as_of"] = .text(min(month.lastDay, today).iso)
            }
            return draft
        }
    }
}

extension ExecutionPlan {
    fileprivate func with(_ lines: [Line]) -> ExecutionPlan {
        ExecutionPlan(
            cut: cut, lines: lines, strays: strays, untouched: untouched, unused: unused, sum: sum)
    }
}

extension ExecutionPlan.Line {
    fileprivate func changed(_ isChanged: Bool) -> ExecutionPlan.Line {
        ExecutionPlan.Line(
            line: line, rows: rows, amount: amount, pending: pending, card: card,
            balance: balance, before: before, isChanged: isChanged, marks: marks)
    }
}
