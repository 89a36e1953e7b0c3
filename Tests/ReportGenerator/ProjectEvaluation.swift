/// 项目支出绩效自评报告, with the tables of funds and of indicators.
extension ReportDraft {
    /// 元 budgeted and spent from each source.
    private struct Funds {
        let names: [String]
        let planned: [Int]
        let spent: [Int]
        var plannedAll: Int { planned.reduce(0, +) }
        var spentAll: Int { spent.reduce(0, +) }
    }

    /// An indicator: its place in the tree, its full points and the points got, in tenths.
    private struct Indicator {
        let first: String
        let second: String
        let name: String
        let target: String
        let full: Int
        let got: Int
    }

    mutating func writeProjectEvaluation() {
        let year = setting.year
        let project = pick(setting.department.projects)
        paragraph("\(setting.office)\(year)年“\(project)”项目支出绩效自评报告")
        if chance(0.7) { paragraph(legalBasis()) }
        heading(1, "项目基本情况")
        heading(2, "项目概况")
        paragraph(overview(project))
        heading(2, "项目资金情况")
        let funds = fundsProse(project)
        heading(2, "项目绩效目标")
        let goals = some(["补齐短板弱项", "提升服务能力", "改善群众生产生活条件", "健全长效机制", "防范安全风险"], 3...4)
        let made = list(goals, "个", last: pick(["、", "和"]))
        paragraph("项目总体目标包括\(made.list)共\(made.count)方面。\(distraction())")
        heading(1, "绩效自评工作开展情况")
        paragraph(
            namedPoints(
                "自评工作分为",
                some(
                    ["成立工作小组，制定自评方案", "收集整理资料，开展现场核查", "对照指标评分，撰写自评报告", "征求意见，修改完善"], 3...4,
                    ordered: true),
                "个", "阶段进行"))
        let indicators = indicators()
        heading(1, pick(["综合评价情况及评价结论", "自评结论"]))
        conclusion(indicators)
        heading(1, "绩效指标分析")
        analysis(funds)
        heading(1, "存在的问题及原因分析")
        let problems = [
            "部分项目前期工作深度不够，实施进度受到一定影响。", "个别指标设置偏低，量化程度有待提高。", "后期管护机制还不够健全。",
        ]
        for problem in some(problems, 1...2) { numbered(Prose(problem)) }
        heading(1, Prose(pick(["有关建议", "下一步改进措施"])))
        paragraph("加强项目库建设，力争\(year + 1)年资金支付进度提高5个百分点以上。\(contact())")
        fundsTable(funds)
        indicatorTable(indicators)
    }

    private mutating func overview(_ project: String) -> Prose {
        let places = [int(3...16), int(4...22)]
        let all = count(places.reduce(0, +), "个")
        let figures = places.map { count($0, "个") }
        sum(all, figures, .counts)
        let people = int(900...26_000)
        let helped = count(people, "人")
        let poor = count(part(people, 8...40), "人")
        within(poor, helped)
        return
            """
            \(project)项目经\(setting.level)发展和改革局批复（\(setting.mark)发改审〔\(setting.year - 1)〕\
            \(int(3...160))号），由\(setting.office)组织实施，建设地点涉及乡镇（街道）\(all)，其中\(pick(["乡镇", "山区乡镇"]))\
            \(figures[0])、\(pick(["街道和园区", "平原乡镇和街道"]))\(figures[1])。项目于\(setting.year)年\
            \(int(2...5))月开工，当年\(int(9...12))月完工，直接受益群众\(helped)，其中脱贫人口和监测对象\(poor)。
            """
    }

