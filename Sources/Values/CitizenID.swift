/// A citizen's identity number (GB 11643-1999), 18 characters.
///
/// Interpolating it shows the masked form, so that it does not reach a log by accident. The number
/// on a foreigner's permanent-residence card (since 2023: first digit 9) has the same build.
public struct CitizenID: Hashable, Sendable, CustomStringConvertible {
    /// The full number; personal data.
    public let text: String
    /// The day of birth in the number.
    public let birth: CalendarDate
    /// Whether the number is a man's (17th digit odd).
    public let isMale: Bool

    /// The number with only its first two and last three characters.
    public var description: String { masked(text) }

    /// Reads a number exactly as it stands; `today`, when given, bounds the day of birth.
    ///
    /// Throws `ValueProblem` for length (15 digits included), characters, province, day of birth
    /// and check character; the number is masked in the problem.
    public static func parse(
        _ text: String, today: CalendarDate? = nil
    ) throws(ValueProblem) -> CitizenID {
        let code = try CodeText(text, name: "公民身份号码", isPersonal: true)
        if code.characters.count == 15 {
            throw code.problem(
                at: nil, "公民身份号码应为18位，15位旧号已停用", "按身份证填写18位号码")
        }
        try code.requireCount([18])
        try code.requireDigits(0..<17)
        let province = String(code.characters[0..<2])
        guard RegionCode.provinces.contains(province) || province.hasPrefix("9") else {
            throw code.problem(at: 0, "公民身份号码前两位为省级代码，没有“\(province)”")
        }
        let birth = try birthday(in: code, today: today)
        let expected = checkCharacter(of: code.characters)
        guard code.characters[17] == expected else {
            throw code.problem(
                at: 17, "公民身份号码末位校验码与前17位不符",
                exchangeAdvice(code.characters, isValid: isConsistent) ?? "逐位核对身份证")
        }
        let order = digitValue(code.characters[16]) ?? 0
        return CitizenID(text: text, birth: birth, isMale: !order.isMultiple(of: 2))
    }

    private static func birthday(
        in code: CodeText, today: CalendarDate?
    ) throws(ValueProblem) -> CalendarDate {
        func number(_ range: Range<Int>) -> Int {
            code.characters[range].reduce(0) { $0 * 10 + (digitValue($1) ?? 0) }
        }
        let (year, month, day) = (number(6..<10), number(10..<12), number(12..<14))
        guard let birth = CalendarDate(year: year, month: month, day: day) else {
            throw code.problem(at: 6, "公民身份号码第7至14位为出生日期，日历上没有这一天", "逐位核对身份证")
        }
        if let today, birth > today {
            throw code.problem(at: 6, "公民身份号码中的出生日期晚于今天", "逐位核对身份证")
        }
        return birth
    }

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432")

    private static func checkCharacter(of characters: [Character]) -> Character {
        var sum = 0
        for (character, weight) in zip(characters, weights) {
            sum += (digitValue(character) ?? 0) * weight
        }
        return checks[sum % 11]
    }

    private static func isConsistent(_ characters: [Character]) -> Bool {
        characters[..<17].allSatisfy { digitValue($0) != nil }
            && checkCharacter(of: characters) == characters[17]
    }
}
