/// 政府工作报告: the year's work in rates and lists, the next year's in targets.
extension ReportDraft {
    mutating func writeGovernmentWorkReport() {
        let year = setting.year
        outputs =
            Department.all.flatMap(\.outputs).shuffled(using: &random)
        write(toYuan: 1_000_000)
        targets = Array(0..<5).shuffled(using: &random)
        paragraph("政府工作报告")
        paragraph(
            """
            ——\(year + 1)年1月\(int(5...28))日在\(setting.place)第十\(pick(["六", "七", "八"]))届人民代表大会第\
            \(pick(["二", "三", "四"]))次会议上
            """
        )
        paragraph("各位代表：")
        paragraph("现在，我代表\(setting.level)人民政府向大会报告工作，请予审议，并请\(setting.level)政协委员和列席人员提出意见。")
        heading(1, "\(year)年工作回顾")
        let product = headline()
        let titles = [
            "综合实力稳步提升", "产业发展提质增效", "项目建设强力推进", "城乡面貌持续改善", "改革开放纵深拓展", "民生福祉不断增进", "安全底线坚决守牢",
        ]
        for index in some(Array(titles.indices), 4...6, ordered: true) {
            heading(2, Prose(chance(0.5) ? titles[index] + "。" : titles[index]))
            switch index {
            case 0: budget()
            case 1: industries()
            case 2: construction()
            case 4: opening()
            case 5: welfare()
            default:
                paragraph(achievement() + achievement())
                paragraph(distraction() + achievement())
            }
        }
        if chance(0.8) {
            let again = money(product.value, .yi)
            same(product.figure, again)
            paragraph(
                """
                各位代表！过去的一年，\(year)年地区生产总值\(again)，成绩来之不易。在看到成绩的同时，我们也清醒认识到：经济总量不大、财政收支矛盾突出、民生领域还有\
                短板。
                """
            )
        }
        heading(1, "\(year + 1)年工作安排")
        paragraph(
            """
            \(year + 1)年经济社会发展主要预期目标是：地区生产总值增长\(int(5...7))%左右，规模以上工业增加值增长\(int(6...9)).5%以上，固定资产\
            投资增长\(int(4...8))%，地方一般公共预算收入增长\(int(2...5))%左右，社会消费品零售总额增长\(int(5...8))%，居民人均可支配收入增长\
            与经济增长同步，城镇新增就业\(int(4...9))000人以上，城镇调查失业率控制在5.5%以内。
            """
        )
        paragraph(
            namedPoints(
                "实现上述目标，必须坚持以下",
                some(["坚持稳字当头、稳中求进", "坚持项目为王、实干为要", "坚持民生为本、共建共享", "坚持守正创新、敢闯敢试"], 3...4), "点", ""))
        for title in some(
            ["全力稳增长、扩内需", "聚力强产业、育动能", "着力抓改革、促开放", "倾力惠民生、守底线", "努力建设人民满意的政府"], 3...5,
            ordered: true)
        {
            heading(2, Prose(title))
            paragraph(target())
        }
        paragraph(
            """
            各位代表！使命呼唤担当，奋斗成就未来。让我们在中共\(setting.place)\(setting.level == "县" ? "" : "")委坚强领导下，为建设现\
            代化新\(setting.place)而努力奋斗！
            """
        )
    }

    private mutating func headline() -> (figure: Figure, value: Int) {
        let value = amount(1_200_000...19_000_000)
        let figure = money(value, .yi)
        let income = amount(90_000...460_000)
        let incomeFigure = money(income, .yi)
        let retail = amount(500_000...4_600_000)
        let retailFigure = money(retail, .yi)
        let (town, village) = (int(34_000...52_000), int(17_000...29_000))
        paragraph(
            """
            \(pick(["", "过去一年，"]))\(setting.year)年预计实现地区生产总值\(figure)，按可比价格计算增长\
            \(rate(int(45...75), decimals: 1))；规模以上工业增加值增长\(rate(int(52...98), decimals: 1))；\
            地方一般公共预算收入\(incomeFigure)，\
            \(change(incomeFigure, income, before: before(income, -4...12)))；\
            社会消费品零售总额\(retailFigure)，\
            \(change(retailFigure, retail, before: before(retail, 2...9), .rateOnly))；\
            城镇、农村居民人均可支配收入分别达到\(self.figure(town, decimals: 0, unit: "元"))、\
            \(self.figure(village, decimals: 0, unit: "元"))，分别增长\
            \(rate(int(38...60), decimals: 1))、\(rate(int(55...80), decimals: 1))。
            """
        )
        return (figure, value)
    }

    private mutating func budget() {
        let spent = amount(300_000...1_600_000)
        let part = part(spent, 70...84)
        let (total, figure) = (money(spent, .yi), money(part, .yi))
        let rate = share((figure, part), of: (total, spent))
        within(figure, total)
        paragraph(
            "一般公共预算支出\(total)，其中民生支出\(figure)，\(habits.shareWord)\(rate)。\(distraction())")
        let all = int(12_000...96_000)
        let firms = self.part(all, 22...40)
        let (subjects, companies) = (count(all, "户"), count(firms, "户"))
        within(companies, subjects)
        let net = max(10, self.part(all, 3...12))
        let grown = count(net, "户")
        let up = percent(net, of: all - net)
        offer(.growthRate, .rate(up), state(.growthFromChange(sign: 1), [up, subjects, grown]))
        paragraph("年末经营主体总量达到\(subjects)，净增\(grown)，增长\(up)，其中企业\(companies)。")
    }

