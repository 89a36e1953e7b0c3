import Catalogue
import Registers
import Values

/// Lays budget lines out as a table of the finance bureau; pure.
struct FinanceTableMaker {
    let kind: FinanceTable.Kind
    let year: Int
    let catalogue: Catalogue
    var notes: [String] = []

    /// One amount of a line for a column.
    private struct Amount {
        let title: String
        let of: (BudgetLine) -> Money?
        var isRate = false
    }

    mutating func table(_ all: [BudgetLine]) -> FinanceTable {
        let isPublic = kind.isPublished
        let lines = all.filter {
            !isPublic || $0.record["fund"].text == "general-public-budget" && $0.final != nil
        }
        if kind == .threePublic { return threePublic(lines) }
        let field = kind == .public06 ? "economic_class" : "function_code"
        let list = kind == .public06 ? "economic-codes" : "function-codes"
        let amounts = amounts
        let shown =
            kind == .public06 ? lines.filter { $0.record["kind"].text == "basic" } : lines
        var rows: [FinanceTable.Row] = []
        for code in codes(shown, field) {
            let under = shown.filter { ($0.record[field].text ?? "").hasPrefix(code) }
            rows.append(
                row(
                    code, catalogue.list(list)?.title(of: code) ?? code, under, amounts,
                    level: code.count <= 3 ? 0 : code.count <= 5 ? 1 : 2))
        }
        let without = shown.filter { $0.record[field].isNull }
        if !without.isEmpty { rows.append(row("", "没有写科目", without, amounts, level: 0)) }
        noteRounding(rows.filter { $0.level == 0 }, shown, amounts)
        return FinanceTable(
            kind: kind, year: year,
            month: isPublic ? nil : lines.compactMap(\.months.last?.month).max(),
            columns: [.init("科目编码", isNumber: false), .init("科目名称", isNumber: false)]
                + amounts.map { .init($0.title) },
            rows: rows, total: cells(shown, amounts), notes: notes)
    }

    /// The codes of the lines and of all that stand above them, in order.
    private func codes(_ lines: [BudgetLine], _ field: String) -> [String] {
        var codes: Set<String> = []
        for code in lines.compactMap({ $0.record[field].text }) {
            codes.insert(code)
            for length in [3, 5] where length < code.count {
                codes.insert(String(code.prefix(length)))
            }
        }
        return codes.sorted()
    }

    private var amounts: [Amount] {
        func stated(_ title: String, _ field: String) -> Amount {
            Amount(title: title) { $0.money(field) }
        }
        func final(_ title: String, _ holds: @escaping (BudgetLine) -> Bool) -> Amount {
            Amount(title: title) { holds($0) ? $0.final : nil }
        }
        switch kind {
        case .execution:
            return [
                stated("年初预算数", "opening"), stated("上年结转", "carried_in"), stated("追加", "added"),
                stated("追减", "cut"), stated("科目调剂", "shifted"),
                stated("收回统筹", "withdrawn_funds"), stated("全年预算数", "budget_total"),
                stated("累计支付数", "paid_total"),
                Amount(title: "执行率（%）", of: { _ in nil }, isRate: true),
                Amount(title: "余额") { $0.total == nil ? nil : $0.left },
            ]
        case .public05:
            return [
                final("合计") { _ in true },
                final("基本支出") { $0.record["kind"].text == "basic" },
                final("项目支出") { $0.record["kind"].text == "project" },
            ]
        case .public06, .threePublic:
            return [
                final("合计") { _ in true },
                final("人员经费") { CrossCheck.part($0) == "personnel" },
                final("公用经费") { CrossCheck.part($0) == "public" },
            ]
        }
    }

    private func row(
        _ code: String, _ title: String, _ lines: [BudgetLine], _ amounts: [Amount], level: Int
    ) -> FinanceTable.Row {
        FinanceTable.Row(
            level: level, code: code, title: title, cells: cells(lines, amounts),
            lines: lines.map(\.id))
    }

    private func cells(_ lines: [BudgetLine], _ amounts: [Amount]) -> [String] {
        amounts.map { amount in
            if amount.isRate {
                let sums = Budget.sums(lines)
                return sums.rate.map { "\($0)" } ?? "—"
            }
            let given = lines.compactMap(amount.of)
            return given.isEmpty ? "" : Self.wan(given)
        }
    }

    private static func wan(_ amounts: [Money]) -> String {
        Money(fen: amounts.map(\.fen).reduce(0, &+)).text(in: .wan, decimals: 2)
    }

    /// The sum is made of whole amounts, so rounded rows may add up to a little more or less.
    private mutating func noteRounding(
        _ rows: [FinanceTable.Row], _ lines: [BudgetLine], _ amounts: [Amount]
    ) {
        let total = cells(lines, amounts)
        for (index, amount) in amounts.enumerated() where !amount.isRate {
            let rounded = rows.compactMap {
                try? FixedDecimal.parse($0.cells[index]).rescaled(to: 2)
            }
            .map(\.unscaled).reduce(0, +)
            guard let sum = try? FixedDecimal.parse(total[index]),
                sum.rescaled(to: 2).unscaled != rounded
            else { continue }
            let off = FixedDecimal(unscaled: sum.rescaled(to: 2).unscaled - rounded, scale: 2)
            notes.append("\(amount.title)合计由未取整的数相加，与各类相加差 \(off) 万元，是尾差")
        }
    }

    private static let items: [(title: String, codes: [String])] = [
        ("因公出国（境）费", ["30212"]), ("公务用车购置费", ["30913", "31013"]),
        ("公务用车运行维护费", ["30231"]), ("公务接待费", ["30217"]),
    ]

    private mutating func threePublic(_ lines: [BudgetLine]) -> FinanceTable {
        func under(_ codes: [String]) -> [BudgetLine] {
            lines.filter { codes.contains($0.record["economic_class"].text ?? "") }
        }
        func cells(_ lines: [BudgetLine]) -> [String] {
            [Self.wan(lines.compactMap(\.total)), Self.wan(lines.compactMap(\.final))]
        }
        let rows = Self.items.map { item in
            let lines = under(item.codes)
            return FinanceTable.Row(
                level: 0, code: item.codes.joined(separator: "、"), title: item.title,
                cells: cells(lines), lines: lines.map(\.id))
        }
        notes += counts(lines)
        return FinanceTable(
            kind: kind, year: year, month: nil,
            columns: [
                .init("科目编码", isNumber: false), .init("项目", isNumber: false), .init("预算数"),
                .init("决算数"),
            ], rows: rows, total: cells(under(Self.items.flatMap(\.codes))), notes: notes)
    }

    /// Groups, receptions, cars: what has to be disclosed beside the money.
    private func counts(_ lines: [BudgetLine]) -> [String] {
        let list = catalogue.list("three-public-counts")
        let rows = lines.flatMap { $0.record.rows["counts"] ?? [] }
        return (list?.codes ?? []).compactMap { code in
            let own = rows.filter { $0["item"] == .text(code.code) }
            if own.isEmpty { return nil }
            let number = own.compactMap { $0["number"]?.integer }.reduce(0, +)
            let people = own.compactMap { $0["people"]?.integer }.reduce(0, +)
            return "\(code.title) \(number)" + (people > 0 ? "，\(people) 人次" : "")
        }
    }
}
