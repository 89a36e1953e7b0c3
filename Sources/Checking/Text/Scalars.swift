/// Text as Unicode scalars: places are plain numbers, and a Chinese character is one of them.
typealias Scalars = [Unicode.Scalar]

extension Unicode.Scalar {
    /// Whether it is a digit of either width.
    var isDigit: Bool { digit != nil }

    /// The value of a digit of either width.
    var digit: Int? {
        switch value {
        case 0x30...0x39: Int(value) - 0x30
        case 0xFF10...0xFF19: Int(value) - 0xFF10
        default: nil
        }
    }

    var isHan: Bool { (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value) }

    var isLatin: Bool {
        (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
            || (0xFF21...0xFF3A).contains(value) || (0xFF41...0xFF5A).contains(value)
    }

    /// Whether only the font of one document knows what it is.
    var isPrivate: Bool { (0xE000...0xF8FF).contains(value) || value >= 0xF0000 }

    var isBlank: Bool {
        value == 0x20 || value == 0x09 || value == 0xA0 || value == 0x3000
            || (0x2000...0x200B).contains(value) || value == 0xFEFF
    }

    /// Ends a sentence.
    var endsSentence: Bool { self == "。" || self == "！" || self == "？" || self == "\n" }

    /// Ends a clause: nothing before it belongs to what comes after without a word that says so.
    var endsClause: Bool {
        endsSentence || self == "，" || self == "；" || self == "：" || self == "," || self == ";"
            || self == ":"
    }

    var opensBracket: Bool { self == "（" || self == "(" || self == "〔" || self == "［" }
    var closesBracket: Bool { self == "）" || self == ")" || self == "〕" || self == "］" }

    /// The digits and places that Chinese numerals are made of.
    var isNumeral: Bool {
        switch self {
        case "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "零", "〇", "两": true
        default: false
        }
    }
}

extension [Unicode.Scalar] {
    init(_ text: String) { self = Array(text.unicodeScalars) }

    /// The text of a range as a string.
    func string(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: self[range])
        return String(text)
    }

    /// The range without blanks at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// Where the next scalar stands that is no blank, from `place` on.
    func skippingBlanks(_ place: Int, to end: Int) -> Int {
        var place = place
        while place < end, self[place].isBlank { place += 1 }
        return place
    }

    /// Whether a word stands within a range.
    func has(_ word: Scalars, near range: Range<Int>) -> Bool {
        range.contains { has(word, at: $0, to: range.upperBound) }
    }

    func has(_ word: Scalars, at place: Int, to end: Int) -> Bool {
        guard place >= 0, place + word.count <= end else { return false }
        for offset in word.indices where self[place + offset] != word[offset] { return false }
        return true
    }
}

extension Sequence<Unicode.Scalar> {
    /// The scalars as a string.
    var joined: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: self)
        return String(text)
    }
}
