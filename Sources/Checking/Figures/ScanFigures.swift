/// Finds the numbers of a passage and reads what stands right around them.
struct FigureScanner {
    /// A number without a unit at the end of its clause: perhaps its unit was lost.
    struct Bare: Sendable {
        let passage: Int
        let number: NumberRange
        let lead: Range<Int>
        let sentence: Int
        let depth: Int
        /// Only 万 or 亿 stands behind it.
        let isCut: Bool
    }

    struct NumberRange: Sendable {
        let range: Range<Int>
        let stated: Quantity
    }

    private let text: Scalars
    private let passage: Int
    private var sentence: Int
    private var range: Range<Int>
    private var boundary: Int
    private var depth = 0
    /// Where the words before each open bracket begin, and how many numbers there were then.
    private var brackets: [(boundary: Int, numbers: Int)] = []
    private(set) var figures: [Figure] = []
    private(set) var bare: [Bare] = []

    private let most: Int

    /// - Parameters:
    ///   - sentences: those of the passage, with their first index.
    ///   - most: how many numbers are taken before the scanner stops.
    init(_ passage: Passage, _ index: Int, _ sentences: Sentences, most: Int) {
        self.most = most
        text = passage.text
        self.passage = index
        (sentence, range, boundary) = (0, 0..<0, 0)
        // The number of a heading is no figure.
        let mark = passage.isCell ? nil : HeadingMark.read(passage.text)
        for sentence in sentences.ofPassage[index] {
            let whole = sentences.all[sentence].range
            let start = max(whole.lowerBound, min(mark?.range.upperBound ?? 0, whole.upperBound))
            scan(sentence, start..<whole.upperBound)
        }
    }

    private mutating func scan(_ sentence: Int, _ range: Range<Int>) {
        (self.sentence, self.range) = (sentence, range)
        boundary = range.lowerBound
        depth = 0
        brackets = []
        var place = range.lowerBound
        while place < range.upperBound, figures.count + bare.count < most {
            let scalar = text[place]
            if scalar.isDigit || scalar.isNumeral {
                place = number(at: place)
                continue
            }
            if scalar == "[", let end = footnoteMark(at: place) {
                place = end
                continue
            }
            if scalar == "第", let end = ordinal(at: place) {
                place = end
                continue
            }
            if scalar == "首", let end = firstOfAll(at: place) {
                place = end
                continue
            }
            if scalar.endsClause || scalar == "、" || scalar == "|" {
                boundary = place + 1
            } else if scalar.opensBracket {
                depth += 1
                if brackets.count < 16 { brackets.append((boundary, figures.count + bare.count)) }
                boundary = place + 1
            } else if scalar.closesBracket {
                depth = max(0, depth - 1)
                // 因公出国（境）费: a bracket without a number is part of the name.
                let open = brackets.popLast()
                let isName = open.map { $0.numbers == figures.count + bare.count } ?? false
                boundary = isName ? open?.boundary ?? place + 1 : place + 1
            }
            place += 1
        }
    }

    /// 地区生产总值[2]4841.78亿元: the mark of a note is no number.
    private func footnoteMark(at start: Int) -> Int? {
        var place = start + 1
        while place < range.upperBound, text[place].isDigit, place - start < 4 { place += 1 }
        return place > start + 1 && place < range.upperBound && text[place] == "]" ? place + 1 : nil
    }

    /// Takes the number at a place; returns where to go on.
    private mutating func number(at start: Int) -> Int {
        let end = range.upperBound
        if let percent = hundredths(at: start) { return percent }
        guard let number = NumberText.read(text, at: start, to: end) else {
            return text[start].isDigit
                ? NumberText.endOfDigits(text, from: start, to: end) : start + 1
        }
        let after = number.range.upperBound
        // A point that the font of a PDF kept to itself: what number this was nobody can tell.
        if after < end, text[after].isPrivate || start > 0 && text[start - 1].isPrivate {
            return skipPrivate(from: after)
        }
        if number.isSerial { return NumberText.endOfDigits(text, from: start, to: end) }
        if start > 0, isPartOfName(start) { return after }
        if after < end, isRatio(after) { return skipRatio(from: after) }
        guard let unit = UnitText.read(text, at: after, to: end) else {
            return withoutUnit(number)
        }
        if unit.isCut {
            addBare(number, unit)
            return unit.end
        }
        if isDuration(after, unit) { return after }
        if number.isChinese, !isChineseFigure(number, unit) { return after }
        add(number, unit.unit, end: unit.end, isOver: unit.isOver)
        return unit.end
    }

