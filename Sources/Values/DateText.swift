/// The numbers of a written date: year, month and, when asked for, day.
struct DateText {
    private(set) var numbers: [Int] = []
    /// Where each number starts in the original text, from 1.
    private(set) var positions: [Int] = []

    private let source: HalfWidthText
    private let rule: String

    /// Reads `count` numbers (2 or 3) written compactly, with one separator - / . or with 年月日.
    init(_ text: String, count: Int, rule: String) throws(ValueProblem) {
        source = HalfWidthText(text)
        self.rule = rule
        let characters = source.characters
        guard !characters.isEmpty else {
            throw ValueProblem(found: text, rule: rule, suggestion: "这里要填日期")
        }
        if characters.count == 2 + 2 * count, characters.allSatisfy({ digitValue($0) != nil }) {
            take(0..<4)
            for part in 1..<count { take((2 + 2 * part)..<(4 + 2 * part)) }
            return
        }
        try readParted(count: count)
    }

    func problem(part: Int, _ rule: String) -> ValueProblem {
        ValueProblem(
            found: source.found, position: positions[part], rule: rule, suggestion: "核对日期")
    }

    private mutating func readParted(count: Int) throws(ValueProblem) {
        let characters = source.characters
        var index = 0
        var separator: Character?
        for part in 0..<count {
            let start = index
            while index < characters.count, digitValue(characters[index]) != nil { index += 1 }
            if part == 0, index - start == 2 {
                throw problem(at: start, "年份写全四位")
            }
            let widths = part == 0 ? 4...4 : 1...2
            guard widths.contains(index - start) else { throw problem(at: start) }
            take(start..<index)
            let mark: Character? = index < characters.count ? characters[index] : nil
            if part == 0 { separator = mark }
            if separator == "年" {
                guard mark == Array("年月日")[part] else { throw problem(at: index) }
                index += 1
            } else if part < count - 1 {
                guard let mark, mark == separator, "-/.".contains(mark) else {
                    throw problem(at: index)
                }
                index += 1
            }
        }
        guard index == characters.count else { throw problem(at: index, "日期后不再写别的") }
    }

    private mutating func take(_ range: Range<Int>) {
        numbers.append(
            source.characters[range].reduce(0) { $0 * 10 + (digitValue($1) ?? 0) })
        positions.append(source.position(range.lowerBound))
    }

    private func problem(at index: Int, _ advice: String? = nil) -> ValueProblem {
        // The text may end too early: then the last character is the place to look at.
        let place = min(index, source.characters.count - 1)
        return ValueProblem(
            found: source.found, position: source.position(place), rule: rule, suggestion: advice)
    }
}

/// A number with leading zeros up to `width` digits.
func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