    /// Budget by source at two levels, spending by use, the rate of execution.
    private mutating func fundsProse(_ project: String) -> Funds {
        let names = ["中央补助资金", "省级补助资金", setting.level + "级配套资金", "自筹资金"]
        let planned = [amount(200...2_600), amount(80...900), amount(60...800), amount(10...300)]
        let spent = planned.map { chance(0.3) ? $0 : portion($0, 84...100) }
        let funds = Funds(names: names, planned: planned, spent: spent)
        let year = setting.year
        let total = money(funds.plannedAll)
        let figures = planned.map { money($0) }
        if chance(0.6) {
            let (upper, lower) = (money(planned[0] + planned[1]), money(planned[2] + planned[3]))
            sum(total, [upper, lower], .grand)
            sum(upper, Array(figures[0...1]))
            sum(lower, Array(figures[2...3]))
            paragraph(
                """
                \(year)年项目预算资金总额\(total)，由上级资金\(upper)和本级资金\(lower)构成。上级资金中，\(names[0])\
                \(figures[0])、\(names[1])\(figures[1])；本级资金中，\(names[2])\(figures[2])、\(names[3])\
                \(figures[3])。
                """
            )
        } else {
            sum(total, figures)
            paragraph("\(year)年项目预算资金总额\(total)\(breakdown(names, figures))。")
        }
        let uses = some(["工程建设费", "设备购置费", "设计监理费", "材料费", "劳务费"], 2...4) + ["其他费用"]
        let values = cut(funds.spentAll, uses.count)
        let spentFigure = money(funds.spentAll)
        let useFigures = values.map { money($0) }
        sum(spentFigure, useFigures)
        let rate = share(
            (spentFigure, funds.spentAll), of: (total, funds.plannedAll), .executionRate)
        let told = zip(uses, zip(useFigures, values)).map { name, part -> Prose in
            let figure = part.0
            guard chance(0.5) else { return "\(name)\(figure)" }
            let share = share((figure, part.1), of: (spentFigure, funds.spentAll))
            return "\(name)\(figure)，\(habits.shareWord)\(share)"
        }
        paragraph(
            "截至\(year)年12月31日，项目实际支出\(spentFigure)，预算执行率\(rate)。按用途分，\(told.joined("；"))。")
        if chance(0.6) {
            let again = money(funds.spentAll)
            same(spentFigure, again)
            paragraph(
                """
                项目实际支出\(again)，\(change(again, funds.spentAll, before: before(funds.spentAll)))，均\
                按规定实行国库集中支付，未发现截留、挤占、挪用现象。
                """
            )
        }
        return funds
    }

    private mutating func indicators() -> [Indicator] {
        let output = outputs.popLast() ?? setting.department.outputs[0]
        let number = "≥\(int(output.size))\(output.unit)"
        let rows: [(String, String, String, String, Int)] = [
            ("产出指标", "数量指标", output.verb + output.noun, number, 150),
            ("产出指标", "质量指标", "验收合格率", "100%", 100),
            ("产出指标", "质量指标", "资金使用合规率", "100%", 50),
            ("产出指标", "时效指标", "项目按时完工率", "≥95%", 100),
            ("产出指标", "成本指标", "成本控制率", "≤100%", 100),
            ("效益指标", "经济效益指标", "带动群众增收", "有效带动", 100),
            ("效益指标", "社会效益指标", "受益群众覆盖率", "≥90%", 100),
            ("效益指标", "可持续影响指标", "长效管护机制", "建立健全", 100),
            ("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥90%", 100),
        ]
        return rows.map { row in
            Indicator(
                first: row.0, second: row.1, name: row.2, target: row.3, full: row.4,
                got: chance(0.6) ? row.4 : row.4 - int(2...18))
        }
    }

    private func executionPoints(_ funds: Funds) -> Int {
        min(100, Rounding.halfUp(funds.spentAll * 100, funds.plannedAll))
    }

    private mutating func conclusion(_ indicators: [Indicator]) {
        func got(_ first: String) -> Int {
            indicators.filter { $0.first == first }.reduce(0) { $0 + $1.got }
        }
        let values = [got("产出指标"), got("效益指标"), got("满意度指标")]
        let figures = values.map { figure($0, decimals: 1, unit: "分", isCount: true) }
        let total = figure(values.reduce(0, +), decimals: 1, unit: "分", isCount: true)
        sum(total, figures, .counts)
        paragraph(
            """
            经综合评价，除预算执行率外的各项绩效指标（满分90分）合计得分\(total)，其中产出指标\(figures[0])、效益指标\(figures[1])、满意度指标\
            \(figures[2])。
            """
        )
    }

