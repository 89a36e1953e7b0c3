import Catalogue
import Documents
import Funds
import Registers
import Store
import Values

extension Desk {
    /// A table in the finance bureau's own layout, to print.
    func showFinanceTable(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let name = request.arguments["table"] ?? ""
        let page = try await read { reader in
            let year = try fundsYear(reader, asked)
            let table = try budget.financeTable(reader, name, year: year)
            let home = Link(.funds).with("year", String(year))
            let excel = Link(.fundsTableWorkbook, [name]).with("year", String(year))
            return LeafPage(
                frame: try fundsFrame(
                    reader, table.title, [Crumb(title: "\(year)年资金", link: home)]),
                lead: "部门：\(catalogue.city.title)科学技术局　单位：万元。浏览器里按打印就是 A4 横向的表。",
                action:
                    "<div class=\"actions\"><a class=\"btn btn-primary\" href=\"\(excel)\">下载 Excel</a></div>",
                content: Self.html(table))
        }
        return .page(page.html)
    }

    private static func html(_ table: FinanceTable) -> HTML {
        guard !table.rows.isEmpty else {
            return EmptyState(
                sentence: "\(table.year)年还没有可以列的\(table.kind == .execution ? "预算明细" : "决算数")。",
                action: ("导入 Excel", Link(.fundsFiles))
            ).html
        }
        let rows = table.rows.map { row -> [HTML] in
            let indent = String(repeating: "　", count: row.level)
            let title: HTML =
                row.lines.count == 1
                ? "\(indent)<a href=\"\(Link.record("budget-line", row.lines[0]))\">\(row.title)</a>"
                : "\(indent)\(row.title)"
            return ["\(row.code)", title] + row.cells.map { "\(Numbers.grouped($0))" }
        }
        let html = Table(
            caption: table.title,
            columns: table.columns.map { .init(title: $0.title, isNumber: $0.isNumber) },
            rows: rows, total: ["合计", ""] + table.total.map { "\(Numbers.grouped($0))" },
            isDense: true)
        let notes: HTML? =
            table.notes.isEmpty
            ? nil
            : "<ul class=\"plain\">\(table.notes.map { "<li class=\"note\">\($0)。</li>" as HTML })</ul>"
        return "\(html.html)\(notes)"
    }

    /// The same as an official table of Excel.
    func sendFinanceTable(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let name = request.arguments["table"] ?? ""
        let table = try await read { reader in
            try budget.financeTable(reader, name, year: try fundsYear(reader, asked))
        }
        let bytes = try await temporaryFile("xlsx") { try write(table, to: $0) }
        return .download(
            .bytes(bytes), type: Self.excel, name: "\(table.title).xlsx",
            plainName: "\(name)-\(table.year).xlsx")
    }

    private func write(_ table: FinanceTable, to path: String) throws {
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: table.title, unit: "万元", source: "部门：\(catalogue.city.title)科学技术局",
                isDemonstration: registry.database.isDemonstration),
            columns: table.columns.map { column in
                ExcelColumn(
                    title: column.title, kind: column.isNumber ? .decimal(2) : .text,
                    width: column.isNumber ? 14 : 28)
            })
        for row in table.rows {
            let indent = String(repeating: "　", count: row.level)
            try writer.append([row.code, indent + row.title] + row.cells)
        }
        try writer.append(["合计", ""] + table.total)
        try writer.close(notes: table.notes.map { $0 + "。" })
    }
}
