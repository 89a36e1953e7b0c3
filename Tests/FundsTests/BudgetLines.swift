import Documents
import Foundation
import Funds
import Registers
import Store
import Testing
import Values

/// Budget lines for tests.
extension Treasury {
    var budgetOfCity: Budget { Budget(registry) }

    /// A line of the department's own running costs, with more or other answers.
    @discardableResult
    func line(_ more: [String: String] = [:], without: Set<String> = []) async throws -> Record {
        let standard = [
            "year": "2025", "unit_code": "201001", "unit": "示例局", "line_name": "行政运行",
            "fund": "一般公共预算", "function_code": "2060101", "kind": "基本支出", "own_spend": "是",
            "responsible_section": "办公室",
        ]
        let answers = standard.merging(more) { $1 }.filter { !without.contains($0.key) }
        return try await registry.createRecord(
            "budget-line", answers.mapValues(Answer.text), by: finance)
    }

    /// A line of the special fund's money, which is passed on.
    func passedOn(_ more: [String: String] = [:]) async throws -> Record {
        try await line(
            [
                "kind": "项目支出", "own_spend": "否", "function_code": "2060203",
                "line_name": "自然科学基金", "earmark": "#\(science)",
            ].merging(more) { $1 })
    }

    @discardableResult
    func change(_ record: Record, _ answers: [String: String]) async throws -> Record {
        try await registry.changeRecord(
            "budget-line", record.id, answers.mapValues(Answer.text), version: nil, by: finance)
    }

    func read(_ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, "budget-line", id) }
    }

    /// Why a write was refused; nil where it went through.
    func words(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as RecordRefusal {
            return refusal.description
        } catch let refusal as BudgetRefusal {
            return refusal.description
        }
    }

    /// A file of the treasury's system, as CSV.
    func table(_ text: String) throws -> ImportTable {
        ImportTable(try CSVTable.parse(Array(text.utf8)), isOurs: false)
    }

    func imported(_ name: String, into register: String) async throws -> ImportReport {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "examples/yueyang-2025/\(name).csv")
        return try await registry.importTable(
            CSVTable.parse(Array(try Data(contentsOf: file))), into: register, by: finance,
            source: name)
    }
}
