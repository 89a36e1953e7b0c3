/// A form as it came back: what its marks, its headings and its cells say.
public struct ExcelFormReading: Sendable {
    /// One row of data.
    public struct Row: Sendable, Hashable {
        /// As Excel counts: the first is 1.
        public let line: Int
        /// A text a column, as a person would type it; formulas without a value are empty.
        public let cells: [String]
    }

    /// Values by name, as they were written.
    public let marks: [String: String]
    /// The headings by column, an empty text where there is none.
    public let headings: [String]
    /// The row of totals, where the form has one.
    public let total: [String]?
    /// Rows that hold something, as far as the sheet goes: beyond the last row of the form too.
    public let rows: [Row]

    /// Reads the form that a workbook holds.
    /// - Throws: `DocumentProblem` where the file is no workbook or no form of this platform.
    public init(path: String) throws {
        let reader = try ExcelReader(path: path, limit: Self.mostBytes)
        let strange = DocumentProblem(
            what: "这个文件不是本平台下载的填报模板", remedy: "在填报页下载模板，填在模板里再上传；不要把内容复制到新建的文件")
        guard let sheet = reader.sheets.first(where: { $0.name == ExcelForm.formSheet }),
            let hidden = reader.sheets.first(where: { $0.name == ExcelForm.markSheet })
        else { throw strange }
        var marks: [String: String] = [:]
        try reader.each(hidden) { row in
            if let name = row[0]?.text { marks[name] = row[1]?.text ?? "" }
            return marks.count < Self.mostMarks
        }
        guard let heading = marks[Self.headingRow].flatMap({ Int($0) }), heading > 0 else {
            throw strange
        }
        let hasTotal = marks[Self.hasTotal] == "1"
        var headings: [String] = []
        var total: [String]?
        var rows: [Row] = []
        try reader.each(sheet) { row in
            if row.number == heading {
                headings = Self.texts(row)
            } else if hasTotal, row.number == heading + 1 {
                total = Self.texts(row)
            } else if row.number > heading {
                let texts = Self.texts(row)
                guard texts.contains(where: { !$0.isEmpty }) else { return true }
                guard rows.count < Self.mostRows else {
                    throw DocumentProblem(
                        what: "填报模板里超过 \(Self.mostRows) 行", place: nil, remedy: "删去多余的行再上传")
                }
                rows.append(Row(line: row.number, cells: texts))
            }
            return true
        }
        self.marks = marks
        self.headings = headings
        self.total = total
        self.rows = rows
    }

    private static func texts(_ row: ExcelRow) -> [String] {
        let width = min(mostColumns, (row.cells.last?.column ?? -1) + 1)
        return (0..<width).map { column in
            switch row[column] {
            case nil, .uncomputed: ""
            case .date(let day): String(day.prefix { $0 != "T" })
            case .some(let value): value.text
            }
        }
    }

    /// No form comes near these; what does was not made here.
    private static let mostBytes = 1 << 26
    private static let mostRows = 10_000
    private static let mostColumns = 256
    private static let mostMarks = 200_000

    static let headingRow = "heading-row"
    static let hasTotal = "has-total"
}
