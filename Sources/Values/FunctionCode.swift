/// A code of public expenditure by function (政府收支分类科目): 206, 20601, 2060101.
///
/// Names repeat across branches, so lines are matched by code and never by name.
public struct FunctionCode: Hashable, Sendable, CustomStringConvertible {
    /// The level of a line.
    public enum Level: String, Sendable {
        /// 类, 3 digits.
        case chapter = "类"
        /// 款, 5 digits.
        case section = "款"
        /// 项, 7 digits.
        case item = "项"
    }

    /// The digits.
    public let text: String

    /// The digits.
    public var description: String { text }

    /// Reads 3, 5 or 7 digits that begin with 2 (expenditure).
    ///
    /// Throws `ValueProblem` for length and characters; which codes exist in a year is the
    /// catalogue's question.
    public static func parse(_ text: String) throws(ValueProblem) -> FunctionCode {
        let code = try CodeText(text, name: "支出功能分类科目")
        try code.requireCount([3, 5, 7])
        try code.requireDigits(0..<code.characters.count)
        guard code.characters[0] == "2" else {
            throw code.problem(at: 0, "支出功能分类科目首位为2", "核对是否填成收入科目或经济分类")
        }
        return FunctionCode(text: text)
    }

    /// The level, told by the digits.
    public var level: Level {
        switch text.count {
        case 3: .chapter
        case 5: .section
        default: .item
        }
    }

    /// The line one level up; nil for a 类.
    public var parent: FunctionCode? {
        level == .chapter ? nil : FunctionCode(text: String(text.dropLast(2)))
    }
}
