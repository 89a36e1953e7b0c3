extension Money {
    private static let capitalDigits = Array("零壹贰叁肆伍陆柒捌玖")
    private static let capitalPlaces: [(value: UInt64, mark: String)] = [
        (1_000, "仟"), (100, "佰"), (10, "拾"), (1, ""),
    ]

    /// The amount in capitals as vouchers write it: `壹仟肆佰零玖元伍角`, `壹万元整`, `零元整`.
    ///
    /// 中国人民银行《正确填写票据和结算凭证的基本规定》: 整 stands after 元 and is left out after 角
    /// and 分; noughts in a row make one 零; where 元 is nought and 角 or 分 is not, 零 stands
    /// between them. Where the rule leaves 零 to the writer, the form is the one it names first:
    /// `壹拾万柒仟元零伍角叁分`. Below nothing the amount begins with 负.
    public var capitals: String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = fen < 0 ? "负" : ""
        guard yuan > 0 || rest > 0 else { return "零元整" }
        let whole = yuan > 0 ? Self.capitals(yuan) + "元" : ""
        guard rest > 0 else { return sign + whole + "整" }
        // 元 is nought, or 角 is: 捌拾元零叁角, 玖元零贰分; alone, fen begin with themselves: 伍分.
        let gap = yuan > 0 && (yuan.isMultiple(of: 10) || rest < 10) ? "零" : ""
        let jiao = rest >= 10 ? String(Self.capitalDigits[Int(rest / 10)]) + "角" : ""
        let last = rest % 10 > 0 ? String(Self.capitalDigits[Int(rest % 10)]) + "分" : ""
        return sign + whole + gap + jiao + last
    }

    /// A whole number above nought, parted at 亿 and 万.
    private static func capitals(_ number: UInt64) -> String {
        for (step, mark) in [(UInt64(100_000_000), "亿"), (10_000, "万")] where number >= step {
            let (high, low) = number.quotientAndRemainder(dividingBy: step)
            let gap = low > 0 && low < step / 10 ? "零" : ""
            return capitals(high) + mark + gap + (low > 0 ? capitals(low) : "")
        }
        var text = ""
        var skipped = false
        for place in capitalPlaces {
            let digit = Int(number / place.value % 10)
            guard digit > 0 else {
                skipped = !text.isEmpty
                continue
            }
            text += (skipped ? "零" : "") + String(capitalDigits[digit]) + place.mark
            skipped = false
        }
        return text
    }
}
