/// 预算执行情况报告: revenue and spending at several levels, with tables by code.
extension ReportDraft {
    /// A line of the budget: what was planned, what was done, and the year before, in 元.
    struct BudgetLine {
        let code: String
        let name: String
        let planned: Int
        let done: Int
        let before: Int
    }

    mutating func writeBudgetExecution() {
        let year = setting.year
        let unit: MoneyUnit = chance(0.4) ? .yi : .wan
        if unit == .wan, chance(0.5) {
            write(toYuan: 10_000)
            wanDecimals = 0
        } else if unit == .yi, chance(0.5) {
            write(toYuan: 1_000_000)
        }
        paragraph("关于\(setting.place)\(year)年预算执行情况和\(year + 1)年预算草案的报告")
        paragraph(
            """
            ——\(year + 1)年1月\(int(6...28))日在\(setting.place)第十\(pick(["六", "七", "八"]))届人民代表大会第\
            \(pick(["三", "四", "五"]))次会议上
            """
        )
        paragraph(Prose(pick(["各位代表：", "主任、各位副主任、各位委员："])))
        paragraph(
            """
            受\(setting.level)人民政府委托，现将\(setting.place)\(year)年预算执行情况和\(year + 1)年预算草案提请大会审议，并请各位政\
            协委员和列席人员提出意见。
            """
        )
        heading(1, "\(year)年预算执行情况")
        heading(2, "一般公共预算执行情况")
        let taxes = taxLines()
        let other = otherIncomeLines()
        let income = revenue(taxes, other, unit)
        let lines = spendingLines()
        let spent = lines.reduce(0) { $0 + $1.done }
        spending(lines, unit)
        balance(income: income, spent: spent, unit)
        heading(2, "政府性基金预算执行情况")
        fund(unit)
        heading(2, "国有资本经营预算执行情况")
        let capital = amount(120...2_600)
        let capitalFigure = money(capital)
        paragraph(
            """
            国有资本经营预算收入完成\(capitalFigure)，\
            \(change(capitalFigure, capital, before: before(capital)))；\
            国有资本经营预算支出\(money(0))，结转下年使用。
            """
        )
        heading(2, "社会保险基金预算执行情况")
        insurance(unit)
        heading(2, "地方政府债务情况")
        debt(unit)
        heading(1, "落实人大决议和财政重点工作情况")
        for title in some(
            ["聚力增收节支，财政运行总体平稳", "优化支出结构，民生保障坚实有力", "深化财政改革，管理效能不断提升", "严肃财经纪律，风险底线牢牢守住"], 2...4,
            ordered: true)
        {
            heading(2, Prose(title))
            if title.hasPrefix("优化") {
                paragraph(livelihoodShare(spent, unit))
            } else if title.hasPrefix("深化") {
                paragraph(evaluated() + fiscalList())
            } else {
                paragraph(distraction())
            }
        }
        heading(1, "\(year + 1)年预算草案")
        let growth = int(3...7)
        let next = income * (100 + growth) / 100
        paragraph(
            """
            \(year + 1)年\(setting.whole)地方一般公共预算收入预期\
            \(money(next, unit, decimals: unit == .yi ? 1 : 0))，增长\(growth)%左右；\
            一般公共预算支出安排增长3%以上。
            """
        )
        paragraph(
            namedPoints(
                "围绕上述目标，重点做好以下", some(["加强收入征管", "兜牢“三保”底线", "防范化解债务风险", "提高资金使用效益"], 3...4),
                pick(["项", "方面"]), "工作"))
        if chance(0.8) { incomeTable(taxes, other) }
        if chance(0.8) { spendingTable(lines) }
        paragraph("注：部分数据因四舍五入，分项之和与合计数可能略有差异；\(year)年数据为快报数，最终以决算数为准。")
    }

    private mutating func line(_ code: String, _ name: String, _ wan: ClosedRange<Int>)
        -> BudgetLine
    {
        let done = amount(wan)
        let planned = whole(done, 86...112) / 10_000 * 10_000
        return BudgetLine(
            code: code, name: name, planned: max(planned, 10_000), done: done,
            before: before(done, -14...22))
    }

