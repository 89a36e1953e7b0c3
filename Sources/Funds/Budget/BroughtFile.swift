import Catalogue
import Documents
import Foundation
import Journal
public import Registers
public import Store
public import Values

/// A file that somebody brought, and what it can be taken as.
public struct BroughtFile: Sendable {
    /// What its rows are.
    public enum Meaning: Sendable {
        /// The treasury's execution of a month; nil where the file does not say which.
        case execution(YearMonth?)
        /// The column of final accounts of budget lines; nil where the year is not said.
        case final(Int?)
        /// Tables of final accounts.
        case finalTables([ReadFinalTable])
        /// Records of a register.
        case records(String)

        /// As forms and programs name it: `execution`, `final`, `final-tables`, or a register.
        public var name: String {
            switch self {
            case .execution: "execution"
            case .final: "final"
            case .finalTables: "final-tables"
            case .records(let register): register
            }
        }
    }

    /// A column: its heading, and the field that it is, where it is one.
    public struct Column: Sendable {
        public let heading: String
        public let field: String?
    }

    /// What a column of amounts comes to.
    public struct Sum: Sendable {
        public let title: String
        public let amount: Money
    }

    public let name: String
    /// The likeliest first; never empty.
    public let meanings: [Meaning]
    public let sheet: String?
    public let columns: [Column]
    public let rows: Int
    public let sums: [Sum]
    /// What was left out, and in which unit amounts are.
    public let notes: [String]
    let path: String
    let bytes: [UInt8]
}

extension Budget {
    /// What a file is, by its headings: which register or snapshot they fit, how many rows, what
    /// its amounts come to.
    /// - Parameters:
    ///   - path: where the file stands.
    ///   - name: what it is called.
    /// - Throws: `BudgetRefusal.unknownFile`, `DocumentProblem`.
    public func identify(
        _ path: String, _ bytes: [UInt8], name: String, by viewer: Viewer, _ reader: Reader
    ) throws -> BroughtFile {
        let year = Self.month(in: name)?.year ?? Self.year(in: name)
        if bytes.starts(with: [0x50, 0x4B]),
            registry.may(
                viewer, .import, on: try registry.register(FinalAccountRow.register))
        {
            let tables = try ReadFinalTable.all(in: path, file: name, year: year)
            if !tables.isEmpty { return Self.file(path, bytes, name, tables) }
        }
        guard let (register, table) = try best(path, bytes, by: viewer, reader) else {
            throw BudgetRefusal.unknownFile("“\(name)”的表头和能导入的登记册都对不上")
        }
        let money = register.fields.filter { $0.type == .money }
        let read = try registry.read(
            table, of: register.name, only: Set(register.fields.map(\.name)), reader)
        let known = try registry.headings(of: register.name, source: "", given: [:], reader)
        return BroughtFile(
            name: name, meanings: meanings(register, table, read.fields, name: name),
            sheet: table.sheet,
            columns: table.columns.map {
                .init(
                    heading: $0.heading.written,
                    field: known($0.heading) || known($0.whole) ? register.title : nil)
            }, rows: table.rows.count,
            sums: money.filter { read.fields.contains($0.name) }.map { field in
                BroughtFile.Sum(
                    title: field.title,
                    amount: Money(
                        fen: read.rows.compactMap { $0.cells[field.name]?.integer }
                            .reduce(0, &+)))
            }, notes: table.notes, path: path, bytes: bytes)
    }

    private static func file(
        _ path: String, _ bytes: [UInt8], _ name: String, _ tables: [ReadFinalTable]
    ) -> BroughtFile {
        BroughtFile(
            name: name, meanings: [.finalTables(tables)],
            sheet: tables.map(\.sheet).joined(separator: "、"), columns: [],
            rows: tables.map(\.rows.count).reduce(0, +), sums: [],
            notes: tables.map { "“\($0.sheet)”：\($0.year)年\($0.rows.count)行" }, path: path,
            bytes: bytes)
    }

    /// The register whose headings a file has most of, among those that the viewer may import.
    private func best(
        _ path: String, _ bytes: [UInt8], by viewer: Viewer, _ reader: Reader
    ) throws -> (Register, ImportTable)? {
        let columns = try Self.headings(path, bytes)
        var best: (score: Int, register: Register)?
        for register in registry.catalogue.registers
        where registry.may(viewer, .import, on: register) {
            let known = try registry.headings(of: register.name, source: "", given: [:], reader)
            let score = columns.map { row in row.count(where: known) }.max() ?? 0
            if score > best?.score ?? 1 { best = (score, register) }
        }
        guard let best else { return nil }
        let known = try registry.headings(of: best.register.name, source: "", given: [:], reader)
        return (best.register, try Self.table(at: path, bytes, isKnown: known))
    }

    /// The first rows of every sheet as headings; whoever knows most of one of them has the table.
    private static func headings(_ path: String, _ bytes: [UInt8]) throws -> [[Heading]] {
        guard bytes.starts(with: [0x50, 0x4B]) else {
            return [try CSVTable.parse(bytes).header.map(Heading.init)]
        }
        let reader = try ExcelReader(path: path)
        var rows: [[Heading]] = []
        for sheet in reader.sheets where !sheet.isHidden {
            var count = 0
            try reader.each(sheet) { row in
                let texts = Set(row.cells.map(\.value.text))
                rows.append(texts.map(Heading.init))
                count += 1
                return count < 40
            }
        }
        return rows
    }

    private func meanings(
        _ register: Register, _ table: ImportTable, _ fields: Set<String>, name: String
    ) -> [BroughtFile.Meaning] {
        guard register.name == BudgetLine.register else { return [.records(register.name)] }
        var meanings: [BroughtFile.Meaning] = []
        let month = table.asOf.flatMap { Self.month($0) } ?? Self.month(in: name)
        if fields.contains("paid_total") { meanings.append(.execution(month)) }
        if fields.contains("final") {
            meanings.insert(
                .final(month?.year ?? Self.year(in: name)), at: meanings.isEmpty ? 0 : 1)
        }
        return meanings + [.records(register.name)]
    }

    /// The month that words speak of: a day of it, or itself.
    static func month(_ words: String) -> YearMonth? {
        if let day = try? CalendarDate.parse(words) { return YearMonth(day) }
        return try? YearMonth.parse(words)
    }

    /// 2025年6月 within a name.
    static func month(in name: String) -> YearMonth? {
        guard let match = name.firstMatch(of: /(20\d\d)\s*[年.\-\/]?\s*(\d{1,2})\s*月/),
            let year = Int(match.1), let month = Int(match.2)
        else { return nil }
        return YearMonth(year: year, month: month)
    }

    static func year(in name: String) -> Int? {
        name.firstMatch(of: /(20\d\d)/).flatMap { Int($0.1) }
    }
}
