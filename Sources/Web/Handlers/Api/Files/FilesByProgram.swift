import Catalogue
import Documents
import Files
import Registers
import Store
import Values

/// The files of a record, for programs.
extension Desk {
    func sendFiles(_ request: Request) async throws -> Response {
        let files = try storedFiles(request)
        let register = try register(request)
        let id = try recordID(request, register)
        return try await stretch(request) { reader, stretch in
            _ = try registry.record(reader, register, id, by: viewer)
            let all = try files.about(FileSubject(register.name, id), reader)
            return stretch.of(all, by: \.id).map { ($0.id, Self.fileJSON($0)) }
        }
    }

    /// Takes one file for a record while it arrives: the body is the file.
    ///
    /// The same content for the same purpose is kept once, however often it is sent.
    func addFileByProgram(_ request: Request) async throws -> Response {
        let files = try storedFiles(request)
        let register = try register(request)
        let id = try recordID(request, register)
        let type = request.headers["content-type"] ?? ""
        guard type.lowercased().hasPrefix("application/octet-stream") else {
            throw ApiRefusal.notJSON(type: type, accepted: "application/octet-stream")
        }
        guard let stream = request.stream else { throw WebError.lengthMissing }
        let name = request.parameters["purpose"] ?? FilePurpose.attachment.rawValue
        guard let purpose = FilePurpose(rawValue: name) else {
            let known = FilePurpose.allCases.map(\.rawValue).joined(separator: "、")
            throw WebError.badParameter(
                title: "用途", value: name, rule: "不认识", advice: "可用：\(known)")
        }
        let file = NewFile(
            UploadName(request.parameters["name"]),
            about: FileSubject(register.name, id, step: request.parameters["step"]),
            purpose: purpose, note: request.parameters["note"])
        let kept = try await keep(stream, file, in: files, from: request.origin)
        let told = Told<Record>(
            status: 201, place: { Link(.apiFile, [String($0)]) },
            json: { Self.fileJSON($1) })
        return told.response(Self.fileJSON(kept))
    }

    /// What is known of a file.
    func sendFileRecord(_ request: Request) async throws -> Response {
        .versioned(Self.fileJSON(try await fileRecord(request))).unlessKnown(request)
    }

    func withdrawFileByProgram(_ request: Request) async throws -> Response {
        let files = try storedFiles(request)
        let id = try fileID(request)
        let reason = try ApiBody(request, ["reason"]).text("reason") ?? ""
        _ = try await files.withdraw(
            id, reason: reason, by: viewer, mayRead: maySee, mayAdd: mayAdd)
        return .nothing
    }

    private static func fileJSON(_ file: Record) -> JSON {
        .object([
            ("id", .integer(file.id)), ("version", .integer(file.version)),
            ("name", .string(file["name"].text)), ("kind", .string(file["kind"].text)),
            ("bytes", .integer(file["bytes"].integer ?? 0)),
            ("digest", .string(file["digest"].text)),
            ("register", .string(file["about_register"].text)),
            ("record", file["about_record"].integer.map(JSON.integer) ?? .null),
            ("purpose", .string(file["purpose"].text)), ("step", .string(file["step"].text)),
            ("note", .string(file["note"].text)), ("scanned", .string(file["scanned"].text)),
            ("words_read", .string(file["words_read"].text)),
            ("uploaded_by", .string(file["uploaded_by"].text)),
            ("added", .string(file.changedAt.iso)),
            ("content", .string(Link(.apiFileContent, [String(file.id)]).path)),
        ])
    }
}
