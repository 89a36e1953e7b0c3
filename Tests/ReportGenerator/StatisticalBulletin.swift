/// 国民经济和社会发展统计公报: levels in current prices, growth in constant prices.
extension ReportDraft {
    mutating func writeStatisticalBulletin() {
        let year = setting.year
        write(toYuan: 1_000_000)
        paragraph("\(setting.place)\(year)年国民经济和社会发展统计公报")
        paragraph(
            """
            \(setting.place)统计局  国家统计局\(setting.place)调查队  \(year + 1)年\(pick([3, 4, 5]))月\
            \(int(2...28))日
            """
        )
        paragraph(
            "\(year)年，\(setting.whole)上下坚持稳中求进工作总基调，扎实推动高质量发展，实现“十四五”目标任务取得新进展。")
        let people = int(280_000...3_600_000)
        heading(1, "综合")
        let output = economy(people)
        population(people)
        heading(1, "农业")
        farming()
        heading(1, Prose(pick(["工业和建筑业", "工业与建筑业"])))
        industry()
        heading(1, Prose(pick(["固定资产投资和房地产", "固定资产投资"])))
        investment()
        heading(1, "国内贸易和旅游")
        trade()
        heading(1, "财政和金融")
        finance()
        heading(1, Prose(pick(["教育、科技和文化", "教育和科学技术"])))
        schools()
        heading(1, "卫生和社会保障")
        health()
        heading(1, "人民生活")
        living(people)
        if chance(0.8) {
            let again = figure(
                output.units, decimals: output.decimals, unit: output.unit, scale: output.scale)
            same(output, again)
            paragraph("总的来看，\(year)年地区生产总值\(again)，经济运行稳中有进、稳中提质。")
        }
        notes()
    }

    /// A rate of growth that no level in the text explains.
    private mutating func real(_ from: Int, _ to: Int) -> Prose {
        grown(int(from * 10...to * 10))
    }

    /// 增长 or 下降 by so many tenths of a per cent.
    private mutating func grown(_ tenths: Int) -> Prose {
        let rate = rate(max(1, abs(tenths)), decimals: 1)
        return tenths < 0 ? "下降\(rate)" : "增长\(rate)"
    }

    /// Rates of parts, and the whole's between them by these weights of together 100.
    private mutating func weighted(
        _ weights: [Int], _ ranges: [ClosedRange<Int>]
    ) -> (whole: Prose, parts: [Prose], tenths: [Int], all: Int) {
        let tenths = ranges.map { int($0.lowerBound * 10...$0.upperBound * 10) }
        let all = Rounding.halfUp(zip(weights, tenths).reduce(0) { $0 + $1.0 * $1.1 }, 100)
        return (grown(all), tenths.map { grown($0) }, tenths, all)
    }

    private mutating func economy(_ people: Int) -> Figure {
        let year = setting.year
        let each = int(42_000...118_000)
        let all = people * each
        let first = all * int(60...220) / 1_000
        let second = all * int(300...460) / 1_000
        let values = [first, second, all - first - second].map { $0 / 1_000_000 * 1_000_000 }
        let total = values.reduce(0, +)
        let output = money(total, .yi, keepsZeros: true)
        let figures = values.map { money($0, .yi, keepsZeros: true) }
        sum(output, figures, .grand)
        let weights = values.map { Rounding.halfUp($0 * 100, total) }
        let growth = weighted(weights, [2...6, 3...9, 3...8])
        let names = ["第一产业增加值", "第二产业增加值", "第三产业增加值"]
        let told = zip(names, zip(figures, growth.parts)).map { "\($0)\($1.0)，\($1.1)" as Prose }
        var prose: Prose =
            """
            \(pick(["根据地区生产总值统一核算结果，", "初步核算，"]))\(year)年\(setting.whole)地区生产总值\(output)，按不变价格计算，\
            比上年\(growth.whole)。其中，\(told.joined("；"))。
            """
        // Shares of a structure a∶b∶c carry no sign, and may add up to 99.9.
        let shares = zip(figures, values).map { figure, value -> Figure in
            let units = Rounding.halfUp(value * 1_000, total)
            let rate = self.figure(units, decimals: 1, unit: "", form: NumberForm())
            offer(.share, .rate(rate), state(.ratio, [rate, figure, output]))
            return rate
        }
        _ = state(.hundred, shares)
        let old = [shares[0].units - int(2...9), shares[1].units + int(1...12)]
        let sign = habits.ratioSign
        let before =
            """
            \(old[0] / 10).\(old[0] % 10)\(sign)\(old[1] / 10).\(old[1] % 10)\(sign)\
            \((1_000 - old[0] - old[1]) / 10).\((1_000 - old[0] - old[1]) % 10)
            """
        prose +=
            """
            三次产业结构\(chance(0.5) ? "由上年的\(before)调整为" : "为")\
            \(shares.map { "\($0)" as Prose }.joined(sign))。
            """
        paragraph(prose)
        let building = values[1] * int(120...260) / 1_000 / 1_000_000 * 1_000_000
        let halves = [values[1] - building, building].map { money($0, .yi, keepsZeros: true) }
        sum(figures[1], halves)
        paragraph(
            """
            第二产业中，工业增加值\(halves[0])，\(grown(growth.tenths[1] + int(2...8)))；\
            建筑业增加值\(halves[1])，\(grown(growth.tenths[1] - int(8...24)))。
            """
        )
        if chance(0.6) {
            paragraph(
                """
                按常住人口计算，人均地区生产总值\
                \(figure(Rounding.halfUp(total, people * 1_003 / 1_000), decimals: 0, unit: "元"))\
                ，\(grown(growth.all + int(1...5)))。经最终核实，\(year - 1)年\(setting.whole)地区生产总值现价总\
                量为\(money(part(total, 93...98), .yi))。
                """
            )
        }
        return output
    }

