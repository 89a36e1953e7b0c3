import Catalogue
import Registers
import Values

/// The cross-checks of a year's final accounts; pure.
struct CrossCheck {
    typealias Check = FinalAccountsCheck
    typealias Difference = FinalAccountsCheck.Difference

    /// Lines of the department's own spending.
    let lines: [BudgetLine]
    let rows: [FinalAccountRow]
    let catalogue: Catalogue

    /// “三公”: travel abroad, receptions, cars run and bought.
    static let threePublic = ["30212", "30217", "30231", "30913", "31013"]
    /// Wages and allowances are people's money; the rest of basic spending runs the office.
    static let personnel = ["301", "303"]

    var all: [Check] {
        [
            linesAgainst(.public05, .linesPublic05), linesAgainst(.report, .linesReport), basic06,
            threePublic, peopleAndRunning, oneRate, payments,
        ]
    }

    private var publicBudget: [BudgetLine] {
        lines.filter { $0.record["fund"].text == "general-public-budget" && $0.final != nil }
    }

    private func table(_ table: FinalAccountRow.Table) -> [FinalAccountRow] {
        rows.filter { $0.table == table }
    }

    static func sum(_ lines: [BudgetLine]) -> Money {
        Money(fen: lines.compactMap(\.final?.fen).reduce(0, &+))
    }

    private func kind(_ lines: [BudgetLine], _ kind: String) -> [BudgetLine] {
        lines.filter { $0.record["kind"].text == kind }
    }

    private static let columns = [
        ("total", "合计", nil), ("basic", "基本支出", "basic"), ("project", "项目支出", "project"),
    ]

    /// Each code of function of a table against the lines under it, then the sums.
    private func linesAgainst(_ table: FinalAccountRow.Table, _ check: Check.Kind) -> Check {
        let rows = self.table(table)
        let name = catalogue.list("final-account-tables")?.title(of: table.rawValue) ?? ""
        if rows.isEmpty { return Check(check, .untestable("没有导入\(name)")) }
        let lines = publicBudget
        if lines.isEmpty { return Check(check, .untestable("预算明细都没有决算数")) }
        var found: [Difference] = []
        var counted: Set<Int64> = []
        for row in rows.leaves {
            let code = row.code ?? ""
            let under = lines.filter { $0.functionCode?.hasPrefix(code) ?? false }
            counted.formUnion(under.map(\.id))
            for (field, title, kind) in Self.columns {
                guard let stated = row.money(field) else { continue }
                let own = Self.sum(kind.map { self.kind(under, $0) } ?? under)
                if own != stated {
                    found.append(
                        Difference(
                            "\(code) \(row.item)，\(title)", own: own, other: stated,
                            line: under.count == 1 ? under[0].id : nil, row: row.record.id))
                }
            }
        }
        for line in lines where !counted.contains(line.id) && line.final != .zero {
            found.append(
                Difference(
                    "\(line.functionCode ?? "") \(line.label)，表里没有这一科目", own: line.final,
                    other: nil, line: line.id))
        }
        for (field, title, kind) in Self.columns {
            guard let stated = rows.first(where: \.isTotal)?.money(field) else { continue }
            let own = Self.sum(kind.map { self.kind(lines, $0) } ?? lines)
            if own != stated { found.append(Difference(title, own: own, other: stated)) }
        }
        return Check(check, found, "\(rows.leaves.count) 个科目一致，合计 \(Self.sum(lines).yuan)")
    }

    private var basic06: Check {
        let rows = table(.public06)
        if rows.isEmpty { return Check(.basicPublic06, .untestable("没有导入公开06表")) }
        let lines = kind(publicBudget, "basic")
        guard let stated = rows.total("total") ?? Self.both(rows) else {
            return Check(.basicPublic06, .untestable("公开06表没有写金额"))
        }
        var found: [Difference] = []
        let own = Self.sum(lines)
        // By class only where the lines tell classes apart.
        if lines.allSatisfy({ $0.record["economic_class"].text != nil }) {
            for row in rows.leaves {
                guard let code = row.code, let amount = row.money("total") ?? Self.both([row])
                else { continue }
                let under = lines.filter {
                    $0.record["economic_class"].text?.hasPrefix(code) ?? false
                }
                if Self.sum(under) != amount {
                    found.append(
                        Difference(
                            "\(code) \(row.item)", own: Self.sum(under), other: amount,
                            row: row.record.id))
                }
            }
        }
        if own != stated { found.append(Difference("基本支出合计", own: own, other: stated)) }
        return Check(.basicPublic06, found, "都是 \(own.yuan)")
    }

