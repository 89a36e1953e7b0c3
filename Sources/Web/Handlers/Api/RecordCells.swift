import Catalogue
import Registers
import Values

/// The cells of records as JSON, both ways: money and decimals as text with their digits (yuan),
/// codes as codes, records by id, rows as arrays of objects.
struct RecordCells: Sendable {
    let register: Register
    let catalogue: Catalogue

    /// A record's own cells; personal ones are left out.
    func json(_ record: Record, withRows: Bool) -> JSON {
        var pairs: [(String, JSON)] = [
            ("id", .integer(record.id)), ("version", .integer(record.version)),
            ("state", .string(record.state)), ("state_since", .string(record.stateSince)),
        ]
        pairs += register.columns.map { ($0.name, json(record[$0.name], $0)) }
        guard withRows else { return .object(pairs) }
        for field in register.rowFields {
            let columns = (field.type.columns ?? []).filter { !$0.personal }
            let rows = (record.rows[field.name] ?? []).map { row in
                JSON.object(columns.map { ($0.name, json(row[$0.name] ?? .null, $0)) })
            }
            pairs.append((field.name, .array(rows)))
        }
        return .object(pairs)
    }

    private func json(_ cell: Scalar, _ field: Field) -> JSON {
        switch (field.type, cell) {
        case (_, .null): .null
        case (.boolean, .integer(let value)): .bool(value != 0)
        case (.integer, .integer(let value)), (.year, .integer(let value)),
            (.record, .integer(let value)):
            .integer(value)
        default: .string(field.type.canonicalText(cell, in: catalogue))
        }
    }

    /// What the object `fields` of a body answers.
    /// - Parameter fields: those that whoever asks fills in.
    /// - Throws: `ApiRefusal.problems` with everything that is of the wrong kind.
    func answers(_ json: JSON?, _ fields: [Field]) throws -> [String: Answer] {
        guard let json else { return [:] }
        guard case .object(let pairs) = json else {
            throw ApiRefusal.problems([.init("/fields", "应是一个对象", "名字是字段，值是填的内容")])
        }
        var answers: [String: Answer] = [:]
        var problems: [Failure.Problem] = []
        for (name, value) in pairs {
            let place = "/fields/" + ApiBody.pointer(name)
            guard let field = fields.first(where: { $0.name == name }) else {
                problems.append(unknown(name, place, among: fields))
                continue
            }
            do {
                answers[name] = try answer(value, field, place)
            } catch ApiRefusal.problems(let found) {
                problems += found
            }
        }
        if !problems.isEmpty { throw ApiRefusal.problems(problems) }
        return answers
    }

    private func unknown(_ name: String, _ place: String, among fields: [Field]) -> Failure.Problem
    {
        if let field = register.field(name) {
            return .init(place, "\(field.title)不由您填写", "去掉后再报")
        }
        return .init(
            place, "没有这个字段", Catalogue.advice(for: name, among: fields.map(\.name)))
    }

    private func answer(_ value: JSON, _ field: Field, _ place: String) throws -> Answer {
        guard let columns = field.type.columns else {
            return .text(try text(value, field, place))
        }
        if value.isNull { return .rows([]) }
        guard let rows = value.array else {
            throw ApiRefusal.problems([.init(place, "应是数组，一行一个对象", "没有明细写 []")])
        }
        return .rows(
            try rows.enumerated().map { index, row in
                guard case .object(let cells) = row else {
                    throw ApiRefusal.problems([.init("\(place)/\(index)", "应是一个对象", "名字是明细的列")])
                }
                return try texts(cells, columns, "\(place)/\(index)")
            })
    }

    private func texts(_ cells: [(String, JSON)], _ columns: [Field], _ place: String) throws
        -> [String: String]
    {
        var texts: [String: String] = [:]
        for (name, value) in cells {
            let place = "\(place)/\(ApiBody.pointer(name))"
            guard let column = columns.first(where: { $0.name == name }) else {
                throw ApiRefusal.problems([
                    .init(
                        place, "明细没有这一列",
                        Catalogue.advice(for: name, among: columns.map(\.name)))
                ])
            }
            texts[name] = try text(value, column, place)
        }
        return texts
    }

    /// The text that a person would have typed for the same.
    private func text(_ value: JSON, _ field: Field, _ place: String) throws -> String {
        if value.isNull { return "" }
        func wrong(_ rule: String, _ advice: String) -> ApiRefusal {
            .problems([.init(place, "\(field.title)\(rule)", advice)])
        }
        switch (field.type, value) {
        case (.boolean, .bool(let truth)): return truth ? "是" : "否"
        case (.boolean, _): throw wrong("应是 true 或 false", "不加引号")
        case (.integer, .integer(let number)), (.year, .integer(let number)):
            return String(number)
        case (.integer, _), (.year, _): throw wrong("应是整数", "不加引号")
        case (.record, .integer(let id)): return "#\(id)"
        case (.record, .object(let pairs)):
            guard pairs.count == 1, let name = value["match"]?.string, !name.isEmpty,
                !name.hasPrefix("#"), name.count <= 400
            else { throw wrong("应是编号或 {\"match\": 名称或代码}", "例如 {\"match\": \"某公司\"}") }
            return name
        case (.record, _): throw wrong("应是编号或 {\"match\": 名称或代码}", "例如 12 或 {\"match\": \"某公司\"}")
        case (.decimal(_, percent: true), .string(let text)) where text.hasSuffix("%"):
            guard Self.isNumber(text.dropLast()) else {
                throw wrong("应是写成文字的数", "例如 \"12.5%\"")
            }
            return text
        case (.money, .string(let text)), (.decimal, .string(let text)):
            guard Self.isNumber(text[...]) else {
                throw wrong("应是写成文字的数，单位\(field.type == .money ? "元" : "见目录")", "例如 \"1200.50\"")
            }
            return text
        case (.money, _), (.decimal, _): throw wrong("应是写成文字的数", "例如 \"1200.50\"")
        case (_, .string(let text)):
            let most = RegisterSchema.mostLetters(field)
            guard text.count <= most else { throw wrong("最多 \(most) 个字，现有 \(text.count) 个", "缩短") }
            return text
        default: throw wrong("应是文字", "用引号括起来")
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && text.utf8.count <= 20
            && parts.allSatisfy {
                !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
    }
}
