import Values

/// The number that a paragraph begins with: 一、 （一） 1. （1） ① 一是.
struct HeadingMark: Sendable, Equatable {
    enum Form: Sendable, Hashable {
        /// 第一部分, 第二章.
        case part
        /// 一、
        case chinese
        /// （一）
        case chineseBracket
        /// 1. or 1．
        case arabicDot
        /// 1、
        case arabicComma
        /// （1）
        case arabicBracket
        /// 1）
        case arabicHalfBracket
        case circled
        /// 一是, 二是.
        case spoken
        /// 1.1, 1.1.2: its own numbering scheme.
        case decimal

        /// How deep the form stands under the usual order 一、 （一） 1. （1）; the part stands at 0.
        var depth: Int {
            switch self {
            case .part: 0
            case .chinese: 1
            case .chineseBracket: 2
            case .arabicDot, .arabicComma: 3
            case .arabicBracket, .arabicHalfBracket: 4
            case .circled, .spoken, .decimal: 5
            }
        }
    }

    let form: Form
    let number: Int
    /// The mark within the passage.
    let range: Range<Int>
    /// (一) instead of （一）.
    let isHalfWidth: Bool
    /// Whether the rest reads like a heading: short, with no full stop inside.
    let isShort: Bool

    static func read(_ passage: Passage) -> HeadingMark? {
        passage.isCell ? nil : read(passage.text)
    }

    /// The mark that a text begins with.
    static func read(_ text: Scalars) -> HeadingMark? {
        let start = text.skippingBlanks(0, to: text.count)
        guard start < text.count else { return nil }
        guard let mark = mark(text, start) else { return nil }
        let rest = text.trimmed(mark.range.upperBound..<text.count)
        // A row of a table that was flattened into text is no heading.
        if text[rest].contains("|") || text[rest].contains("\t") { return nil }
        // 3、4 and （4） alone are torn from something else.
        guard text[rest].contains(where: { $0.isHan || $0.isLatin }) else { return nil }
        if endsLikeRow(text, rest) { return nil }
        let isShort = rest.count <= 50 && !text[rest].dropLast().contains { $0 == "。" || $0 == "；" }
        return HeadingMark(
            form: mark.form, number: mark.number, range: mark.range, isHalfWidth: mark.isHalf,
            isShort: isShort)
    }

    /// 十九、住房保障支出 29.42: a number apart at the end, as in tables.
    private static func endsLikeRow(_ text: Scalars, _ rest: Range<Int>) -> Bool {
        guard let last = rest.last, text[last].isDigit else { return false }
        var place = last
        while place > rest.lowerBound,
            text[place].isDigit || ".,，".unicodeScalars.contains(text[place])
        {
            place -= 1
        }
        return text[place].isBlank
    }

    private typealias Mark = (form: Form, number: Int, range: Range<Int>, isHalf: Bool)

    private static func mark(_ text: Scalars, _ start: Int) -> Mark? {
        let first = text[start]
        if first == "第" { return part(text, start) }
        if first.isNumeral || first.isDigit { return plain(text, start) }
        if first == "（" || first == "(" { return bracketed(text, start) }
        if (0x2460...0x2473).contains(first.value) {
            return (.circled, Int(first.value) - 0x245F, start..<start + 1, false)
        }
        return nil
    }

    private static func part(_ text: Scalars, _ start: Int) -> Mark? {
        guard start + 2 < text.count,
            let number = NumberText.read(text, at: start + 1, to: text.count),
            number.range.upperBound < text.count
        else { return nil }
        let next = number.range.upperBound
        let ends =
            text.has(Scalars("部分"), at: next, to: text.count)
            ? 2
            : "章篇编".unicodeScalars.contains(text[next]) ? 1 : 0
        guard ends > 0 else { return nil }
        let after = next + ends
        // 第一部分的… is a sentence.
        guard
            after == text.count || !text[after].isHan || text[after].isBlank
                || text.count - after <= 30
        else { return nil }
        return (.part, Int(number.unscaled), start..<after, false)
    }

    private static func plain(_ text: Scalars, _ start: Int) -> Mark? {
        if let dotted = dotted(text, start) { return dotted }
        guard let number = NumberText.read(text, at: start, to: text.count), number.scale == 0,
            !number.isSerial
        else { return decimal(text, start) }
        let next = number.range.upperBound
        guard next < text.count, (1...99).contains(number.unscaled) else { return nil }
        let value = Int(number.unscaled)
        let one = next + 1
        if number.isChinese {
            if text[next] == "、" { return (.chinese, value, start..<one, false) }
            if text[next] == "是" { return (.spoken, value, start..<one, false) }
            return nil
        }
        switch text[next] {
        case "、": return (.arabicComma, value, start..<one, false)
        case ".", "．":
            // 1.5亿元 opens a sentence, 3.加强 a heading.
            guard one >= text.count || !text[one].isDigit && text[one] != "." else { return nil }
            return (.arabicDot, value, start..<one, false)
        case "）", ")": return (.arabicHalfBracket, value, start..<one, text[next] == ")")
        default: return nil
        }
    }

    /// 1.2025年…: the year belongs to the words.
    private static func dotted(_ text: Scalars, _ start: Int) -> Mark? {
        var place = start
        var number = 0
        while place < text.count, place - start < 2, let digit = text[place].digit {
            number = number * 10 + digit
            place += 1
        }
        guard place > start, place + 1 < text.count, text[place] == "." || text[place] == "．",
            YearText.isYear(text, at: place + 1)
        else { return nil }
        return (.arabicDot, number, start..<place + 1, false)
    }

    /// 1.1 or 1.2.3 before words.
    private static func decimal(_ text: Scalars, _ start: Int) -> Mark? {
        let end = NumberText.endOfDigits(text, from: start, to: text.count)
        guard end < text.count, text[start].isDigit, text[end].isBlank || text[end].isHan,
            text[start..<end].contains(".")
        else { return nil }
        return text[end].isBlank ? (.decimal, 0, start..<end, false) : nil
    }

    private static func bracketed(_ text: Scalars, _ start: Int) -> Mark? {
        let inner = text.skippingBlanks(start + 1, to: text.count)
        guard inner < text.count, text[inner].isNumeral || text[inner].isDigit,
            let number = NumberText.read(text, at: inner, to: text.count), number.scale == 0,
            (1...99).contains(number.unscaled)
        else { return nil }
        let close = text.skippingBlanks(number.range.upperBound, to: text.count)
        guard close < text.count, text[close] == "）" || text[close] == ")" else { return nil }
        let isHalf = text[start] == "(" || text[close] == ")"
        return (
            number.isChinese ? .chineseBracket : .arabicBracket, Int(number.unscaled),
            start..<close + 1, isHalf
        )
    }
}

/// Numbers of headings as they are written.
enum HeadingNumber {
    /// 十、
    static func chinese(_ number: Int) -> String { ChineseNumeral.text(number) + "、" }
}
