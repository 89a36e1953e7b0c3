import Applications
import Approvals
import Awards
import Catalogue
import Registers
import Review
import Store
import Values

/// The line through a ranking and the meeting that decides, for programs.
extension Desk {
    /// Who may be decided on, and what the call's own line comes to.
    func sendDecision(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .json(
            try await read { reader in
                let table = try decisions.table(reader, id, by: viewer)
                return decisionJSON(table, try cutOff({ _ in nil }, table))
            })
    }

    /// What another line would come to; nothing is written.
    func askWhatIf(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .json(
            try await read { reader in
                let table = try decisions.table(reader, id, by: viewer)
                let body = try ApiBody(request, Self.lineNames)
                return decisionJSON(table, try lineGiven(body, table))
            })
    }

    /// Lays a line before the meeting.
    func proposeMeetingByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let body = try ApiBody(request, ["title", "line"])
        let title = try body.required("title", most: 120)
        let line = try await read { reader in
            let table = try decisions.table(reader, id, by: viewer)
            guard let given = try body.object("line", Self.lineNames) else {
                return try cutOff({ _ in nil }, table)
            }
            return try lineGiven(given, table)
        }
        let told = Told<Record>(
            status: 201, place: { Link(.apiMeeting, [String($0)]) },
            json: { try meetingWhole($0, $1.id) })
        return try await once(request, told) { also in
            try await decisions.proposeMeeting(id, line, title: title, by: viewer, also: also)
        }
    }

    func sendMeeting(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .versioned(try await read { try meetingWhole($0, id) }).unlessKnown(request)
    }

    /// Carries out what the meeting decided, as it was looked at.
    func decideMeetingByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let version = try request.version(isRequired: true)
        try await decisions.decide(id, version: version, by: viewer)
        return .versioned(try await read { try meetingWhole($0, id) })
    }

    private static let lineNames = [
        "by", "places", "score", "money", "amounts", "share", "fixed",
    ]

    /// A line as a body has it: what is missing is as the call has it.
    private func lineGiven(_ body: ApiBody, _ table: DecisionTable) throws -> CutOff {
        func word(_ name: String, _ known: [String]) throws -> String? {
            let text = try body.text(name)
            guard let text, !known.contains(text) else { return text }
            throw ApiRefusal.problems([
                .init(body.at(name), "不认识", "可用：\(known.joined(separator: "、"))")
            ])
        }
        var texts: [String: String] = [:]
        texts["by"] = try word("by", CutOff.Mode.allCases.map(\.rawValue))
        texts["amounts"] = try word("amounts", CutOff.Amounts.allCases.map(\.rawValue))
        for name in ["score", "money", "fixed"] { texts[name] = try body.text(name) }
        texts["share"] = try body.integer("share").map(String.init)
        let kinds = Set(table.candidates.map(\.kind)).sorted()
        let places = body["places"] ?? .null
        if case .object(let pairs) = places {
            for (kind, value) in pairs {
                let place = "\(body.at("places"))/\(ApiBody.pointer(kind))"
                guard kinds.contains(kind), let count = value.integer else {
                    throw ApiRefusal.problems([
                        .init(
                            place, "没有这一类，或不是整数", "可用：\(kinds.joined(separator: "、"))，写立几项")
                    ])
                }
                texts["places.\(kind)"] = String(count)
            }
        } else if !places.isNull {
            throw ApiRefusal.problems([.init(body.at("places"), "应是一个对象", "名字是类别，值是立几项")])
        }
        return try cutOff({ texts[$0] }, table, unit: .yuan)
    }

    private func decisionJSON(_ table: DecisionTable, _ line: CutOff) -> JSON {
        let result = table.whatIf(line)
        let fund: JSON =
            table.fund.map { .object([("id", .integer($0.id)), ("name", .string($0.name))]) }
            ?? .null
        return .object([
            ("call", .integer(table.call.id)), ("title", .string(table.call["title"].text)),
            ("manages", .bool(decisions.manages(viewer))), ("total", .yuan(table.total)),
            ("fund", fund), ("free", .yuan(table.free)),
            ("least_score", .string(table.least?.description)), ("line", Self.json(line)),
            ("funded", .count(result.funded.count)), ("sum", .yuan(result.sum)),
            ("warnings", .texts(result.warnings)),
            ("by_kind", Self.json(result.parts { $0.kind })),
            ("by_field", Self.json(result.parts { $0.field ?? "" })),
            ("by_county", Self.json(result.parts { $0.county ?? "" })),
            ("applications", .array(result.lines.map(whatIfLine))),
        ])
    }

    private static func json(_ line: CutOff) -> JSON {
        .object([
            ("by", .string(line.mode.rawValue)),
            (
                "places",
                .object(line.places.sorted { $0.key < $1.key }.map { ($0.key, .count($0.value)) })
            ), ("score", .string(line.score?.description)), ("money", .yuan(line.money)),
            ("amounts", .string(line.amounts.rawValue)), ("share", .count(line.share)),
            ("fixed", .yuan(line.fixed)),
        ])
    }

    private static func json(_ parts: [WhatIf.Part]) -> JSON {
        .array(
            parts.map { part in
                .object([
                    ("code", .string(part.name)), ("in", .count(part.inCount)),
                    ("out", .count(part.outCount)), ("sum", .yuan(part.sum)),
                ])
            })
    }

    private func whatIfLine(_ line: WhatIfLine) -> JSON {
        let one = line.candidate
        return .object([
            ("id", .integer(one.id)), ("application_no", .string(one.number)),
            ("title", .string(one.title)), ("kind", .string(one.kind)),
            ("kind_title", .string(decisions.review.kind(one.kind))),
            ("field", .string(one.field)), ("county", .string(one.county)),
            ("rank", .number(one.rank)), ("score", .string(one.score?.description)),
            ("requested", .yuan(one.requested)), ("ceiling", .yuan(one.ceiling)),
            ("in", .bool(line.isIn)), ("amount", .yuan(line.isIn ? line.amount : nil)),
            ("reason", .string(line.reason)),
        ])
    }

    private func meetingWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let (meeting, lines, problem) = try decisions.previewDecision(reader, id, by: viewer)
        let call = try registry.record(reader, Applications.calls, meeting["call"].integer ?? 0)
        let terms = try decisions.review.terms(of: call, on: today)
        let attendees = (meeting.rows["attendees"] ?? []).map { row -> JSON in
            .object([
                ("name", .string(row["name"]?.text)), ("post", .string(row["post"]?.text)),
                ("votes", .bool(row["votes"]?.integer != 0)),
            ])
        }
        let conflicts = (meeting.rows["conflicts"] ?? []).map { row -> JSON in
            .object([
                ("name", .string(row["name"]?.text)),
                ("application", .number(row["application"]?.integer)),
                ("reason", .string(row["reason"]?.text)),
                ("left", .bool(row["left"]?.integer == 1)),
            ])
        }
        return .object(
            [
                ("id", .integer(id)), ("version", .integer(meeting.version)),
                ("call", .integer(call.id)), ("yes", .number(meeting["yes"].integer)),
                ("amount", .fen(meeting["amount"])),
                ("needs_cosign", .bool(terms.has(.cosign))), ("problem", .string(problem)),
                ("approval", .number(try approvals.open(reader, Decisions.meetings, id)?.id)),
                ("notice", .number(try decisions.notice(reader, of: id))),
            ]
                + meeting.told(
                    "meeting_no", "title", "body", "held_on", "minutes_no", "cosigner",
                    "cosigned_on", "government_doc", "government_on") + stateTold(of: meeting) + [
                    ("applications", .array(lines.map(Self.json))),
                    ("attendees", .array(attendees)), ("conflicts", .array(conflicts)),
                ])
    }

    private static func json(_ line: DecisionLine) -> JSON {
        .object([
            ("id", .integer(line.application)), ("application_no", .string(line.number)),
            ("title", .string(line.title)), ("now", .string(line.now)),
            ("agreed", .bool(line.agreed)), ("amount", .yuan(line.agreed ? line.amount : nil)),
            ("votes_counted", .count(line.counted)), ("away", .texts(line.away)),
            ("reason", .string(line.reason)),
        ])
    }
}
