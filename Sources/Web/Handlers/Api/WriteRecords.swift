import Catalogue
import Registers
import Store
import Values

/// What the forms of records do, for programs: the same rights, the same acts of the registers.
extension Desk {
    func createByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        try registry.permit(viewer, .create, on: register)
        let body = try ApiBody(request, ["fields", "reason"])
        let answers = try answers(body, registry.fields(viewer, in: register), register)
        let reason = try body.text("reason")
        return try await once(request, register, status: 201) { also in
            try await registry.createRecord(
                register.name, answers, by: viewer, reason: reason, also: also)
        }
    }

    /// Changes the fields that are named, and no others.
    func changeByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        try registry.permit(viewer, .change, on: register)
        let version = try request.version(isRequired: true)
        let body = try ApiBody(request, ["fields", "reason"])
        let answers = try answers(body, registry.fields(viewer, in: register), register)
        let record = try await registry.changeRecord(
            register.name, id, answers, version: version, by: viewer,
            reason: try body.text("reason"))
        return written(record, register)
    }

    func moveByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let version = try request.version(isRequired: false)
        let body = try ApiBody(request, ["fields", "on", "reason", "remarks"], isOptional: true)
        let name = request.arguments["move"] ?? ""
        // Whether it may be made now is decided in the write; a move that was made once, and is
        // asked for again, is not refused here.
        let asked = catalogue.lifecycle(of: register).move(name)?.requires ?? []
        let fields = registry.fields(viewer, in: register).filter { asked.contains($0.name) }
        let answers = try answers(body, fields, register)
        let day = try body.text("on").map(Self.day)
        let reason = try body.text("reason")
        let remarks = try body.texts("remarks")
        return try await once(request, register) { also in
            try await registry.moveRecord(
                register.name, id, name, version: version, answers, on: day, by: viewer,
                reason: reason, remarks: remarks, also: also)
        }
    }

    func withdrawByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let body = try ApiBody(request, ["reason"])
        let reason = try body.text("reason")
        return try await once(request, register) { also in
            try await registry.withdrawRecord(
                register.name, id, by: viewer, reason: reason, also: also)
        }
    }

    /// Takes back one's last step.
    func undoByProgram(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        _ = try ApiBody(request, [], isOptional: true)
        return try await once(request, register) { also in
            try await registry.undo(register, id, by: viewer, also: also)
        }
    }

    private func answers(_ body: ApiBody, _ fields: [Field], _ register: Register) throws
        -> [String: Answer]
    {
        try RecordCells(register: register, catalogue: catalogue).answers(body["fields"], fields)
    }
}
