public import Catalogue
public import Documents
import Foundation
public import Store
import Values

extension Registry {
    /// Writes what a list shows (filters and order, all matching records) as an official table of
    /// Excel, a thousand records in memory at a time.
    ///
    /// - Parameter path: where the workbook goes.
    /// - Throws: `RecordRefusal`, `DocumentProblem`.
    /// - Returns: the number of records.
    @discardableResult
    public func exportWorkbook(
        _ reader: Reader, _ register: String, _ query: RecordQuery, to path: String,
        by viewer: Viewer, progress: (Int) -> Void = { _ in }
    ) throws -> Int {
        let declared = try self.register(register, by: viewer)
        try permit(viewer, .export, on: declared)
        let columns = shownColumns(declared)
        let cycle = catalogue.lifecycle(of: declared)
        let hasMoney = columns.contains { $0.type == .money }
        let today = database.clock.today.iso
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: declared.title, unit: hasMoney ? "元" : nil,
                source: "\(catalogue.city.title)科学技术局　导出日期：\(today)",
                isDemonstration: database.isDemonstration),
            columns: [ExcelColumn(title: "序号", kind: .integer, width: 6)]
                + columns.map(excelColumn)
                + [ExcelColumn(title: "状态", width: 10), ExcelColumn(title: "编号", width: 8)])
        let states = Dictionary(uniqueKeysWithValues: cycle.states.map { ($0.name, $0.title) })
        var count = 0
        var cells: [String] = []
        try eachPage(reader, declared, query, by: viewer) { lines in
            for line in lines {
                count += 1
                cells.removeAll(keepingCapacity: true)
                cells.append(String(count))
                cells.append(contentsOf: line.cells)
                cells.append(states[line.state] ?? cycle.title(of: line.state))
                cells.append(String(line.id))
                try writer.append(cells)
            }
            progress(count)
        }
        let conditions = query.filters.filter { !$0.value.isEmpty }.map { words($0, declared) }
        let shown = conditions.isEmpty ? "全部" : conditions.joined(separator: "，")
        try writer.close(notes: [
            "共 \(count) 条。条件：\(shown)。来源：登记册“\(declared.title)”，截至 \(today)。"
        ])
        return count
    }

    /// A field as a column of an official table.
    public func excelColumn(_ field: Field) -> ExcelColumn {
        let kind: ExcelColumn.Kind =
            switch field.type {
            case .money: .decimal(2)
            case .integer: .integer
            case .decimal(let scale, let isPercent): isPercent ? .percent : .decimal(scale)
            case .date: .date
            default: .text
            }
        let width: Int
        if let list = field.type.codeList.flatMap(catalogue.list), list.codes.count < 300 {
            width = list.codes.map { $0.title.count * 2 }.max() ?? 14
        } else {
            let isShort = [.year, .month, .boolean].contains(field.type)
            let isFree = kind == .text && field.type.codeList == nil
            width = field.type.target != nil ? 32 : isShort ? 8 : isFree ? 24 : 14
        }
        return ExcelColumn(
            title: field.title, group: field.group, kind: kind,
            width: max(width, field.title.count * 2))
    }
}

extension Registry {
    /// A condition as people say it: titles, not names and codes.
    private func words(_ filter: RecordFilter, _ register: Register) -> String {
        let field = register.field(filter.field)
        let cycle = catalogue.lifecycle(of: register)
        let value =
            filter.field == "state"
            ? cycle.title(of: filter.value)
            : field?.type.codeList.flatMap(catalogue.list)?.title(of: filter.value)
                ?? filter.value
        let title = filter.field == "state" ? "状态" : field?.title ?? filter.field
        switch filter.comparison {
        case .equals: return "\(title)为\(value)"
        case .differs: return "\(title)不是\(value)"
        case .atLeast: return "\(title)不小于\(value)"
        case .atMost: return "\(title)不大于\(value)"
        case .below: return "\(title)小于\(value)"
        case .above: return "\(title)大于\(value)"
        case .contains: return title.isEmpty ? "含“\(value)”" : "\(title)含“\(value)”"
        }
    }
}
