import Catalogue
import Foundation
import Journal
import Registers
import Store
import Values

extension Desk {
    static let mostListed = 200

    /// A register's records for programs: a stretch of them behind a cursor, which neither skips
    /// nor repeats one when others come and go, or by page numbers as the page has them.
    func sendRegister(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let page = request.parameters["page"] == nil ? nil : try page(request)
        let place = try request.parameters["cursor"].map(RecordPlace.init(cursor:))
        guard place == nil || (page == nil && place?.sort == query.sort) else {
            throw ApiRefusal.badCursor
        }
        let asked = RecordQuery(
            filters: query.filters, sort: query.sort, limit: try limit(request),
            offset: ((page ?? 1) - 1) * RegisterPage.size)
        let (json, next) = try await read { reader -> (JSON, String?) in
            let ids: [Int64]
            let count: Int
            var next: RecordPlace?
            if let page {
                let found = try find(reader, query, page)
                (ids, count) = (found.lines.map(\.id), found.count)
            } else {
                (ids, next) = try registry.walk(reader, register, asked, after: place, by: viewer)
                count = try registry.count(reader, register, asked, by: viewer)
            }
            let link = next.map {
                Link(
                    .apiRegister, [register.name], query.parameters.with("cursor", $0.cursor)
                ).path
            }
            return (try list(reader, register, ids, count: count, page: page, next: link), link)
        }
        var response = Response.json(json)
        if let next { response.headers.append(("Link", "<\(next)>; rel=\"next\"")) }
        return response
    }

    private func list(
        _ reader: Reader, _ register: Register, _ ids: [Int64], count: Int, page: Int?,
        next: String?
    ) throws -> JSON {
        let records = try registry.records(reader, register.name, ids: ids)
        let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        let cells = RecordCells(register: register.seen(by: viewer), catalogue: catalogue)
        let lines = ids.compactMap { byID[$0] }.map { cells.json($0, withRows: false) }
        return .object([
            ("register", .string(register.name)), ("title", .string(register.title)),
            ("count", .integer(Int64(min(count, RecordPage.countLimit)))),
            ("count_is_more", .bool(count > RecordPage.countLimit)),
            ("page", page.map { .integer(Int64($0)) } ?? .null), ("next", .string(next)),
            ("records", .array(lines)),
        ])
    }

    func limit(_ request: Request) throws -> Int {
        guard let text = request.parameters["limit"] else { return RegisterPage.size }
        guard let limit = Int(text), (1...Self.mostListed).contains(limit) else {
            throw WebError.badParameter(
                title: "条数", value: text, rule: "应是 1 至 \(Self.mostListed) 的整数",
                advice: "例如 limit=100")
        }
        return limit
    }

    /// One record for programs, rows included, with its version as ETag.
    func sendRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let record = try await read { try registry.record($0, register, id, by: viewer) }
        return written(record, register).unlessKnown(request)
    }

    /// A record as an answer.
    func written(_ record: Record, _ register: Register) -> Response {
        let cells = RecordCells(register: register.seen(by: viewer), catalogue: catalogue)
        return .versioned(cells.json(record, withRows: true))
    }

    /// What may be done with a record now, by whoever asks.
    func sendMoves(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let record = try await read { try registry.record($0, register, id, by: viewer) }
        let moves = registry.moves(viewer, record, in: register).map { move in
            JSON.object([
                ("name", .string(move.name)), ("title", .string(move.title)),
                ("to", .string(move.to)),
                ("requires", .array(move.requires.map { .string($0) })),
                ("reason_required", .bool(move.reasonRequired)),
                ("href", .string(Link(.apiMove, [register.name, String(id), move.name]).path)),
            ])
        }
        return .json(.array(moves))
    }

    /// What happened to a record, oldest first.
    func sendHistory(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let steps = try await read { reader in
            _ = try registry.record(reader, register, id, by: viewer)
            return try registry.history(reader, register.name, id, by: viewer)
        }
        return .json(.array(steps.map(Self.json)))
    }

    private static func json(_ step: HistoryStep) -> JSON {
        .object([
            ("version", .integer(step.version)), ("entry", .integer(step.entry.number)),
            ("at", .string(step.entry.at.iso)), ("actor", .string(step.entry.act.actor)),
            ("role", .string(step.entry.act.role)), ("event", .string(step.entry.act.event)),
            ("reason", .string(step.entry.act.reason)),
            (
                "changes",
                .array(
                    step.changes.map {
                        .object([
                            ("field", .string($0.field)), ("title", .string($0.title)),
                            ("before", .string($0.before)), ("after", .string($0.after)),
                        ])
                    })
            ),
        ])
    }
}

extension Response {
    /// A thing with a version, which its ETag tells.
    static func versioned(_ json: JSON) -> Response {
        var response = Response.json(json)
        if let version = json["version"]?.integer {
            response.headers.append(("ETag", "\"\(version)\""))
        }
        return response
    }

    /// Nothing but the ETag, where whoever asks has this version already.
    func unlessKnown(_ request: Request) -> Response {
        guard let tag = header("ETag"), let version = Int64(tag.dropFirst().dropLast()),
            request.knows(version: version)
        else { return self }
        var response = self
        response.status = 304
        response.body = .text("")
        return response
    }
}

extension Request {
    /// Whether whoever asks has this version already.
    func knows(version: Int64) -> Bool {
        guard let known = headers["if-none-match"] else { return false }
        return known.split(separator: ",").contains { tag in
            let tag = tag.filter { $0 != " " }
            return tag == "*" || tag == "\"\(version)\"" || tag == "W/\"\(version)\""
        }
    }

    /// The version that a change was made on, as the record's ETag told it.
    /// - Throws: `ApiRefusal.noVersion` where there must be one, `.badVersion`.
    func version(isRequired: Bool) throws -> Int64? {
        guard let tag = headers["if-match"], tag != "*" else {
            if isRequired { throw ApiRefusal.noVersion }
            return nil
        }
        guard tag.count > 2, tag.hasPrefix("\""), tag.hasSuffix("\""),
            let version = Int64(tag.dropFirst().dropLast())
        else { throw ApiRefusal.badVersion(tag) }
        return version
    }
}

extension RecordPlace {
    /// The place as an address carries it; only this program reads it.
    var cursor: String {
        let value: JSON =
            switch value {
            case .null: .null
            case .integer(let number): .integer(number)
            case .text(let text): .string(text)
            }
        let json = JSON.array([.string(sort), value, .integer(id)])
        return Data(json.text.utf8).base64EncodedString().replacing("+", with: "-")
            .replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Throws: `ApiRefusal.badCursor`.
    init(cursor: String) throws {
        let plain = cursor.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        guard let bytes = Data(base64Encoded: padded),
            let parts = (try? JSON.read([UInt8](bytes)))?.array, parts.count == 3,
            parts[0].isNull || parts[0].string != nil, let id = parts[2].integer
        else { throw ApiRefusal.badCursor }
        let value: Scalar
        switch parts[1] {
        case .null: value = .null
        case .integer(let number): value = .integer(number)
        case .string(let text) where !text.utf8.contains(0): value = .text(text)
        default: throw ApiRefusal.badCursor
        }
        self.init(sort: parts[0].string, value: value, id: id)
    }
}
