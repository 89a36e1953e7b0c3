/// The sections of 部门决算公开说明 after those on the whole.
extension ReportDraft {
    /// “三公”经费: three parts, one of them a sum itself, and the counts that must be published.
    mutating func travelSection() {
        let year = setting.year
        heading(1, "财政拨款“三公”经费支出决算情况\(habits.suffix)")
        let abroad = chance(0.7) ? 0 : amount(2...16)
        let guests = amount(1...24)
        let buying = chance(0.7) ? 0 : amount(10...36)
        let running = amount(4...42)
        let cars = buying + running
        let all = abroad + guests + cars
        let plan = [abroad, guests, cars].map { portion($0, 100...160) }
        heading(2, "总体情况")
        let (total, budget) = (money(all), money(plan.reduce(0, +)))
        let rate = share((total, all), of: (budget, plan.reduce(0, +)), .executionRate)
        paragraph(
            """
            \(year)年度“三公”经费财政拨款支出预算为\(budget)，支出决算为\(total)，完成预算的\(rate)，\
            \(change(total, all, before: before(all, -40...20)))。
            """
        )
        heading(2, "具体情况")
        let parts = [abroad, guests, cars].map { money($0) }
        sum(total, parts, .grand)
        let shares = zip(parts, [abroad, guests, cars]).map { share(($0, $1), of: (total, all)) }
        paragraph(
            """
            “三公”经费财政拨款支出决算中，因公出国（境）费支出决算\(parts[0])，\(habits.shareWord)\(shares[0])；\
            公务接待费支出决算\(parts[1])，\(habits.shareWord)\(shares[1])；公务用车购置及运行维护费支出决算\(parts[2])，\
            \(habits.shareWord)\(shares[2])。
            """
        )
        let guestFigure = money(guests)
        _ = state(.same, [parts[1], guestFigure])
        let visits = int(8...120)
        numbered(
            """
            公务接待费支出\(guestFigure)，国内公务接待\(count(visits, "批次"))、\
            \(count(visits * int(6...12), "人次"))（不包括陪同人员），主要用于上级部门检查指导和兄弟单位学习交流。
            """
        )
        let carFigure = money(cars)
        _ = state(.same, [parts[2], carFigure])
        let (bought, run) = (money(buying), money(running))
        sum(carFigure, [bought, run])
        let kept = int(2...16)
        numbered(
            """
            公务用车购置及运行维护费支出\(carFigure)，其中：公务用车购置支出\(bought)，公务用车运行维护费支出\(run)。\
            截至\(year)年12月31日，开支财政拨款的公务用车保有量为\(count(kept, "辆"))。
            """
        )
    }

    mutating func fundSentence(_ value: Int) -> Prose {
        let figure = money(value)
        return
            """
            \(setting.year)年度政府性基金预算财政拨款支出\(figure)，\
            \(change(figure, value, before: before(value)))，主要用于\
            \(pick(setting.department.projects))。
            """
    }