    private static func both(_ rows: [FinalAccountRow]) -> Money? {
        let parts = ["personnel", "running"].compactMap { rows.total($0) ?? rows.first?.money($0) }
        return parts.isEmpty ? nil : Money(fen: parts.map(\.fen).reduce(0, &+))
    }

    private var threePublic: Check {
        let rows = table(.threePublic)
        if rows.isEmpty { return Check(.threePublic, .untestable("没有导入“三公”表")) }
        let lines = publicBudget
        guard lines.contains(where: { $0.record["economic_class"].text != nil }) else {
            return Check(.threePublic, .untestable("预算明细没有部门经济科目，“三公”经费算不出来"))
        }
        var found: [Difference] = []
        for code in Self.threePublic {
            let own = Self.sum(lines.filter { $0.record["economic_class"].text == code })
            let stated = rows.first { $0.code == code }
            if own != stated?.money("total") ?? .zero {
                let title = catalogue.list("economic-codes")?.title(of: code) ?? code
                found.append(
                    Difference(
                        "\(code) \(title)", own: own, other: stated?.money("total"),
                        row: stated?.record.id))
            }
        }
        let own = Self.sum(
            lines.filter { Self.threePublic.contains($0.record["economic_class"].text ?? "") })
        if let stated = rows.first(where: \.isTotal)?.money("total"), stated != own {
            found.append(Difference("“三公”合计", own: own, other: stated))
        }
        return Check(.threePublic, found, "都是 \(own.yuan)")
    }

    /// What of basic spending is people's money and what runs the office, as each line says.
    static func part(_ line: BudgetLine) -> String? {
        if let stated = line.record["sub_kind"].text, ["personnel", "public"].contains(stated) {
            return stated
        }
        return line.record["economic_class"].text.map {
            personnel.contains(String($0.prefix(3))) ? "personnel" : "public"
        }
    }

    private var peopleAndRunning: Check {
        let lines = kind(publicBudget, "basic")
        if lines.isEmpty { return Check(.peopleAndRunning, .untestable("基本支出没有决算数")) }
        let basic = Self.sum(lines)
        let untold = lines.filter { Self.part($0) == nil }
        let rows = table(.public06)
        if let people = rows.total("personnel"), let running = rows.total("running") {
            let both = Money(fen: people.fen &+ running.fen)
            let found =
                both == basic
                ? [] : [Difference("公开06表人员＋公用", own: basic, other: both)]
            return Check(
                .peopleAndRunning, found, "人员 \(people.yuan)＋公用 \(running.yuan)")
        }
        guard untold.isEmpty else {
            return Check(
                .peopleAndRunning,
                .untestable("\(untold.count) 条基本支出没有写人员还是公用，公开06表也没有分"))
        }
        let people = Self.sum(lines.filter { Self.part($0) == "personnel" })
        let running = Self.sum(lines.filter { Self.part($0) == "public" })
        return Check(.peopleAndRunning, [], "人员 \(people.yuan)＋公用 \(running.yuan)")
    }

    /// Final accounts of the year's budget, in percent with two decimals: the one rate.
    var rate: FixedDecimal? {
        let lines = self.lines.filter { $0.record["fund"].text == "general-public-budget" }
        guard lines.contains(where: { $0.total != nil }), lines.contains(where: { $0.final != nil })
        else { return nil }
        let total = Money(fen: lines.compactMap(\.total?.fen).reduce(0, &+))
        return ExecutionProgress.percent(Self.sum(lines), of: total)
    }

    private var oneRate: Check {
        let stated = table(.rate).filter { $0.record["rate"].integer != nil }
        if stated.isEmpty { return Check(.oneRate, .untestable("没有登记自评表、报告、决算说明写的执行率")) }
        guard let rate else {
            return Check(.oneRate, .untestable("预算明细没有全年预算数或决算数，执行率算不出来"))
        }
        let found = stated.compactMap { row -> Difference? in
            let other = FixedDecimal(
                unscaled: Int128(row.record["rate"].integer ?? 0), scale: 2)
            return other == rate
                ? nil : Difference(row.item, own: rate, other: other, row: row.record.id)
        }
        return Check(.oneRate, found, "\(stated.count) 处都是 \(rate)%")
    }

    private var payments: Check {
        let both = lines.filter { $0.final != nil && $0.paid != nil }
        if both.isEmpty { return Check(.payments, .untestable("没有同时有决算数和账面支付的明细")) }
        let found = both.filter {
            $0.final != $0.paid && $0.record["difference_kind"].isNull
        }.map { Difference($0.label, own: $0.final, other: $0.paid, line: $0.id) }
        let explained = both.count { $0.final != $0.paid }
        return Check(
            .payments, found,
            explained == 0 ? "\(both.count) 条一致" : "\(both.count) 条核对，\(explained) 条差额有原因")
    }
}
