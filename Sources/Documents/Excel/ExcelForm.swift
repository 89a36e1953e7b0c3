/// A form of fixed shape to be filled in and read back: only the cells meant for it can be typed
/// into, and hidden marks say whose form it is.
public struct ExcelForm: Sendable {
    /// One column of a form.
    public struct Column: Sendable {
        /// Who fills the cells of a column.
        public enum Use: Sendable, Hashable {
            /// The person who fills in the form.
            case input
            /// They are written beforehand and locked.
            case shown
            /// The sum of these columns, counted from 0, by a locked formula.
            case sum([Int])
        }

        /// What the column asks for, with its unit.
        public let title: String
        /// Whether its heading carries the * of what must be filled in.
        public let isRequired: Bool
        /// Shown when the pointer is on the heading.
        public let help: String
        /// What a cell may hold; checked while typing.
        public let check: ExcelTemplateColumn.Check
        /// Who fills its cells.
        public let use: Use
        /// Whether the row of totals sums it.
        public let isTotalled: Bool

        /// Creates a column.
        public init(
            title: String, isRequired: Bool = false, help: String = "",
            check: ExcelTemplateColumn.Check = .any, use: Use = .input, isTotalled: Bool = false
        ) {
            self.title = title
            self.isRequired = isRequired
            self.help = help
            self.check = check
            self.use = use
            self.isTotalled = isTotalled
        }

        /// What stands in the heading: the title, with * where it must be filled.
        public var heading: String { title + (isRequired ? "*" : "") }
    }

    /// What stands above the form.
    public let title: String
    /// Lines below the title: by when, how to fill it in.
    public let notes: [String]
    /// From left to right.
    public let columns: [Column]
    /// Texts written beforehand, a row each.
    public let rows: [[String]]
    /// Columns, counted from 0, that are locked in the rows written beforehand.
    public let lockedColumns: Set<Int>
    /// Empty rows below that a person may add to.
    public let emptyRows: Int
    /// What a program has to know of it, hidden from people: names and values.
    public let marks: [(name: String, value: String)]

    /// Creates a form.
    public init(
        title: String, notes: [String], columns: [Column], rows: [[String]],
        lockedColumns: Set<Int>, emptyRows: Int, marks: [(name: String, value: String)]
    ) {
        self.title = title
        self.notes = notes
        self.columns = columns
        self.rows = rows
        self.lockedColumns = lockedColumns
        self.emptyRows = emptyRows
        self.marks = marks
    }

    /// The sheet that is filled in.
    public static let formSheet = "填报"
    static let markSheet = "表样"
    /// In the row of totals.
    public static let totalWord = "合计"

    /// The row of headings as Excel counts, from 1: below title and notes.
    var headingRow: Int { 2 + notes.count }
    var hasTotal: Bool { columns.contains(where: \.isTotalled) }
    /// The first row of data, as Excel counts; totals stand between it and the headings.
    public var firstDataRow: Int { headingRow + (hasTotal ? 2 : 1) }
    /// The last row that may hold data, as Excel counts.
    var lastRow: Int { firstDataRow + max(1, rows.count + emptyRows) - 1 }
}
