/// A number as it stands in text, without its unit.
struct NumberText {
    let range: Range<Int>
    let unscaled: Int64
    /// Decimals as stated.
    let scale: Int
    let isChinese: Bool
    /// Whether it continues like a date, a version or a section: `2025.3.1`.
    let isSerial: Bool

    /// The number that begins at a place; nil where none does, or none that 15 digits hold.
    static func read(_ text: Scalars, at start: Int, to end: Int) -> NumberText? {
        if text[start].isDigit { return arabic(text, at: start, to: end) }
        if text[start].isNumeral { return chinese(text, at: start, to: end) }
        return nil
    }

    /// Where the digits that begin at a place end, whatever they mean.
    static func endOfDigits(_ text: Scalars, from start: Int, to end: Int) -> Int {
        var place = start
        while place < end, text[place].isDigit || text[place] == "." || text[place] == "．" {
            place += 1
        }
        return place
    }

    private static func arabic(_ text: Scalars, at start: Int, to end: Int) -> NumberText? {
        var place = start
        var value: Int64 = 0
        var digits = 0
        var scale = 0
        func take() -> Bool {
            guard digits < 15, let digit = text[place].digit else { return false }
            value = value * 10 + Int64(digit)
            digits += 1
            place += 1
            return true
        }
        while place < end, text[place].isDigit { if !take() { return nil } }
        // Groups of three, the first of one to three digits: 1,234,567.
        if (1...3).contains(digits) {
            while isGroup(text, at: place, to: end) {
                place += 1
                for _ in 0..<3 where !take() { return nil }
            }
        }
        if place + 1 < end, text[place] == "." || text[place] == "．", text[place + 1].isDigit {
            place += 1
            while place < end, text[place].isDigit {
                if !take() { return nil }
                scale += 1
            }
        }
        let isSerial =
            place + 1 < end && text[place] == "." && text[place + 1].isDigit
        return NumberText(
            range: start..<place, unscaled: value, scale: scale, isChinese: false,
            isSerial: isSerial)
    }

    private static func isGroup(_ text: Scalars, at place: Int, to end: Int) -> Bool {
        guard place + 3 < end, text[place] == "," || text[place] == "，" else { return false }
        guard text[place + 1].isDigit, text[place + 2].isDigit, text[place + 3].isDigit else {
            return false
        }
        return place + 4 >= end || !text[place + 4].isDigit
    }

    /// 十五, 一百二十, 三千五百, 二〇二五; without 万 and 亿, which are read as part of the unit.
    private static func chinese(_ text: Scalars, at start: Int, to end: Int) -> NumberText? {
        var place = start
        var total: Int64 = 0
        var digit: Int64?
        var count = 0
        var plainDigits = 0
        while place < end, text[place].isNumeral, count < 10 {
            if let value = Self.digits[text[place]] {
                if digit != nil { plainDigits += 1 }
                digit = (plainDigits > 0 ? (digit ?? 0) * 10 : 0) + value
            } else if let power = UnitText.multiplier(text[place]) {
                // 百余家, 千家万户: a bare 百 or 千 is no exact number.
                if digit == nil, power > 1 || total > 0 { return nil }
                var factor: Int64 = 1
                for _ in 0..<power { factor *= 10 }
                total += (digit ?? 1) * factor
                digit = nil
            }
            place += 1
            count += 1
        }
        guard place > start, place == end || !text[place].isNumeral else { return nil }
        total += digit ?? 0
        return NumberText(
            range: start..<place, unscaled: total, scale: 0, isChinese: true, isSerial: false)
    }

    private static let digits: [Unicode.Scalar: Int64] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
        "八": 8, "九": 9,
    ]
}
