/// 部门决算公开说明, in the order that the finance departments give.
extension ReportDraft {
    /// The accounts of a year, in 元.
    struct Accounts {
        var income: [Int]
        var basic: Int
        var project: Int
        var carriedIn: Int
        var incomeAll: Int { income.reduce(0, +) }
        var spentAll: Int { basic + project }
        var carriedOut: Int { incomeAll + carriedIn - spentAll }
    }

    mutating func writeFinalAccounts() {
        let year = setting.year
        paragraph("\(setting.office)\(year)年度部门决算\(pick(["公开说明", "情况说明"]))")
        if chance(0.4) { paragraph(legalBasis()) }
        heading(1, "部门概况")
        heading(2, "主要职责")
        duties()
        heading(2, "机构设置及决算单位构成")
        paragraph(organisation())
        if chance(0.5) {
            heading(2, "人员情况")
            paragraph(people())
        }
        let basic = amount(600...4_600)
        let project = amount(300...6_800)
        let spent = basic + project
        let carriedIn = chance(0.6) ? amount(5...260) : 0
        let carriedOut = chance(0.6) ? amount(5...260) : 0
        let incomeAll = spent + carriedOut - carriedIn
        let other = cut(portion(incomeAll, 4...18), 2)
        let grants = [incomeAll - other[0] - other[1], other[0], other[1]]
        let accounts = Accounts(
            income: chance(0.5) ? grants : [grants[0], 0, grants[1] + grants[2]], basic: basic,
            project: project, carriedIn: carriedIn)
        let overall = overallSection(accounts)
        incomeSection(accounts, overall)
        let total = spendingSection(accounts, overall)
        let publicSpent = portion(min(grants[0], spent), 78...97)
        let office = publicBudgetSection(accounts, total, publicSpent)
        let travelFirst = chance(0.5)
        if travelFirst { travelSection() }
        heading(1, "政府性基金预算支出决算情况\(habits.suffix)")
        paragraph(
            chance(0.6)
                ? "本部门\(year)年度无政府性基金预算财政拨款收支。"
                : fundSentence(min(grants[0], spent) - publicSpent))
        heading(1, "国有资本经营预算财政拨款支出决算情况\(habits.suffix)")
        paragraph("本部门\(year)年度没有使用国有资本经营预算安排的支出，支出决算为\(money(0))。")
        if !travelFirst { travelSection() }
        otherMatters(accounts, office)
        if chance(0.7) { accountsTable(accounts) }
    }

    /// 收入支出决算总体情况: totals of income and spending, equal by their making.
    private mutating func overallSection(_ accounts: Accounts) -> (income: Figure, spent: Figure) {
        heading(1, "收入支出决算总体情况\(habits.suffix)")
        let year = setting.year
        let grand = accounts.incomeAll + accounts.carriedIn
        let total = money(grand)
        let other = money(grand)
        same(total, other)
        let old = before(grand)
        paragraph(
            """
            \(year)年度收入总计\(total)，支出总计\(other)。收、支总计\(change(total, grand, before: old))，\
            \(reason(grand > old))。
            """
        )
        let income = money(accounts.incomeAll)
        let spent = money(accounts.spentAll)
        if accounts.carriedIn > 0 {
            let carried = money(accounts.carriedIn)
            sum(total, [income, carried], .grand)
            paragraph("收入总计中，本年收入合计\(income)，年初结转和结余\(carried)。")
        }
        if accounts.carriedOut > 0 {
            let carried = money(accounts.carriedOut)
            sum(other, [spent, carried], .grand)
            paragraph("支出总计中，本年支出合计\(spent)，年末结转和结余\(carried)。")
        }
        return (income, spent)
    }

    private mutating func incomeSection(
        _ accounts: Accounts, _ overall: (income: Figure, spent: Figure)
    ) {
        heading(1, "收入决算情况\(habits.suffix)")
        let total = money(accounts.incomeAll)
        if accounts.carriedIn > 0 { same(overall.income, total) }
        let names = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
        let values = [accounts.income[0], 0, accounts.income[1], 0, 0, accounts.income[2]]
        let figures = values.map { money($0) }
        sum(total, figures)
        let parts = zip(names, zip(figures, values)).map { name, part -> Prose in
            let share = share(part, of: (total, accounts.incomeAll))
            return "\(name)\(part.0)，\(habits.shareWord)\(share)"
        }
        paragraph(
            "\(setting.year)年度\(pick(["", "本年"]))收入合计\(total)，其中：\(parts.joined("；"))。")
    }

