import Accounts
import Catalogue
import Journal
import Registers
import Store
import Values

extension Desk {
    /// Does what a request asks once, however often it is sent: under an `Idempotency-Key` the
    /// first answer is kept in the write that it tells of, and given again.
    ///
    /// A refusal is kept nowhere, because nothing was written.
    /// - Parameter act: makes the write, with what belongs beside it.
    /// - Throws: `ApiRefusal.badKey`, `.keyOfOther`, and what `act` throws.
    func once(
        _ request: Request, _ register: Register, status: Int = 200,
        _ act: (@escaping WriteBeside) async throws -> Record
    ) async throws -> Response {
        guard let key = request.headers["idempotency-key"] else {
            return written(try await act { _, _ in }, register, status: status)
        }
        guard (1...100).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
        else { throw ApiRefusal.badKey }
        let account = try ownSession().account.id
        let digest = request.digest
        if let answer = try await given(key, digest, account, register) { return answer }
        do {
            let cells = RecordCells(register: register, catalogue: catalogue)
            let record = try await act { writer, record in
                let answer = RequestAnswer(
                    key: key, request: digest, status: status,
                    content: cells.json(record, withRows: true).text)
                guard try writer.keep(answer, of: account) else { throw AnsweredMeanwhile() }
            }
            return written(record, register, status: status)
        } catch {
            // The same request may have come twice at once; then the other one was done.
            if let answer = try await given(key, digest, account, register) { return answer }
            throw error
        }
    }

    private struct AnsweredMeanwhile: Error {}

    private func given(
        _ key: String, _ digest: String, _ account: Int64, _ register: Register
    ) async throws -> Response? {
        guard let kept = try await read({ try accounts.answer($0, key, of: account) }) else {
            return nil
        }
        guard kept.request == digest else { throw ApiRefusal.keyOfOther }
        let json = try? JSON.read([UInt8](kept.content.utf8))
        var response = written(
            kept.content, register, id: json?["id"]?.integer ?? 0,
            version: json?["version"]?.integer ?? 0, status: kept.status)
        response.headers.append(("Idempotency-Replayed", "true"))
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
