/// A unified social credit code of an organisation (GB 32100-2015), 18 characters.
public struct UnifiedCreditCode: Hashable, Sendable, CustomStringConvertible {
    /// The code in half-width capitals.
    public let text: String

    /// The code.
    public var description: String { text }

    /// Reads a code exactly as it stands; call `normalise` first for text typed by people.
    ///
    /// Throws `ValueProblem` for length, a letter outside the alphabet (with the likely slip), and
    /// the check character (with the expected one, and the exchange of neighbours that would do).
    public static func parse(_ text: String) throws(ValueProblem) -> UnifiedCreditCode {
        let code = try CodeText(text, name: "统一社会信用代码")
        try code.requireCount([18])
        for (index, character) in code.characters.enumerated() where values[character] == nil {
            throw code.problem(
                at: index, "统一社会信用代码只用数字和I、O、S、V、Z以外的大写字母",
                character == "V" ? "此处似应为字母“U”" : CodeText.likelyDigit(character))
        }
        try code.requireDigits(2..<8)
        let expected = checkCharacter(of: code.characters)
        guard code.characters[17] == expected else {
            throw code.problem(
                at: 17, "统一社会信用代码末位校验码按前17位应为“\(expected)”",
                exchangeAdvice(code.characters, isValid: isConsistent) ?? "逐位核对登记证书")
        }
        return UnifiedCreditCode(text: text)
    }

    /// The text trimmed, half-width and in capitals, ready for `parse`.
    public static func normalise(_ text: String) -> String { halfWidth(text).uppercased() }

    /// A Chinese sentence when the organisation code inside fails its own check (GB 11714).
    ///
    /// This is a warning only: some codes in force deviate.
    public var organisationCodeWarning: String? {
        let body = text.dropFirst(8).prefix(8)
        var sum = 0
        for (character, weight) in zip(body, [3, 7, 9, 10, 5, 8, 4, 2]) {
            sum += (digitValue(character) ?? Self.letterValue(character)) * weight
        }
        let check = 11 - sum % 11
        let expected = check == 10 ? "X" : check == 11 ? "0" : String(check)
        let found = String(text.dropFirst(16).prefix(1))
        guard found != expected else { return nil }
        return "第17位组织机构代码校验码为“\(found)”，按GB 11714应为“\(expected)”，请核对登记证书。"
    }

    /// GB 32100: the position in this row is the value of a character.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let values = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
    /// 3^(i−1) mod 31.
    private static let weights = [
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
    ]

    private static func checkCharacter(of characters: [Character]) -> Character {
        var sum = 0
        for (character, weight) in zip(characters, weights) {
            sum += (values[character] ?? 0) * weight
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// GB 11714: A is 10 … Z is 35.
    private static func letterValue(_ character: Character) -> Int {
        Int(character.asciiValue ?? 55) - 55
    }

    private static func isConsistent(_ characters: [Character]) -> Bool {
        characters[2..<8].allSatisfy { digitValue($0) != nil }
            && checkCharacter(of: characters) == characters[17]
    }
}
