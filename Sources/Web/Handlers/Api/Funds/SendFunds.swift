import Catalogue
import Funds
import Registers
import Store
import Values

/// The budget for programs: amounts are texts of yuan to the fen.
extension Desk {
    private static func number(_ number: FixedDecimal?) -> JSON {
        .string(number.map { "\($0)" })
    }

    func sendFunds(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let model = try await read { reader in
            try budget.year(reader, try fundsYear(reader, asked))
        }
        return .json(
            .object([
                ("year", .integer(Int64(model.year))), ("month", .string(model.month?.iso)),
                ("time_progress", Self.number(model.time)), ("own", Self.json(model.own)),
                ("passed_on", Self.json(model.passedOn)),
                ("sections", .array(model.sections.map(Self.json))),
                ("undetailed", .array(model.undetailed.map { .integer($0.id) })),
                ("expiring", .array(model.expiring.map { .integer($0.id) })),
            ]))
    }

    private static func json(_ sums: BudgetYear.Sums) -> JSON {
        .object([
            ("lines", .integer(Int64(sums.lines))), ("opening", JSON.yuan(sums.opening)),
            ("carried_in", JSON.yuan(sums.carriedIn)), ("added", JSON.yuan(sums.added)),
            ("cut", JSON.yuan(sums.cut)), ("shifted", JSON.yuan(sums.shifted)),
            ("withdrawn", JSON.yuan(sums.withdrawn)), ("total", JSON.yuan(sums.total)),
            ("paid", JSON.yuan(sums.paid)), ("final", JSON.yuan(sums.final)),
            ("carry_out", JSON.yuan(sums.carryOut)), ("surplus", JSON.yuan(sums.surplus)),
            ("rate", number(sums.rate)),
        ])
    }

    private static func json(_ section: BudgetYear.Section) -> JSON {
        .object([
            ("code", .string(section.code)), ("title", .string(section.title)),
            ("sums", json(section.sums)), ("lag_points", number(section.progress?.lag)),
            ("reminded_on", .string(section.remindedOn)),
            ("message", .string(Budget.message(section))),
            (
                "late",
                .array(
                    section.late.map { late in
                        .object([
                            ("line", .integer(late.line.id)), ("label", .string(late.line.label)),
                            ("total", JSON.yuan(late.progress.total)),
                            ("paid", JSON.yuan(late.progress.paid)),
                            ("rate", number(late.progress.rate)), ("reason", .string(late.reason)),
                        ])
                    })
            ),
        ])
    }

    func sendReconciliation(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let found = try await read { reader in
            try budget.reconcile(reader, year: try fundsYear(reader, asked))
        }
        return .json(
            .object([
                ("year", .integer(Int64(found.year))), ("basic", JSON.yuan(found.basic)),
                ("project", JSON.yuan(found.project)), ("total", JSON.yuan(found.total)),
                ("rate", Self.number(found.rate)),
                ("checks", .array(found.checks.map(Self.json))),
                ("lines", .array(found.lines.map(Self.json))),
            ]))
    }

    private static func json(_ check: FinalAccountsCheck) -> JSON {
        var differences: [FinalAccountsCheck.Difference] = []
        let outcome: String
        let words: String
        switch check.outcome {
        case .green(let text): (outcome, words) = ("green", text)
        case .red(let found):
            (outcome, words) = ("red", "\(found.count) 处不平")
            differences = found
        case .untestable(let why): (outcome, words) = ("untestable", why)
        }
        return .object([
            ("name", .string(check.kind.rawValue)), ("title", .string(check.kind.title)),
            ("outcome", .string(outcome)), ("words", .string(words)),
            (
                "differences",
                .array(
                    differences.map {
                        .object([
                            ("what", .string($0.what)), ("own", .string($0.own)),
                            ("other", .string($0.other)), ("difference", .string($0.difference)),
                            ("line", $0.line.map(JSON.integer) ?? .null),
                            ("row", $0.row.map(JSON.integer) ?? .null),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ one: Reconciliation.Line) -> JSON {
        .object([
            ("line", .integer(one.line.id)), ("label", .string(one.line.label)),
            ("function_code", .string(one.line.functionCode)), ("total", JSON.yuan(one.line.total)),
            ("final", JSON.yuan(one.line.final)), ("paid", JSON.yuan(one.line.paid)),
            ("difference", JSON.yuan(one.difference)), ("standing", .string(one.standing.rawValue)),
            ("kind", .string(one.kind)), ("reason", .string(one.reason)),
        ])
    }

    func sendFinanceTableByProgram(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let name = request.arguments["table"] ?? ""
        let table = try await read { reader in
            try budget.financeTable(reader, name, year: try fundsYear(reader, asked))
        }
        return .json(
            .object([
                ("table", .string(table.kind.rawValue)), ("title", .string(table.title)),
                ("year", .integer(Int64(table.year))), ("unit", .string("万元")),
                ("columns", .texts(table.columns.map(\.title))),
                (
                    "rows",
                    .array(
                        table.rows.map { row in
                            .object([
                                ("level", .integer(Int64(row.level))), ("code", .string(row.code)),
                                ("title", .string(row.title)), ("cells", .texts(row.cells)),
                                ("lines", .array(row.lines.map(JSON.integer))),
                            ])
                        })
                ), ("total", .texts(table.total)), ("notes", .texts(table.notes)),
            ]))
    }

    /// Sends a section the message about its late lines.
    func tellFundsSectionByProgram(_ request: Request) async throws -> Response {
        let body = try ApiBody(request, ["year"], isOptional: true)
        let year = try body.integer("year").map { try self.year(String($0)) } ?? today.year
        let told = try await budget.tellSection(
            request.arguments["section"] ?? "", year: year, by: viewer)
        return .json(.object([("told", .integer(Int64(told)))]))
    }
}
