import Accounts
import Approvals
import Registers
import Store
import Values

/// Who is away and who decides for them, for programs.
extension Desk {
    func sendAbsences(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            let all = try approvals.absences(reader, seenBy: viewer)
            return stretch.of(all, by: \.id).map { ($0.id, json($0)) }
        }
    }

    /// Whom the viewer may name to decide for whoever is away.
    func sendDeputies(_ request: Request) async throws -> Response {
        let people = try await read { try deputies($0) }
        return .json(
            .array(
                people.map {
                    .object([
                        ("id", .integer($0.id)), ("name", .string($0.name)),
                        ("role", .string($0.role)), ("section", .string($0.section)),
                    ])
                }))
    }

    func enterAbsence(_ request: Request) async throws -> Response {
        guard let own = viewer.account else { throw WebError.notSignedIn }
        let body = try ApiBody(request, ["account", "from", "until", "deputy", "ground"])
        let account = try body.integer("account") ?? own
        let from = try Self.absenceDay(try body.required("from"))
        let until = try Self.absenceDay(try body.required("until"))
        let deputy = try body.integer("deputy")
        let ground = try body.required("ground", most: 200)
        let told = Told<Absence>(
            status: 201, place: { _ in Link(.apiAbsences) }, json: { json($1) })
        return try await once(request, told) { also in
            try await approvals.enter(
                absenceOf: account, from: from, until: until, deputy: deputy, ground: ground,
                by: viewer, also: also)
        }
    }

    /// Ends one before its last day.
    func endAbsence(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let id = try approvalID(request)
        let seen = try await read { try approvals.absences($0, seenBy: viewer) }
        guard seen.contains(where: { $0.id == id }) else { throw WebError.noPage(request.path) }
        try await approvals.end(absence: id, by: viewer)
        return .nothing
    }

    private func json(_ absence: Absence) -> JSON {
        .object([
            ("id", .integer(absence.id)), ("account", .integer(absence.account)),
            ("name", .string(absence.name)), ("role", .string(absence.role)),
            ("section", .string(absence.section)), ("from", .string(absence.from)),
            ("until", .string(absence.until)),
            ("deputy", absence.deputy.map(JSON.integer) ?? .null),
            ("deputy_name", .string(absence.deputyName)), ("ground", .string(absence.ground)),
            ("may_end", .bool(mayEnd(absence))),
        ])
    }
}
