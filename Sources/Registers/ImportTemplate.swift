import Catalogue
import Documents
import Values

extension Registry {
    /// Writes a workbook that people fill in and this register imports, with the rows of the
    /// register's sample on a sheet of their own.
    /// - Throws: `RecordRefusal.noRegister`, `DocumentProblem`.
    public func writeTemplate(of register: String, to path: String) throws {
        let declared = try self.register(register)
        // Rows within a record do not fit a cell that people type into.
        let fields = declared.fields.filter { $0.type.columns == nil }
        let sample = catalogue.samples[declared.name]
        let cells = fields.map { sample?.cells(of: $0) }
        let examples = (0..<(sample?.table.rows.count ?? 0)).map { row in
            cells.map { $0?[row] ?? "" }
        }
        try ExcelTemplate.write(
            path: path, title: declared.title,
            columns: fields.map { field in
                ExcelTemplateColumn(
                    title: field.title, isRequired: field.required, help: help(field, declared),
                    kind: Self.words(field.type), check: check(field))
            }, examples: examples)
    }

    private func help(_ field: Field, _ register: Register) -> String {
        [
            field.when.map { "仅当\(register.words(of: $0, in: catalogue))时填" }, field.help,
            field.example.map { "例如：\($0)" },
        ].compactMap(\.self).joined(separator: "；")
    }

    /// Lists longer than this are no drop-down that anyone scrolls; their words are checked on
    /// import.
    private static let longestChoice = 300

    private func check(_ field: Field) -> ExcelTemplateColumn.Check {
        switch field.type {
        case .text(_, let most, _): return most.map { .text(most: $0) } ?? .any
        case .integer, .year: return .wholeNumber
        case .decimal, .money: return .number
        case .date: return .date
        case .boolean: return .choice(["是", "否"])
        case .month, .record, .rows: return .any
        default:
            guard let list = field.type.codeList.flatMap(catalogue.list),
                list.codes.count <= Self.longestChoice
            else { return .any }
            return .choice(list.codes.map(\.title))
        }
    }

    /// What a field holds, for people.
    static func words(_ type: FieldType) -> String {
        switch type {
        case .text: "文本"
        case .integer: "整数"
        case .decimal(_, let isPercent): isPercent ? "百分数" : "小数"
        case .money: "金额（元）"
        case .date: "日期"
        case .month: "月份，如 2025-03"
        case .year: "年份"
        case .boolean: "是或否"
        case .choice, .county: "选项"
        case .region: "地区名称或代码"
        case .record(let target): target == "organisation" ? "单位全称或信用代码" : "名称或编号"
        case .rows: "明细"
        }
    }
}
