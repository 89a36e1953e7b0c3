/// The forms in which Word and the web write the numbers of lists (ECMA-376 part 1, 17.18.59).
enum NumberForms {
    /// The number in a form; a form that cannot write it, or is not known, gives plain digits.
    static func text(_ number: Int, _ form: String) -> String {
        guard number >= 0 else { return String(number) }
        switch form {
        case "none": return ""
        case "decimalZero": return number < 10 ? "0\(number)" : String(number)
        case "decimalFullWidth", "decimalFullWidth2": return fullWidth(number)
        case "upperRoman": return roman(number)
        case "lowerRoman": return roman(number).lowercased()
        case "upperLetter": return letters(number, from: "A")
        case "lowerLetter": return letters(number, from: "a")
        case "chineseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
            "chineseCountingThousand":
            return chinese(number, ordinary, units: ["", "十", "百", "千"], isShort: true)
        case "japaneseCounting", "japaneseDigitalTenThousand", "koreanCounting":
            return japanese(number)
        case "chineseLegalSimplified":
            return chinese(number, legal, units: ["", "拾", "佰", "仟"], isShort: false)
        case "ideographDigital", "koreanDigital2":
            return String(String(number).map { ordinary[$0.wholeNumberValue ?? 0] })
        case "ideographTraditional": return one("甲乙丙丁戊己庚辛壬癸", number)
        case "ideographZodiac": return one("子丑寅卯辰巳午未申酉戌亥", number)
        case "ideographEnclosedCircle": return one("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", number)
        case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": return circled(number)
        case "decimalEnclosedParen": return code(0x2474, number, upTo: 20)
        case "decimalEnclosedFullstop": return code(0x2488, number, upTo: 20)
        default: return String(number)
        }
    }

    private static let ordinary = Array("〇一二三四五六七八九")
    private static let legal = Array("零壹贰叁肆伍陆柒捌玖")

    /// 一百零五: the zero stands for any number of empty places in between. 十 alone begins 10–19
    /// in ordinary figures, 壹拾 in those of cheques.
    private static func chinese(
        _ number: Int, _ digits: [Character], units: [String], isShort: Bool
    ) -> String {
        guard number > 0 else { return isShort ? "〇" : "零" }
        guard number < 10_000 else { return String(number) }
        if isShort, (10...19).contains(number) {
            return "十" + (number > 10 ? String(digits[number - 10]) : "")
        }
        var text = ""
        var isGap = false
        for (place, digit) in String(number).compactMap(\.wholeNumberValue).enumerated() {
            let unit = units[String(number).count - 1 - place]
            if digit == 0 {
                isGap = true
            } else {
                text += (isGap ? "零" : "") + String(digits[digit]) + unit
                isGap = false
            }
        }
        return text
    }

    /// 百五: one hundred is not counted, and no zero is written.
    private static func japanese(_ number: Int) -> String {
        guard (1..<10_000).contains(number) else { return number == 0 ? "〇" : String(number) }
        let units = ["", "十", "百", "千"]
        let parts = String(number).compactMap(\.wholeNumberValue)
        var text = ""
        for (place, digit) in parts.enumerated() where digit > 0 {
            let unit = units[parts.count - 1 - place]
            text += (digit == 1 && !unit.isEmpty ? "" : String(ordinary[digit])) + unit
        }
        return text
    }

    private static func fullWidth(_ number: Int) -> String {
        var text = ""
        for scalar in String(number).unicodeScalars {
            UnicodeScalar(scalar.value + 0xFEE0).map { text.unicodeScalars.append($0) }
        }
        return text
    }

    private static func roman(_ number: Int) -> String {
        guard (1..<4_000).contains(number) else { return String(number) }
        let values = [
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
            (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        var text = ""
        for (value, letters) in values {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        return text
    }

    /// After Z comes AA, then BB: Word repeats the letter.
    private static func letters(_ number: Int, from first: UnicodeScalar) -> String {
        guard (1...780).contains(number),
            let letter = UnicodeScalar(first.value + UInt32((number - 1) % 26))
        else { return String(number) }
        return String(repeating: String(letter), count: (number - 1) / 26 + 1)
    }

    private static func one(_ marks: String, _ number: Int) -> String {
        guard (1...marks.count).contains(number) else { return String(number) }
        return String(Array(marks)[number - 1])
    }

    private static func circled(_ number: Int) -> String {
        switch number {
        case 0: "\u{24EA}"
        case 1...20: code(0x2460, number, upTo: 20)
        case 21...35: code(0x3251, number - 20, upTo: 15)
        case 36...50: code(0x32B1, number - 35, upTo: 15)
        default: String(number)
        }
    }

    private static func code(_ first: UInt32, _ number: Int, upTo last: Int) -> String {
        guard (1...last).contains(number), let scalar = UnicodeScalar(first + UInt32(number - 1))
        else { return String(number) }
        return String(scalar)
    }
}
