import Foundation
import TestSupport
import Testing
import Values

@testable import Outgoing

/// Against aiosmtpd, which reads each mail with Python's own library and says what it shows.
@Suite struct SendMailTests {
    private let folder: ScratchFolder
    private let secret: SecretFile

    init() throws {
        folder = try ScratchFolder()
        secret = SecretFile(try folder.write("口令 p@ss\n", to: "password"))
    }

    struct Shown: Decodable {
        let sender: String
        let recipients: [String]
        let encrypted, signedIn: Bool
        let greeting, from, fromName, to, toName, subject, date, id, body: String
        let headers, defects: [String]
        let longest: Int
    }

    private func start(_ arguments: String...) throws -> ChildServer {
        try ChildServer(".venv", "Tests/OutgoingTests/mail_server.py", [folder.path] + arguments)
    }

    private func mail(
        subject: String = "三件待办：“合同”、到期、(退回)", body: String = "您好：\n.\n有3件待办。\n"
    ) throws -> Mail {
        try Mail(
            id: "day-20261127-42",
            from: try MailAddress("platform@kj.example.cn", name: "洞庭, 科技局平台"),
            to: try MailAddress("zhang.san@example.org", name: "张三"), subject: subject, body: body,
            written: Instant(iso: "2026-11-27T01:30:05Z")!)
    }

    private func plain(_ server: ChildServer) throws -> MailServer {
        try MailServer(host: "127.0.0.1", port: server.port, encryption: .plain)
    }

    private func shown(_ number: Int = 1) throws -> Shown {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("\(number).json")))
        return try JSONDecoder().decode(Shown.self, from: data)
    }

    private var nothingCame: Bool { !FileManager.default.fileExists(atPath: folder.file("1.json")) }

    @Test func aMailArrivesAsItWasWritten() async throws {
        let server = try start()
        let mail = try mail()
        try await plain(server).send(mail)
        let shown = try shown()
        #expect(shown.sender == "platform@kj.example.cn")
        #expect(shown.recipients == ["zhang.san@example.org"])
        #expect(shown.greeting == "kj.example.cn")
        #expect(shown.fromName == "洞庭, 科技局平台")
        #expect(shown.toName == "张三")
        #expect(shown.subject == mail.subject)
        #expect(shown.body == mail.body)
        #expect(shown.id == "<day-20261127-42@kj.example.cn>")
        #expect(shown.date == "2026-11-27T09:30:05+08:00")
        #expect(shown.defects == [])
        #expect(Set(shown.headers).count == shown.headers.count)
    }

    @Test func aLongMailWithRareCharactersArrivesWhole() async throws {
        let server = try start()
        let mail = try mail(
            subject: String(repeating: "𠀀洞庭湖👨‍👩‍👧‍👦", count: 16),
            body: String(repeating: "..\n很长的一行，" + String(repeating: "字", count: 900), count: 20))
        try await plain(server).send(mail)
        let shown = try shown()
        #expect(shown.subject == mail.subject)
        #expect(shown.body.trimmingCharacters(in: .newlines) == mail.body)
        #expect(shown.longest <= 78)
        #expect(shown.defects == [])
    }

    @Test func anEmptyBodyIsAMailToo() async throws {
        let server = try start()
        try await plain(server).send(mail(body: ""))
        #expect(try shown().body.trimmingCharacters(in: .newlines) == "")
    }

    @Test(arguments: [("start", MailServer.Encryption.startTLS), ("whole", .tls)])
    func aMailGoesEncryptedAndSignedIn(
        server kind: String, encryption: MailServer.Encryption
    ) async throws {
        let certificate = try TestCertificate(in: folder)
        let server = try start(
            "--certificate", certificate.certificate, "--key", certificate.key, "--tls", kind,
            "--user", "dongting", "--password", "口令 p@ss")
        var settings = OutgoingSettings()
        settings.certificateFile = certificate.certificate
        try await MailServer(
            host: "localhost", port: server.port, encryption: encryption, user: "dongting",
            password: secret, settings: settings
        ).send(mail())
        let shown = try shown()
        #expect(shown.encrypted)
        #expect(shown.signedIn)
    }

    @Test func aServerThatCannotEncryptGetsNothing() async throws {
        let server = try start()
        let problem = await #expect(throws: MailError.self) {
            try await MailServer(host: "localhost", port: server.port, encryption: .startTLS)
                .send(mail())
        }
        guard case .unreachable(.encryptionFailed("localhost", _)) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(nothingCame)
    }

    @Test func anUnknownCertificateGetsNoPassword() async throws {
        let certificate = try TestCertificate(in: folder)
        let server = try start(
            "--certificate", certificate.certificate, "--key", certificate.key, "--tls", "start",
            "--user", "dongting", "--password", "口令 p@ss")
        let problem = await #expect(throws: MailError.self) {
            try await MailServer(
                host: "localhost", port: server.port, encryption: .startTLS, user: "dongting",
                password: secret
            ).send(mail())
        }
        guard case .unreachable(.certificateRefused("localhost", _)) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(nothingCame)
    }
}
