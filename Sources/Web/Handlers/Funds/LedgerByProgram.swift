import Funds
import Registers
import Store
import Values

/// The books for programs; amounts are written as yuan with two decimals, never as numbers that a
/// program might round.
extension Desk {
    func sendBooks(_ request: Request) async throws -> Response {
        let books = try await read { try ledger.trialBalance($0) }
        return .json(
            .array(
                books.map { book in
                    .object([
                        ("book", .string(book.book.rawValue)),
                        ("accounts", .integer(Int64(book.accounts))),
                        ("debits", JSON.yuan(book.debits)), ("credits", JSON.yuan(book.credits)),
                        ("pending", JSON.yuan(book.pendingCredits)),
                        ("difference", JSON.yuan(book.difference)),
                    ])
                }))
    }

    func sendStandings(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            var all: [AccountStanding] = []
            try ledger.eachStanding(reader) { all.append($0) }
            return stretch.of(all, by: \.id).map { ($0.id, Self.json($0)) }
        }
    }

    func sendStatement(_ request: Request) async throws -> Response {
        guard let id = request.arguments["id"].flatMap(Int64.init) else {
            throw WebError.noPage(request.path)
        }
        let lines = try await read { reader in
            _ = try registry.record(reader, registry.register("ledger-account"), id, by: viewer)
            return try ledger.statement(reader, account: id)
        }
        return .json(.array(lines.map(Self.json)))
    }

    private static func json(_ one: AccountStanding) -> JSON {
        .object([
            ("id", .integer(one.id)), ("code", .string(one.account.code)),
            ("title", .string(one.account.title)), ("book", .string(one.account.book.rawValue)),
            ("kind", .string(one.account.kind.rawValue)),
            ("earmark", one.account.earmark.map(JSON.integer) ?? .null),
            ("standing", JSON.yuan(one.balance.standing)),
            ("available", JSON.yuan(one.balance.available)),
            ("arriving", JSON.yuan(one.balance.arriving)),
        ])
    }

    private static func json(_ line: StatementLine) -> JSON {
        .object([
            ("transfer", .integer(line.transfer)), ("on", .string(line.on)),
            ("event", .string(line.event)), ("phase", .string(line.phase)),
            ("other", .string(line.other)), ("debit", JSON.yuan(line.debit)),
            ("credit", JSON.yuan(line.credit)), ("standing", JSON.yuan(line.standing)),
            ("doc_no", .string(line.docNo)), ("about_register", .string(line.about?.register)),
            ("about_record", (line.about?.record).map(JSON.integer) ?? .null),
            ("note", .string(line.note)),
        ])
    }
}
