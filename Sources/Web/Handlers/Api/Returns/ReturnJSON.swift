import Catalogue
import Registers
import Returns
import Store
import Values

/// Returns and their sheets as programs read them.
extension Desk {
    /// A return with its columns and how far each receiver is.
    func returnWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let standing = try returns.standing(
            reader, id, at: registry.database.clock.now(), by: party)
        let form = standing.form
        return .object(
            returnHead(form.collection, standing.state) + [
                ("register", .string(form.register?.name)),
                ("previous", form.previous.map(JSON.integer) ?? .null),
                ("prefill", .string(form.prefill.rawValue)),
                ("columns", .array(form.columns.map(columnJSON))),
                ("row_titles", .texts(form.rowTitles)),
                (
                    "fixed",
                    .object(form.fixed.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
                ),
                ("mistakes", .texts(form.mistakes)),
                ("sheets", .array(standing.sheets.map(standingJSON))),
            ])
    }

    func returnHead(_ record: Record, _ state: String) -> [(String, JSON)] {
        [
            ("id", .integer(record.id)), ("version", .integer(record.version)),
            ("name", .string(record["name"].text)), ("kind", .string(record["kind"].text)),
            ("section", .string(record["responsible_section"].text)),
            ("state", .string(record.state)), ("state_title", .string(state)),
            ("due_on", .string(record["due_on"].text)),
            ("due_time", .string(record["due_time"].text)),
        ]
    }

    func summaryJSON(_ one: ReturnSummary) -> JSON {
        .object(
            returnHead(one.collection, one.state) + [
                ("sheets", .integer(Int64(one.sheets))), ("opened", .integer(Int64(one.opened))),
                ("sent", .integer(Int64(one.sent))), ("overdue", .integer(Int64(one.overdue))),
            ])
    }

    private func standingJSON(_ one: SheetStanding) -> JSON {
        .object(
            sheetHead(one.sheet, one.state) + [
                ("overdue", .bool(one.isOverdue)), ("reminded_on", .string(one.remindedOn)),
            ])
    }

    func sheetHead(_ sheet: Record, _ state: String) -> [(String, JSON)] {
        [
            ("id", .integer(sheet.id)), ("version", .integer(sheet.version)),
            ("receiver", .string(sheet["receiver"].text)),
            ("county", .string(sheet["county"].text)),
            ("organisation", sheet["organisation"].integer.map(JSON.integer) ?? .null),
            ("state", .string(sheet.state)), ("state_title", .string(state)),
            ("opened_on", .string(sheet["opened_on"].text)),
            ("sent_at", .string(sheet["sent_at"].text)),
            ("late", .bool(sheet["late"].integer == 1)),
            ("sendings", .integer(sheet["sendings"].integer ?? 0)),
            ("corrections", .integer(sheet["corrections"].integer ?? 0)),
            ("stamped_scan", .string(sheet["stamped_scan"].text)),
        ]
    }

    /// A sheet in the list of its receiver.
    func receivedJSON(_ view: SheetView) -> JSON { .object(receivedHead(view)) }

    private func receivedHead(_ view: SheetView) -> [(String, JSON)] {
        sheetHead(view.sheet, returns.stateTitle(of: view)) + [
            ("return", .integer(view.form.collection.id)), ("name", .string(view.form.name)),
            ("section", .string(view.form.section)),
            ("due_on", .string(view.sheet["due_on"].text)),
            ("due_time", .string(view.sheet["due_time"].text)), ("open", .bool(view.isOpen)),
        ]
    }

    /// A sheet with what is asked, what is filled in, and what is still wrong with it.
    func sheetWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let view = try returns.sheet(reader, id, by: party)
        let isBegun = view.isOpen && ["draft", "returned"].contains(view.sheet.state)
        let problems = isBegun ? returns.problems(reader, in: view) : []
        return .object(
            receivedHead(view) + [
                ("columns", .array(view.form.columns.map(columnJSON))),
                ("row_titles", .texts(view.form.rowTitles)),
                ("nil", .bool(view.answers.isNil)),
                ("rows", rowsJSON(view.answers.rows, view.form)),
                ("last", rowsJSON(view.last.rows, view.form)),
                ("problems", .array(problems.map(Self.problemJSON))),
                ("remarks", .array((view.sheet.rows["remarks"] ?? []).map(Self.remarkJSON))),
            ])
    }

    /// Rows by the keys of their columns; empty cells are left out.
    func rowsJSON(_ rows: [[String: String]], _ form: ReturnForm) -> JSON {
        .array(
            rows.map { row in
                .object(
                    form.columns.compactMap { column in
                        row[column.key].flatMap { $0.isEmpty ? nil : (column.key, .string($0)) }
                    })
            })
    }

    private static func problemJSON(_ problem: SheetProblem) -> JSON {
        .object([
            ("line", problem.line.map { .integer(Int64($0)) } ?? .null),
            ("heading", .string(problem.heading)), ("what", .string(problem.what)),
            ("advice", .string(problem.advice)),
        ])
    }

    private static func remarkJSON(_ row: [String: Scalar]) -> JSON {
        .object([
            ("sending", row["sending"]?.integer.map(JSON.integer) ?? .null),
            ("line", row["line"]?.integer.map(JSON.integer) ?? .null),
            ("heading", .string(row["heading"]?.text)), ("remark", .string(row["remark"]?.text)),
            ("by", .string(row["by"]?.text)), ("made_on", .string(row["made_on"]?.text)),
        ])
    }

    func columnJSON(_ column: ReturnColumn) -> JSON {
        .object([
            ("key", .string(column.key)), ("heading", .string(column.heading)),
            ("unit", .string(column.unit)), ("type", .string(column.type.word)),
            ("choices", .texts(column.words)), ("required", .bool(column.isRequired)),
            ("least", .string(column.least)), ("most", .string(column.most)),
            ("sum_of", .texts(column.sumOf)), ("at_most", .string(column.atMost)),
            ("total", .bool(column.isTotalled)), ("carry", .string(column.carry.rawValue)),
            ("help", .string(column.help)),
        ])
    }
}

extension JSON {
    /// A list of texts.
    static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
