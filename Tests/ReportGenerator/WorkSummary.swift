/// 年度工作总结: counts, growth, lists and plans of a department.
extension ReportDraft {
    mutating func writeWorkSummary() {
        let year = setting.year
        paragraph("\(setting.office)\(pick(["\(year)年工作总结及\(year + 1)年工作打算", "\(year)年度工作总结"]))")
        paragraph(
            """
            \(year)年，在\(setting.level)委、\(setting.level)政府的坚强领导下，我局坚持以习近平新时代中国特色社会主义思想为指导，聚焦“十四五”\
            目标任务，各项工作取得新成效。现将有关情况总结如下：
            """
        )
        heading(1, Prose(pick(["主要工作及成效", "\(year)年工作开展情况", "工作完成情况"])))
        let titles = [
            "坚持党建引领，队伍建设全面加强", "聚焦主责主业，重点任务有力推进", "突出项目带动，发展基础不断夯实", "践行为民宗旨，民生实事落地见效",
            "深化改革创新，治理水平持续提升", "守牢安全底线，行业形势总体平稳",
        ]
        let bodies = some([0, 1, 2, 3, 4, 5], 4...6, ordered: true)
        var topic: Figure?
        for index in bodies {
            heading(2, Prose(titles[index]))
            switch index {
            case 0: paragraph(party())
            case 2: topic = projects()
            case 3: paragraph(livelihood())
            case 4:
                paragraph(issuedDocuments())
                fallthrough
            default:
                for _ in 0..<int(2...3) {
                    let prose = achievement()
                    paragraph(chance(0.4) ? prose + distraction() : prose)
                }
            }
        }
        heading(1, "\(pick(["存在的主要问题", "存在的困难和不足"]))")
        paragraph(
            namedPoints(
                "对照高质量发展要求，还存在以下",
                some(["重点项目推进不够平衡", "基层基础仍较薄弱", "人才队伍结构有待优化", "信息化水平不高"], 3...4),
                "个", pick(["方面的问题", "问题", "短板"])
            )
            .with(pick(["下一步将认真加以解决。", ""])))
        heading(1, Prose("\(year + 1)年工作\(pick(["打算", "计划", "思路"]))"))
        outputs = setting.department.outputs.shuffled(using: &random)
        for title in some(["抓实重点项目", "提升服务质效", "强化安全监管", "加强自身建设"], 2...4, ordered: true) {
            heading(2, Prose(title))
            paragraph(plan())
        }
        if let topic, chance(0.6) {
            let again = count(topic.units, "个")
            same(topic, again)
            paragraph(
                "总的来看，\(year)年全系统实施重点项目\(again)，为\(year + 1)年工作打下了坚实基础。")
        }
        if chance(0.6) { outputsTable() }
        if chance(0.5) { paragraph(contact()) }
    }

    private mutating func party() -> Prose {
        let meetings = int(8...36)
        var prose: Prose =
            """
            全年召开党组会\(count(meetings, "次"))、理论学习中心组学习\(count(int(8...16), "次"))，开展警示教育\
            \(count(int(2...9), "场"))、\(count(int(2...9) * 100, "余人次"))。
            """
        let branches = [int(2...9), int(3...12)]
        let total = count(branches.reduce(0, +), "个")
        let figures = branches.map { count($0, "个") }
        sum(total, figures, .counts)
        prose +=
            "现有党支部\(total)，包括机关党支部\(figures[0])、直属单位党支部\(figures[1])。"
        prose += people()
        return prose
    }