    private mutating func industries() {
        let firms = int(60...480)
        let figure = count(firms, "家")
        let names = some(["绿色食品", "装备制造", "新型建材", "电子信息", "生物医药", "现代物流"], 3...5)
        let made = list(names, habits.chineseCounts ? "大" : "个", last: pick(["、", "和"]))
        paragraph(
            """
            做强\(made.list)\(made.count)\(pick(["主导产业", "优势产业"]))。规模以上工业企业达\(figure)，\
            \(change(figure, firms, before: countBefore(firms, 2...20)))。\
            新增省级专精特新中小企业\(count(int(3...26), "家"))，“一区三园”承载能力持续增强，技工贸总收入增长\(int(8...20))%左右。
            """
        )
        if chance(0.6) { paragraph(achievement()) }
        let parts = [int(6...60), int(10...90), int(4...30)]
        let total = count(parts.reduce(0, +), "个")
        let figures = parts.map { count($0, "个") }
        sum(total, figures, .counts)
        paragraph(
            """
            全年新签约项目\(total)，其中工业项目\(figures[0])、农业项目\(figures[1])、服务业项目\(figures[2])，包括投资50亿元以上项目\
            1个、5亿元以上项目3个。
            """
        )
    }

    /// Investment: number of projects, amounts at two levels, execution.
    private mutating func construction() {
        let kinds = [int(10...60), int(12...80), int(8...40)]
        let total = count(kinds.reduce(0, +), "个")
        let counts = kinds.map { count($0, "个") }
        sum(total, counts, .counts)
        let invested = kinds.map { _ in amount(90_000...900_000) }
        let all = invested.reduce(0, +)
        let plan = whole(all, 85...118)
        let (done, planned) = (money(all, .yi), money(plan, .yi))
        let figures = invested.map { money($0, .yi) }
        sum(done, figures, .grand)
        let rate = share((done, all), of: (planned, plan), .executionRate)
        paragraph(
            """
            实施重点项目\(total)，其中产业类\(counts[0])、基础设施类\(counts[1])、社会民生类\(counts[2])。\
            年度计划投资\(planned)，实际完成投资\(done)，占年度计划的\(rate)。按类别分，产业类完成\(figures[0])、基础设施类完成\
            \(figures[1])、社会民生类完成\(figures[2])。
            """
        )
        let roads = cut(invested[1], 3)
        let roadFigures = roads.map { money($0, .yi) }
        sum(figures[1], roadFigures)
        paragraph(
            "基础设施类投资由交通\(roadFigures[0])、水利\(roadFigures[1])、其他\(roadFigures[2])构成。\(achievement())"
        )
    }

    private mutating func opening() {
        let parts = [amount(200_000...1_600_000), amount(9_000...90_000)]
        let all = parts.reduce(0, +)
        let total = money(all, .yi)
        let figures = parts.map { money($0, .yi) }
        sum(total, figures)
        let share = share((figures[0], parts[0]), of: (total, all))
        paragraph(
            """
            全年实际到位资金\(total)，\(change(total, all, before: before(all)))。\
            其中：内资\(figures[0])，\(habits.shareWord)\(share)；外资\(figures[1])。
            """
        )
        let made = list(
            some(["“高效办成一件事”改革", "国有企业改革", "农村集体产权制度改革", "医药卫生体制改革", "“多规合一”改革"], 3...4),
            "项", last: pick(["、", "和"]))
        paragraph("统筹推进\(made.list)\(made.count)重点改革。\(distraction())")
    }

    private mutating func welfare() {
        let made = list(
            some(["城区停车难治理", "老旧小区改造", "农村供水提升", "“一老一小”服务", "乡镇卫生院改造", "校园食堂升级"], 4...6),
            pick(["件", "件", "项"]), last: pick(["、", "和"]))
        paragraph("办好\(made.list)\(made.count)民生实事，全部按期完成。")
        let jobs = int(3_000...16_000)
        let plan = whole(jobs, 101...126)
        let (done, planned) = (count(jobs, "人"), count(plan, "人"))
        let rate = share((done, jobs), of: (planned, plan), .executionRate)
        paragraph(
            "城镇新增就业\(done)，完成年度任务\(planned)的\(rate)，“零就业”家庭动态清零。\(achievement())\(achievement())")
    }

    /// What is planned; each plan once.
    private mutating func target() -> Prose {
        let low = int(2...9) * 10
        switch targets.popLast() {
        case 0:
            return
                "实施重点项目\(low)个以上，完成年度投资\(int(20...90))亿元左右，工业投资占比提高2个百分点。"
        case 1:
            return
                "新增规模以上工业企业\(low)家左右，高新技术企业达到\(low * 2)家以上，技改投资增长10%–15%。"
        case 2: return "一是稳就业促增收，二是强教育优医疗，三是兜底线保安全，确保民生支出占比保持在75%以上。"
        case 3:
            return
                "新建高标准农田\(int(2...6))万亩，粮食播种面积稳定在\(int(40...90))万亩以上，建设美丽乡村示范片\(int(3...8))个。"
        default: return "严格落实过紧日子要求，“三公”经费只减不增，\(setting.year + 1)年一般性支出压减5%以上。"
        }
    }
}