    /// Population in 万人, with rates in ‰ of which one is the difference of two.
    private mutating func population(_ people: Int) {
        let town = people * int(420...740) / 1_000
        func wan(_ number: Int) -> Figure {
            figure(Rounding.halfUp(number, 100), decimals: 2, unit: "万人", scale: 10_000)
        }
        let (all, city, village) = (wan(people), wan(town), wan(people - town))
        sum(all, [city, village], .counts)
        let rate = percent(town, of: people)
        offer(.share, .rate(rate), state(.ratio, [rate, city, all]))
        let (born, died) = (int(420...960), int(500...920))
        let rates = [born, died, born - died].map { figure($0, decimals: 2, unit: "‰") }
        _ = state(.difference(sign: 1), [rates[0], rates[2], rates[1]])
        paragraph(
            """
            年末\(setting.whole)常住人口\(all)，其中城镇人口\(city)，乡村人口\(village)，常住人口城镇化率\(rate)，比上年末提高0.\
            \(int(11...99))个百分点。全年人口出生率\(rates[0])，死亡率\(rates[1])，自然增长率\(rates[2])。
            """
        )
        let extra = part(people, 2...9)
        paragraph(
            """
            年末户籍总人口\
            \(figure(Rounding.halfUp(people + extra, 100), decimals: 2, unit: "万人", scale: 10_000))\
            。居民消费价格比上年上涨0.\(int(1...9))%。
            """
        )
        if chance(0.75) { populationTable(people, town) }
        let jobs = int(3_000...26_000)
        let target = whole(jobs, 101...128)
        let (done, planned) = (count(jobs, "人"), count(target, "人"))
        let filled = share((done, jobs), of: (planned, target), .executionRate)
        let again = count(part(jobs, 20...45), "人")
        within(again, done)
        paragraph("全年城镇新增就业\(done)，完成年度目标任务\(planned)的\(filled)，其中失业人员再就业\(again)。")
    }

    private mutating func farming() {
        // In hundredths of 万吨.
        let parts = [int(120...900), int(400...2_600), int(2_000...9_800)]
        let all = parts.reduce(0, +)
        func tonnes(_ value: Int) -> Figure {
            figure(value, decimals: 2, unit: "万吨", scale: 10_000)
        }
        let total = tonnes(all)
        let figures = parts.map { tonnes($0) }
        sum(total, figures)
        let old = all * 1_000 / int(985...1_045)
        let up = all >= old
        let change = tonnes(abs(all - old))
        let rate = figure(Rounding.halfUp(abs(all - old) * 1_000, old), decimals: 1, unit: "%")
        offer(
            .growthRate, .rate(rate),
            state(.growthFromChange(sign: up ? 1 : -1), [rate, total, change]))
        paragraph(
            """
            全年粮食总产量\(total)，比上年\(up ? "增加" : "减少")\(change)，\(up ? "增长" : "下降")\(rate)。\
            其中，夏粮产量\(figures[0])，早稻产量\(figures[1])，秋粮产量\(figures[2])。
            """
        )
        let meat = int(300...1_900)
        let (meatFigure, pork) = (tonnes(meat), tonnes(part(meat, 55...82)))
        within(pork, meatFigure)
        paragraph(
            """
            全年肉类总产量\(meatFigure)，\(real(-3, 6))，其中猪肉产量\(pork)；水产品产量\(tonnes(int(120...900)))，\
            \(real(-2, 7))。年末生猪存栏\
            \(figure(int(900...9_900), decimals: 2, unit: "万头", scale: 10_000))。
            """
        )
        let brands = some(["云雾茶叶", "湖区稻米", "高山蔬菜", "红心柚", "生态水产"], 3...4)
        let made = list(brands, "个", last: pick(["、", "和"]))
        paragraph("\(setting.whole)范围内地理标志农产品共\(made.count)：\(made.list)。")
    }

