import Catalogue
import Documents
import Foundation
import Registers
import Store
import Values

/// Why no demonstration could be made.
public enum DemonstrationError: Error, Sendable, CustomStringConvertible {
    case noExample(file: String)
    case notEmpty(records: Int64)
    case noRole

    public var description: String {
        switch self {
        case .noExample(let file): "读不到示例文件 \(file)。给出 examples/yueyang-2025 所在的文件夹。"
        case .noRole: "目录里没有角色 officer 或 clerk，做不成演示数据。在 roles.yaml 里声明。"
        case .notEmpty(let records): "这座城市里已有 \(records) 个单位。演示数据只能写入新建的空城市。"
        }
    }
}

/// Rows of the published year's files, moved to another year where one is asked.
struct ExampleRows: Sendable {
    let folder: String
    let registry: Registry
    let year: Int

    /// The year that the files speak of.
    private static let published = 2025

    /// The drafts that the rows of a file stand for.
    /// - Throws: `DemonstrationError.noExample`, `DocumentProblem`, or `RecordRefusal` for a row
    ///   that the register cannot read.
    func drafts(_ file: String, for name: String) async throws -> [Draft] {
        let path = folder + "/" + file
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DemonstrationError.noExample(file: path)
        }
        let table = try CSVTable.parse(Array(data))
        let register = try registry.register(name)
        return try await registry.database.read { reader in
            var reading = AnswerReading(registry, reader)
            return try table.rows.map { try draft($0, table.header, register, &reading) }
        }
    }

    /// The draft that one row of a sample stands for.
    /// - Throws: `RecordRefusal` for a row that the register cannot read.
    func draft(_ row: CSVRow, of sample: Sample) async throws -> Draft {
        let register = try registry.register(sample.register)
        return try await registry.database.read { reader in
            var reading = AnswerReading(registry, reader)
            return try draft(row, sample.table.header, register, &reading)
        }
    }

    private func draft(
        _ row: CSVRow, _ header: [String], _ register: Register, _ reading: inout AnswerReading
    ) throws -> Draft {
        var answers = Dictionary(
            zip(header, row.cells).map { ($0, Answer.text($1)) }, uniquingKeysWith: { $1 })
        let state = answers.removeValue(forKey: Sample.state)
        let since = answers.removeValue(forKey: Sample.stateSince)
        var draft = moved(try reading.read(answers, for: register), register)
        if case .text(let text) = state {
            draft.state =
                registry.catalogue.lifecycle(of: register).states
                .first { $0.title == text || $0.name == text }?.name
        }
        draft.stateSince = "\(year)-12-31"
        if case .text(let text) = since, !text.isEmpty {
            draft.stateSince = moved(.text(try CalendarDate.parse(text).iso), .date).text
        }
        return draft
    }

    private func moved(_ draft: Draft, _ register: Register) -> Draft {
        var draft = draft
        for field in register.fields {
            if let columns = field.type.columns {
                draft.rows[field.name] = draft.rows[field.name]?.map { moved($0, columns) }
            } else if let cell = draft.fields[field.name] {
                draft.fields[field.name] = moved(cell, field.type)
            }
        }
        return draft
    }

    private func moved(_ row: [String: Scalar], _ columns: [Field]) -> [String: Scalar] {
        var row = row
        for column in columns {
            row[column.name] = row[column.name].map { moved($0, column.type) }
        }
        return row
    }

    private func moved(_ cell: Scalar, _ type: FieldType) -> Scalar {
        let years = year - Self.published
        switch (type, cell) {
        case (.year, .integer(let then)): return .integer(then + Int64(years))
        case (.month, .text(let month)):
            guard let then = Int(month.prefix(4)) else { return cell }
            return .text("\(then + years)\(month.dropFirst(4))")
        case (.date, .text(let day)):
            guard let date = CalendarDate(iso: day) else { return cell }
            let moved = Days.number(date.year + years, date.month, date.day)
            return .text(CalendarDate(dayNumber: moved).iso)
        default: return cell
        }
    }
}
