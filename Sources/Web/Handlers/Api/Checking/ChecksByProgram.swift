import Applications
import Catalogue
import Registers
import Store
import Values

/// The checks of a call, for programs: the same use cases as the pages.
extension Desk {
    func sendChecks(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            stretch.of(try applications.checkedCalls(reader), by: { $0.call.id }).map { one in
                (
                    one.call.id,
                    .object([
                        ("call", .integer(one.call.id)),
                        ("call_no", .string(one.call["call_no"].text)),
                        ("title", .string(one.call["title"].text)),
                        ("waiting", .count(one.waiting)), ("received", .count(one.open)),
                    ])
                )
            }
        }
    }

    /// A page of a call's applications as they are checked.
    func sendCallChecks(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let number = try page(request)
        let name = request.parameters["view"] ?? CheckView.all.rawValue
        guard let view = CheckView(rawValue: name) else {
            throw WebError.badParameter(
                title: "办到哪一步", value: name, rule: "不认识",
                advice: "写 \(CheckView.allCases.map(\.rawValue).joined(separator: "、"))")
        }
        return .json(
            try await read { reader in
                let checks = try applications.callChecks(
                    reader, of: id, view, offset: (number - 1) * Self.checksOnPage,
                    limit: Self.checksOnPage)
                return .object([
                    ("call", .integer(id)), ("call_no", .string(checks.call["call_no"].text)),
                    ("title", .string(checks.call["title"].text)),
                    ("keeps", .bool(applications.keeps(viewer, id, reader))),
                    ("undecided", .count(checks.undecided)),
                    (
                        "counts",
                        .object(
                            CheckView.allCases.map {
                                ($0.rawValue, .count(checks.counts[$0] ?? 0))
                            })
                    ), ("view", .string(view.rawValue)), ("page", .count(number)),
                    ("more", .bool((checks.counts[view] ?? 0) > number * Self.checksOnPage)),
                    ("applications", .array(checks.lines.map(checkLine))),
                ])
            })
    }

    /// The gate once more, over the whole call.
    func runGateByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let run = try await applications.runGate(ofCall: id, by: viewer)
        return .json(
            .object([
                ("applications", .count(run.applications)), ("fresh", .count(run.fresh)),
                ("kept", .count(run.kept)), ("resolved", .count(run.resolved)),
            ]))
    }

    /// What a step would do with each of the named applications; nothing is written.
    func previewCheckMany(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let step = request.parameters["step"] ?? ""
        let chosen = chosenApplications(request.parameters)
        return .json(
            .array(try await read { try stepLines($0, id, step, chosen) }.map(stepLine)))
    }

    /// Takes a step with all of the named applications of a call, or with none.
    func checkManyByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let body = try ApiBody(request, ["step", "applications"])
        let step = try body.required("step")
        let chosen = Set(try body.ids("applications", most: Self.checksOnPage))
        let lines = try await read { try stepLines($0, id, step, chosen) }
        if let stranger = chosen.subtracting(lines.map(\.line.id)).min() {
            throw RecordRefusal.notFound(register: "申报", id: stranger)
        }
        try await take(step, chosen)
        return .json(
            .array(
                try await read {
                    try applications.callChecks(
                        $0, of: id, .all, among: chosen, limit: Self.checksOnPage)
                }.lines.map(checkLine)))
    }

    private func stepLine(_ one: (line: CheckLine, obstacle: String?)) -> JSON {
        .object([
            ("id", .integer(one.line.id)), ("application_no", .string(one.line.number)),
            ("title", .string(one.line.title)), ("obstacle", .string(one.obstacle)),
        ])
    }

    private func checkLine(_ line: CheckLine) -> JSON {
        .object([
            ("id", .integer(line.id)), ("application_no", .string(line.number)),
            ("title", .string(line.title)), ("organisation", .integer(line.organisation)),
            ("organisation_name", .string(line.unit)), ("leader", .string(line.leader)),
            ("state", .string(line.state)),
            ("state_title", .string(applicationState(line.state))),
            ("gate", Self.json(line.gate)), ("formal_check", .string(line.check)),
            ("checked_by", .string(line.checkedBy)),
            ("joint", line.joint.map(Self.json) ?? .null),
            ("appeal_waits", .bool(line.hasAppeal)),
        ])
    }

    /// What departments say of a unit.
    static func json(_ joint: JointStanding) -> JSON {
        .object([
            ("clear", .count(joint.clear)), ("waiting", .count(joint.waiting)),
            ("problems", .texts(joint.problems)),
        ])
    }
}
