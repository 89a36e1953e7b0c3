/// A total and the parts that the text says it is made of.
struct Composition: Sendable {
    /// Why the parts should be all there are; without a reason 其中 may leave some out.
    enum Ground: Sendable, Equatable {
        /// 由…构成, 合计: the words say so.
        case wording
        /// The last part is 其他….
        case remainder
        /// 基本支出 and 项目支出, 货物 工程 服务: together they are all by nature.
        case complement
    }

    /// What may be the total, the likeliest first.
    let totals: [Int]
    let parts: [Int]
    /// How many of the parts stand in the opener's own sentence.
    let inSentence: Int
    let ground: Ground?
    /// Whether the parts come first and 合计 ends them.
    var isTrailing = false
    /// Whether the parts may overlap: women, doctors, members among people.
    let mayOverlap: Bool
    /// Whether the opener stands right behind the total, and the parts of the sentence follow each
    /// other with nothing else between: a plain list.
    var isTight = false
    /// Whether only the words name the total: 第二产业中，….
    var isNamed = false

    var total: Int { totals[0] }

    func with(ground: Ground?) -> Composition {
        Composition(
            totals: totals, parts: parts, inSentence: inSentence, ground: ground,
            isTrailing: isTrailing, mayOverlap: mayOverlap, isTight: isTight, isNamed: isNamed)
    }

    func with(total: Int) -> Composition {
        Composition(
            totals: [total], parts: parts.filter { $0 != total }, inSentence: inSentence,
            ground: ground, isTrailing: isTrailing, mayOverlap: mayOverlap, isTight: isTight,
            isNamed: isNamed)
    }
}

/// Why a list of parts is thought to be whole, or to overlap.
enum CompositionWords {
    static let wording = Lexicon("分为 构成 组成 分别是")
    static let trailing = Lexicon(
        "合计 共计 总计 合计为 共计为 总计为 合计达 共计达 三项合计 两项合计 四项合计 以上合计 上述合计 两者合计")
    private static let remainder = Lexicon("其他 其它 其余 另有")
    private static let overlapping = Lexicon(
        "女 女性 博士 硕士 本科 研究生 党员 少数民族 高级职称 副高 正高 中级 岁以下 岁以上 以上学历 领导干部 青年 首次 规模以上 留学 残疾 以上项目"
    )
    private static let complements: [[Label]] = [
        ["基本支出", "项目支出"], ["人员经费", "公用经费"], ["人员支出", "公用支出"], ["货物", "工程", "服务"],
        ["城镇人口", "乡村人口"], ["城镇人口", "农村人口"], ["男", "女"], ["第一产业", "第二产业", "第三产业"],
        ["出国", "接待", "公务用车"], ["出国", "接待", "公车"], ["税收收入", "非税收入"], ["日常公用", "人员"],
        ["购置费", "运行维护费"], ["内资", "外资"], ["工业", "建筑业"], ["城区", "乡镇"], ["城镇", "农村"], ["城市", "农村"],
        ["部门评价", "财政"], ["机关", "直属"], ["公办", "民办"], ["国内", "国外"], ["国内", "境外"], ["党员", "群众"],
        ["农业", "工业", "服务业"], ["新建", "续建"], ["新建", "改建"], ["新建", "续建", "前期"], ["中央", "地方"],
        ["行政编制", "事业编制"], ["乡镇", "街道"], ["一般债务", "专项债务"], ["夏粮", "秋粮"], ["夏粮", "早稻", "秋粮"],
        ["中央", "省级"], ["城镇", "乡村"], ["商品零售", "餐饮"], ["一般债券", "专项债券"],
    ]

    static func overlaps(_ label: Label) -> Bool {
        let text = label.scalars
        return overlapping.contains(text, text.indices)
    }

    static func ground(_ labels: [Label]) -> Composition.Ground? {
        guard labels.count > 1, let last = labels.last?.scalars else { return nil }
        if remainder.contains(last, last.indices), !labels[0].hasPrefix("其他") { return .remainder }
        let isComplement = complements.contains { set in
            labels.count == set.count
                && set.allSatisfy { word in labels.contains { $0.contains(word) } }
        }
        return isComplement ? .complement : nil
    }
}