    private mutating func taxLines() -> [BudgetLine] {
        [
            line("10101", "增值税", 12_000...46_000), line("10104", "企业所得税", 3_000...16_000),
            line("10106", "个人所得税", 900...4_600), line("10109", "城市维护建设税", 1_200...6_000),
            line("10112", "城镇土地使用税", 800...4_200), line("10119", "契税", 2_000...12_000),
            line("10199", "其他税收收入", 600...5_200),
        ]
    }

    private mutating func otherIncomeLines() -> [BudgetLine] {
        [
            line("10302", "专项收入", 2_000...9_000), line("10304", "行政事业性收费收入", 1_000...6_000),
            line("10305", "罚没收入", 900...5_000), line("10307", "国有资源（资产）有偿使用收入", 3_000...16_000),
            line("10399", "其他收入", 200...2_000),
        ]
    }

    private mutating func spendingLines() -> [BudgetLine] {
        [
            line("201", "一般公共服务支出", 16_000...46_000), line("204", "公共安全支出", 6_000...16_000),
            line("205", "教育支出", 36_000...96_000), line("206", "科学技术支出", 2_000...16_000),
            line("207", "文化旅游体育与传媒支出", 2_000...8_000),
            line("208", "社会保障和就业支出", 30_000...76_000), line("210", "卫生健康支出", 16_000...48_000),
            line("211", "节能环保支出", 3_000...12_000), line("213", "农林水支出", 26_000...68_000),
            line("299", "其他支出", 900...9_000),
        ]
    }

    /// Revenue: taxes and other income, each the total of its own lines; returns 元.
    private mutating func revenue(
        _ taxes: [BudgetLine], _ other: [BudgetLine], _ unit: MoneyUnit
    ) -> Int {
        let parts = [taxes, other].map { $0.reduce(0) { $0 + $1.done } }
        let plans = [taxes, other].map { $0.reduce(0) { $0 + $1.planned } }
        let befores = [taxes, other].map { $0.reduce(0) { $0 + $1.before } }
        let all = parts[0] + parts[1]
        let (total, planned) = (money(all, unit), money(plans[0] + plans[1], unit))
        let figures = parts.map { money($0, unit) }
        sum(total, figures, .grand)
        let rate = share((total, all), of: (planned, plans[0] + plans[1]), .executionRate)
        let shares = zip(figures, parts).map { share(($0, $1), of: (total, all)) }
        numbered(
            """
            收入执行情况。\(setting.year)年\(setting.whole)地方一般公共预算收入预算\(planned)，实际完成\(total)，\
            \(pick(["为预算的", "完成预算的"]))\(rate)，\
            \(change(total, all, before: befores[0] + befores[1]))。其中：税收收入\(figures[0])，\
            \(habits.shareWord)\(shares[0])，\(change(figures[0], parts[0], before: befores[0]))；\
            非税收入\(figures[1])，\(habits.shareWord)\(shares[1])，\
            \(change(figures[1], parts[1], before: befores[1], .rateOnly))。
            """
        )
        for (index, (name, lines)) in [("税收收入", taxes), ("非税收入", other)].enumerated()
        where chance(0.75) {
            let items = lines.map { money($0.done, unit) }
            sum(figures[index], items)
            let told = zip(lines, items).map { line, figure -> Prose in
                chance(0.5)
                    ? "\(line.name)\(figure)，\(change(figure, line.done, before: line.before))"
                    : "\(line.name)\(figure)"
            }
            paragraph("\(name)分项完成情况：\(told.joined("；"))。")
        }
        return all
    }

    private mutating func spending(_ lines: [BudgetLine], _ unit: MoneyUnit) {
        let all = lines.reduce(0) { $0 + $1.done }
        let plans = lines.reduce(0) { $0 + $1.planned }
        let (total, planned) = (money(all, unit), money(plans, unit))
        let rate = share((total, all), of: (planned, plans), .executionRate)
        numbered(
            """
            支出执行情况。\(setting.year)年\(setting.whole)一般公共预算支出调整预算\(planned)，实际支出\(total)，\
            \(pick(["为预算的", "完成调整预算的"]))\(rate)，\
            \(change(total, all, before: lines.reduce(0) { $0 + $1.before }))。
            """
        )
        if chance(0.7) {
            let figures = lines.map { money($0.done, unit) }
            sum(total, figures)
            let told = zip(lines, figures).map { line, figure -> Prose in
                guard chance(0.4) else { return "\(line.name)\(figure)" }
                let budget = money(line.planned, unit)
                let rate = share((figure, line.done), of: (budget, line.planned), .executionRate)
                return "\(line.name)\(figure)，为预算\(budget)的\(rate)"
            }
            paragraph("分科目看：\(told.joined("；"))。")
        } else {
            let chosen = some(lines, 3...4, ordered: true)
            let told = chosen.map { line -> Prose in
                let figure = money(line.done, unit)
                within(figure, total)
                return "\(line.name)\(figure)，\(change(figure, line.done, before: line.before))"
            }
            paragraph("主要支出项目情况：\(told.joined("；"))。")
        }
    }

