import Catalogue
import Registers
import Values

/// The rules that a filled sheet must keep; pure, so that a draft can be tried dry.
struct SheetRules {
    let form: ReturnForm
    let catalogue: Catalogue
    /// Finds the record that a name stands for.
    let reference: (String, Field) throws -> Scalar

    /// What the answers are: every broken rule, the cells that could be read, and the answers as
    /// the platform writes them.
    struct Outcome {
        var problems: [SheetProblem] = []
        var cells: [[String: Scalar]] = []
        var answers: SheetAnswers
    }

    /// More rows are a list for an import, not a return.
    static let mostRows = 5_000
    /// 2,000 Chinese characters, with room.
    private static let mostBytes = 8_000

    func check(_ answers: SheetAnswers) -> Outcome {
        var outcome = Outcome(answers: answers)
        checkShape(answers, &outcome.problems)
        var seen: [[String]: Int] = [:]
        for (index, row) in answers.rows.enumerated() {
            let cells = read(row, index + 1, &outcome.problems)
            outcome.cells.append(cells)
            outcome.answers.rows[index] = form.columns.reduce(into: [:]) { texts, column in
                let typed = (row[column.key] ?? "").trimmed
                let cell = cells[column.key] ?? .null
                // What could not be read stays as it was typed.
                let text = cell.isNull ? typed : text(cell, column, typed)
                if !text.isEmpty { texts[column.key] = text }
            }
            checkRow(cells, index + 1, &outcome.problems)
            let key = form.keyColumns.map { outcome.answers.rows[index][$0] ?? "" }
            if let first = seen[key], key.contains(where: { !$0.isEmpty }) {
                outcome.problems.append(
                    SheetProblem(
                        index + 1, form.column(form.keyColumns[0])?.heading,
                        "与第 \(first) 行是同一条", "重复的删去一行"))
            } else {
                seen[key] = index + 1
            }
        }
        checkTotal(answers, outcome.cells, &outcome.problems)
        return outcome
    }

    /// What no sheet holds, not even a draft; checked before anything is read.
    static func oversize(_ answers: SheetAnswers) -> [SheetProblem] {
        if answers.rows.count > mostRows {
            return [
                SheetProblem(
                    nil, nil, "最多 \(mostRows) 行，现有 \(answers.rows.count) 行", "与布置科室联系，改用导入")
            ]
        }
        return answers.rows.enumerated().compactMap { index, row in
            row.values.contains { $0.utf8.count > mostBytes }
                ? SheetProblem(index + 1, nil, "有一格的文字太长", "缩短到 2000 字以内，详细材料另附") : nil
        }
    }

    private func text(_ cell: Scalar, _ column: ReturnColumn, _ typed: String) -> String {
        column.type.target == nil ? column.text(cell, in: catalogue) : typed
    }

    private func checkShape(_ answers: SheetAnswers, _ problems: inout [SheetProblem]) {
        let rows = answers.rows
        if rows.isEmpty != answers.isNil {
            problems.append(
                answers.isNil
                    ? SheetProblem(nil, nil, "选了零报告，却填了 \(rows.count) 行", "取消零报告，或删去各行")
                    : SheetProblem(nil, nil, "一行也没有填", "填写各行；确无内容的选零报告"))
        }
        for key in Set(rows.flatMap(\.keys)).sorted() where form.column(key) == nil {
            problems.append(SheetProblem(nil, nil, "表里没有 \(key) 这一列", "按表样填写"))
        }
        guard !form.rowTitles.isEmpty, !answers.isNil, let first = form.columns.first else {
            return
        }
        let titles = rows.map { ($0[first.key] ?? "").trimmed }
        if titles != form.rowTitles {
            problems.append(
                SheetProblem(
                    nil, first.heading, "各行的名目和次序应与表样一样",
                    "按这些行填写：\(form.rowTitles.joined(separator: "、"))"))
        }
    }

