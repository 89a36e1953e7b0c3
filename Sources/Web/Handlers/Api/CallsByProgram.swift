import Applications
import Catalogue
import Registers
import Store
import Values

/// Calls and applications for programs.
extension Desk {
    func sendCalls(_ request: Request) async throws -> Response {
        let now = moment
        return try await stretch(request) { reader, stretch in
            try applications.calls(
                reader, by: viewer, before: stretch.before ?? .max, limit: stretch.limit
            ).map { ($0.id, callJSON($0, now)) }
        }
    }

    func sendCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let now = moment
        return try await .json(
            read { reader in
                let offer = try applications.visibleOffer(reader, id, by: viewer)
                guard case .object(let pairs) = callJSON(offer.call, now) else { return .null }
                return .object(pairs + [("kinds", .array(offer.kinds.map(Self.json)))])
            })
    }

    private func callJSON(_ call: Record, _ now: Instant) -> JSON {
        .object([
            ("id", .integer(call.id)), ("version", .integer(call.version)),
            ("call_no", .string(call["call_no"].text)), ("title", .string(call["title"].text)),
            ("programme", .string(call["programme"].text)),
            ("year", call["year"].integer.map(JSON.integer) ?? .null),
            ("state", .string(call.state)),
            ("standing", .string(CallStanding(call, at: now).rawValue)),
            ("opens_at", .string(call["opens_at"].text)),
            ("closes_at", .string(call["closes_at"].text)),
        ])
    }

    private static func json(_ kind: CallKind) -> JSON {
        func yuan(_ money: Money?) -> JSON { .string(money?.text(in: .yuan, decimals: 2)) }
        return .object([
            ("kind", .string(kind.name)), ("title", .string(kind.title)),
            ("floor", yuan(kind.floor)), ("ceiling", yuan(kind.ceiling)),
            ("months", kind.months.map { .integer(Int64($0)) } ?? .null),
        ])
    }

    /// Each rule of the call for the viewer's organisation, before a word is written.
    func sendEligibility(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        guard let organisation = viewer.organisation else {
            throw ApplicationRefusal.noOrganisation
        }
        let leader = request.parameters["leader"].flatMap { Int64($0) }
        let kind = request.parameters["kind"]
        let findings = try await read { reader in
            if let leader {
                let register = try registry.register("person")
                _ = try registry.record(reader, register, leader, by: viewer)
            }
            return try applications.checkEligibility(
                reader, applications.visibleOffer(reader, id, by: viewer), kind: kind,
                organisation: organisation, leader: leader)
        }
        return .json(
            .array(
                findings.map {
                    .object([
                        ("rule", .string($0.rule)), ("title", .string($0.title)),
                        ("source", .string($0.source)), ("value", .string($0.value)),
                        ("result", .string($0.result.rawValue)), ("remedy", .string($0.remedy)),
                    ])
                }))
    }

    /// Makes, signs off and submits an application at once, with an administrator's token.
    func submitByProgram(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let register = try registry.register(Applications.applications)
        let body = try ApiBody(request, ["fields", "secrecy", "commitment"])
        let fields = registry.fields(viewer, in: register).filter {
            $0.name != "call" && $0.name != "organisation"
        }
        let answers = try RecordCells(register: register, catalogue: catalogue)
            .answers(body["fields"], fields)
        let secrecy = try body.text("secrecy")
        let commits = try body.truth("commitment")
        if request.headers["idempotency-key"] == nil {
            // Nothing is read for the answer: all of it is in the record.
            let made = try await applications.submit(
                answers, call: id, secrecy: secrecy, commits: commits, by: viewer)
            return receiptTold.response(Self.receipt(made))
        }
        return try await once(request, receiptTold) { also in
            try await applications.submit(
                answers, call: id, secrecy: secrecy, commits: commits, by: viewer, also: also)
        }
    }

    private var receiptTold: Told<Record> {
        Told<Record>(
            status: 201, place: { Link(.apiApplication, [String($0)]) },
            json: { Self.receipt($1) })
    }

    /// The receipt of a submission.
    func sendReceipt(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let register = try registry.register(Applications.applications)
        return .versioned(
            try await read {
                Self.receipt(try registry.record($0, register, id, by: viewer))
            }
        ).unlessKnown(request)
    }

    private static func receipt(_ record: Record) -> JSON {
        func text(_ name: String) -> (String, JSON) { (name, .string(record[name].text)) }
        return .object([
            ("id", .integer(record.id)), ("version", .integer(record.version)),
            ("call", .integer(record["call"].integer ?? 0)), ("state", .string(record.state)),
            text("title"), text("application_no"), text("receipt_no"), text("receipt_digest"),
            text("submitted_at"),
        ])
    }
}
