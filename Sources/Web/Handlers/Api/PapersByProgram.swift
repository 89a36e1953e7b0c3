import Catalogue
import Registers
import Reports
import Store
import Values

/// Papers for programs: which there are, given out, read, proved by their code.
extension Desk {
    /// The papers that are made of a register's records, or of its lists.
    func sendPaperTemplates(_ request: Request) async throws -> Response {
        let templates = papers.templates(of: try register(request))
        return .json(
            .array(
                templates.map {
                    .object([
                        ("name", .string($0.name)), ("title", .string($0.title)),
                        ("kind", .string($0.kind.rawValue)), ("states", .texts($0.states)),
                    ])
                }))
    }

    /// The papers given out about a record.
    func sendPapers(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        return try await stretch(request) { reader, stretch in
            _ = try registry.record(reader, register, id, by: viewer)
            return try papers.papers(
                reader, register, id, before: stretch.before ?? .max, limit: stretch.limit
            ).map { ($0.id, .object(Self.paperHead($0))) }
        }
    }

    func issuePaperByProgram(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let register = try register(request)
        let id = try recordID(request, register)
        return try await once(request, Self.toldPaper) { also in
            try await papers.issue(
                request.arguments["paper"] ?? "", register, id, by: viewer, also: also)
        }
    }

    /// Gives out the list that the address asks for.
    func issueSummaryByProgram(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        return try await once(request, Self.toldPaper) { also in
            try await papers.issueSummary(
                request.arguments["paper"] ?? "", register,
                RecordQuery(filters: query.filters, sort: query.sort),
                filterWords: query.chips.map(\.text), by: viewer, also: also)
        }
    }

    private static var toldPaper: Told<IssuedPaper> {
        Told(
            status: 201, place: { Link(.apiPaper, [String($0)]) }, json: { paperWhole($1) })
    }

    func sendPaper(_ request: Request) async throws -> Response {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return .json(Self.paperWhole(try await read { try papers.paper($0, id, by: viewer) }))
    }

    /// Whether a paper is true: anyone who holds it has its code.
    func verifyPaper(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        guard let paper = try await read({ try papers.paper($0, code: code) }) else {
            throw PaperRefusal.noPaper
        }
        return .json(
            .object([
                ("title", .string(paper.paper.title)), ("number", .string(paper.paper.number)),
                ("issued_on", .string(paper.issuedOn)), ("issuer", .string(paper.paper.issuer)),
                ("digest", .string(String(paper.digest.prefix(16)))),
                ("void", .bool(paper.isVoid)),
            ]))
    }

    private static func paperHead(_ issued: IssuedPaper) -> [(String, JSON)] {
        [
            ("id", .integer(issued.id)), ("number", .string(issued.paper.number)),
            ("paper", .string(issued.template)), ("title", .string(issued.paper.title)),
            ("register", .string(issued.register)),
            ("record", issued.record.map(JSON.integer) ?? .null),
            ("code", .string(issued.code)), ("digest", .string(issued.digest)),
            ("issued_by", .string(issued.issuedBy)), ("issued_on", .string(issued.issuedOn)),
            ("void", .bool(issued.isVoid)),
        ]
    }

    private static func paperWhole(_ issued: IssuedPaper) -> JSON {
        let paper = issued.paper
        let table = paper.table.map { table in
            JSON.object([
                ("columns", .texts(table.columns)), ("rows", .array(table.rows.map(JSON.texts))),
                ("totals", table.totals.map(JSON.texts) ?? .null),
            ])
        }
        return .object(
            paperHead(issued) + [
                ("addressee", .string(paper.addressee)),
                ("paragraphs", .texts(paper.paragraphs)),
                (
                    "pairs",
                    .array(
                        paper.pairs.map {
                            .object([
                                ("title", .string($0.title)), ("value", .string($0.value)),
                            ])
                        })
                ),
                (
                    "steps",
                    .array(
                        paper.steps.map {
                            .object([
                                ("at", .string($0.at)), ("who", .string($0.who)),
                                ("what", .string($0.what)), ("reason", .string($0.reason)),
                            ])
                        })
                ),
                ("table", table ?? .null), ("signatures", .texts(paper.signatures)),
                ("ground", .string(paper.ground)), ("issuer", .string(paper.issuer)),
            ])
    }
}
