/// An application code of the National Natural Science Foundation: `F02` … `F020104`.
///
/// A letter A…H or T for the department, then two, four or six digits.
public struct NSFCCode: Hashable, Sendable, CustomStringConvertible {
    /// The code.
    public let text: String

    /// The code.
    public var description: String { text }

    /// Reads a code; throws `ValueProblem` for length, department letter and characters.
    public static func parse(_ text: String) throws(ValueProblem) -> NSFCCode {
        let code = try CodeText(text, name: "基金申请代码")
        try code.requireCount([3, 5, 7])
        guard "ABCDEFGHT".contains(code.characters[0]) else {
            throw code.problem(at: 0, "基金申请代码首位为学部字母A至H或T", "核对学部字母")
        }
        try code.requireDigits(1..<code.characters.count)
        return NSFCCode(text: text)
    }

    /// The department's letter.
    public var department: String { String(text.prefix(1)) }

    /// The level, 1…3, by pairs of digits.
    public var level: Int { (text.count - 1) / 2 }

    /// The code one level up; nil on level 1.
    public var parent: NSFCCode? {
        level == 1 ? nil : NSFCCode(text: String(text.dropLast(2)))
    }
}
