import Accounts
import Catalogue
import Registers
import Values

extension Desk {
    /// The members of organisations that the viewer has to do with.
    func sendMembers(_ request: Request) async throws -> Response {
        let members = try await read { try accounts.members($0, by: viewer) }
        return .json(.array(members.map(json)))
    }

    /// Confirms, refuses or ends a membership.
    func moveMember(_ request: Request) async throws -> Response {
        let body = try ApiBody(request, ["reason"], isOptional: true)
        guard let id = Int64(request.arguments["id"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        try await accounts.move(
            member: id, request.arguments["act"] ?? "", by: viewer, reason: try body.text("reason"))
        let members = try await read { try accounts.members($0, by: viewer, limit: 100_000) }
        guard let member = members.first(where: { $0.id == id }) else {
            throw WebError.noPage(request.path)
        }
        return .json(json(member))
    }

    private func json(_ member: Member) -> JSON {
        .object([
            ("id", .integer(member.id)), ("version", .integer(member.version)),
            ("name", .string(member.name)), ("login", .string(member.login)),
            ("organisation", .integer(member.organisation)),
            ("organisation_name", .string(member.organisationName)),
            ("role", .string(member.role)), ("state", .string(member.state)),
            ("from", .string(member.from)), ("until", .string(member.until)),
            ("ground", .string(member.ground)),
            ("may_decide", .bool(accounts.mayDecide(viewer, member))),
        ])
    }
}
