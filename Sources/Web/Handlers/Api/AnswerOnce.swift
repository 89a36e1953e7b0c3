import Accounts
import Catalogue
import Journal
import Registers
import Store
import Values

/// How a program is told of what an act made.
struct Told<Made: Sendable>: Sendable {
    var status = 200
    /// Where that is from now on; nil where the act made nothing.
    var place: (@Sendable (Int64) -> Link)?
    let json: @Sendable (Reader, Made) throws -> JSON

    func response(_ json: JSON) -> Response {
        var response = Response.jsonText(json.text + "\n", status: status)
        if let version = json["version"]?.integer {
            response.headers.append(("ETag", "\"\(version)\""))
        }
        if status == 201, let place, let id = json["id"]?.integer {
            response.headers.append(("Location", place(id).path))
        }
        return response
    }
}

extension Desk {
    /// Does what a request asks once, however often it is sent: under an `Idempotency-Key` the
    /// first answer is kept in the write that it tells of, and given again.
    ///
    /// A refusal is kept nowhere, because nothing was written.
    /// - Parameter act: makes the write, with what belongs beside it.
    /// - Throws: `ApiRefusal.badKey`, `.keyOfOther`, and what `act` throws.
    func once<Made: Sendable>(
        _ request: Request, _ told: Told<Made>,
        _ act: (@escaping Beside<Made>) async throws -> Made
    ) async throws -> Response {
        guard let key = request.headers["idempotency-key"] else {
            let made = try await act { _, _ in }
            return told.response(try await read { try told.json($0, made) })
        }
        guard (1...100).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
        else { throw ApiRefusal.badKey }
        guard let account = viewer.account else { throw WebError.notSignedIn }
        let digest = request.digest
        if let answer = try await given(key, digest, account, told) { return answer }
        do {
            _ = try await act { writer, made in
                let answer = RequestAnswer(
                    key: key, request: digest, status: told.status,
                    content: try told.json(writer.reader, made).text)
                guard try writer.keep(answer, of: account) else { throw AnsweredMeanwhile() }
            }
        } catch {
            // The same request may have come twice at once; then the other one was done.
            if let answer = try await given(key, digest, account, told) { return answer }
            throw error
        }
        // What is kept is what is told, so that the second answer is the first.
        guard var answer = try await given(key, digest, account, told) else {
            throw AnsweredMeanwhile()
        }
        answer.headers.removeAll { $0.name == Self.replayed }
        return answer
    }

    /// The same for what makes or changes a record.
    func once(
        _ request: Request, _ register: Register, status: Int = 200,
        _ act: (@escaping WriteBeside) async throws -> Record
    ) async throws -> Response {
        let cells = RecordCells(register: register.seen(by: viewer), catalogue: catalogue)
        let told = Told<Record>(
            status: status, place: { Link(.apiRecord, [register.name, String($0)]) },
            json: { cells.json($1, withRows: true) })
        return try await once(request, told, act)
    }

    private struct AnsweredMeanwhile: Error {}
    private static let replayed = "Idempotency-Replayed"

    private func given<Made: Sendable>(
        _ key: String, _ digest: String, _ account: Int64, _ told: Told<Made>
    ) async throws -> Response? {
        guard let kept = try await read({ try accounts.answer($0, key, of: account) }) else {
            return nil
        }
        guard kept.request == digest else { throw ApiRefusal.keyOfOther }
        var response = told.response(try JSON.read([UInt8](kept.content.utf8)))
        response.headers.append((Self.replayed, "true"))
        return response
    }
}

extension Request {
    /// What tells one request from another under the same key.
    fileprivate var digest: String {
        let head = [
            method, path, parameters.text, headers["if-match"] ?? "",
        ]
        return Digest(of: Array((head.joined(separator: "\n") + "\n\n").utf8) + body).hex
    }
}
