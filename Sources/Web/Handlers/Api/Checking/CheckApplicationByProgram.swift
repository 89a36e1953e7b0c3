import Applications
import Catalogue
import Registers
import Store
import Values

/// One application as it is checked, for programs, and the steps of its check.
extension Desk {
    func sendCheckedApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        return try await checkedAnswer(id)
    }

    private func checkedAnswer(_ id: Int64) async throws -> Response {
        .json(try await read { try checkedWhole($0, id) })
    }

    /// Decides on a finding; the answer is the application.
    func decideFindingByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        guard let decision = FindingDecision(rawValue: request.arguments["act"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        let reason = try ApiBody(request, ["reason"]).required("reason", most: 500)
        let finding = try await applications.decideFinding(
            id, decision, reason: reason, version: try request.version(isRequired: false),
            by: viewer)
        return try await checkedAnswer(finding["application"].integer ?? 0)
    }

    /// The first look, item by item.
    func checkFormallyByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let items = try ApiBody(request, ["items"])
            .objects("items", ["item", "passes", "reason", "note"])
            .map { one -> FormalItem in
                guard one["passes"] != nil else {
                    throw ApiRefusal.problems([
                        .init(one.at("passes"), "必填", "符合写 true，不符合写 false")
                    ])
                }
                return FormalItem(
                    try one.required("item"), passes: try one.truth("passes"),
                    reason: try one.text("reason"), note: try one.text("note", most: 300) ?? "")
            }
        _ = try await applications.checkFormally(id, items, by: viewer)
        return try await checkedAnswer(id)
    }

    /// The second look: agrees with the first, or gives it back with a reason.
    func confirmCheckByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let body = try ApiBody(request, ["agrees", "reason"])
        let reason = try body.text("reason", most: 500) ?? ""
        if try Self.decision(body, "agrees") {
            try await applications.confirmFormalChecks([id], note: reason, by: viewer)
        } else {
            try await applications.returnFormalCheck(id, reason: reason, by: viewer)
        }
        return try await checkedAnswer(id)
    }

    /// What becomes of an application whose unit a department objects to.
    func decideJointlyByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let body = try ApiBody(request, ["refuses", "reason"])
        try await applications.decideJointly(
            id, refuses: try Self.decision(body, "refuses"),
            reason: try body.text("reason", most: 500) ?? "", by: viewer)
        return try await checkedAnswer(id)
    }

    /// Answers an appeal.
    func decideAppealByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let body = try ApiBody(request, ["upholds", "reason"])
        let appeal = try await applications.decideAppeal(
            id, upholds: try Self.decision(body, "upholds"),
            reason: try body.text("reason", most: 1_000) ?? "", by: viewer)
        return try await checkedAnswer(appeal["application"].integer ?? 0)
    }

    /// A yes or no that must be said.
    private static func decision(_ body: ApiBody, _ name: String) throws -> Bool {
        guard let value = body[name], !value.isNull else {
            throw ApiRefusal.problems([.init(body.at(name), "必填", "写 true 或 false")])
        }
        return try body.truth(name)
    }

    /// The formal check of one's own application.
    func sendFormalCheck(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        return .json(try await read { try ownCheckWhole($0, id) })
    }

    /// Appeals.
    func appealByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let ground = try ApiBody(request, ["ground"]).required("ground", most: 2_000)
        let told = Told<Record>(json: { reader, _ in try ownCheckWhole(reader, id) })
        return try await once(request, told) { also in
            try await applications.appeal(id, ground: ground, by: viewer, also: also)
        }
    }

    private func checkedWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let application = try registry.record(reader, Applications.applications, id)
        let call = application["call"].integer ?? 0
        let check = try applications.formalCheck(reader, of: id)
        let list = try applications.checklist(reader, of: application, on: moment)
        let joint = try applications.jointStandings(reader, of: call)[
            application["organisation"].integer ?? 0]
        return .object(
            [
                ("id", .integer(id)), ("call", .integer(call)),
                ("keeps", .bool(applications.keeps(viewer, call, reader))),
                ("organisation", .number(application["organisation"].integer)),
                ("rank", .number(application["rank"].integer)),
            ]
                + application.told(
                    "application_no", "title", "organisation_name", "leader_name",
                    "submitted_at", "recommended_on") + stateTold(of: application) + [
                    (
                        "findings",
                        .array(
                            try applications.findings(reader, of: id).map(findingJSON))
                    ), ("checklist", Self.json(list)),
                    ("check", check.map { checkJSON($0, list) } ?? .null),
                    (
                        "appeal",
                        try check.flatMap { try applications.appeal(reader, of: $0.id) }
                            .map(appealJSON) ?? .null
                    ), ("joint", joint.map(Self.json) ?? .null),
                ])
    }

    private func findingJSON(_ finding: Record) -> JSON {
        .object(
            [
                ("id", .integer(finding.id)), ("version", .integer(finding.version)),
                ("rule_title", .string(codeTitle("gate-rules", finding["rule"].text))),
            ]
                + finding.told(
                    "rule", "verdict", "about", "sentence", "ground", "found_on",
                    "decision_reason", "decided_by", "decided_on") + stateTold(of: finding) + [
                    (
                        "evidence",
                        .array(
                            (finding.rows["evidence"] ?? []).map { row in
                                .object([
                                    ("register", .string(row["register"]?.text)),
                                    ("record", .number(row["record_no"]?.integer)),
                                    ("label", .string(row["label"]?.text)),
                                    ("value", .string(row["value"]?.text)),
                                ])
                            })
                    )
                ])
    }

    private static func json(_ list: FormalChecklist) -> JSON {
        .array(
            list.items.map { item in
                .object([
                    ("item", .string(item)), ("title", .string(list.title(item))),
                    (
                        "reasons",
                        .array(
                            list.reasons(of: item).map { code, title in
                                .object([("code", .string(code)), ("title", .string(title))])
                            })
                    ),
                ])
            })
    }

    /// What was found of each item.
    private func itemsJSON(_ check: Record, _ list: FormalChecklist) -> JSON {
        .array(
            (check.rows["items"] ?? []).map { row in
                .object([
                    ("item", .string(row["item"]?.text)),
                    ("title", .string(list.title(row["item"]?.text ?? ""))),
                    ("passes", .bool(row["result"]?.text == "pass")),
                    ("reason", .string(row["reason"]?.text)),
                    ("reason_title", .string(row["reason"]?.text.map(list.words))),
                    ("note", .string(row["note"]?.text)),
                ])
            })
    }

    private func checkJSON(_ check: Record, _ list: FormalChecklist) -> JSON {
        .object(
            [("id", .integer(check.id)), ("passes", .bool(check["result"].text == "pass"))]
                + stateTold(of: check)
                + check.told(
                    "checked_by", "checked_on", "second_by", "second_note", "concluded_on",
                    "appeal_due_on") + [("items", itemsJSON(check, list))])
    }

    /// As the applicant sees it: what was found, and not who looked.
    private func ownCheckWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let (application, check) = try ownCheck(reader, id)
        let list = try applications.checklist(reader, of: application, on: moment)
        let appeal = try applications.appeal(reader, of: check.id)
        return .object(
            [
                ("application", .integer(id)),
                ("passes", .bool(check["result"].text == "pass")),
            ] + stateTold(of: check) + check.told("concluded_on", "appeal_due_on") + [
                ("items", itemsJSON(check, list)), ("appeal", appeal.map(appealJSON) ?? .null),
            ])
    }

    private func appealJSON(_ appeal: Record) -> JSON {
        .object(
            [("id", .integer(appeal.id))] + stateTold(of: appeal)
                + appeal.told(
                    "filed_at", "filed_by", "ground", "due_on", "decided_on", "decided_by",
                    "decision_reason"))
    }
}
