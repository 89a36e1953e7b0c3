/// A code of public expenditure by economic class: 302 or 30217.
///
/// Two trees run in parallel: departments' budgets 301–399, governments' budgets 501–599.
public struct EconomicCode: Hashable, Sendable, CustomStringConvertible {
    /// The tree that a code belongs to.
    public enum Tree: String, Sendable {
        /// 部门预算, 301–399.
        case department = "部门预算"
        /// 政府预算, 501–599.
        case government = "政府预算"
    }

    /// The digits.
    public let text: String
    /// The tree, told by the first digit.
    public let tree: Tree

    /// The digits.
    public var description: String { text }

    /// Reads 3 or 5 digits within 301–399 or 501–599.
    ///
    /// Throws `ValueProblem` for length, characters and another tree.
    public static func parse(_ text: String) throws(ValueProblem) -> EconomicCode {
        let code = try CodeText(text, name: "支出经济分类科目")
        try code.requireCount([3, 5])
        try code.requireDigits(0..<code.characters.count)
        let chapter = String(code.characters[0..<3])
        if ("301"..."399").contains(chapter) {
            return EconomicCode(text: text, tree: .department)
        }
        if ("501"..."599").contains(chapter) {
            return EconomicCode(text: text, tree: .government)
        }
        throw code.problem(
            at: 0, "支出经济分类科目为301至399（部门预算）或501至599（政府预算）",
            "核对是否填成功能分类科目")
    }

    /// The 类 of a 款; nil for a 类.
    public var parent: EconomicCode? {
        text.count == 3 ? nil : EconomicCode(text: String(text.prefix(3)), tree: tree)
    }

    /// Whether a department's line counts as 三公: travel abroad, vehicles, receptions.
    ///
    /// 30239 其他交通费用 holds commuting allowances and does not count.
    public var isThreePublic: Bool {
        ["30212", "30217", "30231", "31013", "30913"].contains(text)
    }
}
