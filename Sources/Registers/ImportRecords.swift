import Catalogue
public import Documents
import Journal
public import Store
public import Values

/// What an import is told besides its table.
public struct ImportRequest: Sendable {
    /// The file's name, and the SHA-256 of its bytes in hex.
    public var file: String
    public var digest: String
    /// Where the file comes from: batches of one source are compared with one another. Nil makes no
    /// batch.
    public var source: String?
    /// The day that the file speaks of.
    public var asOf: CalendarDate?
    /// Headings and the fields that they stand for, kept for the source from now on.
    public var map: [String: String]
    /// Whether rows without fault are imported although others have some.
    public var keepsGood: Bool
    /// Whether the file is only what is new, so that nothing vanishes by not being in it.
    public var isIncrement: Bool

    public init(
        file: String, digest: String = "", source: String? = nil, asOf: CalendarDate? = nil,
        map: [String: String] = [:], keepsGood: Bool = false, isIncrement: Bool = false
    ) {
        self.file = file
        self.digest = digest
        self.source = source
        self.asOf = asOf
        self.map = map
        self.keepsGood = keepsGood
        self.isIncrement = isIncrement
    }
}

/// What an import did: rows by what became of them.
public struct ImportReport: Sendable, Hashable {
    /// A record that the file changed: what was and is.
    public struct Change: Sendable, Hashable {
        public let id: Int64
        public let label: String
        public let fields: [String]
    }

    /// A record of the batch before that this file does not name.
    public struct Vanished: Sendable, Hashable {
        public let id: Int64
        public let label: String
    }

    public var created = 0
    public var changed = 0
    public var unchanged = 0
    /// The first hundreds of the changes, field by field.
    public var changes: [Change] = []
    public var vanished: [Vanished] = []
    /// Bad cells of rows that were left out, where the good ones were asked for.
    public var findings: [ImportFinding] = []
    /// Columns that mean nothing to the register.
    public var unused: [String] = []
    /// What was taken for granted: the unit of amounts.
    public var notes: [String] = []
    /// The batch's record; nil where nothing was new.
    public var batch: Int64?

    public init() {}
}

/// One bad cell of a file: where, what, which rule, what to do.
public struct ImportFinding: Sendable, Hashable {
    /// The line of a CSV (the header being line 1), or the row of a sheet.
    public let line: Int
    /// The column's heading, or nothing where the row as a whole is refused.
    public let column: String?
    /// The letters of the column in a sheet.
    public let letters: String?
    public let message: String
}

/// Why nothing of a file was imported: every bad cell with its place.
public struct ImportRefusal: Error, Sendable, CustomStringConvertible {
    public typealias Finding = ImportFinding

    public let findings: [ImportFinding]
    /// The sheet that they stand on; nil for a CSV.
    public let sheet: String?

    public var description: String {
        let shown = findings.prefix(200).map { "\(sheet.map { "“\($0)”" } ?? "")\($0)" }
        let more = findings.count > 200 ? ["……另有 \(findings.count - 200) 处"] : []
        return (shown + more + ["共 \(findings.count) 处错误，一行也没有导入。改正后再导入一次。"])
            .joined(separator: "\n")
    }
}

extension ImportFinding: CustomStringConvertible {
    public var description: String {
        let place = letters.map { "单元格 \($0)\(line)" } ?? "第 \(line) 行"
        return place + (column.map { "“\($0)”列" } ?? "") + "：\(message)"
    }
}

extension Registry {
    /// Imports a CSV table into a register, all or nothing, without a batch.
    public func importTable(
        _ table: CSVTable, into register: String, by viewer: Viewer, source: String
    ) async throws -> ImportReport {
        try await importTable(
            ImportTable(table), into: register, by: viewer, ImportRequest(file: source))
    }

