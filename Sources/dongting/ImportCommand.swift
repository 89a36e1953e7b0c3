import ArgumentParser
import Catalogue
import Documents
import Foundation
import Journal
import Registers
import Store
import Values

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入 Excel（.xlsx）或 CSV：有一处错误就一行也不导入，并列出每一处。",
        discussion: """
            Excel 按列名认列，标题行、合计行、签名行自动跳过；列名不同时用 --map 告诉一次，以后同一来源自动认得。\
            同一来源的前后两批相比较：新增、变更、消失都列出，消失的不删，记入批次由人答复。
            """)

    @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
    @Argument(help: ArgumentHelp(".xlsx，或 UTF-8、GB18030 的 CSV。", valueName: "FILE"))
    var file: String

    @Option(help: ArgumentHelp("从哪里取来（系统或单位）；默认按登记册。", valueName: "SOURCE"))
    var source: String?

    @Option(name: .customLong("as-of"), help: "取数时点；默认用表头上方的“截至……”。")
    var asOf: String?

    @Option(help: ArgumentHelp("工作表的名字；默认第一张有这种表的。", valueName: "NAME")) var sheet: String?

    @Option(help: ArgumentHelp("列名对照，可重复；字段写 - 表示不用这一列。", valueName: "列名=字段"))
    var map: [String] = []

    @Option(
        help: ArgumentHelp(
            "有错时把原 Excel 另存一份，错误批注在单元格上，可以退回填报人。", valueName: "FILE"))
    var remarks: String?

    @Flag(name: .customLong("keep-good"), help: "只留下有错的行，其余导入。") var keepsGood = false

    @Flag(help: "文件只含新增部分：不在其中的不算消失。") var increment = false

    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let source = source ?? "默认"
        var request = ImportRequest(
            file: URL(fileURLWithPath: file).lastPathComponent, digest: try fileDigest(),
            source: source, map: try mapping(), keepsGood: keepsGood, isIncrement: increment)
        let table = try await read(city, request)
        request.asOf = try (asOf ?? table.asOf).flatMap(Self.day)
        let terminal = isatty(2) == 1
        let total = table.rows.count
        let report: ImportReport
        do {
            report = try await city.registry.importTable(
                table, into: register, by: city.viewer, request
            ) { done in
                if terminal {
                    FileHandle.standardError.write(Data("\r已处理 \(done) / \(total) 行".utf8))
                }
            }
        } catch let refusal as ImportRefusal {
            try handBack(refusal.findings, table)
            throw refusal
        }
        try handBack(report.findings, table)
        if terminal { FileHandle.standardError.write(Data("\n".utf8)) }
        tell(report, table)
        try city.database.close()
        if !report.findings.isEmpty { throw ExitCode(1) }
    }

    private func read(_ city: City, _ request: ImportRequest) async throws -> ImportTable {
        let head = try contents(of: file, upTo: 4)
        // A workbook is a zip; a CSV never is.
        guard head.starts(with: [0x50, 0x4B]) || file.lowercased().hasSuffix(".xlsx") else {
            return ImportTable(
                try CSVTable.parse(try contents(of: file)), isOurs: source == nil)
        }
        let registry = city.registry
        let known = try city.database.readNow {
            try registry.headings(
                of: register, source: request.source ?? "", given: request.map, $0)
        }
        return try ImportTable(workbook: file, sheet: sheet, isKnown: known)
    }

    /// Writes the copy with remarks, where one was asked for and there is something to remark on.
    private func handBack(_ findings: [ImportFinding], _ table: ImportTable) throws {
        guard let remarks, let sheet = table.sheet, !findings.isEmpty else { return }
        let notes = findings.map {
            ExcelRemark(
                row: $0.line, letters: $0.letters,
                text: ($0.column.map { "“\($0)”：" } ?? "") + $0.message)
        }
        try ExcelRemarks.write(notes, on: sheet, of: file, to: remarks)
        print("带批注的文件已写到 \(remarks)。")
    }

    private func mapping() throws -> [String: String] {
        var mapping: [String: String] = [:]
        for pair in map {
            guard let sign = pair.lastIndex(of: "="), sign != pair.startIndex else {
                throw CommandProblem("--map \(pair) 不对。写成 --map \"列名=字段\"。")
            }
            mapping[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
        }
        return mapping
    }

    /// The day that words stand for; of a month, its last.
    private static func day(_ text: String) throws -> CalendarDate? {
        if let day = try? CalendarDate.parse(text) { return day }
        return try YearMonth.parse(text).lastDay
    }

    /// The SHA-256 of the file's bytes.
    private func fileDigest() throws -> String { Digest(of: try contents(of: file)).hex }

    private func tell(_ report: ImportReport, _ table: ImportTable) {
        for note in table.notes + report.notes { print("· \(note)") }
        if !report.unused.isEmpty {
            print("· 没有用到的列：\(report.unused.joined(separator: "、"))")
        }
        for change in report.changes {
            print("变更 \(change.label)（编号 \(change.id)）：\(change.fields.joined(separator: "；"))")
        }
        for gone in report.vanished { print("消失 \(gone.label)（编号 \(gone.id)）") }
        for finding in report.findings { print("未导入 \(finding)") }
        print(
            "已导入：新增 \(report.created)，变更 \(report.changed)，未变 \(report.unchanged)"
                + (report.vanished.isEmpty ? "" : "，消失 \(report.vanished.count)（仍在库里，待人答复）")
                + (report.findings.isEmpty
                    ? "" : "，有错未导入 \(Set(report.findings.map(\.line)).count) 行")
                + (report.batch.map { "。批次 \($0)" } ?? "") + "。")
    }
}
