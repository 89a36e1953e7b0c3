import Catalogue
import Registers
import Store
import Values

/// A move of many records, for programs.
extension Desk {
    /// Exactly which records a move would change, from what to what, and which it leaves alone.
    func previewMoveMany(_ request: Request) async throws -> Response {
        let register = try register(request)
        let move = try moveOfMany(request.parameters["move"], register)
        let chosen = try chosen(request.parameters)
        let cycle = catalogue.lifecycle(of: register)
        let lines = try await read { reader in
            try previewMoving(reader, chosen, move, register).map { line in
                JSON.object([
                    ("id", .integer(line.record.id)), ("version", .integer(line.record.version)),
                    ("title", .string(line.title)),
                    ("now", .string(cycle.title(of: line.record.state))),
                    ("then", .string(cycle.title(of: move.to))), ("kept", .string(line.kept)),
                ])
            }
        }
        return .json(.array(lines))
    }

    /// Moves them one by one, each a write of its own, and tells what became of each.
    func moveManyByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        let body = try ApiBody(request, ["move", "records", "reason"])
        let move = try moveOfMany(try body.text("move"), register)
        let chosen = try body.versioned("records")
        let reason = try body.text("reason") ?? ""
        if move.reasonRequired, reason.isEmpty {
            throw RecordRefusal.needsReason(what: move.title)
        }
        return .json(
            ResultLine.json(try await moveEach(chosen, move, register, reason: reason)))
    }
}
