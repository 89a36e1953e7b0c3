/// A code as it was typed, and the checks that every kind of code shares.
///
/// Codes are keys: two spellings of one code would be two keys, so a blank, a full-width character
/// or a lower-case letter is refused with the tidy spelling as the suggestion.
struct CodeText {
    let name: String
    let text: String
    let characters: [Character]
    /// Personal numbers are masked in every message, since messages reach logs.
    let isPersonal: Bool

    init(_ text: String, name: String, isPersonal: Bool = false) throws(ValueProblem) {
        self.name = name
        self.text = text
        self.isPersonal = isPersonal
        characters = Array(text)
        guard let index = characters.firstIndex(where: Self.isUntidy) else { return }
        let character = characters[index]
        let rule =
            if isBlank(character) {
                "\(name)中不留空格"
            } else if character.isASCII {
                "\(name)的字母用大写"
            } else {
                "\(name)只用半角字符"
            }
        let tidy = Self.tidied(text)
        throw problem(
            at: index, rule, isPersonal ? "去掉空格，改用半角和大写字母" : "改写为“\(tidy)”")
    }

    /// The text without blanks, half-width and in capitals.
    static func tidied(_ text: String) -> String {
        String(text.map(halfWidthCharacter).filter { !isBlank($0) }).uppercased()
    }

    func requireCount(_ allowed: [Int]) throws(ValueProblem) {
        guard !allowed.contains(characters.count) else { return }
        let lengths = allowed.map(String.init).joined(separator: "、")
        guard !characters.isEmpty else {
            throw problem(at: nil, "\(name)不能为空", "填写\(lengths)位代码")
        }
        throw problem(
            at: nil, "\(name)应为\(lengths)位，现为\(characters.count)位", "核对是否多写或漏写")
    }

    func requireDigits(_ range: Range<Int>) throws(ValueProblem) {
        for index in range where digitValue(characters[index]) == nil {
            let place = "\(name)第\(range.lowerBound + 1)至\(range.upperBound)位只用数字"
            throw problem(at: index, place, Self.likelyDigit(characters[index]))
        }
    }

    func problem(at index: Int?, _ rule: String, _ advice: String? = nil) -> ValueProblem {
        ValueProblem(
            found: isPersonal ? masked(text) : text, position: index.map { $0 + 1 }, rule: rule,
            suggestion: advice)
    }

    /// The digit that a letter is most often mistaken for.
    static func likelyDigit(_ character: Character) -> String? {
        let digits: [Character: Character] = ["O": "0", "I": "1", "S": "5", "Z": "2", "B": "8"]
        return digits[character].map { "此处似应为数字“\($0)”" }
    }

    private static func isUntidy(_ character: Character) -> Bool {
        isBlank(character) || halfWidthCharacter(character) != character
            || (character.isASCII && character.isLowercase)
    }
}

/// A personal number with only its first two and last three characters shown.
func masked(_ text: String) -> String {
    guard text.count > 5 else { return String(repeating: "*", count: text.count) }
    return text.prefix(2) + String(repeating: "*", count: text.count - 5) + text.suffix(3)
}

/// Advice naming the neighbours whose exchange would make the code valid; nil when none would.
func exchangeAdvice(_ characters: [Character], isValid: ([Character]) -> Bool) -> String? {
    let places = characters.indices.dropLast().filter { index in
        guard characters[index] != characters[index + 1] else { return false }
        var exchanged = characters
        exchanged.swapAt(index, index + 1)
        return isValid(exchanged)
    }
    guard !places.isEmpty else { return nil }
    let pairs = places.map { "第\($0 + 1)、\($0 + 2)位" }.joined(separator: "或")
    return "若把\(pairs)对调即可通过，核对是否写颠倒"
}
