/// 预算执行情况报告: the tables, by code of 类 and 款, and passages on management.
extension ReportDraft {
    mutating func incomeTable(_ taxes: [BudgetLine], _ other: [BudgetLine]) {
        paragraph("附表1：\(setting.year)年一般公共预算收入执行情况表")
        paragraph(Prose(pick(["单位：万元", "金额单位：万元"])))
        var rows = [
            ["科目编码", "科目名称", "预算数", "执行数", "为预算的%", "上年执行数"].map { TableCell(Prose($0)) }
        ]
        var tops: [[Figure]] = []
        for (code, name, lines) in [("101", "税收收入", taxes), ("103", "非税收入", other)] {
            let top = row(code, name, BudgetLine.total(lines), &rows)
            let below = lines.map { row($0.code, "  " + $0.name, $0, &rows) }
            for column in top.indices { sum(top[column], below.map { $0[column] }, .table) }
            tops.append(top)
        }
        let all = row("", "收入合计", BudgetLine.total(taxes + other), &rows)
        for column in all.indices { sum(all[column], tops.map { $0[column] }, .table) }
        table(rows)
    }

    mutating func spendingTable(_ lines: [BudgetLine]) {
        paragraph("附表2：\(setting.year)年一般公共预算支出执行情况表")
        paragraph("单位：万元")
        var rows = [
            ["科目编码", "科目名称", "预算数", "执行数", "为预算的%", "上年执行数"].map { TableCell(Prose($0)) }
        ]
        let totalFirst = chance(0.5)
        var all: [Figure] = []
        if totalFirst { all = row("", "支出合计", BudgetLine.total(lines), &rows) }
        let below = lines.map { row($0.code, $0.name, $0, &rows) }
        if !totalFirst { all = row("", "支出合计", BudgetLine.total(lines), &rows) }
        for column in all.indices { sum(all[column], below.map { $0[column] }, .table) }
        table(rows)
    }

    /// One row; returns its figures of budget, execution and the year before.
    private mutating func row(
        _ code: String, _ name: String, _ line: BudgetLine, _ rows: inout [[TableCell]]
    ) -> [Figure] {
        let figures = [line.planned, line.done, line.before].map { cell($0) }
        let rate = tableRate(figures[1], line.done, of: figures[0], line.planned)
        rows.append(
            [
                Prose(code), Prose(name), "\(figures[0])", "\(figures[1])", "\(rate)",
                "\(figures[2])",
            ]
            .map { TableCell($0) })
        return figures
    }

    mutating func fiscalList() -> Prose {
        let made = list(
            some(["直达资金监管系统", "预算管理一体化系统", "政府采购电子卖场", "财政电子票据平台", "国库集中支付系统"], 3...4),
            pick(["个", "套"]), last: pick(["、", "和"]))
        return "全面推广\(made.list)\(made.count)信息系统。"
    }

    mutating func evaluated() -> Prose {
        let parts = [int(12...90), int(3...26)]
        let all = count(parts.reduce(0, +), "个")
        let figures = parts.map { count($0, "个") }
        sum(all, figures, .counts)
        let money = money(amount(6_000...60_000))
        return
            "对\(all)项目和政策开展绩效评价，其中部门评价\(figures[0])、财政重点评价\(figures[1])，涉及资金\(money)。"
    }
}

extension ReportDraft.BudgetLine {
    fileprivate static func total(_ lines: [Self]) -> Self {
        Self(
            code: "", name: "", planned: lines.reduce(0) { $0 + $1.planned },
            done: lines.reduce(0) { $0 + $1.done }, before: lines.reduce(0) { $0 + $1.before })
    }
}