    mutating func otherMatters(_ accounts: Accounts, _ office: Int) {
        let year = setting.year
        heading(1, "其他重要事项的情况说明")
        heading(2, "机关运行经费支出情况")
        let value = portion(office, 70...100)
        let figure = money(value)
        paragraph(
            """
            本部门\(year)年度机关运行经费支出\(figure)，\(change(figure, value, before: before(value)))，主要原因是\
            \(pick(["办公用房维修", "压减一般性支出", "人员增减变动"]))。
            """
        )
        heading(2, "政府采购支出情况")
        let all = portion(accounts.spentAll, 5...45)
        let parts = cut(all, 3)
        let (total, figures) = (money(all), parts.map { money($0) })
        sum(total, figures)
        let small = portion(all, 40...95)
        let smallFigure = money(small)
        within(smallFigure, total)
        let rate = share((smallFigure, small), of: (total, all))
        paragraph(
            """
            本部门\(year)年度政府采购支出总额\(total)，其中：政府采购货物支出\(figures[0])、政府采购工程支出\(figures[1])、政府采购服务支出\
            \(figures[2])。授予中小企业合同金额\(smallFigure)，占政府采购支出总额的\(rate)。
            """
        )
        heading(2, "国有资产占用情况")
        let cars = [int(0...2), int(1...4), int(1...8), int(0...6)]
        let carTotal = count(cars.reduce(0, +), "辆")
        let carFigures = cars.map { count($0, "辆") }
        sum(carTotal, carFigures, .counts)
        paragraph(
            """
            截至\(year)年12月31日，本部门共有车辆\(carTotal)，其中：机要通信用车\(carFigures[0])、应急保障用车\(carFigures[1])、\
            执法执勤用车\(carFigures[2])、其他用车\(carFigures[3])；单位价值100万元以上设备\(count(int(0...3), "台（套）"))\
            。
            """
        )
        heading(2, "预算绩效情况")
        let projects = some(setting.department.projects, 3...5)
        let made = list(projects.map { $0 + "项目" }, "个", last: pick(["、", "和"]))
        let fund = amount(200...2_600)
        paragraph(
            """
            组织对\(made.list)共\(made.count)项目开展绩效自评，涉及资金\(money(fund))。\
            \(plainOr(contact(), distraction()))
            """
        )
    }

    private mutating func plainOr(_ one: Prose, _ other: Prose) -> Prose {
        chance(0.5) ? one : other
    }

    mutating func reason(_ more: Bool) -> String {
        more
            ? pick(["主要原因是上级专项资金增加", "主要是人员经费和项目支出增加", "主要原因是新增民生项目"])
            : pick(["主要原因是压减一般性支出", "主要是项目完工、支出减少", "主要原因是机构改革、人员划转"])
    }

    /// 收入支出决算总表, both halves in one table.
    mutating func accountsTable(_ accounts: Accounts) {
        paragraph("附件：收入支出决算总表")
        paragraph(Prose(pick(["单位：万元", "金额单位：万元", "公开01表    单位：万元"])))
        let carriedIn = accounts.carriedIn
        let left: [(String, Int)] = [
            ("一、财政拨款收入", accounts.income[0]), ("二、事业收入", accounts.income[1]),
            ("三、其他收入", accounts.income[2]),
        ]
        let right: [(String, Int)] = [
            ("一、基本支出", accounts.basic), ("二、项目支出", accounts.project), ("三、经营支出", 0),
        ]
        var rows = [
            [TableCell("收入", columnSpan: 2), TableCell("支出", columnSpan: 2)],
            ["项目", "决算数", "项目", "决算数"].map { TableCell(Prose($0)) },
        ]
        let incomes = left.map { cell($0.1) }
        let spendings = right.map { cell($0.1) }
        for index in left.indices {
            rows.append(
                [
                    Prose(left[index].0), "\(incomes[index])", Prose(right[index].0),
                    "\(spendings[index])",
                ]
                .map { TableCell($0) })
        }
        let sums = [cell(accounts.incomeAll), cell(accounts.spentAll)]
        let carried = [cell(carriedIn), cell(accounts.carriedOut)]
        let grand = [
            cell(accounts.incomeAll + carriedIn), cell(accounts.spentAll + accounts.carriedOut),
        ]
        sum(sums[0], incomes, .table)
        sum(sums[1], spendings, .table)
        sum(grand[0], [sums[0], carried[0]], .table)
        sum(grand[1], [sums[1], carried[1]], .table)
        for (names, figures) in [
            (("本年收入合计", "本年支出合计"), sums), (("年初结转和结余", "年末结转和结余"), carried),
            (("总计", "总计"), grand),
        ] {
            rows.append(
                [Prose(names.0), "\(figures[0])", Prose(names.1), "\(figures[1])"].map {
                    TableCell($0)
                })
        }
        table(rows)
        if chance(0.5) { paragraph("注：本表反映部门本年度的总收支和年末结转结余情况。") }
    }
}