    /// 总计 on both sides: each a total of what the report said before and of transfers.
    private mutating func balance(income: Int, spent: Int, _ unit: MoneyUnit) {
        let out = [amount(1_000...6_000), amount(800...9_000)]
        let gap = max(spent + out[0] + out[1] - income, 60_000_000)
        let inflow = cut(gap, 3)
        let left = [income] + inflow
        let right = [spent, out[0], income + gap - spent - out[0]]
        let (first, second) = (money(income + gap, unit), money(income + gap, unit))
        let (lefts, rights) = (left.map { money($0, unit) }, right.map { money($0, unit) })
        sum(first, lefts)
        sum(second, rights)
        numbered(
            """
            收支平衡情况。收入总计\(first)，包括地方一般公共预算收入\(lefts[0])、上级补助收入\(lefts[1])、债务转贷收入\(lefts[2])、上年结余及\
            调入资金\(lefts[3])；支出总计\(second)，包括一般公共预算支出\(rights[0])、上解上级支出\(rights[1])、债务还本支出及结转下年\
            \(rights[2])。收支相抵，实现平衡。
            """
        )
    }

    private mutating func fund(_ unit: MoneyUnit) {
        let income = amount(20_000...120_000)
        let planned = whole(income, 70...118) / 10_000 * 10_000
        let (figure, budget) = (money(income, unit), money(planned, unit))
        let rate = share((figure, income), of: (budget, planned), .executionRate)
        let land = portion(income, 60...94)
        let landFigure = money(land, unit)
        within(landFigure, figure)
        paragraph(
            """
            \(setting.whole)政府性基金预算收入完成\(figure)，为预算\(budget)的\(rate)，\
            \(change(figure, income, before: before(income, -34...26)))，其中国有土地使用权出让收入\
            \(landFigure)。
            """
        )
    }

    private mutating func insurance(_ unit: MoneyUnit) {
        let parts = [amount(12_000...46_000), amount(9_000...30_000), amount(20_000...60_000)]
        let all = parts.reduce(0, +)
        let total = money(all, unit)
        let figures = parts.map { money($0, unit) }
        sum(total, figures)
        paragraph(
            """
            社会保险基金预算收入完成\(total)，\(change(total, all, before: before(all)))\
            \(breakdown(["城乡居民基本养老保险基金收入", "机关事业单位基本养老保险基金收入", "其他社会保险基金收入"], figures))。
            """
        )
    }

    private mutating func debt(_ unit: MoneyUnit) {
        let parts = [amount(80_000...260_000), amount(60_000...320_000)]
        let all = parts.reduce(0, +)
        let total = money(all, unit)
        let figures = parts.map { money($0, unit) }
        sum(total, figures)
        let limit = portion(all, 101...112)
        let limitFigure = money(limit, unit)
        within(total, limitFigure)
        paragraph(
            """
            截至\(setting.year)年底，\(setting.whole)政府债务限额\(limitFigure)，政府债务余额\(total)，其中一般债务\
            \(figures[0])、专项债务\(figures[1])，余额控制在限额之内。
            """
        )
    }

    /// The share of livelihood spending, the total stated again.
    private mutating func livelihoodShare(_ spent: Int, _ unit: MoneyUnit) -> Prose {
        let part = part(spent, 70...84)
        let (figure, total) = (money(part, unit), money(spent, unit))
        let rate = share((figure, part), of: (total, spent))
        within(figure, total)
        let other: MoneyUnit = unit == .yi ? .wan : .yi
        let inOther = money(spent, other)
        same(total, inOther)
        return
            """
            \(setting.year)年\(setting.whole)一般公共预算支出\(total)，其中民生支出\(figure)，\(habits.shareWord)\
            \(rate)。\(distraction())一般公共预算支出规模达到\(inOther)，为各项事业发展提供了坚实保障。
            """
    }
}
