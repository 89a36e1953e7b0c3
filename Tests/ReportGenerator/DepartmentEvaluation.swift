/// 部门整体支出绩效自评报告, by the outline that provinces give.
extension ReportDraft {
    mutating func writeDepartmentEvaluation() {
        let year = setting.year
        paragraph("\(setting.office)\(year)年度部门整体支出绩效自评报告")
        if chance(0.6) { paragraph(legalBasis()) }
        heading(1, Prose(pick(["部门基本情况", "部门（单位）概况", "单位基本情况"])))
        heading(2, "主要职责")
        duties()
        heading(2, "机构设置\(pick(["", "情况"]))")
        paragraph(organisation())
        if chance(0.8) {
            heading(2, "人员情况")
            paragraph(people())
        }
        let total = spending()
        for fund in ["政府性基金预算支出情况", "国有资本经营预算支出情况", "社会保险基金预算支出情况"] {
            heading(1, Prose(fund))
            if fund.hasPrefix("政府性"), chance(0.3) {
                let planned = amount(80...900)
                let spent = part(planned, 72...100)
                let (budget, done) = (money(planned), money(spent))
                let rate = share((done, spent), of: (budget, planned), .executionRate)
                paragraph(
                    """
                    \(year)年度政府性基金预算安排\(budget)，实际支出\(done)，预算执行率\(rate)，全部用于\
                    \(pick(setting.department.projects))。
                    """
                )
            } else {
                paragraph(Prose(pick(["无。", "本部门无此项支出。", "本单位\(year)年度没有此项支出。"])))
            }
        }
        heading(1, "部门整体支出绩效情况")
        results(total)
        problemsAndSteps()
        heading(1, "部门整体支出绩效自评结果拟应用和公开情况")
        paragraph("自评结果拟在\(setting.place)人民政府门户网站公开，并作为\(year + 2)年预算安排的参考。")
        heading(1, "其他需要说明的情况")
        paragraph(chance(0.5) ? "无其他需要说明的情况。" : contact())
        if chance(0.5) { fundsTable(total) }
    }

    /// 元 spent, and the budget for it.
    private struct Spending {
        let basic: Int
        let project: Int
        let basicPlan: Int
        let projectPlan: Int
    }

    /// Basic and project spending, with the budget lines of each.
    private mutating func spending() -> Spending {
        let year = setting.year
        let ours = setting.department.lines
        let basicNames =
            [ours[0].name + pick(["", "支出"]), "行政单位离退休支出", "机关事业单位基本养老保险缴费支出"]
            + some(["其他优抚支出", "其他残疾人事业支出", "行政单位医疗支出", "公务员医疗补助支出"], 1...3)
            + ["其他社会保障和就业支出", "住房公积金支出"]
        let basic = [amount(600...2_600)] + basicNames.dropFirst().map { _ in amount(1...160) }
        let projectNames = some(Array(ours.dropFirst()), 3...5, ordered: true).map {
            $0.name + ($0.name.hasSuffix("支出") ? "" : "支出")
        }
        let project = projectNames.map { _ in amount(6...900) }
        let (basicAll, projectAll) = (basic.reduce(0, +), project.reduce(0, +))

        let plans = [basicAll, projectAll].map { portion($0, 100...110) }
        heading(1, "一般公共预算支出情况")
        var repeated: Figure?
        let opening = chance(0.85)
        let (basicTotal, projectTotal) = (money(basicAll), money(projectAll))
        if opening {
            let all = money(basicAll + projectAll)
            sum(all, [basicTotal, projectTotal], .grand)
            repeated = all
            var prose: Prose = "\(year)年度本部门整体支出\(all)，由基本支出和项目支出构成"
            if chance(0.5) {
                let rate = percent(basicAll, of: basicAll + projectAll)
                offer(.share, .rate(rate), state(.ratio, [rate, basicTotal, all]))
                prose += "，基本支出\(habits.shareWord)\(rate)"
            }
            paragraph(prose + "。")
        }
        heading(2, "基本支出情况")
        let basicParts = basic.map { money($0) }
        sum(basicTotal, basicParts)
        paragraph(
            """
            \(year)年度\(pick(["我部门", "本部门", "我局"]))基本支出\(basicTotal)\
            \(breakdown(basicNames, basicParts))。
            """
        )
        if chance(0.6) {
            let staff = portion(basicAll, 70...90)
            let (first, second) = (money(staff), money(basicAll - staff))
            sum(basicTotal, [first, second])
            paragraph("按经济分类，基本支出由人员经费\(first)和公用经费\(second)构成。")
        }
        heading(2, "项目支出情况")
        let projectParts = project.map { money($0) }
        sum(projectTotal, projectParts)
        paragraph(
            """
            \(year)年度\(pick(["我部门", "本部门", "我局"]))项目支出\(projectTotal)\
            \(breakdown(projectNames, projectParts))。
            """
        )
        if let repeated, chance(0.85) {
            let again = money(basicAll + projectAll)
            same(repeated, again)
            let planned = plans[0] + plans[1]
            let budget = money(planned)
            let rate = share((again, basicAll + projectAll), of: (budget, planned), .executionRate)
            paragraph(
                "\(year)年度本部门全年预算数\(budget)，整体支出\(again)，\(pick(["预算执行率为", "执行率"]))\(rate)。")
        }
        threePublic()
        return Spending(
            basic: basicAll, project: projectAll, basicPlan: plans[0], projectPlan: plans[1])
    }

