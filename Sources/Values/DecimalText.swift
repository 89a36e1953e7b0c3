/// A decimal number as people type it, read exactly: sign, three-digit groups, decimal point.
struct DecimalText {
    private(set) var unscaled: Int128 = 0
    private(set) var scale = 0
    /// Where the decimal point stands in the original text, from 1.
    private(set) var pointPosition: Int?

    private let source: HalfWidthText

    /// Reads the characters at `range` of `source`; `allowsCurrency` lets ￥ or ¥ stand in front.
    init(
        _ source: HalfWidthText, in range: Range<Int>, allowsCurrency: Bool = false
    ) throws(ValueProblem) {
        self.source = source
        var start = range.lowerBound
        var sign: Character?
        func next() -> Character? { start < range.upperBound ? source.characters[start] : nil }
        func takeSign() {
            guard sign == nil, let first = next(), "+-−".contains(first) else { return }
            sign = first
            start += 1
        }
        takeSign()
        if allowsCurrency, let first = next(), "￥¥".contains(first) {
            start += 1
            while let blank = next(), isBlank(blank) { start += 1 }
            takeSign()
        }
        try readDigits(in: start..<range.upperBound)
        if let sign, sign != "+" { unscaled = -unscaled }
    }

    private mutating func readDigits(in range: Range<Int>) throws(ValueProblem) {
        var group = 0
        var isGrouped = false
        for index in range {
            switch source.characters[index] {
            case ",":
                guard pointPosition == nil, isGrouped ? group == 3 : (1...3).contains(group) else {
                    throw badGroup(at: index)
                }
                isGrouped = true
                group = 0
            case ".":
                guard pointPosition == nil else {
                    throw problem(at: index, "一个数只有一个小数点")
                }
                guard group > 0 else {
                    throw problem(at: index, "小数点前要有数字", "整数部分为零时写作“0.5”的样子")
                }
                guard !isGrouped || group == 3 else { throw badGroup(at: index) }
                pointPosition = source.position(index)
            case let character:
                guard let digit = digitValue(character) else {
                    throw stray(character, at: index)
                }
                try append(digit, at: index)
                if pointPosition == nil { group += 1 }
            }
        }
        try checkEnd(range, group: group, isGrouped: isGrouped)
    }

    private func checkEnd(
        _ range: Range<Int>, group: Int, isGrouped: Bool
    ) throws(ValueProblem) {
        guard !range.isEmpty else { throw problem(at: nil, "这里要填一个数", "写作“1234.56”的样子") }
        if pointPosition != nil, scale == 0 {
            throw problem(at: range.upperBound - 1, "小数点后要有数字", "整数不写小数点")
        }
        if pointPosition == nil, isGrouped, group != 3 {
            throw badGroup(at: range.upperBound - 1)
        }
    }

    private mutating func append(_ digit: Int, at index: Int) throws(ValueProblem) {
        let (shifted, over) = unscaled.multipliedReportingOverflow(by: 10)
        let (value, carry) = shifted.addingReportingOverflow(Int128(digit))
        guard !over, !carry, pointPosition == nil || scale < FixedDecimal.largestScale else {
            throw problem(at: index, "数的位数过多，最多38位", "核对是否把两个数连在了一起")
        }
        unscaled = value
        if pointPosition != nil { scale += 1 }
    }

    private func badGroup(at index: Int) -> ValueProblem {
        problem(at: index, "千分位每三位一组，只用在整数部分", "不用千分位，或写作“1,234.56”的样子")
    }

    private func stray(_ character: Character, at index: Int) -> ValueProblem {
        let likely: [Character: String] = [
            "O": "此处似应为数字“0”", "o": "此处似应为数字“0”", "l": "此处似应为数字“1”",
            "I": "此处似应为数字“1”", "。": "小数点写作“.”", "、": "小数点写作“.”",
            "%": "百分号另列，只填数", " ": "删去数中的空格",
        ]
        let advice = likely[character] ?? "删去“\(character)”"
        return problem(at: index, "数只由正负号、数字、千分位和小数点组成", advice)
    }

    private func problem(at index: Int?, _ rule: String, _ advice: String? = nil) -> ValueProblem {
        ValueProblem(
            found: source.found, position: index.map(source.position), rule: rule,
            suggestion: advice)
    }
}
