/// 统计公报: money, schools, health, incomes and the table of people.
extension ReportDraft {
    mutating func finance() {
        let (tax, other) = (amount(60_000...460_000), amount(30_000...160_000))
        let all = tax + other
        let (total, first, second) = (money(all, .yi), money(tax, .yi), money(other, .yi))
        sum(total, [first, second])
        let rate = share((first, tax), of: (total, all))
        paragraph(
            """
            全年地方一般公共预算收入\(total)，\(change(total, all, before: before(all, -6...12)))。\
            其中，税收收入\(first)，占一般公共预算收入的比重为\(rate)；非税收入\(second)。
            """
        )
        let saved = amount(3_000_000...16_000_000)
        let savedFigure = money(saved, .yi)
        let home = money(part(saved, 60...85), .yi)
        within(home, savedFigure)
        let old = before(saved, 4...14)
        paragraph(
            """
            年末金融机构本外币各项存款余额\(savedFigure)，\
            \(change(savedFigure, saved, before: old))\
            ，其中住户存款余额\(home)。
            """
        )
    }

    mutating func schools() {
        let numbers = [int(60...460), int(40...260), int(20...120), int(4...36), int(2...12)]
        let total = count(numbers.reduce(0, +), "所")
        let figures = numbers.map { count($0, "所") }
        sum(total, figures, .counts)
        paragraph(
            """
            年末\(setting.whole)共有各级各类学校\(total)，其中幼儿园\(figures[0])、小学\(figures[1])、初中\(figures[2])\
            、普通高中\(figures[3])、中等职业学校\(figures[4])。九年义务教育巩固率99.\(int(1...9))%，高中阶段毛入学率9\
            \(int(3...8)).\(int(1...9))%。
            """
        )
        let patents = int(300...3_600)
        let figure = count(patents, "件")
        let invention = count(part(patents, 10...36), "件")
        within(invention, figure)
        paragraph(
            """
            全年专利授权量\(figure)，\(change(figure, patents, before: countBefore(patents)))，其中发明专利\
            \(invention)。研究与试验发展（R&D）经费投入强度（\(setting.year - 1)年）为\(int(1...2)).\(int(10...99))%。
            """
        )
    }

    mutating func health() {
        let numbers = [int(8...60), int(300...1_900), int(4...20), int(1...9)]
        let total = count(numbers.reduce(0, +), "个")
        let figures = numbers.map { count($0, "个") }
        sum(total, figures, .counts)
        let staff = int(2_600...26_000)
        let staffFigure = count(staff, "人")
        let doctors = count(part(staff, 32...42), "人")
        let nurses = count(part(staff, 42...50), "人")
        within(doctors, staffFigure)
        within(nurses, staffFigure)
        paragraph(
            """
            年末共有医疗卫生机构\(total)，其中医院\(figures[0])，基层医疗卫生机构\(figures[1])，专业公共卫生机构\(figures[2])，其他机构\
            \(figures[3])。卫生技术人员\(staffFigure)，其中执业（助理）医师\(doctors)，注册护士\(nurses)。
            """
        )
        paragraph(
            """
            年末参加城乡居民基本养老保险人数\(figure(int(2_000...9_900), decimals: 2, unit: "万人", scale: 10_000))\
            ，基本医疗保险参保率稳定在95%以上。\(distraction())
            """
        )
    }

    /// Incomes per head, whose average is none of the sums of its parts.
    mutating func living(_ people: Int) {
        let (town, village) = (int(34_000...52_000), int(17_000...29_000))
        let weight = int(45...70)
        let all = village + (town - village) * weight / 100
        let (townOld, villageOld) = (before(town, 3...7), before(village, 5...9))
        var told: [Prose] = []
        for (name, value, old) in [
            ("城镇居民人均可支配收入", town, townOld), ("农村居民人均可支配收入", village, villageOld),
        ] {
            let figure = figure(value, decimals: 0, unit: "元")
            told.append("\(name)\(figure)，\(change(figure, value, before: old))")
        }
        // The average grows with the towns, too.
        let allOld = villageOld + (townOld - villageOld) * (weight * 10 - 4) / 1_000
        let figure = figure(all, decimals: 0, unit: "元")
        let ratio = Rounding.halfUp(town * 100, village)
        paragraph(
            """
            全年全体居民人均可支配收入\(figure)，\(change(figure, all, before: allOld))。\
            按常住地分，\(told.joined("；"))。城乡居民收入比为\(ratio / 100).\(ratio / 10 % 10)\(ratio % 10)\
            \(habits.ratioSign)1。
            """
        )
    }

    mutating func notes() {
        paragraph("注：")
        paragraph("1.本公报中\(setting.year)年数据均为初步统计数，部分数据因四舍五入的原因，存在与分项合计不等的情况。")
        paragraph("2.地区生产总值、各产业增加值绝对数按现价计算，增长速度按不变价格计算。")
        paragraph("3.规模以上工业统计范围为年主营业务收入2000万元及以上的工业企业。")
    }

    /// Three ways to divide one population, each with the whole at the top.
    mutating func populationTable(_ people: Int, _ town: Int) {
        paragraph("表1  \(setting.year)年年末人口数及其构成")
        var rows = [["指标", "年末数（万人）", "比重（%）"].map { TableCell(Prose($0)) }]
        func cellOf(_ number: Int, _ draft: inout ReportDraft) -> (Figure, Figure) {
            let figure = draft.figure(
                Rounding.halfUp(number, 100), decimals: 2, unit: "", scale: 10_000,
                form: NumberForm())
            let share = draft.figure(
                Rounding.halfUp(number * 10_000, people), decimals: 2, unit: "", form: NumberForm())
            return (figure, share)
        }
        let all = cellOf(people, &self)
        rows.append(["常住人口", "\(all.0)", "100.00"].map { TableCell($0) })
        let men = people * int(505...520) / 1_000
        let (young, old) = (people * int(140...200) / 1_000, people * int(180...260) / 1_000)
        let groups = [
            [("其中：城镇", town), ("      乡村", people - town)],
            [("其中：男性", men), ("      女性", people - men)],
            [
                ("其中：0—15岁", young), ("      16—59岁", people - young - old),
                ("      60周岁及以上", old),
            ],
        ]
        for group in groups {
            let figures = group.map { name, number -> Figure in
                let made = cellOf(number, &self)
                offer(.share, .rate(made.1), state(.ratio, [made.1, made.0, all.0]))
                rows.append([Prose(name), "\(made.0)", "\(made.1)"].map { TableCell($0) })
                return made.0
            }
            sum(all.0, figures, .table)
        }
        table(rows)
    }

    /// Products of different kinds and units, which have no total.
    mutating func productTable() {
        paragraph("表2  \(setting.year)年主要工业产品产量及增长速度")
        var rows = [["产品名称", "单位", "产量", "比上年增长（%）"].map { TableCell(Prose($0)) }]
        let products = [
            ("大米", "万吨"), ("饲料", "万吨"), ("水泥", "万吨"), ("发电量", "亿千瓦时"), ("服装", "万件"),
            ("印制电路板", "万平方米"),
        ]
        for (name, unit) in some(products, 3...6, ordered: true) {
            let amount = figure(int(120...96_000), decimals: 2, unit: "", form: NumberForm())
            let growth = figure(int(-160...260), decimals: 1, unit: "", form: NumberForm())
            rows.append(
                [Prose(name), Prose(unit), "\(amount)", "\(growth)"].map { TableCell($0) })
        }
        table(rows)
    }
}