    private mutating func threePublic() {
        heading(2, "“三公”经费支出情况")
        let abroad = chance(0.7) ? 0 : amount(2...12)
        let (guests, cars) = (amount(1...18), amount(4...36))
        let all = abroad + guests + cars
        let total = money(all)
        let parts = [abroad, guests, cars].map { money($0) }
        sum(total, parts)
        paragraph(
            """
            \(setting.year)年“三公”经费支出\(total)，\
            \(change(total, all, before: before(all, -30...(-1))))。其中：因公出国（境）费\(parts[0])，公务接待费\
            \(parts[1])，公务用车购置及运行维护费\(parts[2])。
            """
        )
    }

    private mutating func results(_ total: Spending) {
        heading(2, "年度整体工作开展情况")
        for index in 0..<int(3...6) {
            let title = pick([
                "聚焦主责主业，推动重点任务落地见效。", "强化项目支撑，补齐发展短板。", "坚持民生为本，提升服务水平。", "深化改革创新，激发内生动力。",
            ])
            var prose: Prose = chance(0.5) ? Prose(title) : ""
            prose += achievement()
            if chance(0.5) { prose += distraction() }
            if index == 0 { prose += issuedDocuments() }
            numbered(prose)
        }
        heading(2, "部门整体支出的管理状况")
        paragraph(
            namedPoints(
                "重点抓好以下",
                some(
                    [
                        "健全内控制度，严格支出审批", "强化绩效目标管理，做到“花钱必问效”", "规范政府采购和资产管理",
                        "严控“三公”经费，厉行节约",
                    ], 3...4), "项", "工作"))
        if chance(0.7) {
            let (first, second) = (int(30...52), int(30...40))
            let third = int(5...8)
            let figures = [first, second, third].map {
                figure($0, decimals: 0, unit: "分", isCount: true)
            }
            let score = figure(first + second + third, decimals: 0, unit: "分", isCount: true)
            sum(score, figures, .counts)
            paragraph(
                """
                经自评，\(setting.year)年度部门整体支出绩效自评得分\(score)，其中投入与过程\(figures[0])、产出\(figures[1])、效益\
                与满意度\(figures[2])，等次为\
                \(first + second + third >= 90 ? "优" : first + second + third >= 80 ? "良" : "中")。
                """
            )
        }
    }

    private mutating func problemsAndSteps() {
        heading(1, "存在的问题及原因分析")
        for title in some(["预算编制精细化程度有待提高", "绩效指标设置不够科学", "项目资金支出进度偏慢", "财务人员专业素养有待提升"], 2...3) {
            heading(2, Prose(title))
            paragraph(
                Prose(
                    pick([
                        "由于部分项目前期准备不足、资金下达较晚，年度间支出不够均衡。", "个别指标量化不够，与实际工作结合不够紧密。",
                        "业务培训覆盖面不足，对绩效管理政策理解不深不透。",
                    ])))
        }
        heading(1, "下一步改进措施")
        for title in some(["细化预算编制", "加快支出进度", "加强业务培训", "强化结果应用"], 2...4) {
            heading(2, Prose(title))
            paragraph(distraction())
        }
    }

    /// 附表: funds by kind, with a row of totals.
    private mutating func fundsTable(_ total: Spending) {
        paragraph("附表：部门整体支出情况表")
        paragraph("单位：万元")
        let plan = [total.basicPlan, total.projectPlan]
        let done = [total.basic, total.project]
        var rows = [["项目", "全年预算数", "全年执行数", "执行率（%）"].map { TableCell(Prose($0)) }]
        var columns: [[Figure]] = [[], []]
        for (index, name) in ["基本支出", "项目支出", "合计"].enumerated() {
            let values =
                index < 2 ? (plan[index], done[index]) : (plan[0] + plan[1], done[0] + done[1])
            let (budget, spent) = (cell(values.0), cell(values.1))
            let rate = tableRate(spent, values.1, of: budget, values.0)
            columns[0].append(budget)
            columns[1].append(spent)
            rows.append([Prose(name), "\(budget)", "\(spent)", "\(rate)"].map { TableCell($0) })
        }
        for column in columns { sum(column[2], Array(column.prefix(2)), .table) }
        table(rows)
    }

    /// A percentage in a table whose heading or cell gives the %.
    mutating func tableRate(
        _ part: Figure, _ partValue: Int, of whole: Figure, _ wholeValue: Int,
        unit: String = "", _ breakClass: BreakClass = .executionRate
    ) -> Figure {
        let units = Rounding.halfUp(partValue * 10_000, wholeValue)
        let rate = figure(units, decimals: 2, unit: unit, form: NumberForm())
        offer(breakClass, .rate(rate), state(.ratio, [rate, part, whole]))
        return rate
    }
}