    private mutating func spendingSection(
        _ accounts: Accounts, _ overall: (income: Figure, spent: Figure)
    ) -> Figure {
        heading(1, "支出决算情况\(habits.suffix)")
        let total = money(accounts.spentAll)
        if accounts.carriedOut > 0 { same(overall.spent, total) }
        let names = ["基本支出", "项目支出"] + (chance(0.5) ? ["上缴上级支出", "经营支出"] : [])
        let values = [accounts.basic, accounts.project, 0, 0].prefix(names.count)
        let figures = values.map { money($0) }
        sum(total, figures)
        let parts = zip(names, zip(figures, values)).map { name, part -> Prose in
            let share = share(part, of: (total, accounts.spentAll))
            return "\(name)\(part.0)，\(habits.shareWord)\(share)"
        }
        paragraph("\(setting.year)年度支出合计\(total)，其中：\(parts.joined("；"))。")
        return total
    }

    /// 一般公共预算财政拨款支出: whole, structure by 类, and line by line against the budget.
    /// Returns the running costs in 元.
    private mutating func publicBudgetSection(
        _ accounts: Accounts, _ spent: Figure, _ all: Int
    ) -> Int {
        let year = setting.year
        heading(1, "一般公共预算财政拨款支出决算情况\(habits.suffix)")
        heading(2, "总体情况")
        let total = money(all)
        let rate = share((total, all), of: (spent, accounts.spentAll))
        let old = before(all)
        paragraph(
            """
            \(year)年度一般公共预算财政拨款支出\(total)，占本年支出合计的\(rate)。\(change(total, all, before: old))，\
            \(reason(all > old))。
            """
        )
        let own = setting.department.functionClass
        let others = [("208", "社会保障和就业支出"), ("210", "卫生健康支出"), ("221", "住房保障支出")].filter {
            $0.0 != own.code
        }
        let rest = others.map { _ in amount(12...130) }
        let mine = max(all - rest.reduce(0, +), 1_000_000)
        let whole = mine + rest.reduce(0, +)
        heading(2, "结构情况")
        let structure = money(whole)
        if whole == all { same(total, structure) }
        let classes = [(own.name, mine)] + zip(others, rest).map { ($0.1, $1) }
        let figures = classes.map { money($0.1) }
        sum(structure, figures)
        let parts = zip(classes, figures).map { item, figure -> Prose in
            let rate = share((figure, item.1), of: (structure, whole))
            return "\(item.0)（类）\(figure)，\(habits.shareWord)\(rate)"
        }
        paragraph("\(year)年度一般公共预算财政拨款支出\(structure)，主要用于以下方面：\(parts.joined("；"))。")
        heading(2, "具体情况")
        let planned = portion(whole, 82...112)
        let (budget, done) = (money(planned), money(whole))
        same(structure, done)
        let executed = share((done, whole), of: (budget, planned), .executionRate)
        paragraph(
            "\(year)年度一般公共预算财政拨款支出年初预算为\(budget)，支出决算为\(done)，完成年初预算的\(executed)。其中：")
        let lines = some(setting.department.lines, 3...4, ordered: true)
        let values = cut(mine, lines.count)
        let items = zip(lines, values).map { ("\(own.name)（类）\($0.name)（项）", $1) }
        let lineFigures = items.map { budgetLine($0.0, $0.1) }
        sum(figures[0], lineFigures)
        heading(1, "一般公共预算财政拨款基本支出决算情况\(habits.suffix)")
        let basic = min(accounts.basic, whole * 2 / 3) / 100 * 100
        let staff = portion(basic, 68...90)
        let (basicFigure, first, second) = (money(basic), money(staff), money(basic - staff))
        sum(basicFigure, [first, second])
        let share1 = share((first, staff), of: (basicFigure, basic))
        let share2 = share((second, basic - staff), of: (basicFigure, basic))
        paragraph(
            """
            \(year)年度一般公共预算财政拨款基本支出\(basicFigure)，其中：人员经费\(first)，占基本支出的\(share1)，主要包括基本工资、津贴补贴、奖\
            金、住房公积金等；公用经费\(second)，占基本支出的\(share2)，主要包括办公费、印刷费、水费、电费、邮电费、差旅费等。
            """
        )
        return basic - staff
    }

    /// 年初预算为…，支出决算为…，完成年初预算的…%; returns the figure of spending.
    private mutating func budgetLine(_ name: String, _ spent: Int) -> Figure {
        let done = money(spent)
        if chance(0.12) {
            numbered(
                "\(name)。年初预算为\(money(0))，支出决算为\(done)，决算数大于年初预算数的主要原因是年中追加上级专项资金。")
            return done
        }
        let planned = chance(0.15) ? spent : max(100, portion(spent, 70...130))
        let budget = money(planned)
        let rate = share((done, spent), of: (budget, planned), .executionRate)
        let reasons = spent > planned ? ["人员增加", "年中追加项目资金", "据实结算"] : ["项目进度调整", "据实结算", "厉行节约"]
        let why =
            planned == spent
            ? "决算数与年初预算数持平"
            : "决算数\(spent > planned ? "大于" : "小于")年初预算数的主要原因是\(pick(reasons))"
        numbered("\(name)。年初预算为\(budget)，支出决算为\(done)，完成年初预算的\(rate)。\(why)。")
        return done
    }
}
