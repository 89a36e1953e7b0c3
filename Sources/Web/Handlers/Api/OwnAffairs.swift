import Accounts
import Catalogue
import Registers
import Store
import Values

/// What is one's own, for programs: who one is, notices, drafts.
extension Desk {
    func sendMe(_ request: Request) async throws -> Response {
        let session = try ownSession()
        return .json(
            .object([
                ("login", .string(session.account.login)), ("name", .string(viewer.name)),
                ("role", .string(viewer.role.name)), ("role_title", .string(viewer.role.title)),
                ("section", .string(viewer.section)), ("county", .string(viewer.county)),
                ("organisation", viewer.organisation.map(JSON.integer) ?? .null),
                ("token", .string(token?.name)), ("writes", .bool(token?.writes ?? true)),
                ("ends", .string(session.ends.iso)),
            ]))
    }

    func sendNotices(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let notices = try await read { try accounts.notices($0, of: account) }
        return .json(
            .array(
                notices.map {
                    .object([
                        ("id", .integer($0.id)), ("kind", .string($0.kind)),
                        ("text", .string($0.text)), ("link", .string($0.link)),
                        ("made", .string($0.made.iso)), ("read", .string($0.read?.iso)),
                    ])
                }))
    }

    /// Marks one notice as read, or all.
    func readNoticesByProgram(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let body = try ApiBody(request, ["notice"], isOptional: true)
        try await accounts.markRead(try body.integer("notice"), of: account)
        return .nothing
    }

    func sendDrafts(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let drafts = try await read { try accounts.drafts($0, of: account) }
        return .json(.array(drafts.map(Self.json)))
    }

    func sendDraft(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let key = request.arguments["key"] ?? ""
        guard !key.utf8.contains(0) else { throw DraftRefusal.badKey }
        let draft = try await read { try accounts.draft($0, key, of: account) }
        guard let draft else { throw WebError.noPage(request.path) }
        var response = Response.json(Self.json(draft))
        response.headers.append(("ETag", "\"\(draft.saves)\""))
        return response
    }

    /// Saves answers as a draft, complete or not; `If-Match` holds the count of the last saving.
    func saveDraftByProgram(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let body = try ApiBody(request, ["register", "record", "version", "fields"])
        guard let name = try body.text("register") else {
            throw ApiRefusal.problems([.init("/register", "必填", "写登记册的名称")])
        }
        let register = try registry.register(name)
        let record = try body.integer("record")
        try registry.permit(viewer, record == nil ? .create : .change, on: register)
        let saves = try request.version(isRequired: false) ?? 0
        var draft = FormDraft(
            key: request.arguments["key"] ?? "", register: register.name, record: record,
            version: try body.integer("version"), saves: saves,
            fields: try Self.pairs(body["fields"]))
        draft.saves = try await accounts.save(draft, of: account)
        draft.saved = registry.database.clock.now()
        var response = Response.json(Self.json(draft))
        response.headers.append(("ETag", "\"\(draft.saves)\""))
        return response
    }

    func dropDraftByProgram(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let key = request.arguments["key"] ?? ""
        guard !key.utf8.contains(0) else { throw DraftRefusal.badKey }
        try await accounts.dropDraft(key, of: account)
        return .nothing
    }

    private static func pairs(_ json: JSON?) throws -> [FormDraft.Pair] {
        guard case .object(let pairs) = json ?? .object([]) else {
            throw ApiRefusal.problems([.init("/fields", "应是一个对象", "名字是表单的栏，值是文字")])
        }
        return try pairs.map { name, value in
            guard let text = value.string else {
                throw ApiRefusal.problems([
                    .init("/fields/" + ApiBody.pointer(name), "应是文字", "用引号括起来")
                ])
            }
            return FormDraft.Pair(name, text)
        }
    }

    private static func json(_ draft: FormDraft) -> JSON {
        .object([
            ("key", .string(draft.key)), ("register", .string(draft.register)),
            ("record", draft.record.map(JSON.integer) ?? .null),
            ("version", draft.version.map(JSON.integer) ?? .null),
            ("saves", .integer(draft.saves)), ("saved", .string(draft.saved.iso)),
            (
                "fields",
                .object(
                    // Of two of one name the last counts, as in the form.
                    Dictionary(draft.fields.map { ($0.name, $0.value) }) { $1 }
                        .sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
            ),
        ])
    }
}

extension Response {
    /// Done, and nothing to say.
    static var nothing: Response {
        var response = Response(status: 204, type: "", body: .text(""))
        response.headers = []
        return response
    }
}
