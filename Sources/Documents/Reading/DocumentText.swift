/// A document as its reader sees it: paragraphs and tables in reading order, each with its place.
public struct DocumentText: Sendable {
    /// What kind of file it was read from.
    public enum Format: String, Sendable, CaseIterable {
        case text = "txt"
        case word = "docx"
        case web = "html"
        case excel = "xlsx"
        case pdf
        case oldWord = "doc"
        case wps
    }

    public let format: Format
    /// The encoding of a text file, such as `GB18030`; nil where the format settles it.
    public let encoding: String?
    /// The number of pages, where the format has pages.
    public let pages: Int?
    public let blocks: [DocumentBlock]

    public init(
        format: Format, encoding: String? = nil, pages: Int? = nil, blocks: [DocumentBlock]
    ) {
        self.format = format
        self.encoding = encoding
        self.pages = pages
        self.blocks = blocks
    }
}

/// A piece of a document.
public enum DocumentBlock: Sendable, Equatable {
    case paragraph(DocumentParagraph)
    case table(DocumentTable)
}

/// A paragraph with the numbers and marks that a reader sees, whether typed or automatic.
public struct DocumentParagraph: Sendable, Equatable {
    /// Where in the document a paragraph stands.
    public enum Kind: Sendable, Equatable {
        case body
        /// A paragraph that the file itself marks as a heading; the first level is 1.
        case heading(level: Int)
        case footnote
        case textBox
    }

    /// Where a line of the file begins within the paragraph's text.
    public struct LineStart: Sendable, Equatable {
        /// In Unicode scalars of `text`, from 0.
        public let offset: Int
        /// Counted from 1: the line of a text file, the paragraph or table row of a Word file or
        /// page of the web, the printed line of a PDF page.
        public let line: Int
        /// The column of the scalar at `offset`, from 1.
        public let column: Int

        public init(offset: Int, line: Int, column: Int) {
            self.offset = offset
            self.line = line
            self.column = column
        }
    }

    public let text: String
    public let kind: Kind
    /// At least one, the first at offset 0; several where a text or PDF wraps its lines.
    public let lines: [LineStart]
    /// From 1, where the format has pages.
    public let page: Int?

    public init(_ text: String, kind: Kind = .body, lines: [LineStart], page: Int? = nil) {
        self.text = text
        self.kind = kind
        self.lines = lines
        self.page = page
    }

    /// A paragraph on one line.
    public init(_ text: String, kind: Kind = .body, line: Int, page: Int? = nil) {
        self.init(
            text, kind: kind, lines: [LineStart(offset: 0, line: line, column: 1)], page: page)
    }
}

/// A table, its rows in order.
public struct DocumentTable: Sendable, Equatable {
    /// The name of the sheet it stands on.
    public let sheet: String?
    public let rows: [DocumentTableRow]
    public let page: Int?

    public init(sheet: String? = nil, rows: [DocumentTableRow], page: Int? = nil) {
        self.sheet = sheet
        self.rows = rows
        self.page = page
    }
}

/// A row of a table: only cells that begin in it.
public struct DocumentTableRow: Sendable, Equatable {
    /// Counted like the lines of paragraphs around it; in a workbook the row's number.
    public let line: Int
    public let cells: [DocumentTableCell]

    public init(line: Int, cells: [DocumentTableCell]) {
        self.line = line
        self.cells = cells
    }
}

/// A cell of a table, empty ones among them.
public struct DocumentTableCell: Sendable, Equatable {
    /// The column of its left edge, from 0.
    public let column: Int
    public let columnSpan: Int
    public let rowSpan: Int
    /// What is shown; several paragraphs are joined by line feeds.
    public let text: String

    public init(column: Int, columnSpan: Int = 1, rowSpan: Int = 1, text: String) {
        self.column = column
        self.columnSpan = columnSpan
        self.rowSpan = rowSpan
        self.text = text
    }
}