    /// 百分之三十五.
    private mutating func hundredths(at start: Int) -> Int? {
        guard text[start] == "百", text.has(Self.hundredth, at: start, to: range.upperBound),
            start + 3 < range.upperBound,
            let number = NumberText.read(text, at: start + 3, to: range.upperBound)
        else { return nil }
        add(number, .percent, start: start, end: number.range.upperBound, isOver: false)
        return number.range.upperBound
    }

    private static let hundredth = Scalars("百分之")

    /// PM2.5, F001, GB/T 4754-2017: a letter stands before it.
    private func isPartOfName(_ start: Int) -> Bool {
        let before = text[start - 1]
        if before.isLatin || before == "." || before == "．" { return true }
        if before == "-" || before == "_" || before == "/" {
            return start > 1
                && (text[start - 2].isLatin || before != "-" && text[start - 2].isDigit)
        }
        return false
    }

    private func isRatio(_ after: Int) -> Bool {
        let mark = text[after]
        guard mark == ":" || mark == "：" || mark == "∶" || mark == "/" || mark == "+" else {
            return false
        }
        return after + 1 < range.upperBound && text[after + 1].isDigit
    }

    private mutating func skipRatio(from place: Int) -> Int {
        var place = place
        while place < range.upperBound,
            text[place].isDigit || ".．:：∶/+%％".unicodeScalars.contains(text[place])
        {
            place += 1
        }
        return place
    }

    private mutating func skipPrivate(from place: Int) -> Int {
        var place = place
        while place < range.upperBound, text[place].isPrivate || text[place].isDigit { place += 1 }
        boundary = place
        return place
    }

    private func isDuration(_ after: Int, _ unit: UnitText.Found) -> Bool {
        guard case .measure(let name) = unit.unit.dimension else { return false }
        return name == "小时" || name == "度" && text.has([Unicode.Scalar("年")], at: after, to: after)
    }

    /// Chinese numerals count where a unit follows and no fixed phrase is meant.
    private func isChineseFigure(_ number: NumberText, _ unit: UnitText.Found) -> Bool {
        guard number.unscaled > 1 || unit.unit.exponent > 0 else { return false }
        let start = number.range.lowerBound
        if start > 0, text[start - 1] == "十" || text[start - 1] == "第" { return false }
        switch unit.unit.dimension {
        case .count, .money, .points, .times, .percent, .measure: return true
        default: return false
        }
    }

    private mutating func withoutUnit(_ number: NumberText) -> Int {
        let after = number.range.upperBound
        guard !number.isChinese else { return after }
        if after < range.upperBound {
            if UnitText.durations.length(in: text, at: after, to: range.upperBound) != nil {
                return after
            }
            if text[after].isLatin { return after }
        }
        addBare(number, nil)
        boundary = after
        return after
    }

    private mutating func addBare(_ number: NumberText, _ unit: UnitText.Found?) {
        let end = unit?.end ?? number.range.upperBound
        bare.append(
            Bare(
                passage: passage,
                number: NumberRange(
                    range: number.range.lowerBound..<end,
                    stated: Quantity(
                        unscaled: number.unscaled,
                        exponent: -number.scale + (unit?.unit.exponent ?? 0)
                    )),
                lead: lead(number.range.lowerBound), sentence: sentence, depth: depth,
                isCut: unit != nil))
        boundary = end
    }

    private func lead(_ start: Int) -> Range<Int> {
        text.trimmed(min(boundary, start)..<start)
    }

