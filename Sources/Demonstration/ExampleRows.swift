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

    public var description: String {
        switch self {
        case .noExample(let file): "读不到示例文件 \(file)。给出 examples/yueyang-2025 所在的文件夹。"
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
            return try table.rows.map { row in
                let answers = zip(table.header, row.cells).map { ($0, Answer.text($1)) }
                let draft = try reading.read(
                    Dictionary(answers, uniquingKeysWith: { $1 }), for: register)
                return moved(draft, register)
            }
        }
    }

    private func moved(_ draft: Draft, _ register: Register) -> Draft {
        var draft = draft
        for field in register.columns {
            switch (field.type, draft.fields[field.name]) {
            case (.year, .integer(let then)):
                draft.fields[field.name] = .integer(then + Int64(year - Self.published))
            case (.date, .text(let day)):
                draft.fields[field.name] = CalendarDate(iso: day).map { date in
                    .text(
                        CalendarDate(
                            dayNumber: Days.number(
                                date.year + year - Self.published, date.month, date.day)
                        ).iso)
                }
            default: break
            }
        }
        draft.stateSince = "\(year)-12-31"
        return draft
    }
}
