import Approvals
import Catalogue
import Funds
import Registers
import Store
import Values

/// Allocation papers and what came of them, for programs: the same use cases as the pages.
extension Desk {
    func sendFundPapers(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            try allocations.papers(
                reader, today: today, before: stretch.before ?? .max, limit: stretch.limit,
                by: viewer
            ).map { ($0.paper.id, json($0)) }
        }
    }

    func sendFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        return .versioned(try await read { try fundPaperWhole($0, id) }).unlessKnown(request)
    }

    func makeFundPaperByProgram(_ request: Request) async throws -> Response {
        let body = try ApiBody(
            request,
            [
                "title", "earmark", "year", "total", "doc_no", "cosigned_on", "cosigner",
                "responsible_section", "owner",
            ])
        var answers: [String: String] = [:]
        for name in [
            "title", "total", "doc_no", "cosigned_on", "cosigner", "responsible_section", "owner",
        ] { answers[name] = try body.text(name) }
        answers["earmark"] = try body.integer("earmark").map { "#\($0)" }
        answers["year"] = try body.integer("year").map(String.init)
        let told = Told<Record>(
            status: 201, place: { Link(.apiFundPaper, [String($0)]) },
            json: { try fundPaperWhole($0, $1.id) })
        return try await once(request, told) { [answers] also in
            try await allocations.makePaper(answers, by: viewer, also: also)
        }
    }

    /// What a table would write; nothing is written.
    func previewSplitByProgram(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let splitting = try Self.splitting(request)
        return .json(
            try await read {
                json(try allocations.previewSplit($0, id, splitting, by: viewer))
            })
    }

    func splitByProgram(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        _ = try await read { try allocations.paper($0, id, by: viewer) }
        let version = try request.version(isRequired: true)
        let splitting = try Self.splitting(request)
        _ = try await allocations.splitPaper(id, splitting, version: version, by: viewer)
        return .versioned(try await read { try fundPaperWhole($0, id) })
    }

    private static func splitting(_ request: Request) throws -> Allocations.Splitting {
        let body = try ApiBody(request, ["mode", "table", "adopts_sum"])
        let mode = try body.text("mode") ?? SplitMode.amounts.rawValue
        guard let mode = SplitMode(rawValue: mode) else {
            throw ApiRefusal.problems([
                .init(body.at("mode"), "不认识", "写 amounts、ranked 或 shares")
            ])
        }
        let text = try body.required("table", most: ApiBody.mostBytes)
        return .init(
            try SplitTable(text: Array(text.utf8)), mode, adoptsSum: try body.truth("adopts_sum"))
    }

    /// Lays it before those who agree.
    func issueByProgram(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let body = try ApiBody(request, ["note"], isOptional: true)
        let asked = try await askIssue(
            id, version: try request.version(isRequired: true), note: try body.text("note"))
        return .json(
            .object([
                ("approval", .integer(asked.id)), ("title", .string(asked.title)),
                ("step", .string(asked.step)),
            ]), status: 201)
    }

    func previewFundChase(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let reminders = try await read {
            try allocations.previewChase($0, id, today: today, by: viewer)
        }
        return .json(.array(reminders.map(Self.json)))
    }

    func chaseFundsByProgram(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let id = try fundID(request)
        return .json(.array(try await allocations.chasePayees(id, by: viewer).map(Self.json)))
    }

    func sendReceivedFunds(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            try allocations.received(
                reader, today: today, before: stretch.before ?? .max, limit: stretch.limit,
                by: viewer
            ).map { ($0.money.line.id, json($0.money)) }
        }
    }

    func sendAllocation(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        return .versioned(try await read { try allocationWhole($0, id) }).unlessKnown(request)
    }

    /// Takes a step with all of the named, or with none.
    func takeFundStepByProgram(_ request: Request) async throws -> Response {
        let step = try fundStep(request)
        let body = try ApiBody(request, ["allocations", "on"])
        let ids = try body.ids("allocations", most: Self.mostAtOnce)
        let day = try fundDay(try body.text("on"), "\(step.title)日期")
        let taken = try await take(step, ids, on: day)
        return .json(.array(taken.map { json(allocations.follow($0, today: today)) }))
    }

    func arriveByProgram(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let body = try ApiBody(request, ["on", "receipt", "reason"])
        _ = try await allocations.confirmArrival(
            id, on: try fundDay(try body.text("on"), "到账日期"),
            receipt: try body.required("receipt"), reason: try body.text("reason"), by: viewer)
        return .versioned(try await read { try allocationWhole($0, id) })
    }

    func returnAllocationByProgram(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let body = try ApiBody(request, ["amount", "on", "doc_no", "reason"])
        var amount: Money?
        if let text = try body.text("amount") {
            do {
                amount = try Money.parse(text)
            } catch {
                throw ApiRefusal.problems([
                    .init(body.at("amount"), error.rule, error.suggestion ?? "写成元，如 1200.50")
                ])
            }
        }
        let given = AllocationReturn(
            amount: amount, on: try fundDay(try body.text("on"), "退回日期"),
            docNo: try body.required("doc_no"), reason: try body.required("reason"))
        _ = try await allocations.returnAllocation(id, given, by: viewer)
        return .versioned(try await read { try allocationWhole($0, id) })
    }

    func fundPaperWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let standing = try allocations.followPaper(reader, id, today: today, by: viewer)
        let obstacles =
            standing.paper.state == "drafted"
            ? try allocations.issueObstacles(reader, standing.paper) : []
        return .object(
            head(standing.paper, standing.earmark, standing.state) + [
                ("obstacles", .texts(obstacles.map(\.description))),
                ("allocations", .array(standing.lines.map(json))),
                ("transfers", .array(standing.statement.map(Self.json))),
            ])
    }

    private func allocationWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let (money, movements) = try allocations.followLine(reader, id, today: today, by: viewer)
        return .object(
            members(money) + [
                ("version", .integer(money.line.version)),
                ("transfers", .array(movements.map(Self.json))),
            ])
    }

    private func head(_ paper: Record, _ earmark: String, _ state: String) -> [(String, JSON)] {
        [
            ("id", .integer(paper.id)), ("version", .integer(paper.version)),
            ("title", .string(paper["title"].text)), ("doc_no", .string(paper["doc_no"].text)),
            ("earmark", paper["earmark"].integer.map(JSON.integer) ?? .null),
            ("earmark_name", .string(earmark)),
            ("year", paper["year"].integer.map(JSON.integer) ?? .null),
            ("state", .string(paper.state)), ("state_title", .string(state)),
            ("total", Self.money(paper["total"].integer)),
            ("issued_on", .string(paper["issued_on"].text)),
            ("due_on", .string(paper["due_on"].text)), ("owner", .string(paper["owner"].text)),
        ]
    }

    private func json(_ one: PaperSummary) -> JSON {
        .object(
            head(one.paper, one.earmark, one.state) + [
                ("payees", .integer(Int64(one.payees))), ("arrived", .integer(Int64(one.arrived))),
                ("late", .integer(Int64(one.late))),
            ])
    }

    /// An amount as a text of yuan with two digits.
    private static func money(_ fen: Int64?) -> JSON {
        .string(fen.map { Money(fen: $0).text(in: .yuan, decimals: 2) })
    }

    private func members(_ money: FollowedMoney) -> [(String, JSON)] {
        let line = money.line
        return [
            ("id", .integer(line.id)), ("paper", .integer(line["paper"].integer ?? 0)),
            ("place", .integer(line["place"].integer ?? 0)),
            ("doc_no", .string(line["doc_no"].text)),
            ("recipient", .string(line["recipient"].text)),
            ("organisation", line["organisation"].integer.map(JSON.integer) ?? .null),
            ("county", .string(line["county"].text)),
            ("project", .string(line["project_name"].text)),
            ("amount", Self.money(line["amount"].integer)), ("net", Self.money(money.net.fen)),
            ("through", .string(line["through"].text)), ("state", .string(line.state)),
            ("state_title", .string(money.state)), ("due_on", .string(money.due?.iso)),
            ("late_days", .integer(Int64(money.lateDays))), ("waiting", .string(money.waiting)),
            ("receipt_no", .string(line["receipt_no"].text)),
            (
                "steps",
                .array(
                    money.steps.map { step in
                        .object([
                            ("title", .string(step.title)), ("on", .string(step.day?.iso)),
                            ("days", step.days.map { .integer(Int64($0)) } ?? .null),
                        ])
                    })
            ),
        ]
    }

    private func json(_ money: FollowedMoney) -> JSON { .object(members(money)) }

    private static func json(_ one: PaperStanding.Movement) -> JSON {
        .object([
            ("on", .string(one.on)), ("event", .string(one.event)), ("phase", .string(one.phase)),
            ("from", .string(one.from)), ("to", .string(one.to)),
            ("amount", money(one.amount.fen)), ("note", .string(one.note)),
        ])
    }

    private static func json(_ one: AllocationReminder) -> JSON {
        .object([
            ("receiver", .string(one.receiver)), ("step", .string(one.step)),
            ("payees", .integer(Int64(one.payees))), ("words", .string(one.words)),
            ("accounts", .integer(Int64(one.accounts.count))),
            ("already_today", .bool(one.isDoneToday)),
        ])
    }

    private func json(_ preview: SplitPreview) -> JSON {
        .object([
            ("sum", Self.money(preview.sum.fen)), ("total", Self.money(preview.total.fen)),
            (
                "problems",
                .array(
                    preview.problems.map { problem in
                        .object([
                            ("line", problem.line.map { .integer(Int64($0)) } ?? .null),
                            ("column", .string(problem.column)), ("what", .string(problem.what)),
                            ("advice", .string(problem.advice)),
                        ])
                    })
            ),
            ("remarks", .texts(preview.remarks)),
            ("lines", .array(preview.lines.map(Self.json))),
            ("below", .array(preview.below.map(Self.json))),
            (
                "counties",
                .array(
                    preview.parts.map { part in
                        .object([
                            ("county", .string(part.county)),
                            ("count", .integer(Int64(part.count))),
                            ("sum", Self.money(part.sum.fen)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ line: SplitLine) -> JSON {
        .object([
            ("line", .integer(Int64(line.line))), ("recipient", .string(line.recipient)),
            ("organisation", line.organisation.map(JSON.integer) ?? .null),
            ("county", .string(line.county)), ("project", .string(line.project)),
            ("through", .string(line.through)), ("amount", money(line.amount.fen)),
        ])
    }
}