    private mutating func add(
        _ number: NumberText, _ unit: MeasureUnit, start: Int? = nil, end: Int, isOver: Bool
    ) {
        var start = start ?? number.range.lowerBound
        var isNegative = false
        if start > range.lowerBound, "-－−".unicodeScalars.contains(text[start - 1]),
            start - 1 == range.lowerBound
                || !text[start - 2].isDigit && !text[start - 2].isLatin
                    && !UnitText.isUnitEnd(text[start - 2])
        {
            isNegative = true
            start -= 1
        }
        var figure = Figure(
            passage: passage, range: start..<end, number: number.range,
            stated: Quantity(unscaled: number.unscaled, exponent: -number.scale), unit: unit,
            isUnitCut: false, isNegative: isNegative,
            approximation: isOver ? .over : .exact, lead: lead(start), sentence: sentence,
            depth: depth)
        figure.isChinese = number.isChinese
        markRange(&figure)
        RoleReader.read(&figure, text, range)
        figures.append(figure)
        boundary = end
    }

    /// 10%–20%, 3至5家: neither end is an amount of anything.
    private mutating func markRange(_ figure: inout Figure) {
        let marks = "-–—~～至－".unicodeScalars
        if figure.range.lowerBound > range.lowerBound,
            marks.contains(text[figure.range.lowerBound - 1]), let last = figures.last,
            last.range.upperBound == figure.range.lowerBound - 1
        {
            figure.isRangeEnd = true
            figures[figures.count - 1].isRangeStart = true
        }
        if let last = bare.last, last.number.range.upperBound == figure.range.lowerBound - 1,
            marks.contains(text[figure.range.lowerBound - 1])
        {
            figure.isRangeEnd = true
            bare.removeLast()
        }
    }

    // MARK: Ordinals and ranks

    private static let ranking = Lexicon(
        "全国 全省 全市 全州 全县 全区 中部 中部地区 西部 东部 世界 全球 省内 国内 市内 排名 位列 位居 居 列 名列 排 排位 跃居 升至 前移至 排在 稳居 位次 全省排名 地区"
    )
    private static let noRank = Lexicon(
        "产业 次 部分 章 条 款 方 季 届 批 期 轮 号 个 类 中学 小学 人民 版 节 师 书记 三方 时间 线 实验 附属 医院 高级 代 卷 页 项 章 一时间 一书记")

    /// 第十四届 is an ordinal; 全国第三, 排名第2 are ranks.
    private mutating func ordinal(at start: Int) -> Int? {
        guard start + 1 < range.upperBound,
            text[start + 1].isDigit || text[start + 1].isNumeral,
            let number = NumberText.read(text, at: start + 1, to: range.upperBound),
            !number.isSerial, number.scale == 0
        else { return nil }
        let after = number.range.upperBound
        let next = after < range.upperBound ? text[after] : "。"
        if "届".unicodeScalars.contains(next) {
            let unit = MeasureUnit(
                name: String(next), dimension: .ordinal(String(next)), exponent: 0)
            add(number, unit, start: start, end: after + 1, isOver: false)
            figures[figures.count - 1].role = .other
            return after + 1
        }
        let before = max(range.lowerBound, start - 8)..<start
        guard Self.ranking.contains(text, before) || next == "位" || next == "名",
            after >= range.upperBound
                || Self.noRank.length(in: text, at: after, to: range.upperBound) == nil
        else { return after }
        let end = next == "位" || next == "名" ? after + 1 : after
        add(number, .rank, start: start, end: end, isOver: false)
        figures[figures.count - 1].role = .other
        return end
    }

    private static let firsts = Lexicon("单 家 个 例 台 套 座 笔 件 颗 艘 只 支 条")

    /// 全市首单: the first of its kind.
    private mutating func firstOfAll(at start: Int) -> Int? {
        guard start + 1 < range.upperBound,
            let length = Self.firsts.length(in: text, at: start + 1, to: range.upperBound)
        else { return nil }
        let word = text.string(start + 1..<start + 1 + length)
        let number = NumberText(
            range: start..<start + 1, unscaled: 1, scale: 0, isChinese: true, isSerial: false)
        add(
            number, MeasureUnit(name: word, dimension: .ordinal(word), exponent: 0),
            end: start + 1 + length, isOver: false)
        figures[figures.count - 1].role = .other
        return start + 1 + length
    }
}

extension UnitText {
    /// Whether a scalar may end a number with its unit, so that a dash after it joins a range.
    static func isUnitEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "%" || scalar == "％" || scalar == "元" || scalar == "万" || scalar == "亿"
    }
}
