import Foundation
import Testing
import Values

@testable import Outgoing

@Suite struct MailTests {
    private let written = Instant(iso: "2026-11-27T01:30:05Z")!

    private func mail(
        id: String = "m-1", subject: String = "三件待办", body: String = "你好\n"
    ) throws -> Mail {
        try Mail(
            id: id, from: try MailAddress("platform@kj.example.cn", name: "科技局平台"),
            to: try MailAddress("person@example.org"), subject: subject, body: body,
            written: written)
    }

    @Test func aMailIsWrittenLineByLine() throws {
        #expect(
            try mail().message
                == """
                Date: Fri, 27 Nov 2026 09:30:05 +0800
                From: =?utf-8?B?56eR5oqA5bGA5bmz5Y+w?=
                 <platform@kj.example.cn>
                To: <person@example.org>
                Message-ID: <m-1@kj.example.cn>
                Subject: =?utf-8?B?5LiJ5Lu25b6F5Yqe?=
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                5L2g5aW9DQo=

                """.replacing("\n", with: "\r\n"))
    }

    @Test func everyLineIsShortAndInASCII() throws {
        let mail = try mail(
            subject: String(repeating: "岳阳市科学技术局", count: 12),
            body: String(repeating: "很长的一段话，没有换行。", count: 300))
        for line in mail.message.split(separator: "\r\n", omittingEmptySubsequences: false) {
            #expect(line.utf8.count <= 78)
            #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
    }

    @Test(arguments: ["a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\0b", "a\u{2028}b", "a\u{85}b"])
    func aSubjectOfTwoLinesIsRefused(subject: String) {
        #expect(throws: MailError.lineBreak(field: "主题")) { try mail(subject: subject) }
    }

    @Test(arguments: ["", " ", "\u{3000}"])
    func aMailWithoutASubjectIsRefused(subject: String) {
        #expect(throws: MailError.noSubject) { try mail(subject: subject) }
    }

    @Test func whatIsTooLongIsRefused() {
        #expect(throws: MailError.tooLong(field: "主题", limit: 100)) {
            try mail(subject: String(repeating: "长", count: 101))
        }
        #expect(throws: MailError.tooLong(field: "正文", limit: 20_000)) {
            try mail(body: String(repeating: "长", count: 20_001))
        }
    }

    @Test(arguments: ["", "a b", "a@b", "a>\r\nX: y", String(repeating: "a", count: 65)])
    func anIdThatWouldBreakItsLineIsRefused(id: String) {
        #expect(throws: MailError.badID(id)) { try mail(id: id) }
    }

    @Test func theDateIsThatOfTheBusinessDay() {
        #expect(
            MailDate.write(Instant(iso: "2026-03-01T16:00:00Z")!)
                == "Mon, 2 Mar 2026 00:00:00 +0800")
    }
}

@Suite struct MailAddressTests {
    @Test(arguments: ["a@b", "first.last+tag@mail.example.cn", "o'neil@example.org", "1@2.cn"])
    func anAddressInUseIsTaken(address: String) throws {
        #expect(try MailAddress(address).address == address)
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a@@b", "a@b@c", "a b@c", ".a@b", "a.@b", "a..b@c", "a@-b", "a@b..c",
        "a@b-", "<a@b>", "\"a b\"@c", "a@[127.0.0.1]", "张@b", "a@岳阳.cn", "a,b@c", "a@b ",
        String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
    ])
    func whatIsNoAddressIsRefused(address: String) {
        #expect(throws: MailError.badAddress(address)) { try MailAddress(address) }
    }

    @Test(arguments: ["a@b\r\nRCPT TO:<c@d>", "a\n@b", "a@b\0"])
    func anAddressOfTwoLinesIsRefused(address: String) {
        #expect(throws: MailError.lineBreak(field: "邮箱地址")) { try MailAddress(address) }
    }

    @Test func aNameOfTwoLinesIsRefused() {
        #expect(throws: MailError.lineBreak(field: "姓名")) {
            try MailAddress("a@b", name: "甲\r\nBcc: c@d")
        }
    }

    @Test func aNameThatLooksLikeAnAddressStaysAName() throws {
        let header = try MailAddress("a@example.cn", name: "boss@example.cn> <x").header
        #expect(header.hasPrefix("=?utf-8?B?"))
        #expect(header.hasSuffix("?=\r\n <a@example.cn>"))
    }
}

@Suite struct EncodedWordsTests {
    @Test(arguments: ["plain words 1-2/3", "a"])
    func plainTextStaysAsItIs(text: String) {
        #expect(EncodedWords.write(text) == text)
    }

    @Test(arguments: ["=?utf-8?B?eA==?=", "a, b", "\"a\"", "a  b", " a", "(a)", "é"])
    func whatMeansSomethingInAHeaderIsEncoded(text: String) {
        #expect(EncodedWords.write(text).hasPrefix("=?utf-8?B?"))
    }

    @Test func eachWordIsShortAndCanBeReadByItself() throws {
        let text = String(repeating: "岳阳👨‍👩‍👧‍👦x𠀀", count: 20)
        let words = EncodedWords.write(text).components(separatedBy: "\r\n ")
        var read = ""
        for word in words {
            #expect(word.utf8.count <= 75)
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            read += try #require(String(bytes: data, encoding: .utf8))
        }
        #expect(read == text)
    }
}
