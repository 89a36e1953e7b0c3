import Foundation
import Outgoing
import TestSupport
import Testing
import Values

@testable import SignOn

/// Against django-oidc-provider, which was written by others and knows nothing of the platform.
@Suite struct RealProviderTests {
    private static let callback = "http://127.0.0.1:9/sign-in/back"

    private let folder: ScratchFolder
    private let secret: SecretFile

    init() throws {
        folder = try ScratchFolder()
        secret = SecretFile(try folder.write("s3cret-of-the-client\n", to: "secret"))
    }

    private static func start(_ arguments: String...) throws -> ChildServer {
        try ChildServer(
            ".venv-oidc", "Tests/SignOnTests/provider/provider.py", [callback] + arguments)
    }

    /// One for all tests that leave it as it is: it takes a second to start, and ends with the
    /// program.
    private static let shared = Result { try start() }

    private func client(
        _ server: ChildServer, secret: SecretFile?,
        authentication: SignOnProvider.Authentication? = nil, clock: Clock = .system
    ) throws -> SignOnClient {
        try SignOnClient(
            SignOnProvider(
                issuer: "http://127.0.0.1:\(server.port)/oidc", clientID: "dongting",
                secret: secret, callback: Self.callback, authentication: authentication),
            clock: clock)
    }

    /// The way from the platform to the provider and back.
    private func answer(_ attempt: SignOnAttempt, _ server: ChildServer) async throws
        -> SignOnAnswer
    {
        var person = Person(server, callback: Self.callback)
        let back = try await person.signIn(at: attempt.redirect)
        #expect(back.hasPrefix(Self.callback + "?"))
        let query = URLComponents(string: back)?.queryItems ?? []
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        return SignOnAnswer(
            code: value("code"), state: value("state"), error: value("error"),
            issuer: value("iss"))
    }

    private func signIn(_ client: SignOnClient, _ server: ChildServer) async throws -> Identity {
        let attempt = try await client.begin()
        return try await client.finish(answer(attempt, server), attempt)
    }

    private func liSi(_ server: ChildServer) -> Identity {
        Identity(
            issuer: "http://127.0.0.1:\(server.port)/oidc", subject: "1",
            email: "li.si@example.org", isEmailVerified: true, name: "李四",
            preferredUsername: "li.si")
    }

    @Test(arguments: [nil, SignOnProvider.Authentication.basic, .post])
    func aPersonSignsIn(authentication: SignOnProvider.Authentication?) async throws {
        let server = try Self.shared.get()
        let client = try client(server, secret: secret, authentication: authentication)
        #expect(try await signIn(client, server) == liSi(server))
    }

    @Test func aTokenThatSaysAllNeedsNoPage() async throws {
        let server = try Self.start("--claims-in-token")
        #expect(try await signIn(client(server, secret: secret), server) == liSi(server))
    }

    @Test func aClientWithoutASecretSignsInByPKCEAlone() async throws {
        let server = try Self.start("--public")
        #expect(try await signIn(client(server, secret: nil), server) == liSi(server))
    }

    @Test func aNewKeyOfTheProviderIsLookedUpOnce() async throws {
        let server = try Self.start()
        let client = try client(server, secret: secret)
        #expect(try await signIn(client, server).subject == "1")
        let change = try WebRequest(
            form: [], to: "http://127.0.0.1:\(server.port)/new-key")
        #expect(try await WebClient().send(change).status == 200)
        #expect(try await signIn(client, server).subject == "1")
    }

    @Test func aCodeIsGoodForOneSignIn() async throws {
        let server = try Self.shared.get()
        let client = try client(server, secret: secret)
        let attempt = try await client.begin()
        let answer = try await answer(attempt, server)
        _ = try await client.finish(answer, attempt)
        await #expect(throws: SignOnError.exchangeRefused(status: 400, code: "invalid_grant")) {
            try await client.finish(answer, attempt)
        }
    }

    @Test func aCodeCaughtByAnotherIsOfNoUseToHim() async throws {
        let server = try Self.shared.get()
        let client = try client(server, secret: secret)
        let attempt = try await client.begin()
        let answer = try await answer(attempt, server)
        let other = SignOnAttempt(
            state: attempt.state, nonce: attempt.nonce,
            verifier: String(attempt.verifier.reversed()), began: attempt.began)
        await #expect(throws: SignOnError.exchangeRefused(status: 400, code: "invalid_grant")) {
            try await client.finish(answer, other)
        }
    }

    @Test func aTokenOfAnotherAttemptIsRefused() async throws {
        let server = try Self.shared.get()
        let client = try client(server, secret: secret)
        let attempt = try await client.begin()
        let answer = try await answer(attempt, server)
        let other = SignOnAttempt(
            state: attempt.state, nonce: "another", verifier: attempt.verifier,
            began: attempt.began)
        await #expect(throws: SignOnError.tokenRefused(.nonce)) {
            try await client.finish(answer, other)
        }
    }

    @Test func aWrongSecretIsRefused() async throws {
        let server = try Self.shared.get()
        let wrong = SecretFile(try folder.write("wrong\n", to: "wrong"))
        let client = try client(server, secret: wrong)
        await #expect(throws: SignOnError.exchangeRefused(status: 400, code: "invalid_client")) {
            try await signIn(client, server)
        }
    }

    @Test func aClockThatIsWrongIsSaidToBeSo() async throws {
        let server = try Self.shared.get()
        let past = Instant(milliseconds: Clock.system.now().milliseconds - 300_000)
        let client = try client(server, secret: secret, clock: .fixed(past))
        let problem = await #expect(throws: SignOnError.self) { try await signIn(client, server) }
        #expect(problem == .tokenRefused(.issuedAt))
        #expect(problem?.description.contains("时钟") == true)
    }

    @Test func aWrongPasswordLeadsNowhere() async throws {
        let server = try Self.shared.get()
        let attempt = try await client(server, secret: secret).begin()
        var person = Person(server, callback: Self.callback)
        #expect(try await person.signIn(at: attempt.redirect, password: "wrong") == "")
    }

    @Test func aProviderThatIsAwayIsSaidToBeSo() async throws {
        let server = try ChildServer(
            ".venv-oidc", "Tests/SignOnTests/provider/scripted.py", [folder.path])
        let client = try client(server, secret: secret)
        server.end()
        let problem = await #expect(throws: SignOnError.self) { try await client.begin() }
        guard case .unreachable(.cannotConnect) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }

    @Test func anAddressWithoutAProviderIsSaidToBeSo() async throws {
        let server = try Self.shared.get()
        let client = try SignOnClient(
            SignOnProvider(
                issuer: "http://127.0.0.1:\(server.port)/nowhere", clientID: "dongting",
                secret: secret, callback: Self.callback))
        await #expect(throws: SignOnError.badDocument("HTTP 404")) { try await client.begin() }
    }
}