    private mutating func analysis(_ funds: Funds) {
        heading(2, "产出指标完成情况")
        for _ in 0..<int(2...3) { paragraph(achievement()) }
        if chance(0.7) { paragraph(issuedDocuments()) }
        heading(2, "效益指标完成情况")
        let homes = int(120...4_800)
        let each = int(300...4_200)
        let (number, total) = (count(homes, "户"), money(homes * each))
        let average = figure(
            each, decimals: 0, unit: "元", form: NumberForm(separators: habits.separators))
        _ = state(.average, [average, total, number])
        paragraph("项目带动\(number)农户增收\(total)，户均增收\(average)。\(distraction())")
        heading(2, "满意度指标完成情况")
        let sent = int(120...900)
        let valid = part(sent, 88...99)
        let pleased = part(valid, 90...99)
        let figures = [sent, valid, pleased].map { count($0, "份") }
        within(figures[1], figures[0])
        let validRate = share((figures[1], valid), of: (figures[0], sent))
        let pleasedRate = share((figures[2], pleased), of: (figures[1], valid))
        paragraph(
            """
            共发放调查问卷\(figures[0])，收回有效问卷\(figures[1])，有效回收率\(validRate)；\
            其中表示满意的\(figures[2])，占有效问卷的\(pleasedRate)。
            """
        )
    }

    private mutating func fundsTable(_ funds: Funds) {
        paragraph("附件1：\(setting.year)年度项目资金使用情况表")
        paragraph(Prose(pick(["单位：万元", "金额单位：万元"])))
        var rows = [
            [
                TableCell("资金来源", rowSpan: 2), TableCell("预算执行情况", columnSpan: 3),
                TableCell("备注", rowSpan: 2),
            ],
            ["全年预算数", "全年执行数", "执行率"].map { TableCell(Prose($0)) },
        ]
        var columns: [[Figure]] = [[], []]
        let totalFirst = chance(0.5)
        let all = ("年度资金总额", funds.plannedAll, funds.spentAll)
        let parts = funds.names.indices.map {
            (funds.names[$0], funds.planned[$0], funds.spent[$0])
        }
        for (name, planned, spent) in totalFirst ? [all] + parts : parts + [all] {
            let (budget, done) = (cell(planned), cell(spent))
            let rate = tableRate(done, spent, of: budget, planned, unit: "%")
            columns[0].append(budget)
            columns[1].append(done)
            rows.append(
                [Prose(name), "\(budget)", "\(done)", "\(rate)", ""].map { TableCell($0) })
        }
        for column in columns {
            let total = totalFirst ? column[0] : column[column.count - 1]
            sum(total, totalFirst ? Array(column.dropFirst()) : Array(column.dropLast()), .table)
        }
        table(rows)
    }

    /// 一级指标 in merged cells, points that add up to those of the whole.
    private mutating func indicatorTable(_ indicators: [Indicator]) {
        paragraph("附件2：项目支出绩效指标评分表")
        var rows = [
            ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分"].map { TableCell(Prose($0)) }
        ]
        func points(_ tenths: Int) -> (units: Int, decimals: Int) {
            tenths % 10 == 0 ? (tenths / 10, 0) : (tenths, 1)
        }
        var columns: [[Figure]] = [[], []]
        let form = NumberForm()
        for (index, indicator) in indicators.enumerated() {
            let figures = [indicator.full, indicator.got].map {
                figure(
                    points($0).units, decimals: points($0).decimals, unit: "", isCount: true,
                    form: form)
            }
            for column in columns.indices { columns[column].append(figures[column]) }
            var row = [Prose(indicator.second), Prose(indicator.name), Prose(indicator.target)].map
            {
                TableCell($0)
            }
            if index == 0 || indicators[index - 1].first != indicator.first {
                let height = indicators.count { $0.first == indicator.first }
                row.insert(TableCell(Prose(indicator.first), rowSpan: height), at: 0)
            }
            rows.append(row + figures.map { TableCell("\($0)") })
        }
        let sums = [indicators.reduce(0) { $0 + $1.full }, indicators.reduce(0) { $0 + $1.got }]
            .map {
                figure(
                    points($0).units, decimals: points($0).decimals, unit: "", isCount: true,
                    form: form)
            }
        for column in columns.indices { sum(sums[column], columns[column], .table) }
        rows.append(
            [TableCell("合计", columnSpan: 4)] + sums.map { TableCell("\($0)") })
        table(rows)
        if chance(0.6) { paragraph("注：预算执行率10分另计，本表分值不含该项；定性指标按达成程度分档计分。") }
    }
}
