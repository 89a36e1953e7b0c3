import Accounts
import Outgoing
import Store
import TestSupport
import Testing
import Values

@testable import Work

@Suite struct MailNoticeTests {
    @Test func aMailSaysHowMuchWaitsAndNothingOfWhat() async throws {
        let box = try Letterbox()
        let account = try await box.person(
            "张三丰", "officer", section: "office", email: "zhang@example.org")
        let secrets = ["机密项目名称甲", "430602199001011234", "13800138000", "李四", "¥12,345.67"]
        for secret in secrets { try await box.tell(account, "审批等您：\(secret)") }
        let run = try #require(try await box.mails.run())
        #expect(run.queued == 1 && run.sent == 1)
        let mail = try #require(try box.shown().first)
        #expect(mail.recipients == ["zhang@example.org"])
        #expect(mail.subject == "岳阳市科技平台：5条新通知")
        #expect(mail.body.contains("https://kj.example.cn/"))
        let all = mail.subject + mail.body + mail.toName
        for secret in secrets + ["张三丰", "审批等您", "/approvals", "办公室"] {
            #expect(!all.contains(secret), "\(secret)")
        }
    }

    @Test func aPersonIsWrittenToOnceADayAndOfNothingTwice() async throws {
        let box = try Letterbox()
        let account = try await box.person(
            "张三", "officer", section: "office", email: "zhang@example.org")
        try await box.tell(account, "甲")
        _ = try await box.mails.run()
        _ = try await box.mails.run()
        #expect(try box.shown().count == 1)
        try await box.tell(account, "乙")
        let again = try #require(try await box.mails.run())
        #expect(again.sent == 0 && again.queued == 1)
        box.clock.set("2026-02-11T01:00:00.000Z")
        #expect(try await box.mails.run()?.sent == 1)
        #expect(try box.shown().count == 2)
        box.clock.set("2026-02-12T01:00:00.000Z")
        #expect(try await box.mails.run() == MailNotices.Run())
    }

    @Test func atNightAndOnDaysOffItWaitsForTheMorning() async throws {
        let box = try Letterbox()
        let account = try await box.person(
            "张三", "officer", section: "office", email: "zhang@example.org")
        // Saturday, 7 March 2026, 22:30 at Shanghai.
        box.clock.set("2026-03-07T14:30:00.000Z")
        try await box.tell(account, "甲")
        #expect(try await box.mails.run()?.sent == 0)
        box.clock.set("2026-03-09T00:00:00.000Z")
        #expect(try await box.mails.run()?.sent == 1)
    }

    @Test func whatWasReadMeanwhileIsNotMailed() async throws {
        let box = try Letterbox()
        let account = try await box.person(
            "张三", "officer", section: "office", email: "zhang@example.org")
        box.clock.set("2026-02-10T15:00:00.000Z")
        try await box.tell(account, "甲")
        _ = try await box.mails.run()
        try await box.accounts.markRead(nil, of: account)
        box.clock.set("2026-02-11T01:00:00.000Z")
        _ = try await box.mails.run()
        #expect(try box.shown().isEmpty)
        #expect(try box.outbox().map { $0[0] } == [.text("dropped")])
    }

    @Test func whoHasNoAddressOrIsSuspendedGetsNone() async throws {
        let box = try Letterbox()
        let account = try await box.person("张三", "officer", section: "office", email: nil)
        try await box.tell(account, "甲")
        #expect(try await box.mails.run() == MailNotices.Run())
    }

    @Test func whatIsNotTakenIsTriedAgainLater() async throws {
        let box = try Letterbox(["--data-reply", "451 later"])
        let account = try await box.person(
            "张三", "officer", section: "office", email: "zhang@example.org")
        try await box.tell(account, "甲")
        #expect(try await box.mails.run()?.put == 1)
        #expect(try await box.mails.run() == MailNotices.Run())
        box.clock.set("2026-02-10T01:01:30.000Z")
        #expect(try await box.mails.run()?.put == 1)
        #expect(try box.outbox().first?[1] == .integer(2))
    }

    @Test func whatWillNeverBeTakenIsGivenUpAndStaysInTheNotices() async throws {
        let box = try Letterbox(["--recipient-reply", "550 nobody"])
        let account = try await box.person(
            "张三", "officer", section: "office", email: "zhang@example.org")
        try await box.tell(account, "甲")
        #expect(try await box.mails.run()?.given == 1)
        #expect(try box.outbox().first?[0] == .text("failed"))
        #expect(try box.notices(account).first?.read == nil)
    }

    @Test func whileAnotherHoldsTheLeaseNothingIsSent() async throws {
        let box = try Letterbox()
        let account = try await box.person(
            "张三", "officer", section: "office", email: "zhang@example.org")
        try await box.tell(account, "甲")
        _ = try await box.database.takeLease(
            MailNotices.job, holder: "another", for: .seconds(300))
        #expect(try await box.mails.run() == nil)
        #expect(try box.shown().isEmpty)
    }
}

@Suite struct MailPostTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func post(_ lines: [String]) throws -> MailPost {
        try MailPost(file: try folder.write(lines.joined(separator: "\n"), to: "mail"))
    }

    @Test func settingsAreReadLineByLine() throws {
        let password = try folder.write("secret\n", to: "password")
        let post = try post([
            "# 邮件", "host: smtp.example.cn", "port: 465", "encryption: tls", "user: platform",
            "password-file: \(password)", "from: platform@example.cn",
            "platform: 岳阳市科技平台", "platform-address: https://kj.example.cn",
        ])
        #expect(post.server.host == "smtp.example.cn" && post.server.encryption == .tls)
        #expect(post.platform == "岳阳市科技平台")
    }

    @Test(arguments: [
        (["host: a"], "缺少 port"), (["hots: a"], "不认识 hots"), (["host"], "不是“名: 值”"),
        (["host: a", "host: b"], "写了两次"),
        (["host: a", "port: 25", "encryption: none"], "应是 starttls、tls、plain 之一"),
        (
            [
                "host: a.example.cn", "port: 25", "encryption: plain", "from: a@example.cn",
                "platform-address: https://kj.example.cn",
            ], "必须加密"
        ),
        (
            [
                "host: a.example.cn", "port: 25", "from: a@example.cn",
                "platform-address: http://kj.example.cn",
            ], "kj.example.cn"
        ),
    ])
    func whatIsWrongIsNamed(_ lines: [String], _ words: String) throws {
        // The platform's address is asked for first where all else is there.
        var given = lines
        if !lines.contains(where: { $0.hasPrefix("platform-address") }), lines.contains("port: 25")
        {
            given += ["from: a@example.cn", "platform-address: https://kj.example.cn"]
        }
        do {
            _ = try post(given)
            Issue.record("\(lines) was read")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
    }
}
