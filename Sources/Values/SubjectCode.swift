/// A code of a discipline (GB/T 13745-2009): 3, 5 or 7 digits.
public struct SubjectCode: Hashable, Sendable, CustomStringConvertible {
    /// The digits without dots: `5202010`.
    public let text: String

    /// The digits without dots.
    public var description: String { text }

    /// Reads `520`, `52020`, `5202010` or the dotted `520.20.10`.
    ///
    /// Throws `ValueProblem` for length, characters and misplaced dots. Whether the discipline
    /// exists is the catalogue's question.
    public static func parse(_ text: String) throws(ValueProblem) -> SubjectCode {
        let code = try CodeText(text, name: "学科代码")
        let dots = code.characters.indices.filter { code.characters[$0] == "." }
        // 520.2010 is half dotted: a slip, not a form.
        let isWellDotted =
            switch dots {
            case []: true
            case [3]: code.characters.count == 6
            case [3, 6]: code.characters.count == 9
            default: false
            }
        guard isWellDotted else {
            throw code.problem(
                at: dots.first, "学科代码要么不写点，要么在第3位和第5位数字之后各写一点",
                "写作“520.20.10”或“5202010”的样子")
        }
        let digits = try CodeText(text.filter { $0 != "." }, name: "学科代码")
        try digits.requireCount([3, 5, 7])
        try digits.requireDigits(0..<digits.characters.count)
        guard digits.characters[0] != "0" else {
            throw code.problem(at: 0, "学科代码首位为1至9")
        }
        return SubjectCode(text: digits.text)
    }

    /// The level, 1 discipline, 2 or 3 below it.
    public var level: Int { (text.count - 1) / 2 }

    /// The code one level up; nil on level 1.
    public var parent: SubjectCode? {
        level == 1 ? nil : SubjectCode(text: String(text.dropLast(2)))
    }
}
