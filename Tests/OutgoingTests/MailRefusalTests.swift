import Foundation
import TestSupport
import Testing
import Values

@testable import Outgoing

@Suite struct MailRefusalTests {
    private let folder: ScratchFolder
    private let mail: Mail

    init() throws {
        folder = try ScratchFolder()
        mail = try Mail(
            id: "1", from: try MailAddress("a@example.cn"), to: try MailAddress("b@example.org"),
            subject: "Notice", body: "Text", written: Instant(milliseconds: 0))
    }

    private func problem(
        _ arguments: [String], settings: OutgoingSettings = OutgoingSettings(),
        signIn: Bool = false
    ) async throws -> MailError? {
        let server = try ChildServer(
            ".venv", "Tests/OutgoingTests/mail_server.py", [folder.path] + arguments)
        let password = SecretFile(try folder.write("wrong\n", to: "password"))
        let configuration = try MailServer(
            host: "127.0.0.1", port: server.port, encryption: .plain,
            user: signIn ? "dongting" : nil, password: signIn ? password : nil, settings: settings)
        do throws(MailError) {
            try await configuration.send(mail)
            return nil
        } catch {
            return error
        }
    }

    @Test func aPersonUnknownToTheServerIsRefusedForGood() async throws {
        let problem = try await problem(["--recipient-reply", "550 5.1.1 No such person"])
        #expect(problem == .refused(code: 550, words: "5.1.1 No such person"))
        #expect(problem?.isPermanent == true)
    }

    @Test func aMailThatIsNotWantedIsRefusedForGood() async throws {
        let problem = try await problem(["--data-reply", "554 5.7.1 Not wanted"])
        #expect(problem == .refused(code: 554, words: "5.7.1 Not wanted"))
        #expect(problem?.isPermanent == true)
    }

    @Test(arguments: ["--recipient-reply", "--data-reply"])
    func aServerThatIsBusyIsTriedAgain(when: String) async throws {
        let problem = try await problem([when, "451 4.7.1 Come back later"])
        #expect(problem == .deferred(code: 451, words: "4.7.1 Come back later"))
        #expect(problem?.isPermanent == false)
    }

    @Test func aServerThatTurnsEverybodyAwayHasNotRefusedTheMail() async throws {
        let problem = try await problem(["--greeting", "554 no service here"])
        #expect(
            problem == .unreachable(.failed(host: "127.0.0.1", reason: "554 no service here")))
        #expect(problem?.isPermanent == false)
    }

    @Test func aWrongPasswordIsNotTheMailsFault() async throws {
        let problem = try await problem(
            ["--user", "dongting", "--password", "right"], signIn: true)
        guard case .signInRefused("127.0.0.1", 535, _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(problem?.isPermanent == false)
    }

    @Test func aMissingSignInIsNotTheMailsFault() async throws {
        let problem = try await problem(["--user", "dongting", "--password", "right"])
        guard case .signInRefused("127.0.0.1", 530, _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }

    @Test func aServerThatSaysNothingIsNotWaitedFor() async throws {
        var settings = OutgoingSettings()
        settings.timeout = 300
        #expect(
            try await problem(["--silent"], settings: settings)
                == .unreachable(.timedOut(host: "127.0.0.1")))
    }

    @Test func noServerAtAllIsTriedAgain() async throws {
        let server = try ChildServer(
            ".venv", "Tests/OutgoingTests/mail_server.py", [folder.path])
        server.end()
        let configuration = try MailServer(
            host: "127.0.0.1", port: server.port, encryption: .plain)
        let problem = await #expect(throws: MailError.self) { try await configuration.send(mail) }
        guard case .unreachable(.cannotConnect) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(problem?.isPermanent == false)
    }
}

@Suite struct MailServerTests {
    @Test func anotherMachineMustBeEncrypted() {
        #expect(throws: MailError.plainServer(host: "mail.example.cn")) {
            try MailServer(host: "mail.example.cn", port: 25, encryption: .plain)
        }
    }

    @Test(arguments: [
        ("", 25), ("mail.example.cn/x", 25), ("mail example", 25), ("a@mail.example.cn", 25),
        ("mail.example.cn", 0), ("mail.example.cn", 65_536), ("mail\r\n.example.cn", 25),
    ])
    func aServerThatIsNoHostAndPortIsRefused(host: String, port: Int) {
        #expect(throws: MailError.badServer("\(host):\(port)")) {
            try MailServer(host: host, port: port, encryption: .tls)
        }
    }

    @Test func aUserWithoutAPasswordIsRefused() {
        #expect(throws: MailError.badServer("mail.example.cn:465")) {
            try MailServer(host: "mail.example.cn", port: 465, encryption: .tls, user: "a")
        }
    }
}

@Suite struct SecretFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: ["secret", "secret\n", "secret\r\n"])
    func thePasswordIsTheFilesLine(text: String) throws {
        #expect(try SecretFile(folder.write(text, to: "file")).read() == "secret")
    }

    @Test(arguments: ["", "\n", "a\nb", "a\0b", String(repeating: "a", count: 1_001)])
    func aFileThatIsNotOneLineIsRefused(text: String) throws {
        let file = SecretFile(try folder.write(text, to: "file"))
        #expect(throws: OutgoingError.self) { try file.read() }
    }

    @Test func aFileThatEverybodyReadsIsRefused() throws {
        let file = SecretFile(try folder.write("secret", to: "file", rights: 0o644))
        let problem = #expect(throws: OutgoingError.self) { try file.read() }
        #expect(problem?.description.contains("chmod 600") == true)
    }

    @Test func aMissingFileIsNamed() {
        let file = SecretFile(folder.file("missing"))
        let problem = #expect(throws: OutgoingError.self) { try file.read() }
        #expect(problem?.description.contains(file.path) == true)
    }
}
