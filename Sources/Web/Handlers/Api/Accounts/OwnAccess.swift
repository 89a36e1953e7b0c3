import Accounts
import Registers
import Store
import Values

/// Where one is signed in, and the tokens that act for one, for programs.
extension Desk {
    func sendSessions(_ request: Request) async throws -> Response {
        let session = try ownSession()
        let lines = try await read { try accounts.sessions($0, of: session.account.id) }
        return .json(
            .array(
                lines.map { line in
                    .object([
                        ("id", .string(line.digest)), ("made", .string(line.made.iso)),
                        ("seen", .string(line.seen.iso)), ("address", .string(line.address)),
                        ("agent", .string(line.agent)),
                        ("own", .bool(line.digest == session.digest)),
                    ])
                }))
    }

    /// Ends one of one's sessions.
    func endSessionByProgram(_ request: Request) async throws -> Response {
        let session = try ownSession()
        let digest = request.arguments["session"] ?? ""
        let lines = try await read { try accounts.sessions($0, of: session.account.id) }
        guard lines.contains(where: { $0.digest == digest }) else {
            throw WebError.noPage(request.path)
        }
        try await accounts.endSession(
            of: session.account, digest, keeping: session.digest, from: request.origin)
        return .nothing
    }

    /// Ends all of them but the one that asks.
    func endSessions(_ request: Request) async throws -> Response {
        let session = try ownSession()
        try await accounts.endSession(
            of: session.account, nil, keeping: session.digest, from: request.origin)
        return .nothing
    }

    func sendTokens(_ request: Request) async throws -> Response {
        let session = try ownSession()
        return try await stretch(request) { reader, stretch in
            let tokens = stretch.of(try accounts.tokens(reader, of: session), by: \.id)
            let makers = try registry.labels(
                reader, Account.register, ids: tokens.map(\.account))
            return tokens.map { token in
                (
                    token.id,
                    .object([
                        ("id", .integer(token.id)), ("name", .string(token.name)),
                        ("made_by", .string(makers[token.account])),
                        ("writes", .bool(token.writes)), ("made", .string(token.made.iso)),
                        ("ends", .string(token.ends.iso)), ("ended", .string(token.ended?.iso)),
                        ("used", .string(token.used?.iso)),
                        ("own", .bool(token.id == self.token?.id)),
                    ])
                )
            }
        }
    }

    func endTokenByProgram(_ request: Request) async throws -> Response {
        let session = try ownSession()
        guard let id = Int64(request.arguments["id"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        try await accounts.endToken(session, id, from: request.origin)
        return .nothing
    }
}
