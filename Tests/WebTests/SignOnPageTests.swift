import Accounts
import Registers
import Store
import Testing

@testable import Web

@Suite struct SignOnPageTests {
    @Test func whoIsBoundComesInThroughTheProvider() async throws {
        let there = try await SignOnCity()
        try await there.account("li.si", "officer", subject: "42")
        var cookies: SignOnCity.Cookies = [:]
        let page = await there.send(Request("GET", "/sign-in?then=/registers"), &cookies)
        #expect(page.text.contains("用湖南省统一认证登录"))
        #expect(page.text.contains("/sign-on?then=%2Fregisters"))
        let back = try await there.goThrough("/sign-on?then=/registers", as: "42", &cookies)
        #expect(back.status == 303 && back.header("Location") == "/registers")
        #expect(cookies["dongting"] != nil && cookies["dongting-way"] == nil)
        let desk = await there.send(Request("GET", "/"), &cookies)
        #expect(desk.status == 200 && desk.text.contains("li.si本人"))
    }

    @Test func whoIsBoundToNobodyIsToldAndNoAccountIsMade() async throws {
        let there = try await SignOnCity()
        var cookies: SignOnCity.Cookies = [:]
        let back = try await there.goThrough("/sign-on", as: "7", &cookies)
        #expect(back.status == 401 && back.text.contains("还没有与之绑定的账号"))
        #expect(cookies["dongting"] == nil)
        let count = try await there.city.registry.database.read {
            try $0.integer("SELECT count(*) FROM account")
        }
        #expect(count == 0)
    }

    @Test func anAnswerOfAnotherBrowserOrASecondTimeIsRefused() async throws {
        let there = try await SignOnCity()
        try await there.account("li.si", "officer", subject: "42")
        var mine: SignOnCity.Cookies = [:]
        var theirs: SignOnCity.Cookies = [:]
        _ = try await there.goThrough("/sign-on", as: "42", &mine)
        let other = await there.send(
            Request("GET", "/sign-on/callback?code=abc&state=guessed"), &theirs)
        #expect(other.status == 401 && theirs["dongting"] == nil)
        let again = await there.send(
            Request("GET", "/sign-on/callback?code=abc&state=x"), &mine)
        #expect(again.status == 401 && again.text.contains("不是从本页面开始的"))
        var changed: SignOnCity.Cookies = ["dongting-way": "made up"]
        #expect(
            await there.send(Request("GET", "/sign-on/callback?code=a&state=b"), &changed).status
                == 401)
    }

    @Test func whereThePlatformsOwnSecondStepIsNeededTheProviderDoesNotStandForIt() async throws {
        let there = try await SignOnCity(isSecondStep: false)
        try await there.account("li.si", "officer", subject: "42")
        var cookies: SignOnCity.Cookies = [:]
        let back = try await there.goThrough("/sign-on", as: "42", &cookies)
        #expect(back.status == 401 && back.text.contains("统一认证不能代替"))
    }

    @Test func aSuspendedAccountDoesNotComeIn() async throws {
        let there = try await SignOnCity()
        let id = try await there.account("li.si", "officer", subject: "42")
        let administrator = try WebCity.viewer("system-administrator")
        _ = try await there.city.accounts.move(
            id, "suspend", version: nil, by: administrator, reason: "离岗")
        var cookies: SignOnCity.Cookies = [:]
        #expect(try await there.goThrough("/sign-on", as: "42", &cookies).status == 401)
    }

    @Test func onesOwnAccountIsBoundOnceAfterSayingSo() async throws {
        let there = try await SignOnCity()
        let id = try await there.account("li.si", "officer", subject: "old")
        var cookies: SignOnCity.Cookies = [:]
        _ = try await there.goThrough("/sign-on", as: "old", &cookies)
        let security = try WebCity.viewer("security-administrator")
        try await there.city.accounts.bind(id, to: nil, by: security)
        let page = await there.send(Request("GET", "/me"), &cookies)
        #expect(page.text.contains("/sign-on?bind=1"))
        let ask = try await there.goThrough("/sign-on?bind=1", as: "new", &cookies)
        #expect(ask.status == 200 && ask.text.contains("李四"))
        func bound() async throws -> String? {
            let accounts = there.city.accounts
            return try await there.city.registry.database.read {
                try accounts.subject($0, of: id)?.subject
            }
        }
        #expect(try await bound() == nil)
        var confirm = Request(
            "POST", "/me/sign-on", headers: ["content-type": "application/x-www-form-urlencoded"])
        #expect(await there.send(confirm, &cookies).status == 403)
        let token = try #require(ask.text.firstMatch(of: /name="csrf" value="([0-9a-f]+)"/)?.1)
        confirm.body = Array("csrf=\(token)".utf8)
        #expect(await there.send(confirm, &cookies).status == 303)
        #expect(try await bound() == "new")
        // Once: another is not put in its place.
        let second = try await there.goThrough("/sign-on?bind=1", as: "third", &cookies)
        #expect(second.status == 200)
        #expect(await there.send(confirm, &cookies).status == 409)
        #expect(try await bound() == "new")
    }

    @Test func aSubjectIsBoundToOneAccount() async throws {
        let there = try await SignOnCity()
        try await there.account("li.si", "officer", subject: "42")
        let other = try await there.account("wang.wu", "officer", subject: nil)
        let security = try WebCity.viewer("security-administrator")
        let subject = SignOnSubject(issuer: there.issuer, subject: "42")
        await #expect(throws: SignOnRefusal.boundToAnother) {
            try await there.city.accounts.bind(other, to: subject, by: security)
        }
        await #expect(throws: SignOnRefusal.mayNot(role: "系统管理员")) {
            try await there.city.accounts.bind(
                other, to: nil, by: try WebCity.viewer("system-administrator"))
        }
    }

    @Test func withoutAProviderThereIsNoSuchPage() async throws {
        let city = try await WebCity.empty.value
        #expect(await city.get("/sign-on").status == 404)
        #expect(await city.get("/sign-on/callback").status == 404)
    }
}