    private mutating func industry() {
        let big = [int(6...48), int(60...480), int(4...30)]
        let total = count(big.reduce(0, +), "家")
        let figures = big.map { count($0, "家") }
        sum(total, figures, .counts)
        let growth = weighted([8, 80, 12], [-6...5, 4...11, 1...9])
        let profit = amount(60_000...900_000)
        let figure = money(profit, .yi)
        paragraph(
            """
            全年规模以上工业增加值比上年\(growth.whole)。分门类看，采矿业\(growth.parts[0])，制造业\(growth.parts[1])，电力、热力、\
            燃气及水生产和供应业\(growth.parts[2])。年末规模以上工业企业\(total)，其中大中型企业\(figures[0])、小型企业\
            \(figures[1])、微型企业\(figures[2])。全年规模以上工业企业实现利润总额\(figure)，\
            \(change(figure, profit, before: before(profit), .rateOnly))，产销率为9\(int(5...8)).\
            \(int(1...9))%。
            """
        )
        if chance(0.5) { productTable() }
        let build = amount(200_000...1_900_000)
        let buildFigure = money(build, .yi)
        paragraph(
            "全年资质以内建筑业企业完成总产值\(buildFigure)，\(change(buildFigure, build, before: before(build)))。")
    }

    private mutating func investment() {
        let growth = weighted([4, 42, 54], [-12...16, -3...14, -9...6])
        paragraph(
            """
            全年固定资产投资（不含农户）比上年\(growth.whole)。分产业看，第一产业投资\(growth.parts[0])，第二产业投资\
            \(growth.parts[1])，第三产业投资\(growth.parts[2])；民间投资\(real(-6, 8))，基础设施投资\(real(-8, 11))。
            """
        )
        // In hundredths of 万平方米.
        let sold = int(1_200...18_000)
        let homes = part(sold, 70...92)
        func area(_ value: Int) -> Figure {
            figure(value, decimals: 2, unit: "万平方米", scale: 10_000)
        }
        let (all, home) = (area(sold), area(homes))
        let rate = share((home, homes), of: (all, sold))
        paragraph(
            """
            全年商品房销售面积\(all)，其中住宅\(home)，\(habits.shareWord)\(rate)；房地产开发投资\
            \(money(amount(60_000...900_000), .yi))，\(real(-16, 6))。
            """
        )
    }

    private mutating func trade() {
        let (town, village) = (amount(500_000...2_400_000), amount(120_000...460_000))
        let all = town + village
        let meals = portion(all, 9...16)
        let (total, first, second) = (money(all, .yi), money(town, .yi), money(village, .yi))
        sum(total, [first, second])
        let (goods, meal) = (money(all - meals, .yi), money(meals, .yi))
        sum(total, [goods, meal])
        let (townBefore, villageBefore) = (before(town, -3...8), before(village, -2...9))
        paragraph(
            """
            全年社会消费品零售总额\(total)，\(change(total, all, before: townBefore + villageBefore))。\
            按经营地统计，城镇消费品零售额\(first)，\(change(first, town, before: townBefore))；\
            乡村消费品零售额\(second)，\(change(second, village, before: villageBefore, .rateOnly))。\
            按消费类型统计，商品零售额\(goods)，餐饮收入\(meal)。
            """
        )
        let sights = some(["古镇景区", "湖畔湿地公园", "云顶山森林公园", "农耕文化园", "石林峡谷景区"], 3...4)
        let made = list(sights, pick(["处", "家"]), last: pick(["、", "和"]))
        paragraph(
            """
            年末共有国家4A级旅游景区\(made.count)，分别为\(made.list)。全年接待国内旅游者约\(int(3...9))00万人次，实现旅游总收入近\
            \(int(20...90))亿元。
            """
        )
    }
}
