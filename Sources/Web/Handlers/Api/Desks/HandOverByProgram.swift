import Accounts
import Approvals
import Registers
import Store
import Values

/// Handing a desk to a successor, for programs.
extension Desk {
    /// Whom the desk may go to; once one is chosen, exactly what would go.
    func previewHandOver(_ request: Request) async throws -> Response {
        let old = try handOverID(request)
        let chosen = request.parameters["successor"]
        let told = try await read { reader -> JSON in
            guard let account = try accounts.account(reader, id: old) else {
                throw AccountRefusal.unknown
            }
            let people = try successors(reader, of: account).map { row in
                JSON.object([
                    ("id", .integer(row[0].integer ?? 0)), ("name", .string(row[1].text)),
                    ("login", .string(row[2].text)),
                ])
            }
            var items: [HandOverItem] = []
            var due: [HandOverItem] = []
            if let chosen {
                items = try approvals.previewHandOver(
                    reader, of: old, to: Int64(chosen) ?? 0, by: viewer
                ).items
                due = try waitingAt(reader, old)
            }
            return .object([
                ("successors", .array(people)), ("items", .array(items.map(Self.json))),
                ("due", .array(due.map(Self.json))),
            ])
        }
        return .json(told)
    }

    func handOverByProgram(_ request: Request) async throws -> Response {
        let old = try handOverID(request)
        let body = try ApiBody(request, ["successor", "note"])
        guard let successor = try body.integer("successor") else {
            throw ApiRefusal.problems([.init("/successor", "必填", "写接任人的编号")])
        }
        let note = try body.text("note", most: 4_000) ?? ""
        let due = try await read { try waitingAt($0, old) }
        let told = Told<Int64>(
            status: 201, place: { _ in Link(.apiHandOvers) },
            json: { .object([("id", .integer($1))]) })
        return try await once(request, told) { also in
            try await approvals.handOver(
                old, to: successor, note: note, due: due, by: viewer, also: also)
        }
    }

    /// What was handed over to whoever asks.
    func sendHandOvers(_ request: Request) async throws -> Response {
        guard let account = viewer.account else { throw WebError.notSignedIn }
        return try await stretch(request) { reader, stretch in
            let all = try approvals.handOvers(reader, to: account)
            return stretch.of(all, by: \.id).map { note in
                (
                    note.id,
                    .object([
                        ("id", .integer(note.id)), ("predecessor", .string(note.predecessor)),
                        ("handed_on", .string(note.handedOn)), ("note", .string(note.note)),
                        ("items", .array(note.items.map(Self.json))),
                    ])
                )
            }
        }
    }

    private static func json(_ item: HandOverItem) -> JSON {
        .object([
            ("matter", .string(item.matter)), ("number", .integer(Int64(item.number))),
            ("remark", .string(item.remark)),
        ])
    }
}