    /// The cells of one row; sums that were left empty are filled in.
    private func read(_ row: [String: String], _ line: Int, _ problems: inout [SheetProblem])
        -> [String: Scalar]
    {
        var cells: [String: Scalar] = [:]
        for column in form.columns {
            let text = (row[column.key] ?? "").trimmed
            do {
                cells[column.key] = try column.cell(text, in: catalogue, reference: reference)
            } catch let problem as ValueProblem {
                problems.append(
                    SheetProblem(
                        line, column.heading, "“\(text.prefix(40))”不对：\(problem.rule)",
                        problem.suggestion ?? "改正这一格"))
            } catch let problem as FieldProblem {
                problems.append(
                    SheetProblem(line, column.heading, problem.rule, problem.advice))
            } catch {
                problems.append(SheetProblem(line, column.heading, "\(error)", "改正这一格"))
            }
        }
        for column in form.columns where !column.sumOf.isEmpty {
            let parts = column.sumOf.compactMap { cells[$0]?.integer }
            guard !parts.isEmpty, (row[column.key] ?? "").trimmed.isEmpty,
                let sum = Self.sum(parts)
            else { continue }
            cells[column.key] = .integer(sum)
        }
        return cells
    }

    private func checkRow(
        _ cells: [String: Scalar], _ line: Int, _ problems: inout [SheetProblem]
    ) {
        for column in form.columns {
            guard let cell = cells[column.key] else { continue }
            if cell.isNull {
                if column.isRequired {
                    problems.append(
                        SheetProblem(line, column.heading, "必填", "填上\(column.heading)；没有的填 0 或“无”"))
                }
                continue
            }
            if let (what, advice) = broken(column, cell, cells) {
                problems.append(SheetProblem(line, column.heading, what, advice))
            }
        }
    }

    private func broken(_ column: ReturnColumn, _ cell: Scalar, _ cells: [String: Scalar]) -> (
        String, String
    )? {
        let shown = column.text(cell, in: catalogue)
        let unit = column.unit ?? ""
        if column.type == .money, column.least == nil, (cell.integer ?? 0) < 0 {
            return ("金额不能为负", "改成正数，或核对单位（\(column.moneyUnit.rawValue)）")
        }
        if let least = column.bound(column.least, in: catalogue), cell < least {
            return ("\(shown) 小于 \(column.least ?? "")\(unit)", "改大一些，或核对单位")
        }
        if let most = column.bound(column.most, in: catalogue), most < cell {
            return ("\(shown) 大于 \(column.most ?? "")\(unit)", "改小一些，或核对单位")
        }
        if !column.sumOf.isEmpty {
            let sum = Self.sum(column.sumOf.compactMap { cells[$0]?.integer })
            if cell.integer != sum {
                let names = column.sumOf.compactMap { form.column($0)?.heading }
                let parts = names.joined(separator: "＋")
                return ("\(shown) 不等于\(parts)之和 \(words(sum, column))", "核对各项，或留空由平台相加")
            }
        }
        if let key = column.atMost, let other = form.column(key), let limit = cells[key],
            !limit.isNull, limit < cell
        {
            return (
                "\(shown) 大于“\(other.heading)” \(other.text(limit, in: catalogue))", "核对这两个数"
            )
        }
        return nil
    }

    /// Totals on the receiver's own paper must be those of its rows.
    private func checkTotal(
        _ answers: SheetAnswers, _ cells: [[String: Scalar]], _ problems: inout [SheetProblem]
    ) {
        for column in form.columns where column.isTotalled {
            let text = (answers.total[column.key] ?? "").trimmed
            if text.isEmpty { continue }
            let sum = Self.sum(cells.compactMap { $0[column.key]?.integer })
            let given = try? column.cell(text, in: catalogue, reference: reference)
            if given?.integer == nil || given?.integer != sum {
                problems.append(
                    SheetProblem(
                        0, column.heading, "合计 \(text) 不等于各行之和 \(words(sum, column))",
                        "核对各行和合计"))
            }
        }
    }

    /// The sum, or nil where it leaves 64 bits.
    static func sum(_ values: [Int64]) -> Int64? {
        values.reduce(Int64?.some(0)) { sum, value in
            guard let sum else { return nil }
            let (next, isOver) = sum.addingReportingOverflow(value)
            return isOver ? nil : next
        }
    }

    private func words(_ sum: Int64?, _ column: ReturnColumn) -> String {
        sum.map { column.text(.integer($0), in: catalogue) } ?? "（数太大）"
    }
}
