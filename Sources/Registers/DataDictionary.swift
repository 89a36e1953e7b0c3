import Catalogue
import Documents
import Values

/// One line of a data dictionary: what a field is called, holds and means.
struct FieldDescription: Encodable {
    let name: String
    let title: String
    let type: String
    var required = false
    var unit: String?
    var help: String?
    /// When it is asked at all, in words.
    var when: String?
    var example: String?
    /// The document that asks for it.
    var source: String?
    /// Codes with their titles, of a choice.
    var codes: [String: String]?
    /// Of a field with rows of its own.
    var columns: [FieldDescription]?
}

extension Registry {
    /// The data dictionary of a register's export, as CSV: a line a field, then a line a column of
    /// its rows, in the order of the export.
    public func dictionary(of register: String, by viewer: Viewer) throws -> String {
        let declared = try self.register(register, by: viewer)
        try permit(viewer, .export, on: declared)
        let fields = declared.fields.filter { !$0.personal || viewer.seesPersonal(in: declared) }
        let lines = fields.flatMap { field -> [[String]] in
            let columns = field.type.columns ?? []
            return [cells(field, under: nil, declared)]
                + columns.map { cells($0, under: field, declared) }
        }
        return CSVWriter.text(
            header: ["字段", "列名", "类型", "必填", "单位", "说明", "代码", "何时填", "示例", "依据"],
            rows: lines, byteOrderMark: true)
    }

    private func cells(_ field: Field, under parent: Field?, _ register: Register) -> [String] {
        let line = describe(field, in: register)
        let codes = (line.codes ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            (parent.map { $0.name + "." } ?? "") + line.name,
            (parent.map { $0.title + "·" } ?? "") + line.title, Self.words(field.type),
            line.required ? "是" : "", line.unit ?? "", line.help ?? "",
            codes.joined(separator: "；"), line.when ?? "", line.example ?? "", line.source ?? "",
        ]
    }

    func describe(_ field: Field, in register: Register) -> FieldDescription {
        var line = FieldDescription(name: field.name, title: field.title, type: field.type.word)
        // Where a condition decides, it stands beside.
        line.required = field.required || field.isRequiredWhenAsked
        line.help = field.help
        line.when = field.when.map { register.words(of: $0, in: catalogue) }
        line.example = field.example
        line.source = field.source
        if field.type == .money { line.unit = "元" }
        if let list = field.type.codeList.flatMap(catalogue.list) {
            line.codes = Dictionary(
                list.codes.map { ($0.code, $0.title) }, uniquingKeysWith: { first, _ in first })
        }
        line.columns = field.type.columns?.map { describe($0, in: register) }
        return line
    }
}
