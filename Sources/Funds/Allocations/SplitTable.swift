import Documents
import Foundation
import Registers

/// A table of payees as it came: an Excel, a CSV, or what was pasted from either.
public struct SplitTable: Sendable, Hashable, Codable {
    /// A column that means something.
    public struct Column: Sendable, Hashable, Codable {
        let meaning: String
        let heading: String
        /// 元, 千元, 万元, 亿元; nil where none is stated.
        let unit: String?
    }

    /// A row with the line that it stands on.
    public struct Row: Sendable, Hashable, Codable {
        let line: Int
        let cells: [String]
    }

    let columns: [Column]
    let rows: [Row]
    /// What was left out and why: sums, notes, hidden sheets.
    public let notes: [String]

    /// More are no table of payees, and would make a page that nobody reads.
    static let mostRows = 2_000

    /// Reads a file, whatever it is.
    /// - Throws: `DocumentProblem`, `AllocationRefusal.table`.
    public init(file path: String) throws {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let head = [UInt8](try handle.read(upToCount: 4) ?? Data())
        try handle.close()
        let isText = !head.isEmpty && !head.contains(0) && !Self.signatures.contains(head)
        if isText {
            try self.init(text: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
            return
        }
        let table = try ImportTable(workbook: path) { SplitColumn.of($0) != nil }
        try self.init(
            table.columns.map { ($0.whole, $0.heading, $0.unit) },
            table.rows.map { Row(line: $0.line, cells: $0.cells) }, table.notes)
    }

    /// A zip, an old Office file, a PDF.
    private static let signatures: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0], Array("%PDF".utf8),
    ]

    /// Reads a CSV, or rows copied out of a sheet.
    /// - Throws: `DocumentProblem` with its line, `AllocationRefusal.table`.
    public init(text bytes: [UInt8]) throws {
        let text = try TextDecoding.decode(bytes).text
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let header = lines.prefix(40).firstIndex(where: Self.isHeader) else {
            throw Self.noTable
        }
        let rest = lines[header...].joined(separator: "\n")
        let table = try CSVTable.parse(Array(rest.utf8))
        let caption = lines[..<header].joined(separator: " ")
        let stated = ["亿元", "万元", "千元", "元"].first {
            Heading.narrowed(caption).contains("单位:\($0)")
        }
        var notes: [String] = []
        let rows = table.rows.compactMap { row -> Row? in
            let line = row.line + header
            if let first = row.cells.first(where: { !$0.isEmpty }),
                TableWords.isTotal(Heading.narrowed(first))
            {
                notes.append(
                    "第 \(line) 行是合计，没有算进去：\(row.cells.joined(separator: " ").prefix(60))")
                return nil
            }
            return Row(line: line, cells: row.cells)
        }
        try self.init(
            table.header.map { text in
                let heading = Heading(text)
                return (heading, heading, heading.unit ?? stated)
            }, rows, notes)
    }

    /// A line in which two words are headings.
    private static func isHeader(_ line: Substring) -> Bool {
        let cells = line.split { $0 == "\t" || $0 == "," || $0 == ";" }
        return cells.count { SplitColumn.of(Heading(String($0).replacing("\"", with: ""))) != nil }
            >= 2
    }

    private static let noTable = AllocationRefusal.table(
        "没有找到明细表的表头", advice: "表头至少要有“单位名称”和“金额”（按比例分的写“比例”）两列，连表头一起上传或粘贴")

    private init(
        _ headings: [(whole: Heading, own: Heading, unit: String?)], _ rows: [Row],
        _ notes: [String]
    ) throws {
        var kept: [(index: Int, column: Column)] = []
        for (index, heading) in headings.enumerated() {
            guard let meaning = SplitColumn.of(heading.whole) ?? SplitColumn.of(heading.own) else {
                continue
            }
            if let other = kept.first(where: { $0.column.meaning == meaning.rawValue }) {
                // Of names the first is the payee's; two amounts leave open which one is meant.
                guard meaning == .amount else { continue }
                throw AllocationRefusal.table(
                    "“\(other.column.heading)”和“\(heading.own.written)”都像金额", advice: "只留要下达的那一列")
            }
            kept.append(
                (
                    index,
                    Column(
                        meaning: meaning.rawValue, heading: heading.own.written, unit: heading.unit)
                ))
        }
        let meanings = Set(kept.map(\.column.meaning))
        guard meanings.contains("recipient") || meanings.contains("uscc") else {
            throw Self.noTable
        }
        if rows.isEmpty {
            throw AllocationRefusal.table("表头下面没有一行数据", advice: "核对是不是这张表")
        }
        if rows.count > Self.mostRows {
            throw AllocationRefusal.table(
                "有 \(rows.count) 行，一份指标文最多 \(Self.mostRows) 行", advice: "分成几份指标文")
        }
        columns = kept.map(\.column)
        self.rows = rows.map { row in
            Row(
                line: row.line,
                cells: kept.map { $0.index < row.cells.count ? row.cells[$0.index] : "" })
        }
        self.notes = notes
    }

    func index(_ column: SplitColumn) -> Int? {
        columns.firstIndex { $0.meaning == column.rawValue }
    }

    /// The heading that the file gives a column.
    func heading(_ column: SplitColumn) -> String? { index(column).map { columns[$0].heading } }

    func text(_ row: Row, _ column: SplitColumn) -> String {
        guard let index = index(column) else { return "" }
        let text = row.cells[index].trimmingCharacters(in: .whitespacesAndNewlines)
        return ["-", "—", "——", "/"].contains(text) ? "" : text
    }

    /// The table in one line, to be sent along with a form and read again.
    public var packed: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// - Throws: `AllocationRefusal.table` where it is not what `packed` gave.
    public init(packed: String) throws {
        let broken = AllocationRefusal.table("表没有完整传回来", advice: "重新上传或粘贴一次")
        do {
            self = try JSONDecoder().decode(SplitTable.self, from: Data(packed.utf8))
        } catch {
            throw broken
        }
        let isWhole =
            rows.count <= Self.mostRows && !rows.isEmpty
            && rows.allSatisfy { $0.cells.count == columns.count }
        guard isWhole, index(.recipient) != nil || index(.uscc) != nil else { throw broken }
    }
}
