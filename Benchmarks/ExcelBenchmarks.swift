import CXLSXWriter
import Catalogue
import Documents
import Foundation
import Registers
import Store
import Values

/// A workbook of 100,000 technology contracts in 15 columns, read into an empty city and written
/// out of it again; the writing beside bare libxlsxwriter on the same cells.
struct ExcelBenchmarks {
    let catalogue: Catalogue
    private let count = 100_000
    private static let sellers = 200

    func run() async throws {
        let folder = NSTemporaryDirectory() + "dongting-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard let role = catalogue.roles["officer"] else { return }
        let viewer = Viewer(name: "测速", role: role)
        let database = try DataFolder(folder).create(catalogue)
        let registry = Registry(database)
        _ = try await registry.importTable(
            CSVTable.parse(Array(organisations.utf8)), into: "organisation", by: viewer, source: "")
        let file = folder + "/in.xlsx"
        try writeFile(file)
        let size = try fileSize(file)
        print("Excel：\(count) 行 × \(Self.columns.count) 列，\(size / 1_048_576) MB")
        try await takeIn(file, registry, viewer)
        try database.close()
        // As a process that only writes the table: without what the import has left in memory.
        let opened = try DataFolder(folder).open(catalogue)
        try await giveOut(folder, Registry(opened), viewer)
        try opened.close()
    }

    private func takeIn(_ file: String, _ registry: Registry, _ viewer: Viewer) async throws {
        Memory.resetPeak()
        let (start, worked) = (wallTime(), processorTime())
        var request = ImportRequest(file: "in.xlsx", digest: "00", source: "测速")
        request.asOf = CalendarDate(iso: "2025-12-31")
        let known = try registry.database.readNow {
            try registry.headings(of: "technology-contract", source: "测速", given: [:], $0)
        }
        let table = try ImportTable(workbook: file, isKnown: known)
        let parsed = wallTime() - start
        let report = try await registry.importTable(
            table, into: "technology-contract", by: viewer, request)
        let seconds = wallTime() - start
        precondition(report.created == count)
        Line(what: "Excel 导入：读表", value: parsed, unit: "秒", goal: "—").print()
        Line(what: "Excel 导入：全部", value: seconds, unit: "秒", goal: "≤ 10 秒").print()
        Line(
            what: "Excel 导入：处理器", value: processorTime() - worked, unit: "秒", goal: "—"
        ).print()
        Line(what: "Excel 导入：内存峰值", value: Memory.peak, unit: "MB", goal: "≤ 200 MB").print()
    }

    private func giveOut(_ folder: String, _ registry: Registry, _ viewer: Viewer) async throws {
        Memory.resetPeak()
        let start = processorTime()
        let rows = try await registry.database.read {
            try registry.exportWorkbook(
                $0, "technology-contract", RecordQuery(filters: []), to: folder + "/out.xlsx",
                by: viewer)
        }
        let seconds = processorTime() - start
        let peak = Memory.peak
        precondition(rows == count)
        // The same cells, with nothing around the library.
        let reader = try ExcelReader(path: folder + "/out.xlsx")
        guard let sheet = reader.sheets.first else { return }
        var cells: [[String]] = []
        try reader.each(sheet) { row in
            cells.append((0..<10).map { row[$0]?.text ?? "" })
            return true
        }
        let bare = bareWrite(cells, to: folder + "/bare.xlsx")
        Line(
            what: "Excel 导出", value: seconds, unit: "秒（处理器）", beside: "只用 libxlsxwriter",
            floor: bare,
            goal: "≤ 1.5 倍"
        ).print()
        Line(what: "Excel 导出：内存峰值", value: peak, unit: "MB", goal: "≤ 100 MB").print()
    }

    private func bareWrite(_ cells: [[String]], to path: String) -> Double {
        let start = processorTime()
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let book = workbook_new_opt(path, &options)
        let sheet = workbook_add_worksheet(book, nil)
        let format = workbook_add_format(book)
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        for (row, line) in cells.enumerated() {
            for (column, text) in line.enumerated() where !text.isEmpty {
                if let number = Double(text) {
                    worksheet_write_number(sheet, UInt32(row), UInt16(column), number, format)
                } else {
                    worksheet_write_string(sheet, UInt32(row), UInt16(column), text, format)
                }
            }
        }
        workbook_close(book)
        return processorTime() - start
    }

    private func fileSize(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    private var organisations: String {
        "单位名称,地址\n"
            + (0..<Self.sellers).map { "洞庭测速第\($0)有限公司,岳阳市岳阳楼区演示路\($0)号\n" }.joined()
    }

    private static let columns: [ExcelColumn] = [
        .init(title: "合同登记编号"), .init(title: "项目名称", width: 40),
        .init(title: "合同类别"), .init(title: "签订日期", kind: .date),
        .init(title: "卖方", width: 40), .init(title: "卖方类别"), .init(title: "卖方地区"),
        .init(title: "买方", width: 40), .init(title: "买方类别"), .init(title: "买方地区"),
        .init(title: "合同成交总金额", kind: .decimal(6)), .init(title: "技术交易额", kind: .decimal(6)),
        .init(title: "支付方式"), .init(title: "登记机构"), .init(title: "登记日期", kind: .date),
    ]

    private func writeFile(_ path: String) throws {
        let head = ExcelTableHead(
            title: "技术合同登记表", unit: "万元", source: "截至2025年12月31日", isDemonstration: true)
        let writer = try ExcelTableWriter(path: path, head, columns: Self.columns)
        let kinds = titles("contract-types")
        let parties = titles("party-kinds")
        let modes = titles("pay-modes")
        for n in 0..<count {
            let month = n % 12 + 1
            let day = String(format: "2025-%02d-%02d", month, n % 28 + 1)
            let amount = Double(n % 90_000) / 100 + 1
            func party(_ n: Int) -> String { "洞庭测速第\(n % Self.sellers)有限公司" }
            try writer.append([
                String(format: "2025430600%06d", n), "湖区水质在线监测装置第\(n)号技术开发项目",
                kinds[n % kinds.count], day, party(n), parties[n % parties.count], "430600",
                party(n * 7 + 1), parties[(n + 1) % parties.count], "430602",
                String(format: "%.6f", amount), String(format: "%.6f", amount * 0.8),
                modes[n % modes.count], party(n + 3), day,
            ])
        }
        try writer.close()
    }

    private func titles(_ list: String) -> [String] {
        catalogue.list(list)?.codes.map(\.title) ?? []
    }
}
