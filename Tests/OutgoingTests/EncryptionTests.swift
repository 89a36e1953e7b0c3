import Foundation
import TestSupport
import Testing

@testable import Outgoing

@Suite struct EncryptionTests {
    private let folder: ScratchFolder
    private let certificate: TestCertificate
    private let server: ChildServer

    init() throws {
        folder = try ScratchFolder()
        certificate = try TestCertificate(in: folder)
        server = try ChildServer(
            ".venv", "Tests/OutgoingTests/web_server.py",
            [certificate.certificate, certificate.key])
    }

    private func trusting(_ file: String) -> WebClient {
        var settings = OutgoingSettings()
        settings.certificateFile = file
        return WebClient(settings)
    }

    @Test func aCertificateOfAnAuthorityOfOnesOwnIsTakenWhereItIsNamed() async throws {
        let request = try WebRequest(get: "https://localhost:\(server.port)/echo")
        let answer = try await trusting(certificate.certificate).send(request)
        #expect(answer.status == 200)
    }

    @Test func anUnknownCertificateIsRefusedAlsoOnThisMachine() async throws {
        let request = try WebRequest(get: "https://localhost:\(server.port)/echo")
        let problem = await #expect(throws: OutgoingError.self) {
            _ = try await WebClient().send(request)
        }
        guard case .certificateRefused("localhost", _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }

    @Test func aCertificateOfAnotherNameIsRefused() async throws {
        let request = try WebRequest(get: "https://127.0.0.1:\(server.port)/echo")
        let client = trusting(certificate.certificate)
        let problem = await #expect(throws: OutgoingError.self) {
            _ = try await client.send(request)
        }
        guard case .certificateRefused("127.0.0.1", _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }

    @Test func aCertificateFileThatIsMissingIsNamed() async throws {
        let missing = folder.file("missing.pem")
        let request = try WebRequest(get: "https://localhost:\(server.port)/echo")
        let client = trusting(missing)
        await #expect(throws: OutgoingError.certificateFileUnusable(missing)) {
            _ = try await client.send(request)
        }
    }

    @Test func aServerWithoutEncryptionIsSaidToBeSo() async throws {
        let plain = try ChildServer(".venv", "Tests/OutgoingTests/web_server.py")
        let request = try WebRequest(get: "https://localhost:\(plain.port)/echo")
        let problem = await #expect(throws: OutgoingError.self) {
            _ = try await WebClient().send(request)
        }
        guard case .encryptionFailed("localhost", _) = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
    }
}
