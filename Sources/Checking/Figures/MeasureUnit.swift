/// What a number is a number of.
public struct MeasureUnit: Sendable, Hashable {
    /// Units of one dimension can be compared and added.
    public enum Dimension: Sendable, Hashable {
        /// The currency: `元`, `美元`.
        case money(String)
        /// Whole things: `家`, `项`.
        case count(String)
        /// Other measures: `吨`, `亩`, `分`.
        case measure(String)
        case percent, permille, points, times
        case ordinal(String)
        case rank
        /// No unit is written.
        case none
    }

    /// As it is told: `万元`, `家`, `%`, `个百分点`, `名次`.
    public let name: String
    public let dimension: Dimension
    /// Of ten: 4 for 万元, 0 for 家.
    public let exponent: Int

    static let percent = MeasureUnit(name: "%", dimension: .percent, exponent: 0)
    static let points = MeasureUnit(name: "个百分点", dimension: .points, exponent: 0)
    static let rank = MeasureUnit(name: "名次", dimension: .rank, exponent: 0)
    static let none = MeasureUnit(name: "", dimension: .none, exponent: 0)

    /// Whether amounts of it add up to an amount of it.
    var isAdditive: Bool {
        switch dimension {
        case .money, .count, .measure: true
        default: false
        }
    }

    var isMoney: Bool { if case .money = dimension { true } else { false } }
    var isCount: Bool { if case .count = dimension { true } else { false } }
    /// Whether a number of it is whole by nature and stated in full.
    var isWhole: Bool { isCount && exponent == 0 }
}

/// Reads the unit behind a number.
enum UnitText {
    struct Found {
        let unit: MeasureUnit
        /// Up to where the unit reaches.
        let end: Int
        /// Whether only 万 or 亿 stands there, without what they are ten thousand of.
        let isCut: Bool
        /// 余, 多, 几 within: `1200余家`, `3万多人`.
        let isOver: Bool
    }

    private static let money: [String: String] = [
        "元": "元", "元人民币": "元", "元人民币整": "元", "块钱": "元", "美元": "美元", "欧元": "欧元", "港元": "港元",
        "日元": "日元", "英镑": "英镑",
    ]
    private static let counts = Set(
        """
        个 家 项 名 人 次 人次 户 所 座 台 套 辆 件 篇 部 本 册 期 场 批 起 宗 笔 单 份 张 条 支 只 头 棵 株 间 \
        栋 幢 处 位 门 类 种 组 队 团 例 艘 架 列 班 对 户次 车次 批次 场次 件次 台次 人户 台套 台（套） 台(套) 批（次） \
        村 县 宗次 个次 班次 趟 面 块 口 盏 尾 羽 栏 款 样 步 大 点 方面 小项 子项 家次 床 张床 床位 车位 标箱
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let measures = Set(
        """
        吨 公斤 千克 克 毫克 微克 斤 亩 公顷 平方米 平方公里 平方千米 公里 千米 米 延米 厘米 毫米 海里 立方米 立方 升 \
        千瓦 千瓦时 兆瓦 吉瓦 瓦 度 摄氏度 分贝 吨标准煤 吨公里 人公里 箱 担 分 岁 小时 课时 学时 公里/小时 微克/立方米 \
        毫克/升 毫克/立方米 元/吨 公斤/亩 人/平方公里 人年 平米 亩次 度电 标准立方米 载重吨 总吨
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let rates: [String: MeasureUnit] = [
        "%": .percent, "％": .percent, "﹪": .percent,
        "‰": .init(name: "‰", dimension: .permille, exponent: 0),
        "个百分点": .points, "百分点": .points,
        "倍": .init(name: "倍", dimension: .times, exponent: 0),
    ]
    /// What is of time is no figure: 3年, 12个月, 5天.
    static let durations = Lexicon(
        "年 个月 月 日 天 周 星期 个星期 个工作日 工作日 个自然日 号 时 点 分钟 秒 秒钟 年度 个季度 季度 个年度 世纪 年代 年期 个小时 年级 周年 周岁")

    private static let bases: [String: (kind: Int, name: String)] = {
        var bases: [String: (Int, String)] = [:]
        for (word, name) in money { bases[word] = (0, name) }
        for word in counts { bases[word] = (1, word) }
        for word in measures { bases[word] = (2, word) }
        for word in rates.keys { bases[word] = (3, word) }
        return bases
    }()
    private static let lexicon = Lexicon(Array(bases.keys))

    /// The unit at a place, after blanks; nil where none stands there.
    static func read(_ text: Scalars, at start: Int, to end: Int) -> Found? {
        var place = text.skippingBlanks(start, to: min(end, start + 3))
        var exponent = 0
        var multipliers = ""
        var isOver = false
        while place < end {
            if !isOver, text[place] == "余" || text[place] == "多" || text[place] == "几" {
                isOver = true
                place += 1
                place = text.skippingBlanks(place, to: min(end, place + 2))
                continue
            }
            if let length = lexicon.length(in: text, at: place, to: end) {
                return found(
                    text.string(place..<place + length), multipliers, exponent, place + length,
                    isOver)
            }
            guard let power = multiplier(text[place]), multipliers.unicodeScalars.count < 3 else {
                break
            }
            exponent += power
            multipliers.unicodeScalars.append(text[place])
            place += 1
        }
        guard !multipliers.isEmpty else { return nil }
        let unit = MeasureUnit(name: multipliers, dimension: .none, exponent: exponent)
        return Found(unit: unit, end: place, isCut: true, isOver: isOver)
    }

    private static func found(
        _ word: String, _ multipliers: String, _ exponent: Int, _ end: Int, _ isOver: Bool
    ) -> Found? {
        guard let base = bases[word] else { return nil }
        let name = multipliers + (base.kind == 0 ? base.name : word)
        let unit: MeasureUnit
        switch base.kind {
        case 0:
            unit = MeasureUnit(name: name, dimension: .money(base.name), exponent: exponent)
        case 1:
            let plain = word == "台（套）" || word == "台(套)" ? "台套" : word
            unit = MeasureUnit(name: name, dimension: .count(plain), exponent: exponent)
        case 2: unit = MeasureUnit(name: name, dimension: .measure(word), exponent: exponent)
        default:
            guard multipliers.isEmpty, let rate = rates[word] else { return nil }
            unit = rate
        }
        return Found(unit: unit, end: end, isCut: false, isOver: isOver)
    }

    static func multiplier(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "万", "萬": 4
        case "亿": 8
        case "千": 3
        case "百": 2
        case "十": 1
        default: nil
        }
    }

    /// The unit that a caption or header states: `万元`, `（单位：万元）`, `%`.
    static func named(_ text: Scalars) -> MeasureUnit? {
        guard let found = read(text, at: 0, to: text.count), !found.isCut,
            text.skippingBlanks(found.end, to: text.count) == text.count
        else { return nil }
        return found.unit
    }
}
