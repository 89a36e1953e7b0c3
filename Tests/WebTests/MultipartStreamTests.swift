import Documents
import HummingbirdCore
import NIOCore
import Testing

@testable import Web

@Suite struct MultipartStreamTests {
    private typealias Event = MultipartStream.Event

    /// What a form tells when it comes in pieces of that size, bytes of one file joined.
    private func read(_ body: [UInt8], pieces size: Int, type: String = FormMaker.type) throws
        -> [Event]
    {
        var stream = try MultipartStream(type: type)
        var events: [Event] = []
        for start in stride(from: 0, to: body.count, by: size) {
            for event in try stream.take(Array(body[start..<min(start + size, body.count)])) {
                if case .fileBytes(let more) = event, case .fileBytes(let before) = events.last {
                    events[events.count - 1] = .fileBytes(ArraySlice(before + more))
                } else {
                    events.append(event)
                }
            }
        }
        try stream.finish()
        return events
    }

    private let form = FormMaker(
        .init("purpose", nil, "evidence"),
        .init("file", "证明“一”.pdf", (0...255).map { UInt8($0) } + Array("\r\n--\r\n----Web".utf8)),
        .init("none", "", ""), .init("note", nil, "第3页\r\n--"), .init("file", "空.txt", ""))

    @Test func inPiecesOfAnySizeItTellsTheSame() throws {
        let whole = try read(form.body, pieces: .max / 2)
        #expect(whole.first == .field(name: "purpose", value: Array("evidence".utf8)))
        #expect(whole.dropFirst().first == .fileBegin(name: "file", fileName: "证明“一”.pdf"))
        #expect(whole.last == .fileEnd)
        for size in 1...form.body.count { #expect(try read(form.body, pieces: size) == whole) }
    }

    @Test func cutOffAnywhereItIsNotTakenForWhole() {
        let body = form.body
        // The line end behind the last line may be missing.
        for length in 0..<body.count - 3 {
            #expect(throws: MultipartProblem.self) { try read(Array(body[..<length]), pieces: 7) }
        }
    }

    @Test func fileBytesComeOnBeforeTheFileEnds() throws {
        var stream = try MultipartStream(type: FormMaker.type)
        let body = FormMaker(.init("file", "a.pdf", [UInt8](repeating: 13, count: 1 << 20))).body
        var held = 0
        var told = 0
        for start in stride(from: 0, to: body.count, by: 1_000) {
            held += min(1_000, body.count - start)
            for event in try stream.take(Array(body[start..<min(start + 1_000, body.count)])) {
                if case .fileBytes(let bytes) = event { told += bytes.count }
            }
            #expect(held - told < 1_000 + 200)
        }
        #expect(told == 1 << 20)
    }

    @Test func whatIsNoFormIsRefusedWithTheFirstBytes() throws {
        var stream = try MultipartStream(type: FormMaker.type)
        #expect(throws: MultipartProblem.noFirstPart) { try stream.take(Array("GET".utf8)) }
        #expect(throws: MultipartProblem.notMultipart) {
            try MultipartStream(type: "application/json")
        }
        #expect(throws: MultipartProblem.noBoundary) {
            try MultipartStream(type: "multipart/form-data")
        }
    }

    @Test func aHeadAFieldAndTheNumberOfPartsAreBounded() throws {
        let open = "--\(FormMaker.boundary)\r\n"
        var stream = try MultipartStream(type: FormMaker.type)
        _ = try stream.take(Array(open.utf8))
        #expect(throws: MultipartProblem.headerTooLong(part: 1)) {
            for _ in 0..<100 { _ = try stream.take([UInt8](repeating: 65, count: 100)) }
        }
        let long = FormMaker(.init("note", nil, [UInt8](repeating: 65, count: 70_000)))
        #expect(throws: MultipartProblem.fieldTooLong(part: 1, limit: 65_536)) {
            try read(long.body, pieces: 1_000)
        }
        let many = FormMaker((0..<33).map { .init("a\($0)", nil, "x") })
        #expect(throws: MultipartProblem.tooManyParts(limit: 32)) {
            try read(many.body, pieces: 50)
        }
    }

    @Test func nothingMayFollowTheEnd() throws {
        #expect(throws: MultipartProblem.notEnded) { try read(form.body + [65], pieces: 10) }
        #expect(throws: MultipartProblem.notEnded) { try read(form.body + [13, 10], pieces: 10) }
    }
}

@Suite struct UploadFormTests {
    private func request(_ body: [UInt8], said: Int? = nil) -> Web.Request {
        var request = Web.Request("POST", "/x", headers: ["content-type": FormMaker.type])
        request.stream = BodyStream(
            RequestBody(asyncSequence: Buffers(body)), bytes: said ?? body.count)
        return request
    }

    /// A body in pieces of 50 bytes.
    private struct Buffers: AsyncSequence, AsyncIteratorProtocol, Sendable {
        var rest: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) { rest = bytes[...] }

        func makeAsyncIterator() -> Buffers { self }

        mutating func next() async throws -> ByteBuffer? {
            if rest.isEmpty { return nil }
            defer { rest = rest.dropFirst(50) }
            return ByteBuffer(bytes: rest.prefix(50))
        }
    }

    private func bytes(_ form: UploadForm) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in form.bytes { all += piece }
        return all
    }

    @Test func fieldsBeforeAFileAreKnownWhenItBegins() async throws {
        let one = [UInt8](repeating: 65, count: 500)
        let body = FormMaker(
            .init("purpose", nil, "evidence"), .init("none", "", ""),
            .init("file", "D:\\证明.pdf", one), .init("file", "二.pdf", "二"),
            .init("note", nil, "后面的")
        ).body
        let form = try UploadForm(request(body))
        let first = try #require(try await form.nextFile())
        #expect(first.field == "file" && first.name.text == "证明.pdf")
        #expect(form.fields == ["purpose": "evidence"])
        #expect(try await bytes(form) == one)
        // What nobody takes of a file is passed over.
        let second = try #require(try await form.nextFile())
        #expect(second.name.text == "二.pdf")
        #expect(try await form.nextFile() == nil)
        #expect(form.fields["note"] == "后面的")
    }

    @Test func aConnectionThatEndsEarlyIsNoEndOfTheForm() async throws {
        let body = FormMaker(.init("file", "a.pdf", [UInt8](repeating: 65, count: 500))).body
        let form = try UploadForm(request(Array(body.prefix(300)), said: body.count))
        _ = try await form.nextFile()
        await #expect(throws: WebError.self) { try await bytes(form) }
    }

    @Test func aStreamIsGoneThroughOnce() async throws {
        let stream = try #require(request([1, 2, 3]).stream)
        #expect(!stream.isWhole)
        var count = 0
        for try await piece in stream { count += piece.count }
        #expect(count == 3 && stream.isWhole)
        for try await _ in stream { Issue.record("a second time") }
    }

    @Test func whatIsNoFormIsRefused() async throws {
        #expect(throws: WebError.self) { try UploadForm(Web.Request("POST", "/x")) }
        let form = try UploadForm(request(Array("nothing".utf8)))
        await #expect(throws: WebError.self) { try await form.nextFile() }
    }
}
