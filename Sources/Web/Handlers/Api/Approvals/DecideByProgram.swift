import Approvals
import Registers
import Store
import Values

/// Asking and deciding for programs; what the pages of approvals do.
extension Desk {
    func askByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let version = try request.version(isRequired: false)
        let note = try ApiBody(request, ["note"], isOptional: true).text("note")
        let told = Told<ApprovalRequest>(
            status: 201, place: { Link(.apiApproval, [String($0)]) },
            json: { try json($0, $1) })
        return try await once(request, told) { also in
            try await requireReady(id, in: register)
            return try await approvals.ask(
                request.arguments["move"] ?? "", of: id, in: register, version: version,
                note: note, by: viewer, also: also)
        }
    }

    /// Agrees, returns, refuses; asks again, takes back.
    func actOnApprovalByProgram(_ request: Request) async throws -> Response {
        let id = try approvalID(request)
        let body = try ApiBody(request, ["opinion"], isOptional: true)
        let opinion = try body.text("opinion")
        // Whose it is not is told of nothing, whatever else they sent.
        _ = try await read { try approval($0, id) }
        let version = try request.version(isRequired: true)
        try await act(request.arguments["act"] ?? "", on: id, opinion: opinion, version: version)
        return .versioned(try await read { try json($0, try approvals.request($0, id)) })
    }

    /// Exactly what agreeing to each would do.
    func previewApproving(_ request: Request) async throws -> Response {
        let chosen = try chosen(request.parameters)
        let previews = try await read { try approvals.preview($0, chosen, by: viewer) }
        return .json(
            .array(
                previews.map { preview in
                    .object([
                        ("id", .integer(preview.request.id)),
                        ("version", .integer(preview.request.version)),
                        ("title", .string(preview.request.title)), ("now", .string(preview.now)),
                        ("then", .string(preview.then)), ("obstacle", .string(preview.obstacle)),
                    ])
                }))
    }

    /// Agrees to many, each a write of its own.
    func approveManyByProgram(_ request: Request) async throws -> Response {
        let body = try ApiBody(request, ["requests", "opinion"])
        let chosen = try body.versioned("requests")
        return .json(
            ResultLine.json(try await approveEach(chosen, opinion: try body.text("opinion"))))
    }
}

extension ApiBody {
    /// Those that are acted on together, each with the version that was looked at.
    func versioned(_ name: String) throws -> [(id: Int64, version: Int64?)] {
        let chosen = try objects(name, ["id", "version"], most: Desk.mostAtOnce).map { one in
            guard let id = try one.integer("id"), id > 0 else {
                throw ApiRefusal.problems([.init(one.at("id"), "应是从 1 起的整数", "写编号")])
            }
            return (id: id, version: try one.integer("version"))
        }
        guard !chosen.isEmpty else {
            throw ApiRefusal.problems([.init(at(name), "一个也没有", "写上要办的")])
        }
        return chosen
    }
}

extension ResultLine {
    /// What became of each of many.
    static func json(_ lines: [ResultLine]) -> JSON {
        .array(
            lines.map { line in
                .object([
                    ("id", .integer(line.id)), ("title", .string(line.title)),
                    ("done", .bool(line.isDone)), ("words", .string(line.words)),
                ])
            })
    }
}
