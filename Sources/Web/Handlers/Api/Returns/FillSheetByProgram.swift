import Journal
import Registers
import Returns
import Store
import Values

/// A sheet for programs: what its receiver fills in, and what its officer decides.
extension Desk {
    func sendSheets(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            try returns.receivedSheets(
                reader, by: party, before: stretch.before ?? .max, limit: stretch.limit
            ).map { ($0.sheet.id, receivedJSON($0)) }
        }
    }

    func sendSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        return .versioned(try await read { try sheetWhole($0, id) }).unlessKnown(request)
    }

    func sendSheetHistory(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let steps = try await read { try returns.sheetHistory($0, id, by: party) }
        return .json(.array(steps.map(Self.json)))
    }

    private static func json(_ step: SheetStep) -> JSON {
        .object([
            ("entry", .integer(step.entry.number)), ("at", .string(step.entry.at.iso)),
            ("actor", .string(step.entry.act.actor)), ("event", .string(step.entry.act.event)),
            ("reason", .string(step.entry.act.reason)),
            (
                "changes",
                .array(
                    step.changes.map {
                        .object([
                            ("line", .integer(Int64($0.line))), ("heading", .string($0.heading)),
                            ("before", .string($0.before)), ("after", .string($0.after)),
                        ])
                    })
            ),
        ])
    }

    /// Notes that its receiver has opened it.
    func openSheetByProgram(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let id = try returnID(request)
        _ = try await returns.openSheet(id, by: party)
        return try await sheetAnswer(id)
    }

    /// Keeps cells as a draft, complete or not; the answer tells what is still wrong.
    func saveSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let body = try ApiBody(request, ["rows", "nil"])
        let view = try await read { try returns.sheet($0, id, by: party) }
        let filling = filling(try Self.answers(body, view.form), isSending: false)
        let version = try request.ownVersion
        _ = try await returns.fillSheet(id, filling, version: version, by: party)
        return try await sheetAnswer(id)
    }

    /// Sends what was kept.
    func handInSheet(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let id = try returnID(request)
        let view = try await read { try returns.sheet($0, id, by: party) }
        let version = try request.ownVersion
        // Of another version the answers might be others.
        _ = try await returns.fillSheet(
            id, filling(view.answers, isSending: true), version: version, by: party)
        return try await sheetAnswer(id)
    }

    /// Corrects what was sent, with a reason.
    func correctSheetByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let body = try ApiBody(request, ["rows", "nil", "reason"])
        let view = try await read { try returns.sheet($0, id, by: party) }
        let filling = filling(try Self.answers(body, view.form), isSending: true)
        let reason = try body.text("reason") ?? ""
        let version = try request.ownVersion
        _ = try await returns.correctSheet(
            id, filling, reason: reason, version: version, by: party)
        return try await sheetAnswer(id)
    }

    func acceptSheetByProgram(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let id = try returnID(request)
        _ = try await read { try returns.sheet($0, id, by: party) }
        _ = try await returns.acceptSheet(id, version: try request.ownVersion, by: party)
        return try await sheetAnswer(id)
    }

    /// Sends a sheet back with remarks.
    func returnSheetByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let body = try ApiBody(request, ["remarks", "reason"])
        let remarks = try body.objects("remarks", ["line", "heading", "remark"], most: 50).map {
            SheetRemark(
                line: try $0.integer("line").map { Int(clamping: $0) },
                heading: try $0.text("heading"), try $0.required("remark", most: 500))
        }
        let reason = try body.text("reason") ?? ""
        _ = try await read { try returns.sheet($0, id, by: party) }
        _ = try await returns.returnSheet(
            id, remarks, reason: reason, version: try request.ownVersion, by: party)
        return try await sheetAnswer(id)
    }

    private func sheetAnswer(_ id: Int64) async throws -> Response {
        .versioned(try await read { try sheetWhole($0, id) })
    }

    private func filling(_ answers: SheetAnswers, isSending: Bool) -> SheetFilling {
        var filling = SheetFilling(answers, isSending: isSending)
        filling.filledBy = viewer.name
        return filling
    }

    /// Rows of texts by the keys of the columns, as they would be typed.
    private static func answers(_ body: ApiBody, _ form: ReturnForm) throws -> SheetAnswers {
        let keys = form.columns.map(\.key)
        let rows = try body.objects("rows", keys, most: 5_000).map { row in
            try keys.reduce(into: [String: String]()) { cells, key in
                cells[key] = try row.text(key, most: 4_000)
            }
        }
        return SheetAnswers(rows, isNil: try body.truth("nil"))
    }
}

extension Request {
    /// The version that a change was made on; without it nothing is changed.
    /// - Throws: `ApiRefusal.noVersion`, `.badVersion`.
    var ownVersion: Int64 {
        get throws {
            guard let version = try version(isRequired: true) else { throw ApiRefusal.noVersion }
            return version
        }
    }
}
