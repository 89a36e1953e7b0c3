import Accounts
import Catalogue
import Journal
import Registers
import Store
import Values

/// The administration of accounts, for programs of the three administrators.
extension Desk {
    func sendAccounts(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            try accounts.accounts(
                reader, before: stretch.before ?? .max, limit: stretch.limit
            ).map { ($0.id, .object(Self.accountHead($0))) }
        }
    }

    func sendAccount(_ request: Request) async throws -> Response {
        let id = try recordNumber(request)
        return .versioned(try await read { try accountWhole($0, id) }).unlessKnown(request)
    }

    func proposeAccountByProgram(_ request: Request) async throws -> Response {
        let names = ["login", "name", "role", "section", "county", "email", "phone"]
        let body = try ApiBody(request, names)
        var answers: [String: Answer] = [:]
        for name in names { answers[name] = try body.text(name).map { .text($0) } }
        let told = Told<Account>(
            status: 201, place: { Link(.apiAccount, [String($0)]) },
            json: { .object(Self.accountHead($1)) })
        return try await once(request, told) { [answers] also in
            try await accounts.propose(answers, by: viewer, also: also)
        }
    }

    /// What an administrator does with an account; a one-time link is told here and nowhere else.
    func actOnAccountByProgram(_ request: Request) async throws -> Response {
        let id = try recordNumber(request)
        let body = try ApiBody(request, ["reason", "subject"], isOptional: true)
        let account = try await read { try accounts.account($0, id: id) }
        guard let account else { throw AccountRefusal.unknown }
        let link = try await act(
            request.arguments["act"] ?? "", on: account, reason: try body.text("reason"),
            subject: try body.text("subject"), version: try request.version(isRequired: false),
            request)
        let whole = try await read { try accountWhole($0, id, link: link) }
        return .versioned(whole)
    }

    private static func accountHead(_ account: Account) -> [(String, JSON)] {
        [
            ("id", .integer(account.id)), ("version", .integer(account.version)),
            ("login", .string(account.login)), ("name", .string(account.name)),
            ("role", .string(account.role)), ("section", .string(account.section)),
            ("county", .string(account.county)), ("state", .string(account.state.rawValue)),
            ("demonstration", .bool(account.isDemonstration)),
        ]
    }

    private func accountWhole(_ reader: Reader, _ id: Int64, link: String? = nil) throws -> JSON {
        guard let account = try accounts.account(reader, id: id) else {
            throw AccountRefusal.unknown
        }
        let moves = (catalogue.lifecycles["account"]?.moves(from: account.state.rawValue) ?? [])
            .filter { $0.roles.contains(viewer.role.name) }
        let history = try registry.history(reader, Account.register, id)
        return .object(
            Self.accountHead(account) + [
                ("link", .string(link)), ("moves", .texts(moves.map(\.name))),
                (
                    "history",
                    .array(
                        history.map { step in
                            .object([
                                ("at", .string(step.entry.at.iso)),
                                ("actor", .string(step.entry.act.actor)),
                                ("event", .string(step.entry.act.event)),
                                ("reason", .string(step.entry.act.reason)),
                            ])
                        })
                ),
            ])
    }

    /// Security events, for the audit administrator.
    func sendSecurityEvents(_ request: Request) async throws -> Response {
        try await stretch(request, head: brokenFrom) { reader, stretch in
            try accounts.events(reader, before: stretch.before ?? .max, limit: stretch.limit)
                .map { ($0.number, Self.eventJSON($0)) }
        }
    }

    /// Where the chain is not as it was written.
    private func brokenFrom(_ reader: Reader) throws -> [(String, JSON)] {
        [("broken_from", try accounts.firstBrokenEvent(reader).map(JSON.integer) ?? .null)]
    }

    private static func eventJSON(_ event: SecurityEvent) -> JSON {
        .object([
            ("number", .integer(event.number)), ("at", .string(event.at.iso)),
            ("event", .string(event.kind.rawValue)),
            ("account", event.account.map(JSON.integer) ?? .null),
            ("login", .string(event.login)), ("address", .string(event.address)),
            ("detail", .string(event.detail)), ("digest", .string(event.digest)),
        ])
    }
}
