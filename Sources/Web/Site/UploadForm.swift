import Documents

/// A form with files that is gone through while it arrives: first the fields that stand before a
/// file, then its bytes. So a page puts what decides about a file before it.
final class UploadForm {
    private var pieces: BodyStream.Iterator
    private var parser: MultipartStream
    private var waiting: [MultipartStream.Event] = []
    /// Fields so far, by name; of two of one name the last.
    private(set) var fields: [String: String] = [:]

    /// A file that has begun to arrive.
    struct File {
        /// The field's name.
        let field: String
        let name: UploadName
    }

    /// - Throws: `WebError.notAForm`.
    init(_ request: Request) throws(WebError) {
        guard let stream = request.stream else { throw .notAForm(.notMultipart) }
        do {
            parser = try MultipartStream(type: request.headers["content-type"] ?? "")
        } catch {
            throw .notAForm(error)
        }
        pieces = stream.makeAsyncIterator()
    }

    /// Goes on to the next file that was chosen, past what is left of the one before; nil at the
    /// end of the form.
    /// - Throws: `WebError.notAForm`, `WebError.brokenOff`.
    func nextFile() async throws -> File? {
        while let event = try await next() {
            switch event {
            case .field(let name, let value): fields[name] = String(decoding: value, as: UTF8.self)
            case .fileBegin(let field, let fileName):
                // Browsers send an empty part where no file was chosen.
                if fileName.isEmpty, try await peek() == .fileEnd { continue }
                return File(field: field, name: UploadName(fileName))
            case .fileBytes, .fileEnd: continue
            }
        }
        return nil
    }

    /// The bytes of the file that has begun.
    var bytes: Bytes { Bytes(form: self) }

    struct Bytes: AsyncSequence, AsyncIteratorProtocol {
        fileprivate let form: UploadForm

        func makeAsyncIterator() -> Bytes { self }

        func next() async throws -> ArraySlice<UInt8>? {
            guard case .fileBytes(let bytes) = try await form.peek() else { return nil }
            form.waiting.removeFirst()
            return bytes
        }
    }

    private func next() async throws -> MultipartStream.Event? {
        guard try await peek() != nil else { return nil }
        return waiting.removeFirst()
    }

    private func peek() async throws -> MultipartStream.Event? {
        while waiting.isEmpty {
            let piece = try await pieces.next()
            do throws(MultipartProblem) {
                guard let piece else {
                    try parser.finish()
                    return nil
                }
                waiting = try parser.take(piece)
            } catch {
                throw WebError.notAForm(error)
            }
        }
        return waiting.first
    }
}
