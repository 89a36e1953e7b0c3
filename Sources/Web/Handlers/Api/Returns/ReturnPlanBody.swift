import Registers
import Returns
import Values

/// What a program asks for with a new return; the rules are those of `Returns.makeReturn`.
struct ReturnPlanBody {
    private let body: ApiBody
    private let section: String?

    static let names = [
        "name", "kind", "section", "due_on", "due_time", "register", "columns", "row_titles",
        "fixed", "prefill", "previous", "period", "requester", "basis_doc",
    ]
    static let columnNames = [
        "field", "heading", "type", "unit", "required", "choices", "least", "most", "sum_of",
        "at_most", "total", "carry", "help",
    ]

    /// - Parameter section: of whoever asks; where they have none, the body names it.
    init(_ request: Request, section: String?) throws {
        body = try ApiBody(request, Self.names)
        self.section = section
    }

    func plan() throws -> ReturnPlan {
        var plan = ReturnPlan(
            name: try body.text("name") ?? "", kind: try body.text("kind") ?? "",
            section: try section ?? body.text("section") ?? "",
            due: .on(try day(), time: try body.text("due_time", most: 5)),
            columns: try body.objects("columns", Self.columnNames, most: 60).map(column),
            register: try body.text("register"))
        plan.rowTitles = try body.texts("row_titles", most: 500)
        plan.prefill = try one("prefill", of: body) ?? .none
        plan.previous = try body.integer("previous")
        for row in try body.objects("fixed", ["field", "value"]) {
            plan.fixed[try row.required("field")] = try row.text("value") ?? ""
        }
        for name in ["period", "requester", "basis_doc"] {
            plan.further[name] = .text(try body.text(name) ?? "")
        }
        return plan
    }

    private func day() throws -> CalendarDate {
        let text = try body.required("due_on")
        do {
            return try CalendarDate.parse(text)
        } catch {
            throw ReturnRefusal.due("截止日期“\(text)”不是日期", advice: "写成 2026-03-05")
        }
    }

    private func column(_ row: ApiBody) throws -> ReturnPlan.Column {
        var column: ReturnPlan.Column
        if let field = try row.text("field") {
            column = ReturnPlan.Column(field: field)
        } else {
            column = ReturnPlan.Column(
                try row.text("heading") ?? "", try row.text("type") ?? "text",
                required: try row.truth("required"))
        }
        column.unit = try row.text("unit")
        column.choices = try row.texts("choices")
        column.least = try row.text("least")
        column.most = try row.text("most")
        column.sumOf = try row.texts("sum_of")
        column.atMost = try row.text("at_most")
        column.isTotalled = try row.truth("total")
        column.carry = try one("carry", of: row) ?? .none
        column.help = try row.text("help")
        return column
    }

    /// One of a few words.
    private func one<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of body: ApiBody
    ) throws -> Word? {
        guard let text = try body.text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: "、")
            throw ApiRefusal.problems([.init(body.at(name), "不认识“\(text)”", "可用：\(known)")])
        }
        return word
    }
}
