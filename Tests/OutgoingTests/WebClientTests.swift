import Foundation
import TestSupport
import Testing

@testable import Outgoing

@Suite struct WebClientTests {
    private let server: ChildServer
    private let root: String

    init() throws {
        server = try ChildServer(".venv", "Tests/OutgoingTests/web_server.py")
        root = "http://127.0.0.1:\(server.port)"
    }

    private struct Seen: Decodable {
        let method: String
        let path: String
        let headers: [String: String]
        let body: String
    }

    private func seen(_ request: WebRequest) async throws -> Seen {
        let answer = try await WebClient().send(request)
        #expect(answer.status == 200)
        #expect(answer.header("content-TYPE") == "application/json")
        return try JSONDecoder().decode(Seen.self, from: answer.body)
    }

    @Test func aQuestionArrivesAsItWasAsked() async throws {
        let seen = try await seen(
            WebRequest(get: root + "/echo?a=1", headers: [("X-City", "岳阳"), ("X-Empty", "")]))
        #expect(seen.method == "GET")
        #expect(seen.path == "/echo?a=1")
        #expect(seen.headers["x-empty"] == "")
        #expect(seen.headers["x-city"] != nil)
        #expect(seen.headers["user-agent"] == "dongting")
        #expect(seen.headers["expect"] == nil)
    }

    @Test func aFormArrivesWithItsValuesEscaped() async throws {
        let seen = try await seen(
            WebRequest(form: [("名", "a&b=c 中"), ("empty", "")], to: root + "/echo"))
        #expect(seen.method == "POST")
        #expect(seen.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(seen.body == "%E5%90%8D=a%26b%3Dc%20%E4%B8%AD&empty=")
    }

    @Test func aLongBodyArrivesWhole() async throws {
        let body = String(repeating: "0123456789", count: 30_000)
        let seen = try await seen(
            WebRequest(post: Data(body.utf8), type: "text/plain", to: root + "/echo"))
        #expect(seen.body == body)
    }

    @Test func aRedirectIsAnAnswerAndNotFollowed() async throws {
        let answer = try await WebClient().send(WebRequest(get: root + "/away"))
        #expect(answer.status == 302)
        #expect(answer.header("location") == "/echo")
        #expect(answer.body.isEmpty)
    }

    @Test func anAnswerOfAnyStatusIsAnAnswer() async throws {
        let answer = try await WebClient().send(WebRequest(get: root + "/missing"))
        #expect(answer.status == 404)
        #expect(answer.text == "没有")
    }

    @Test(arguments: ["/long", "/endless", "/headers"])
    func anAnswerLongerThanAllowedIsRefused(path: String) async throws {
        var settings = OutgoingSettings()
        settings.answerLimit = 4_000
        let request = try WebRequest(get: root + path)
        await #expect(throws: OutgoingError.tooLarge(host: "127.0.0.1", limit: 4_000)) {
            _ = try await WebClient(settings).send(request)
        }
    }

    @Test func anAnswerAsLongAsAllowedIsTaken() async throws {
        var settings = OutgoingSettings()
        settings.answerLimit = 5_000
        let answer = try await WebClient(settings).send(WebRequest(get: root + "/long"))
        #expect(answer.body.count == 5_000)
    }

    @Test func aServerThatDoesNotAnswerIsNotWaitedFor() async throws {
        var settings = OutgoingSettings()
        settings.timeout = 300
        let request = try WebRequest(get: root + "/slow")
        await #expect(throws: OutgoingError.timedOut(host: "127.0.0.1")) {
            _ = try await WebClient(settings).send(request)
        }
    }

    @Test func whoeverGoesAwayEndsTheTransfer() async throws {
        let request = try WebRequest(get: root + "/slow")
        let began = ContinuousClock.now
        let task = Task { try await WebClient().send(request) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: OutgoingError.cancelled) { _ = try await task.value }
        #expect(ContinuousClock.now - began < .seconds(10))
    }

    @Test func aClosedPortIsSaidToBeUnreachable() async throws {
        let port = server.port
        server.end()
        let request = try WebRequest(get: "http://127.0.0.1:\(port)/")
        let problem = await #expect(throws: OutgoingError.self) {
            _ = try await WebClient().send(request)
        }
        guard case .cannotConnect("127.0.0.1", _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }

    @Test func aHostThatDoesNotExistIsNamed() async throws {
        let request = try WebRequest(get: "https://nowhere.invalid/")
        await #expect(throws: OutgoingError.hostNotFound("nowhere.invalid")) {
            _ = try await WebClient().send(request)
        }
    }

    @Test func nothingGoesInTheOpenToAnotherHost() async throws {
        let request = try WebRequest(get: "http://192.0.2.1/")
        await #expect(throws: OutgoingError.notEncrypted(host: "192.0.2.1")) {
            _ = try await WebClient().send(request)
        }
    }

    @Test func aHeaderThatWouldEndItsLineIsRefused() async throws {
        for (name, value) in [
            ("X", "a\r\nY: b"), ("X", "a\0"), ("X\r\nY", "b"), ("", "b"), ("a b", "c"),
        ] {
            let request = try WebRequest(get: root + "/echo", headers: [(name, value)])
            await #expect(throws: OutgoingError.self) { _ = try await WebClient().send(request) }
        }
    }
}