    /// Imports a table into a register as one write. Rows that are there already (by the register's
    /// `match`) are changed, equal ones left alone: a rerun changes nothing.
    /// - Parameter progress: told how many rows are done.
    /// - Throws: `ImportRefusal` with every bad cell, unless the good rows were asked for.
    public func importTable(
        _ table: ImportTable, into register: String, by viewer: Viewer, _ request: ImportRequest,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportReport {
        let declared = try self.register(register)
        try permitDirectly(viewer, .import, on: declared)
        let headings = try await database.read {
            try importHeadings(declared, source: request.source ?? "", request.map, $0)
        }
        try refuseEmpty(table, request)
        let (columns, unused) = try columns(table, declared, headings)
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).imported",
            reason: "导入 \(request.file)")
        return try await database.write(act) { writer in
            try importRows(
                table, declared, columns, unused: unused, request, by: viewer, writer, progress)
        }
    }

    /// Imports a table inside a write of the caller's, who has permitted it; all of it, or nothing.
    /// - Throws: `ImportRefusal` with every bad cell, unless the good rows were asked for.
    public func importTable(
        _ table: ImportTable, into register: String, by viewer: Viewer, _ request: ImportRequest,
        _ writer: Writer
    ) throws -> ImportReport {
        let declared = try self.register(register)
        let headings = try importHeadings(
            declared, source: request.source ?? "", request.map, writer.reader)
        try refuseEmpty(table, request)
        let (columns, unused) = try columns(table, declared, headings)
        return try importRows(
            table, declared, columns, unused: unused, request, by: viewer, writer)
    }

    private func importRows(
        _ table: ImportTable, _ register: Register, _ columns: [ImportColumn], unused: [String],
        _ request: ImportRequest, by viewer: Viewer, _ writer: Writer,
        _ progress: (Int) -> Void = { _ in }
    ) throws -> ImportReport {
        var run = ImportRun(
            registry: self, register: register, columns: columns, table: table, request: request,
            viewer: viewer, writer: writer)
        run.report.unused = unused
        run.report.notes = Self.units(table, columns)
        for (index, row) in table.rows.enumerated() {
            try run.take(row)
            if index % 500 == 499 { progress(index + 1) }
        }
        if !run.findings.isEmpty, !request.keepsGood {
            throw ImportRefusal(findings: run.findings, sheet: table.sheet)
        }
        run.report.findings = run.findings
        try saveMapping(request, register, writer)
        try keepBatch(&run, writer, by: viewer)
        return run.report
    }

    /// - Throws: `ImportRefusal` where there is nothing to import, or a column was told of that is
    ///   not there.
    private func refuseEmpty(_ table: ImportTable, _ request: ImportRequest) throws {
        var findings: [ImportFinding] = []
        if table.rows.isEmpty {
            findings.append(
                .init(line: 1, column: nil, letters: nil, message: "表头下面没有一行数据。检查是不是这个文件、这张表"))
        }
        let present = Set(table.columns.flatMap { [$0.heading.plain, $0.whole.plain] })
        for name in request.map.keys.sorted() where !present.contains(Heading(name).plain) {
            let columns = table.columns.map(\.heading.written).joined(separator: "、")
            findings.append(
                .init(
                    line: 1, column: nil, letters: nil,
                    message: "--map 说的“\(name)”不在文件里。文件里有这些列：\(columns)"))
        }
        if !findings.isEmpty { throw ImportRefusal(findings: findings, sheet: table.sheet) }
    }

    /// In which unit amounts were read: a wrong one is wrong by ten thousand.
    private static func units(_ table: ImportTable, _ columns: [ImportColumn]) -> [String] {
        if table.isStrict { return [] }
        var titles: [String?: [String]] = [:]
        for (column, place) in zip(columns, table.columns) {
            guard case .field(let field) = column, field.type == .money else { continue }
            titles[place.unit, default: []].append(field.title)
        }
        return titles.sorted { $0.key ?? "" < $1.key ?? "" }.map { unit, fields in
            let named = fields.joined(separator: "、")
            return unit.map { "金额按\($0)读：\(named)" }
                ?? "文件没有写明金额单位，单元格里没写单位的按元读：\(named)"
        }
    }

    /// What each column of the file is; where that is not known, an error of a CSV of ours, and a
    /// note of a file from elsewhere.
    private func columns(
        _ table: ImportTable, _ register: Register, _ headings: ImportHeadings
    ) throws -> ([ImportColumn], unused: [String]) {
        var findings: [ImportFinding] = []
        var unused: [String] = []
        var taken: [String: String] = [:]
        let columns = zip(table.columns, headings.columns(table.columns)).map {
            (column, known) -> ImportColumn in
            func fault(_ message: String) -> ImportColumn {
                findings.append(
                    .init(
                        line: 1, column: column.heading.written, letters: nil, message: message))
                return .ignored
            }
            switch known {
            case .field(let field):
                if let other = taken.updateValue(column.heading.written, forKey: field.name) {
                    return fault("与“\(other)”都是\(field.title)；改一个列名，或用 --map \"列名=-\" 说明不用哪一列")
                }
                return .field(field)
            case .some(let known): return known
            case nil where table.isStrict:
                return fault("\(register.title)没有这个字段。" + headings.advice(column.heading))
            case nil:
                unused.append(column.heading.written)
                return .ignored
            }
        }
        // Without what a row is known by, the same file would be taken for new records each time.
        // One that may be empty, or has a default, is the same in every row then.
        let absent = register.match.filter { taken[$0] == nil }.compactMap(register.field)
        let missing =
            absent.count == register.match.count
            ? absent : absent.filter { $0.required && $0.standard == nil }
        if !missing.isEmpty, !table.isStrict {
            let titles = missing.map { "“\($0.title)”" }.joined(separator: "、")
            findings.append(
                .init(
                    line: 1, column: nil, letters: nil,
                    message: "没有认记录用的列\(titles)。补上这一列；它叫别的名字时用 --map \"列名=\(missing[0].name)\" 说明"))
        }
        if !findings.isEmpty { throw ImportRefusal(findings: findings, sheet: table.sheet) }
        return (columns, unused)
    }
}
