import Documents
import TestSupport

/// How this author writes.
struct Habits: Sendable {
    let separators: Bool
    let tableSeparators: Bool
    let spaced: Bool
    let fullWidthNowAndThen: Bool
    let dropsZeros: Bool
    /// Parts are rounded on their own, so that a sum may be off by the last digit.
    let roundsApart: Bool
    let halfBrackets: Bool
    let marksHeadings: Bool
    let chineseCounts: Bool
    let rateDecimals: Int
    let partMark: String
    let whereof: String
    let rises: String
    let falls: String
    let shareWord: String
    /// 收入决算情况 or 收入决算情况说明
    let suffix: String
    let against: String
    let numberDot: String
    let ratioSign: String
    let format: DocumentFormat

    typealias DocumentFormat = DocumentText.Format

    init(_ random: inout SeededGenerator) {
        func one<Choice>(_ choices: [Choice], _ random: inout SeededGenerator) -> Choice {
            choices[Int(random.next() % UInt64(choices.count))]
        }
        separators = one([true, false, false], &random)
        tableSeparators = separators || one([true, false], &random)
        spaced = one([true, false, false, false, false], &random)
        fullWidthNowAndThen = one([true, false, false, false, false], &random)
        dropsZeros = one([true, false], &random)
        roundsApart = one([true, false, false], &random)
        halfBrackets = one([true, false, false, false], &random)
        marksHeadings = one([true, false], &random)
        chineseCounts = one([true, false, false], &random)
        rateDecimals = one([2, 2, 1], &random)
        partMark = one(["；", "；", "，", "，"], &random)
        whereof = one(["，其中：", "，其中：", "。其中：", "，其中", "，包括", "，包括："], &random)
        rises = one(["增长", "增长", "增长", "上升", "增幅"], &random)
        falls = one(["下降", "下降", "降低"], &random)
        shareWord = one(["占", "占", "占", "占比"], &random)
        suffix = one(["", "说明"], &random)
        against = one(["与上年相比，", "比上年", "较上年", "同比", "与上年相比"], &random)
        numberDot = one([".", ".", "．", "、"], &random)
        ratioSign = one(["∶", ":", "："], &random)
        format = one([.text, .word], &random)
    }
}

/// A made-up place, year and department.
struct Setting: Sendable {
    let place: String
    /// 市, 县 or 区
    let level: String
    let year: Int
    let department: Department

    /// 云溪湖市交通运输局
    var office: String { place + department.name }
    var whole: String { "全" + level }
    var ours: String { "我" + level }
    /// 云财 of 云财发〔2025〕12号
    var mark: String { String(place.prefix(1)) }

    private static let places = [
        "云溪湖市", "示例县", "青岚县", "白鹭洲区", "临川湾市", "松石县", "望禾县", "南屏岭市", "桐花县",
        "沅北湖区", "石鼓滩县", "清渡市", "鹿鸣原县", "东篱区",
    ]

    init(_ random: inout SeededGenerator) {
        let place = Setting.places[Int(random.next() % UInt64(Setting.places.count))]
        self.place = place
        level = String(place.suffix(1))
        year = 2021 + Int(random.next() % 5)
        department = Department.all[Int(random.next() % UInt64(Department.all.count))]
    }
}

extension ReportDraft {
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int(random.next() % UInt64(choices.count))]
    }

    mutating func chance(_ share: Double) -> Bool {
        Double(random.next() % 10_000) < share * 10_000
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// Some of these, in their order or not.
    mutating func some<Choice>(
        _ choices: [Choice], _ number: ClosedRange<Int>, ordered: Bool = false
    ) -> [Choice] {
        let wanted = min(choices.count, int(number))
        let indices = Array(choices.indices.shuffled(using: &random).prefix(wanted))
        return (ordered ? indices.sorted() : indices).map { choices[$0] }
    }

    /// An amount of 元 between these numbers of 万元.
    mutating func amount(_ wan: ClosedRange<Int>) -> Int {
        let yuan = int(wan.lowerBound * 10_000...wan.upperBound * 10_000)
        let step = grain < 10_000 && chance(0.2) ? 10_000 : grain
        return max(1, yuan / step) * step
    }

    /// So many per cent of an amount of 元.
    mutating func portion(_ whole: Int, _ percents: ClosedRange<Int>) -> Int {
        part(whole, percents) / grain * grain
    }

    /// So many per cent of a number.
    mutating func part(_ whole: Int, _ percents: ClosedRange<Int>) -> Int {
        whole * int(percents.lowerBound * 100...percents.upperBound * 100) / 10_000
    }

    /// The number of which this is so many per cent.
    mutating func whole(_ part: Int, _ percents: ClosedRange<Int>) -> Int {
        part * 10_000 / int(percents.lowerBound * 100...percents.upperBound * 100)
    }

    /// This whole cut into parts of which none is too small.
    mutating func cut(_ whole: Int, _ parts: Int) -> [Int] {
        let weights = (0..<parts).map { _ in int(10...100) }
        let all = weights.reduce(0, +)
        var values = weights.map { whole / all * $0 / grain * grain }
        values[int(0...parts - 1)] += whole - values.reduce(0, +)
        return values
    }
}
