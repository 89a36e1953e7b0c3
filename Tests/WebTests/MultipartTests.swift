import Testing

@testable import Web

@Suite struct MultipartTests {
    private func read(_ text: String, type: String = FormMaker.type) throws -> Multipart {
        try Multipart(Array(text.utf8), type: type)
    }

    private let open = "--\(FormMaker.boundary)\r\n"
    private let close = "\r\n--\(FormMaker.boundary)--\r\n"
    private let field = "Content-Disposition: form-data; name=\"a\"\r\n\r\n"

    @Test func filesAndFieldsComeOutAsTheyWentIn() throws {
        let bytes = (0...255).map { UInt8($0) } + Array("\r\n--\r\n----Web".utf8)
        let form = FormMaker(
            .init("report", "年度“报告”.txt", bytes), .init("note", nil, "说明"),
            .init("previous", "", ""), .init("report", "二.txt", ""))
        let read = try Multipart(form.body, type: FormMaker.type)
        #expect(read.parts.map(\.name) == ["report", "note", "previous", "report"])
        #expect(read.parts[0].bytes == bytes)
        #expect(read.parts[0].fileName == "年度“报告”.txt")
        #expect(read.parts[1].fileName == nil)
        #expect(String(decoding: read.parts[1].bytes, as: UTF8.self) == "说明")
    }

    @Test func anInputLeftEmptyIsNoFileAndAnEmptyFileIsOne() throws {
        let form = FormMaker(.init("previous", "", ""), .init("report", "空.txt", ""))
        let read = try Multipart(form.body, type: FormMaker.type)
        #expect(read.files("previous").isEmpty)
        #expect(read.files("report").count == 1)
    }

    @Test func aNameWithAQuotationMarkComesAsBrowsersWriteIt() throws {
        let head = "Content-Disposition: form-data; name=\"report\"; filename=\"a%22b%0D%0A.txt\""
        let form = try read(open + head + "\r\n\r\nx" + close)
        #expect(form.parts[0].fileName == "a\"b  .txt")
    }

    @Test func theBoundaryMayStandInQuotationMarks() throws {
        let type = "Multipart/Form-Data; charset=utf-8; boundary=\"\(FormMaker.boundary)\""
        #expect(try read(open + field + "x" + close, type: type).parts.count == 1)
    }

    @Test(arguments: [
        ("text/plain", MultipartProblem.notMultipart), ("", .notMultipart),
        ("multipart/form-data", .noBoundary), ("multipart/form-data; boundary=", .noBoundary),
        ("multipart/form-data; boundary=a; boundary=b", .noBoundary),
        ("multipart/form-data; boundary=a{b", .noBoundary),
        ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), .noBoundary),
    ])
    func aTypeThatIsNoFormIsRefused(type: String, problem: MultipartProblem) throws {
        #expect(throws: problem) { try read(open + field + "x" + close, type: type) }
    }

    @Test func aFormThatIsCutOffOrMisshapenIsRefused() throws {
        #expect(throws: MultipartProblem.noFirstPart) { try read("") }
        #expect(throws: MultipartProblem.noFirstPart) { try read("x" + open + field + close) }
        #expect(throws: MultipartProblem.notEnded) { try read("--\(FormMaker.boundary)") }
        #expect(throws: MultipartProblem.notEnded) { try read(open + field + "x") }
        #expect(throws: MultipartProblem.notEnded) { try read(open + "Content-Disposition: f") }
        #expect(throws: MultipartProblem.notEnded) { try read(open + field + "x" + close + "more") }
        #expect(throws: MultipartProblem.notEnded) {
            try read(open + field + "x\r\n--\(FormMaker.boundary)x\r\n")
        }
    }

    @Test(arguments: [
        "", "nonsense", "Content-Type: text/plain", "Content-Disposition: form-data",
        "Content-Disposition: attachment; name=\"a\"", "Content-Disposition: form-data; name=a",
        "Content-Disposition: form-data; name=\"\"", "Content-Disposition: form-data; name=\"a",
        "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
        "Content-Disposition: form-data; name=\"a\"x",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
    ])
    func aPartWithABadHeadIsRefused(head: String) throws {
        #expect(throws: MultipartProblem.badHeader(part: 1)) {
            try read(open + head + "\r\n\r\nx" + close)
        }
    }

    @Test func aHeadThatIsNotUTF8IsRefused() throws {
        var body = Array((open + "Content-Disposition: form-data; name=\"").utf8)
        body += [0xC3, 0x28] + Array(("\"\r\n\r\nx" + close).utf8)
        #expect(throws: MultipartProblem.badHeader(part: 1)) {
            try Multipart(body, type: FormMaker.type)
        }
    }

    @Test func longHeadsAndManyPartsAreRefused() throws {
        let long = "X: " + String(repeating: "x", count: 5_000)
        #expect(throws: MultipartProblem.headerTooLong(part: 1)) {
            try read(open + long + "\r\n" + field + "x" + close)
        }
        let many = FormMaker((0..<33).map { .init("f\($0)", nil, "x") })
        #expect(throws: MultipartProblem.tooManyParts(limit: 32)) {
            try Multipart(many.body, type: FormMaker.type)
        }
    }

    @Test func aLargeFileFullOfNearlyBoundariesIsReadQuickly() throws {
        let near = Array("\r\n--\(FormMaker.boundary.dropLast())".utf8)
        let bytes = [UInt8]((0..<400_000).map { _ in near }.joined())
        let begin = ContinuousClock.now
        let form = try Multipart(
            FormMaker(.init("report", "大.txt", bytes)).body, type: FormMaker.type)
        #expect(form.parts[0].bytes.count == bytes.count)
        #expect(ContinuousClock.now - begin < .seconds(20))
    }

    @Test func randomCutsAndChangesNeverDoMoreThanThrow() throws {
        let whole = FormMaker(.init("report", "报告.txt", "2025年"), .init("note", nil, "x")).body
        for end in 0..<whole.count {
            #expect(throws: MultipartProblem.self, "\(end)") {
                // The last line end is not needed.
                let cut = end == whole.count - 2 ? end - 1 : end
                _ = try Multipart(Array(whole[..<cut]), type: FormMaker.type)
            }
        }
        for place in whole.indices {
            var changed = whole
            changed[place] ^= 0x15
            _ = try? Multipart(changed, type: FormMaker.type)
        }
    }
}
