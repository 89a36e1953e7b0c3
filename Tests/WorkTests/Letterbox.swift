import Accounts
import Catalogue
import Foundation
import Journal
import Outgoing
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Work

/// The real catalogue's city on Tuesday, 10 February 2026 at nine, with a mail server of its own.
struct Letterbox {
    let accounts: Accounts
    let clock: SettableClock
    let folder: ScratchFolder
    let server: ChildServer

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let catalogue = Result {
        try Catalogue.load([root.appending(path: "cities/yueyang").path])
    }

    var database: Database { accounts.registry.database }

    init(_ arguments: [String] = []) throws {
        clock = SettableClock("2026-02-10T01:00:00.000Z")
        accounts = Accounts(
            Registry(try testDatabase(Self.catalogue.get(), clock: clock.clock)))
        folder = try ScratchFolder()
        server = try ChildServer(
            ".venv", "Tests/OutgoingTests/mail_server.py", [folder.path] + arguments)
    }

    var mails: MailNotices {
        get throws {
            MailNotices(
                accounts,
                MailPost(
                    server: try MailServer(
                        host: "127.0.0.1", port: server.port, encryption: .plain),
                    from: try MailAddress("platform@kj.example.cn", name: "岳阳市科技平台"),
                    platform: "岳阳市科技平台", address: "https://kj.example.cn"))
        }
    }

    struct Shown: Decodable {
        let recipients: [String]
        let toName, subject, body: String
    }

    /// What came, in order.
    func shown() throws -> [Shown] {
        var found: [Shown] = []
        while let data = FileManager.default.contents(
            atPath: folder.file("\(found.count + 1).json"))
        {
            found.append(try JSONDecoder().decode(Shown.self, from: data))
        }
        return found
    }

    @discardableResult
    func person(_ name: String, _ role: String, section: String? = nil, email: String?)
        async throws -> Int64
    {
        let registry = accounts.registry
        let act = Act(actor: "试验", role: "system-administrator", event: "account.created")
        let login = "p\(UInt32.random(in: 1...UInt32.max))"
        return try await database.write(act) { writer in
            var draft = Draft(
                ["login": .text(login), "name": .text(name), "role": .text(role)],
                state: "active")
            draft.fields["section"] = section.map(Scalar.text) ?? .null
            draft.fields["email"] = email.map(Scalar.text) ?? .null
            return try registry.create(draft, in: "account", writer).id
        }
    }

    func tell(_ account: Int64, _ text: String) async throws {
        let act = Act(actor: "试验", role: "system", event: "none")
        try await database.write(act) {
            try $0.tell([account], "approval-waiting", text, link: "/approvals/7")
        }
    }

    func notices(_ account: Int64) throws -> [Notice] {
        try database.readNow { try accounts.notices($0, of: account) }
    }

    func outbox() throws -> [[Scalar]] {
        try database.readNow {
            try $0.all("SELECT state, attempts, day FROM mail_outbox ORDER BY id")
        }
    }
}
