import Applications
import Catalogue
import Registers
import Store
import Values

/// Recommending, for programs: the same use cases as the pages.
extension Desk {
    func sendRecommendations(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            stretch.of(try applications.recommendationCalls(reader, by: viewer), by: { $0.call.id })
                .map { ($0.call.id, Self.json($0)) }
        }
    }

    func sendRecommendationDesk(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        return .json(try await read { try recommendationWhole($0, id) })
    }

    /// Keeps the order of those that are chosen; nothing is sent yet.
    func rankByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let order = try Self.order(try ApiBody(request, ["order"]))
        _ = try await applications.rankApplications(id, order, by: viewer)
        return .json(try await read { try recommendationWhole($0, id) })
    }

    /// Each as often as it was named: what is there twice is refused with its number.
    private static func order(_ body: ApiBody) throws -> [Int64] {
        guard body["order"] != nil else {
            throw ApiRefusal.problems([.init("/order", "必填", "写要推荐的申报的编号，按次序；一项也不推荐的写 []")])
        }
        return try body.list("order", most: 1_000).map { place, json in
            guard let id = json.integer, id > 0 else {
                throw ApiRefusal.problems([.init(place, "应是从 1 起的整数", "写编号，不加引号")])
            }
            return id
        }
    }

    func recommendByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let told = Told<Record>(json: { reader, _ in try recommendationWhole(reader, id) })
        return try await once(request, told) { also in
            try await applications.recommend(id, by: viewer, also: also)
        }
    }

    /// Gives one back, or declines it, with the reason that the applicant reads.
    func settleByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let step = try settleStep(request)
        let reason = try ApiBody(request, ["reason"]).required("reason")
        let moved =
            step == "return"
            ? try await applications.returnApplication(id, reason: reason, by: viewer)
            : try await applications.declineApplication(id, reason: reason, by: viewer)
        return .json(
            try await read { try recommendationWhole($0, moved["call"].integer ?? 0) })
    }

    private static func json(_ one: RecommendationCall) -> JSON {
        .object([
            ("call", .integer(one.call.id)), ("call_no", .string(one.call["call_no"].text)),
            ("title", .string(one.call["title"].text)),
            ("due_at", .string(one.due.map(CallTime.text))), ("waiting", .count(one.waiting)),
            ("recommended", .count(one.recommended)), ("quota", .number(one.quota)),
            ("sent_at", .string(one.record?["sent_at"].text)),
        ])
    }

    private func recommendationWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let now = moment
        let desk = try applications.recommendationDesk(
            reader, call: id, on: now.businessDate, by: viewer)
        return .object([
            ("call", .integer(desk.call.id)), ("call_no", .string(desk.call["call_no"].text)),
            ("title", .string(desk.call["title"].text)),
            ("recommender", .string(desk.recommender.name)),
            ("record", .number(desk.record?.id)), ("quota", .number(desk.quota)),
            ("due_at", .string(desk.due.map(CallTime.text))),
            ("open", .bool(desk.due.map { now <= $0 } ?? true)),
            ("waiting", .count(desk.waiting.count)), ("chosen", .count(desk.chosen.count)),
            ("sent", .count(desk.sent.count)),
            ("ranked_at", .string(desk.record?["ranked_at"].text)),
            ("sent_at", .string(desk.record?["sent_at"].text)),
            ("stamped", .bool(desk.hasScan)),
            ("applications", .array(desk.lines.map(recommendationLine))),
        ])
    }

    private func recommendationLine(_ line: RecommendationDesk.Line) -> JSON {
        .object([
            ("id", .integer(line.id)), ("application_no", .string(line.number)),
            ("title", .string(line.title)), ("kind", .string(line.kind)),
            ("organisation", .string(line.organisation)), ("leader", .string(line.leader)),
            ("requested", .yuan(line.requested)), ("state", .string(line.state)),
            ("state_title", .string(applicationState(line.state))),
            ("chosen", .bool(line.isChosen)), ("rank", .number(line.rank)),
            ("submitted_at", .string(line.submittedAt)), ("gate", Self.json(line.gate)),
        ])
    }

    /// What a state of an application is called.
    func applicationState(_ state: String) -> String {
        catalogue.register(Applications.applications).map {
            catalogue.lifecycle(of: $0).title(of: state)
        } ?? state
    }

    /// How an application stands with the gate: how many findings of each sort.
    static func json(_ gate: GateStanding) -> JSON {
        .object([
            ("open", .count(gate.open)), ("upheld", .count(gate.upheld)),
            ("waived", .count(gate.waived)), ("warnings", .count(gate.warnings)),
        ])
    }
}
