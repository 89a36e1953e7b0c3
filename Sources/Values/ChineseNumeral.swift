/// Chinese numerals of headings and terms of office: 一、 …, 第十四届.
public enum ChineseNumeral {
    private static let digits = Array("零一二三四五六七八九")
    private static let places: [(value: Int, mark: String)] = [
        (1_000, "千"), (100, "百"), (10, "十"), (1, ""),
    ]

    /// The numeral of 0…9999: `十四`, `一百零一`; a number outside is given in Arabic digits.
    public static func text(_ n: Int) -> String {
        guard (0...9_999).contains(n) else { return String(n) }
        if n == 0 { return String(digits[0]) }
        var text = ""
        var skipped = false
        for place in places {
            let digit = n / place.value % 10
            guard digit > 0 else {
                skipped = !text.isEmpty
                continue
            }
            if skipped { text.append(digits[0]) }
            skipped = false
            // 十四, not 一十四, yet 一百一十四.
            let isBareTen = text.isEmpty && place.value == 10 && digit == 1
            text += (isBareTen ? "" : String(digits[digit])) + place.mark
        }
        return text
    }

    /// The number of a well-formed numeral of 0…9999, 〇 read as 零; nil for anything else.
    public static func parse(_ text: String) -> Int? {
        let numeral = text.map { $0 == "〇" ? "零" : $0 }
        var total = 0
        var digit: Int?
        for character in numeral {
            if let value = digits.firstIndex(of: character) {
                digit = value
            } else if let place = places.first(where: { $0.mark == String(character) }) {
                total += (digit ?? 1) * place.value
                digit = nil
            } else {
                return nil
            }
        }
        total += digit ?? 0
        // Only the one correct spelling comes back the same: 一百一 and 十十 do not.
        return Self.text(total) == String(numeral) ? total : nil
    }
}
