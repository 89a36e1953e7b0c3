/// An official document as GB/T 9704-2012 lays it out, without a letterhead.
///
/// The order on paper: title, subtitle, mark, blocks, issuer, date.
public struct OfficialDocument: Equatable, Sendable {
    /// The title (标题); a line feed breaks it where the meaning allows.
    public var title: String
    /// The number of the document (发文字号), centred above the title.
    public var number: String?
    /// A line below the title in 楷体, such as the period reported on.
    public var subtitle: String?
    /// A warning such as “演示数据，不作公文使用”: red at the top of each page and below the title.
    public var mark: String?
    /// The text, in order.
    public var blocks: [Block]
    /// The issuing body (发文机关署名).
    public var issuer: String?
    /// The date of issue (成文日期) as it is printed, such as `2026年3月1日`.
    public var date: String?
    /// A line in the footer of each page by which the document can be checked (校验码).
    public var checkLine: String?
    /// A table behind the signature, on a page of its own.
    public var annex: Annex?
    /// When the document was made, in seconds since 1970.
    public var created: Int64

    /// Creates a document.
    public init(
        title: String, number: String? = nil, subtitle: String? = nil, mark: String? = nil,
        blocks: [Block], issuer: String? = nil, date: String? = nil, annex: Annex? = nil,
        checkLine: String? = nil, created: Int64
    ) {
        self.number = number
        self.annex = annex
        self.title = title
        self.subtitle = subtitle
        self.mark = mark
        self.blocks = blocks
        self.issuer = issuer
        self.date = date
        self.checkLine = checkLine
        self.created = created
    }

    /// An attachment (附件) of a table.
    public struct Annex: Equatable, Sendable {
        public var title: String
        public var table: Table

        /// Creates an attachment.
        public init(title: String, table: Table) {
            self.title = title
            self.table = table
        }
    }

    /// One piece of the text.
    public enum Block: Equatable, Sendable {
        /// A heading of level 1–4; the text carries its number (`一、`, `（一）`, `1.`, `（1）`).
        case heading(level: Int, text: String)
        /// A paragraph, indented by two characters.
        case paragraph([Run])
        /// A table.
        case table(Table)
        /// An attachment (附件说明). Neighbouring ones form one list under a single “附件：”.
        case attachmentNote(String)
        /// A remark in small type, as below a table.
        case note(String)
    }

    /// A stretch of text of one kind.
    public struct Run: Equatable, Sendable {
        /// The text; a line feed breaks the line.
        public var text: String
        /// Whether the text is bold.
        public var bold: Bool
        /// The `http`, `https` or `mailto` address the text leads to.
        public var link: String?
        /// A footnote to the text, such as the source of a figure.
        public var note: String?

        /// Creates a stretch of text.
        public init(_ text: String, bold: Bool = false, link: String? = nil, note: String? = nil) {
            self.text = text
            self.bold = bold
            self.link = link
            self.note = note
        }
    }

    /// A table with a heading row that is repeated on each page.
    public struct Table: Equatable, Sendable {
        /// The line above the table.
        public var caption: String?
        /// The unit of the figures, printed as “单位：…” above the table on the right.
        public var unit: String?
        /// The heading rows. Equal neighbouring cells are joined: side by side in all rows but the
        /// last, and one below the other.
        public var header: [[String]]
        /// The rows, each as wide as the heading.
        public var rows: [[String]]
        /// The columns, counted from 0, that are set flush right and never broken.
        public var numericColumns: Set<Int>
        /// Whether the last row is a total and printed bold.
        public var totals: Bool
        /// Further rows that are printed bold, counted from 0.
        public var strong: Set<Int> = []

        /// Creates a table.
        public init(
            caption: String? = nil, unit: String? = nil, header: [[String]], rows: [[String]],
            numericColumns: Set<Int> = [], totals: Bool = false
        ) {
            self.caption = caption
            self.unit = unit
            self.header = header
            self.rows = rows
            self.numericColumns = numericColumns
            self.totals = totals
        }
    }
}
