/// One record of a table in a text file.
public struct CSVRow: Equatable, Sendable {
    /// The line of the file on which the record begins; the first line is 1.
    public let line: Int
    /// The cells as written, without their quotes; as many as the header has.
    public let cells: [String]

    /// Creates a record.
    public init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }
}

/// A table read from a CSV file (RFC 4180).
public struct CSVTable: Equatable, Sendable {
    /// The column names, trimmed, all different and none empty.
    public let header: [String]
    /// The records below the header.
    public let rows: [CSVRow]

    /// Creates a table from a header and records.
    public init(header: [String], rows: [CSVRow]) {
        self.header = header
        self.rows = rows
    }

    /// Reads a table in any encoding `TextDecoding` knows.
    ///
    /// Lines end in CRLF, LF or CR. The delimiter is the comma; when the header line has none, the
    /// tab, then the semicolon. Lines without any content are skipped, also those of delimiters
    /// only, which Excel leaves below a table.
    ///
    /// - Throws: `DocumentProblem` with the line of the first fault.
    public static func parse(_ bytes: [UInt8]) throws(DocumentProblem) -> CSVTable {
        if let mistake = FileKind.mistake(in: bytes) { throw mistake }
        let text = try TextDecoding.decode(bytes).text
        var scanner = CSVScanner(Array(text.utf8))
        guard let first = try scanner.next() else {
            throw DocumentProblem(what: "文件是空的", remedy: "请检查文件，第一行应为列名")
        }
        let header = try names(first)
        scanner.expectedCells = header.count
        var rows: [CSVRow] = []
        while let row = try scanner.next() {
            guard row.cells.count == header.count else {
                throw DocumentProblem(
                    what: "应有 \(header.count) 列，实际有 \(row.cells.count) 列", place: .line(row.line),
                    remedy: "请检查这一行是否多了或少了分隔符，含分隔符的内容要加英文双引号")
            }
            rows.append(row)
        }
        return CSVTable(header: header, rows: rows)
    }

    private static func names(_ row: CSVRow) throws(DocumentProblem) -> [String] {
        let names = row.cells.map(trimmed)
        var columns: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            guard !name.isEmpty else {
                throw DocumentProblem(
                    what: "第 \(index + 1) 列没有列名", place: .line(row.line),
                    remedy: "请补上列名，或删去多余的列")
            }
            if let earlier = columns.updateValue(index, forKey: name) {
                throw DocumentProblem(
                    what: "第 \(earlier + 1) 列和第 \(index + 1) 列的列名都是“\(name)”",
                    place: .line(row.line), remedy: "请改成不同的列名，或删去重复的列")
            }
        }
        return names
    }

    private static func trimmed(_ name: String) -> String {
        let start = name.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
