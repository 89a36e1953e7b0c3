/// A column of a table to be written.
public struct ExcelColumn: Sendable {
    /// How the cells of a column are written.
    public enum Kind: Sendable, Hashable {
        case text
        /// A whole number with separators.
        case integer
        /// A number with this many decimals.
        case decimal(Int)
        /// A number shown with %, given as it is shown: 12.5 for 12.5%.
        case percent
        /// A day, given as ISO text.
        case date
    }

    public let title: String
    /// What stands above the title and spans neighbours of the same group.
    public let group: String?
    public let kind: Kind
    /// The widest text in half-width characters, as far as known.
    public let width: Int

    /// Creates a column.
    public init(title: String, group: String? = nil, kind: Kind = .text, width: Int = 12) {
        self.title = title
        self.group = group
        self.kind = kind
        self.width = width
    }
}

/// What stands around an official table.
public struct ExcelTableHead: Sendable {
    public let title: String
    /// For the line above the table, right: 单位：元.
    public let unit: String?
    /// For the line above the table, left: where and when the figures come from.
    public let source: String
    /// Whether the data are synthetic: said on every page.
    public let isDemonstration: Bool

    /// Creates a head.
    public init(title: String, unit: String?, source: String, isDemonstration: Bool) {
        self.title = title
        self.unit = unit
        self.source = source
        self.isDemonstration = isDemonstration
    }
}
