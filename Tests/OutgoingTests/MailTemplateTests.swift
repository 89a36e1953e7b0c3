import Testing
import Values

@testable import Outgoing

@Suite struct MailTemplateTests {
    private let time = Instant(iso: "2026-11-27T01:30:05Z")!

    private func link() throws -> PlatformLink {
        try PlatformLink(platform: "https://kj.example.cn", path: "/work")
    }

    private func mail(_ template: MailTemplate, platform: String = "洞庭平台") throws -> Mail {
        try template.mail(
            platform: platform, id: "1", from: MailAddress("a@example.cn"),
            to: MailAddress("b@example.org"), written: time)
    }

    @Test func theDaysMailSaysHowMuchAndWhere() throws {
        let mail = try mail(
            .day(DayCounts(waiting: 5, overdue: 1, dueSoon: 2, returned: 3, notices: 4), link()))
        #expect(mail.subject == "洞庭平台：1件待办已逾期")
        #expect(
            mail.body == """
                您好：

                您在平台上有：
                · 待办5件
                · 其中已逾期1件
                · 其中即将到期2件
                · 被退回、待修改3件
                · 未读通知4条

                请登录后查看：https://kj.example.cn/work

                本邮件由洞庭平台自动发出，请勿回复。

                """)
    }

    @Test func theSubjectNamesTheGravest() throws {
        let subjects: [(DayCounts, String)] = [
            (DayCounts(waiting: 1, returned: 2), "2件被退回，待修改"),
            (DayCounts(waiting: 3, dueSoon: 1), "1件待办即将到期"),
            (DayCounts(waiting: 3, notices: 9), "3件待办"), (DayCounts(notices: 9), "9条新通知"),
        ]
        for (counts, subject) in subjects {
            #expect(try mail(.day(counts, link())).subject == "洞庭平台：" + subject)
        }
    }

    @Test func whatIsZeroIsNotSaid() throws {
        let body = try mail(.day(DayCounts(waiting: 1), link())).body
        #expect(body.contains("待办1件"))
        #expect(!body.contains("0"))
        #expect(DayCounts(waiting: -3) == DayCounts())
    }

    @Test func everyMailOfSafetySaysWhatToDoIfItWasSomebodyElse() throws {
        let templates: [MailTemplate] = [
            .invitation(validDays: 7, try link()), .passwordReset(validMinutes: 30, try link()),
            .passwordChanged(time), .secondStepChanged(time), .addressChanged(time),
            .accountLocked(time, minutes: 15),
        ]
        for template in templates {
            let mail = try mail(template)
            #expect(template.urgency == .security)
            #expect(template.saysSomething)
            #expect(mail.body.contains("如果"))
            #expect(mail.subject.count < 30)
        }
        #expect(try mail(.passwordChanged(time)).body.contains("2026-11-27 09:30:05"))
    }

    @Test func aPlatformOfTwoLinesIsRefused() throws {
        #expect(throws: MailError.lineBreak(field: "平台名称")) {
            try mail(.passwordChanged(time), platform: "洞庭\r\nBcc: a@b")
        }
    }
}

@Suite struct PlatformLinkTests {
    @Test(arguments: [
        ("https://kj.example.cn", "/work", "https://kj.example.cn/work"),
        ("https://kj.example.cn/", "/", "https://kj.example.cn/"),
        ("https://kj.example.cn/city", "/a/b-1_c~.d", "https://kj.example.cn/city/a/b-1_c~.d"),
        ("http://127.0.0.1:8080", "/work", "http://127.0.0.1:8080/work"),
    ])
    func aLinkIsOnThePlatform(platform: String, path: String, text: String) throws {
        #expect(try PlatformLink(platform: platform, path: path).text == text)
    }

    @Test(arguments: [
        "", "work", "//evil.example.cn", "/a?name=b", "/a#b", "/a/../b", "/a/", "/a b", "/名",
        "/a\r\nb", "/%2e", "/a@b",
    ])
    func whatSaysMoreThanAPlaceIsRefused(path: String) {
        #expect(throws: OutgoingError.badAddress(path)) {
            try PlatformLink(platform: "https://kj.example.cn", path: path)
        }
    }

    @Test func aLinkInTheOpenIsRefused() {
        #expect(throws: OutgoingError.notEncrypted(host: "kj.example.cn")) {
            try PlatformLink(platform: "http://kj.example.cn", path: "/work")
        }
    }
}
