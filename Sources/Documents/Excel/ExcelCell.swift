/// What a cell of a worksheet holds, as its number format says it is meant.
public enum ExcelValue: Equatable, Sendable {
    case text(String)
    /// A decimal number as text, without the noise of binary fractions; `isPercent` where the cell
    /// shows it times 100 with a %.
    case number(String, isPercent: Bool)
    /// ISO 8601: `2025-03-01`, or with a time `2025-03-01T08:30`.
    case date(String)
    case boolean(Bool)
    /// An error of a formula, such as `#N/A`.
    case error(String)
    /// A formula that was never computed: the file holds no value for it.
    case uncomputed

    /// The cell as a person would type it.
    public var text: String {
        switch self {
        case .text(let text): text
        case .number(let number, let isPercent):
            isPercent ? DecimalShift.times100(number) + "%" : number
        case .date(let date): date
        case .boolean(let value): value ? "是" : "否"
        case .error(let error): error
        case .uncomputed: "（未计算的公式）"
        }
    }
}

/// One cell that is not empty.
public struct ExcelCell: Equatable, Sendable {
    /// Counted from 0.
    public let column: Int
    public let value: ExcelValue

    /// Creates a cell.
    public init(column: Int, value: ExcelValue) {
        self.column = column
        self.value = value
    }

    /// The letters of a column: 0 is A, 26 is AA.
    public static func letters(_ column: Int) -> String {
        var rest = column
        var letters = ""
        while rest >= 0 {
            letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
            rest = rest / 26 - 1
        }
        return letters
    }
}

/// One row that is not empty.
public struct ExcelRow: Equatable, Sendable {
    /// As Excel counts: the first is 1.
    public let number: Int
    /// In the order of their columns; cells of a merged block all hold its value.
    public var cells: [ExcelCell]
    public let isHidden: Bool

    /// The value in a column, or nil where it is empty.
    public subscript(_ column: Int) -> ExcelValue? {
        if column < cells.count, cells[column].column == column { return cells[column].value }
        return cells.first { $0.column == column }?.value
    }
}

/// Moves the point of a decimal text.
enum DecimalShift {
    static func times100(_ number: String) -> String {
        let isNegative = number.hasPrefix("-")
        var digits = number.drop { $0 == "-" }.split(
            separator: ".", omittingEmptySubsequences: false)
        var fraction = digits.count > 1 ? String(digits[1]) : ""
        while fraction.count < 2 { fraction += "0" }
        var whole = String(digits.removeFirst()) + fraction.prefix(2)
        while whole.count > 1, whole.hasPrefix("0") { whole.removeFirst() }
        var rest = fraction.dropFirst(2)
        while rest.hasSuffix("0") { rest.removeLast() }
        return (isNegative ? "-" : "") + whole + (rest.isEmpty ? "" : "." + rest)
    }
}
