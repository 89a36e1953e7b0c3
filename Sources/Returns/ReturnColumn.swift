public import Catalogue
public import Values

/// One column of a return: a field of a register, or one that the officer thought of.
public struct ReturnColumn: Sendable {
    /// What is done with the value of the period before.
    public enum Carry: String, CaseIterable, Sendable {
        case none
        /// It stands beside the cell, to compare.
        case shown
        /// It stands in the cell, to be changed.
        case prefilled
    }

    /// The field's name, or `c1`, `c2` … of the officer's own columns: the key of its cells.
    public let key: String
    /// What stands above it, without the unit.
    public let heading: String
    /// For numbers 家, 人; for money 元, 万元 or 亿元.
    public let unit: String?
    /// What whoever fills it in should know.
    public let help: String
    /// What its cells hold.
    public let type: FieldType
    /// The words of an officer's own choice; empty for other types.
    public let words: [String]
    /// The register's field, where the column is one.
    public let field: Field?
    /// Whether each row must have it.
    public let isRequired: Bool
    /// Bounds as the officer writes them, in the column's unit.
    public let least: String?
    /// The upper bound, written like the lower one.
    public let most: String?
    /// Keys of the columns that it is the sum of.
    public let sumOf: [String]
    /// Key of the column that it may not exceed.
    public let atMost: String?
    /// Whether its rows are added up.
    public let isTotalled: Bool
    /// What is done with last period's value.
    public let carry: Carry

    /// The unit that amounts are typed and shown in.
    public var moneyUnit: MoneyUnit { unit.flatMap(MoneyUnit.init(rawValue:)) ?? .yuan }

    /// Heading and unit: 孵化资金（万元）.
    public var title: String { unit.map { "\(heading)（\($0)）" } ?? heading }

    /// The cell as text in the column's unit.
    public func text(_ cell: Scalar, in catalogue: Catalogue) -> String {
        if type == .money, let fen = cell.integer { return Money(fen: fen).text(in: moneyUnit) }
        return words.isEmpty ? type.text(cell, in: catalogue) : cell.text ?? ""
    }

    /// The whole number that a text stands for, in the column's smallest unit; nil where it is
    /// none.
    public func number(_ text: String, in catalogue: Catalogue) -> Int64? {
        guard words.isEmpty, type.isSummable else { return nil }
        return (try? cell(text, in: catalogue) { _, _ in .null })?.integer
    }

    /// The cell that a text stands for; an empty one is an empty cell.
    /// - Parameter reference: finds the record that a name stands for.
    /// - Throws: `ValueProblem`, or what `reference` throws.
    func cell(
        _ text: String, in catalogue: Catalogue, reference: (String, Field) throws -> Scalar
    ) throws -> Scalar {
        if text.isEmpty { return .null }
        if let field, type.target != nil { return try reference(text, field) }
        if type == .money { return .integer(try Money.parse(text, unit: moneyUnit).fen) }
        guard !words.isEmpty else { return try type.scalar(from: text, in: catalogue) }
        guard words.contains(text) else {
            throw ValueProblem(
                found: text, rule: "不在可选项里", suggestion: "可填：\(words.joined(separator: "、"))")
        }
        return .text(text)
    }

    /// Bounds are plain values of the column's own type.
    func bound(_ text: String?, in catalogue: Catalogue) -> Scalar? {
        guard let text, words.isEmpty, type.target == nil else { return nil }
        return try? cell(text, in: catalogue) { _, _ in .null }
    }
}