    /// Projects: investment, sum by kind, execution; the number of projects.
    private mutating func projects() -> Figure {
        let kinds = [int(2...16), int(3...22), int(1...12)]
        let total = count(kinds.reduce(0, +), "个")
        let figures = kinds.map { count($0, "个") }
        sum(total, figures, .counts)
        let states = pick([["续建", "新建", "前期"], ["竣工", "在建", "开展前期工作的"]])
        let unit: MoneyUnit = chance(0.3) ? .yi : .wan
        let kept = grain
        if unit == .yi { write(toYuan: 1_000_000) }
        let invested = kinds.map { _ in amount(2_000...36_000) }
        let all = invested.reduce(0, +)
        let sumFigure = money(all, unit)
        let moneys = invested.map { money($0, unit) }
        let planned = whole(all, 82...118)
        let plan = money(planned, unit)
        let rate = share((sumFigure, all), of: (plan, planned), .executionRate)
        paragraph(
            """
            \(setting.year)年全系统实施重点项目\(total)，其中\
            \(zip(states, figures).map { "\($0)项目\($1)" as Prose }.joined("、"))。\
            计划投资\(plan)，实际完成投资\(sumFigure)，占年度计划的\(rate)。
            """
        )
        var detail: Prose = ""
        if chance(0.6) {
            let central = portion(invested[0], 30...80)
            let upper = [central, invested[0] - central].map { money($0, unit) }
            sum(moneys[0], upper)
            sum(sumFigure, moneys, .grand)
            detail = "上级补助资金中，中央资金\(upper[0])，省级资金\(upper[1])。"
        } else {
            sum(sumFigure, moneys)
        }
        grain = kept
        paragraph(
            """
            从资金来源看，完成投资由\
            \(zip(["上级补助资金", "地方财政资金", "社会资金"], moneys).map { "\($0)\($1)" as Prose }.joined("、"))\
            构成。\(detail)
            """
        )
        if chance(0.6) {
            let names = some(setting.department.projects, 3...5)
            let made = list(names, "大工程", joiner: "、", last: pick(["、", "和"]))
            paragraph("统筹推进\(made.list)\(made.count)，均按时间节点完成阶段性任务。")
        }
        return total
    }

    /// Averages, household figures and net growth.
    private mutating func livelihood() -> Prose {
        let homes = int(120...6_800)
        let each = int(800...9_600)
        let all = homes * each
        let (number, total) = (count(homes, "户"), money(all))
        let average = figure(
            each, decimals: 0, unit: "元", isCount: false,
            form: NumberForm(separators: habits.separators))
        _ = state(.average, [average, total, number])
        var prose: Prose = "全年发放补助资金\(total)，惠及群众\(number)，户均\(average)。"
        let end = int(60...2_600)
        let net = max(2, part(end, 3...22))
        let (last, grown) = (count(end, "家"), count(net, "家"))
        let rate = percent(net, of: end - net)
        offer(.growthRate, .rate(rate), state(.growthFromChange(sign: 1), [rate, last, grown]))
        prose += "年末服务网点总数达到\(last)，净增\(grown)，增速为\(rate)。"
        let answered = int(400...9_600)
        let done = part(answered, 91...99)
        let (asked, solved) = (count(answered, "件"), count(done, "件"))
        let solvedRate = share((solved, done), of: (asked, answered))
        within(solved, asked)
        prose += "受理群众诉求\(asked)，按期办结\(solved)，办结率\(solvedRate)。"
        prose += distraction()
        return prose
    }

    private mutating func plan() -> Prose {
        guard let output = outputs.popLast() else { return "进一步转变作风，狠抓落实。" }
        let target = int(output.size) / 10 * 10 + 10
        return pick([
            """
            力争全年\(output.verb)\(output.noun)\(count(target, output.unit))以上，群众满意度达到95%左右。
            """,
            """
            计划\(output.verb)\(output.noun)\(count(target, output.unit))，确保任务完成率达到100%，群众满意度提高2个百分\
            点以上。
            """,
            "围绕“1+3+X”工作布局，谋划\(output.noun)领域打基础、利长远的项目，预计投入\(int(3...9))000万元左右。",
        ])
    }

    /// A table of outputs with last year's numbers and rates, or of units with a total.
    private mutating func outputsTable() {
        let units = some(setting.department.units, 3...5)
        paragraph("附：\(setting.year)年各单位工作任务完成情况统计表")
        paragraph(Prose(pick(["单位：件、场次", "计量单位：件、场次"])))
        var rows = [["单位", "办理事项", "开展活动", "小计"].map { TableCell(Prose($0)) }]
        var columns: [[Figure]] = [[], [], []]
        var sums = [0, 0]
        for unit in units + ["合计"] {
            let values = unit == "合计" ? sums : [int(20...900), int(3...90)]
            if unit != "合计" { sums = [sums[0] + values[0], sums[1] + values[1]] }
            let figures = (values + [values[0] + values[1]]).map {
                figure(
                    $0, decimals: 0, unit: "", isCount: true,
                    form: NumberForm(separators: habits.tableSeparators))
            }
            sum(figures[2], Array(figures.prefix(2)), .table)
            for index in columns.indices { columns[index].append(figures[index]) }
            rows.append([TableCell(Prose(unit))] + figures.map { TableCell("\($0)") })
        }
        for column in columns {
            if let total = column.last { sum(total, Array(column.dropLast()), .table) }
        }
        table(rows)
    }
}

extension Prose {
    func with(_ words: String) -> Prose { words.isEmpty ? self : self + Prose(words) }
}
