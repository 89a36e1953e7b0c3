import Registers
import Values

/// Finds for each row of a treasury file the budget line that it is about.
///
/// What a file has no column for is not asked; what it has a column for must be the same, an empty
/// cell meaning that the line has nothing there. Of unit and project the codes decide where both
/// have one: names change.
struct MatchExecution {
    /// Fields that the file has columns for.
    let fields: Set<String>
    let lines: [BudgetLine]

    enum Outcome {
        case line(Int)
        /// Found only by leaving aside the economic class, which the line does not tell apart.
        case partOf(Int)
        case several([Int])
        case none
    }

    private static let single = [
        "fund", "kind", "function_code", "economic_class", "doc_no", "origin", "own_spend",
    ]

    /// Whether the file can tell lines apart at all.
    var isTelling: Bool {
        !fields.isDisjoint(with: ["function_code", "project_code", "project_name"])
    }

    /// - Returns: indices into `lines`.
    func find(_ row: ReadTable.Row) -> Outcome {
        let strict = lines.indices.filter { fits(row, lines[$0], isFiner: false) }
        if strict.count == 1 { return .line(strict[0]) }
        if strict.count > 1 { return .several(strict) }
        guard fields.contains("economic_class") else { return .none }
        let coarse = lines.indices.filter { fits(row, lines[$0], isFiner: true) }
        return coarse.isEmpty ? .none : coarse.count == 1 ? .partOf(coarse[0]) : .several(coarse)
    }

    private func fits(_ row: ReadTable.Row, _ line: BudgetLine, isFiner: Bool) -> Bool {
        func cell(_ field: String) -> Scalar { row.cells[field] ?? .null }
        for field in Self.single where fields.contains(field) {
            if field == "economic_class", isFiner {
                if !line.record[field].isNull { return false }
                continue
            }
            if field == "own_spend", cell(field).isNull { continue }
            if cell(field) != line.record[field] { return false }
        }
        return isSame(row, line, "project_code", "project_name", mayLack: false)
            && isSame(row, line, "unit_code", "unit", mayLack: true)
    }

    /// - Parameter mayLack: whether a line that says nothing of it is one all the same.
    private func isSame(
        _ row: ReadTable.Row, _ line: BudgetLine, _ code: String, _ name: String, mayLack: Bool
    ) -> Bool {
        guard fields.contains(code) || fields.contains(name) else { return true }
        func known(_ field: String) -> (row: Scalar, line: Scalar) {
            (fields.contains(field) ? row.cells[field] ?? .null : .null, line.record[field])
        }
        let (codes, names) = (known(code), known(name))
        if !codes.row.isNull, !codes.line.isNull { return codes.row == codes.line }
        if !names.row.isNull, !names.line.isNull { return names.row == names.line }
        let rowSays = !codes.row.isNull || !names.row.isNull
        let lineSays = !codes.line.isNull || !names.line.isNull
        return mayLack ? true : rowSays == lineSays
    }

    /// What a row is about, for people: `2060102 科技创新工作经费`.
    static func words(_ row: ReadTable.Row) -> String {
        ["unit", "function_code", "economic_class", "project_code", "project_name", "doc_no"]
            .compactMap { row.cells[$0]?.text }.joined(separator: " ")
    }
}
