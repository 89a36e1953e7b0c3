import Catalogue
public import Documents
import Foundation
import Values

/// A table to import, whatever kind of file it came in: headings, and rows of texts as a person
/// would type them.
public struct ImportTable: Sendable {
    /// One column: its words, and the unit of its amounts where they are not yuan.
    public struct Column: Sendable, Hashable {
        public let heading: Heading
        /// The heading with the group that it stands under, where it has one.
        public let whole: Heading
        public let unit: String?
        /// Letters of the column in its sheet; nil in a CSV.
        public let letters: String?
    }

    public struct Row: Sendable {
        /// The line of a CSV, the row of a sheet.
        public let line: Int
        public let cells: [String]
    }

    public let columns: [Column]
    public let rows: [Row]
    /// The sheet that it stands on; nil for a CSV.
    public let sheet: String?
    /// The day that the lines above the table speak of.
    public let asOf: String?
    /// What was left out and why: sums, notes, hidden sheets.
    public let notes: [String]
    /// Whether a column that means nothing is an error (a CSV of ours) or only told.
    let isStrict: Bool

    /// A CSV file's table.
    /// - Parameter isOurs: whether it was made for this platform, so that a column that means
    ///   nothing is a mistake; one from elsewhere may have many.
    public init(_ table: CSVTable, isOurs: Bool = true) {
        columns = table.header.map {
            let heading = Heading($0)
            return Column(
                heading: heading, whole: heading, unit: isOurs ? nil : heading.unit, letters: nil)
        }
        rows = table.rows.map { Row(line: $0.line, cells: $0.cells) }
        sheet = nil
        asOf = nil
        notes = []
        isStrict = isOurs
    }

    /// The table of a workbook that speaks of a register: on the first sheet that has it, or the
    /// one named.
    ///
    /// - Parameters:
    ///   - isKnown: whether a heading is one of the register's.
    ///   - progress: told how much has been read, from 0 to 1.
    /// - Throws: `DocumentProblem` where the file is no workbook or has no such table.
    public init(
        workbook path: String, sheet name: String? = nil, isKnown: (Heading) -> Bool,
        progress: (Double) -> Void = { _ in }
    ) throws {
        let reader = try ExcelReader(path: path)
        var notes = reader.sheets.filter(\.isHidden).map {
            "隐藏的工作表“\($0.name)”没有读；要导入它，用 --sheet 指明"
        }
        let table = try Self.table(in: reader, name, isKnown)
        let others = reader.sheets.filter { !$0.isHidden && $0 != table.sheet }
        if !others.isEmpty {
            notes.append(
                "只读了工作表“\(table.sheet.name)”，没有读\(others.map { "“\($0.name)”" }.joined(separator: "、"))"
            )
        }
        columns = table.columns.map {
            Column(
                heading: $0.heading, whole: TableFinder.whole($0),
                unit: $0.heading.unit ?? $0.group?.unit ?? table.unit,
                letters: ExcelCell.letters($0.index))
        }
        var rows: [Row] = []
        var hidden = 0
        var texts = RepeatedTexts()
        let places = table.columns.map(\.index)
        try reader.rows(of: table, progress: progress) { row in
            switch row {
            case .record(let row):
                if row.isHidden { hidden += 1 }
                rows.append(
                    Row(
                        line: row.number,
                        cells: places.map { texts.kept(row[$0]?.text ?? "") }))
            case .total(let line, let text): notes.append("第 \(line) 行是合计，没有导入：\(text.prefix(60))")
            case .other(let line, let text): notes.append("第 \(line) 行不是数据，没有导入：\(text.prefix(60))")
            }
            return true
        }
        if hidden > 0 { notes.append("有 \(hidden) 行在表里是隐藏的，也导入了") }
        self.rows = rows
        self.sheet = table.sheet.name
        self.notes = notes
        asOf = table.asOf
        isStrict = false
    }

    private static func table(
        in reader: ExcelReader, _ name: String?, _ isKnown: (Heading) -> Bool
    ) throws -> SheetTable {
        let visible = reader.sheets.filter {
            name == nil
                ? !$0.isHidden && $0.name != ExcelTemplate.exampleSheet : $0.name == name
        }
        if let name, visible.isEmpty {
            throw DocumentProblem(
                what: "没有工作表“\(name)”",
                remedy: "有这些工作表：\(reader.sheets.map(\.name).joined(separator: "、"))")
        }
        for sheet in visible {
            if let table = try TableFinder.find(in: reader, sheet, isKnown: isKnown) {
                return table
            }
        }
        throw DocumentProblem(
            what: "在前几十行里没有找到认得的表头",
            remedy: "检查是不是这个登记册的表；列名不同时用 --map \"列名=字段\" 告诉一次，以后同一来源自动认得")
    }
}

/// Keeps one copy of a text that many cells hold: names of codes, of places, of frequent parties.
private struct RepeatedTexts {
    private var known: Set<String> = []
    private static let most = 10_000

    mutating func kept(_ text: String) -> String {
        // Short ones are held in place.
        guard text.utf8.count > 15 else { return text }
        if known.count < Self.most { return known.insert(text).memberAfterInsert }
        return known.firstIndex(of: text).map { known[$0] } ?? text
    }
}
