import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Accounts
@testable import Web

/// One test after the other: each has a city of its own, and other suites measure memory.
@Suite(.serialized) struct ApiTokenTests {
    @Test func aTokenActsForWhoeverMadeItWithTheirRights() async throws {
        let office = try await ApiOffice()
        let unit = try await office.token("demo-unit")
        let me = try await office.send("GET", "/api/me", unit).json()
        #expect(me["login"]?.string == "demo-unit")
        #expect(me["organisation"]?.integer == office.own)
        // No more than the page would: another organisation is not there.
        let path = "/api/registers/organisation"
        #expect(await office.send("GET", "\(path)/\(office.own)", unit).status == 200)
        #expect(await office.send("GET", "\(path)/\(office.other)", unit).status == 404)
        #expect(await office.send("GET", "/api/registers/loan", unit).status == 403)
        #expect(await office.send("GET", "/api/figures", unit).status == 403)
    }

    @Test func withoutATokenOrWithAWrongOneItIsSaidHowToComeIn() async throws {
        let office = try await ApiOffice()
        let none = await office.send("GET", "/api/registers", nil)
        #expect(none.status == 401)
        #expect(none.header("WWW-Authenticate") == "Bearer realm=\"dongting\"")
        for wrong in ["dongting_x", "", "甲", "a b"] {
            let response = await office.send("GET", "/api/registers", wrong)
            #expect(response.status == 401, "\(wrong)")
            #expect(response.header("Content-Type") == "application/problem+json")
        }
        let wrong = await office.send("GET", "/api/me", "dongting_x")
        #expect(wrong.header("WWW-Authenticate")?.contains("invalid_token") == true)
    }

    @Test func aWrongTokenIsNotHelpedByACookie() async throws {
        let office = try await ApiOffice()
        let cookie = try await office.signIn("demo-transfer").cookie
        let response = await office.send("GET", "/api/me", "dongting_x", nil, ["cookie": cookie])
        #expect(response.status == 401)
    }

    @Test func aTokenOpensNoPage() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let page = await office.send("GET", "/registers", token)
        #expect(page.status == 303)
        let post = await office.send("POST", "/me/tokens", token, "name=x")
        #expect(post.status == 401)
    }

    @Test func aTokenThatReadsChangesNothing() async throws {
        let office = try await ApiOffice()
        let reader = try await office.token("demo-unit", writes: false)
        let before = try await office.count("journal_entry")
        let refused = await office.send(
            "POST", ApiOffice.needs, reader, ApiOffice.body("低温焊接"))
        #expect(refused.status == 403)
        #expect(refused.header("WWW-Authenticate")?.contains("insufficient_scope") == true)
        let draft = "/api/drafts/abcdefgh"
        #expect(await office.send("PUT", draft, reader, "{}").status == 403)
        #expect(await office.send("DELETE", draft, reader).status == 403)
        #expect(await office.send("GET", ApiOffice.needs, reader).status == 200)
        #expect(try await office.count("journal_entry") == before)
    }

    @Test func aTokenRunsOut() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer", days: 1)
        office.clock.set("2026-02-11T00:59:59.000Z")
        #expect(await office.send("GET", "/api/me", token).status == 200)
        office.clock.set("2026-02-11T01:00:00.000Z")
        #expect(await office.send("GET", "/api/me", token).status == 401)
    }

    @Test func anEndedTokenIsOfNoUseAndBothAreSecurityEvents() async throws {
        let office = try await ApiOffice()
        let session = try await office.signIn("demo-transfer").session
        let token = try await office.accounts.makeToken(
            session, name: "财务系统", writes: true, days: 10, from: ApiOffice.origin)
        let id = try #require(try await office.tokens(session).first?.id)
        try await office.accounts.endToken(session, id, from: ApiOffice.origin)
        #expect(await office.send("GET", "/api/me", token).status == 401)
        let (events, broken) = try await office.accounts.database.read { reader in
            (
                try office.accounts.events(reader, of: session.account.id, limit: 2),
                try office.accounts.firstBrokenEvent(reader)
            )
        }
        #expect(events.map(\.kind) == [.tokenEnded, .tokenMade])
        #expect(events.last?.detail.contains("财务系统，读写，至 2026-02-20") == true)
        #expect(broken == nil)
        await #expect(throws: ApiTokenRefusal.unknown) {
            try await office.accounts.endToken(session, id, from: ApiOffice.origin)
        }
    }

    @Test func nobodyEndsATokenOfOthersButTheAdministratorOfTheirOrganisation() async throws {
        let office = try await ApiOffice()
        let member = try await office.signIn("demo-member").session
        let token = try await office.accounts.makeToken(
            member, name: "填报程序", writes: true, days: 10, from: ApiOffice.origin)
        let id = try #require(try await office.tokens(member).first?.id)
        let stranger = try await office.signIn("demo-officer").session
        await #expect(throws: ApiTokenRefusal.unknown) {
            try await office.accounts.endToken(stranger, id, from: ApiOffice.origin)
        }
        let administrator = try await office.signIn("demo-unit").session
        #expect(try await office.tokens(administrator).map(\.id) == [id])
        try await office.accounts.endToken(administrator, id, from: ApiOffice.origin)
        #expect(await office.send("GET", "/api/me", token).status == 401)
    }

    @Test func aTokenEndsWithTheMembershipAndWithTheAccount() async throws {
        let office = try await ApiOffice()
        let member = try await office.token("demo-member")
        let officer = try await office.token("demo-transfer")
        try await office.accounts.database.write(Accounts.act) { writer in
            try writer.execute(
                """
                UPDATE membership SET state = 'ended' WHERE account =
                (SELECT id FROM account WHERE login = 'demo-member')
                """)
            try writer.execute(
                "UPDATE account SET state = 'suspended' WHERE login = 'demo-transfer'")
        }
        #expect(await office.send("GET", "/api/me", member).status == 401)
        #expect(await office.send("GET", "/api/me", officer).status == 401)
    }

    @Test(arguments: [("", 30), ("  ", 30), (String(repeating: "长", count: 61), 30)])
    func aTokenNeedsAName(_ name: String, _ days: Int) async throws {
        let (office, _, _) = try await ApiOffice.refusing.value
        let session = try await office.signIn("demo-officer").session
        await #expect(throws: ApiTokenRefusal.name(most: 60)) {
            _ = try await office.accounts.makeToken(
                session, name: name, writes: false, days: days, from: ApiOffice.origin)
        }
    }

    @Test(arguments: [0, -1, 366, 100_000])
    func aTokenLastsAYearAtMost(_ days: Int) async throws {
        let (office, _, _) = try await ApiOffice.refusing.value
        let session = try await office.signIn("demo-officer").session
        await #expect(throws: ApiTokenRefusal.days(most: 365)) {
            _ = try await office.accounts.makeToken(
                session, name: "试验", writes: false, days: days, from: ApiOffice.origin)
        }
    }

    @Test func theDatabaseHoldsNoToken() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-officer")
        let kept = try await office.accounts.database.read {
            try $0.all("SELECT digest, name FROM api_token").flatMap { $0 }.map(\.description)
        }
        #expect(!kept.isEmpty && !kept.contains { token.contains($0) || $0.contains(token) })
    }

    @Test func thePageShowsATokenOnceAndListsAndEndsIt() async throws {
        let office = try await ApiOffice()
        let (cookie, session) = try await office.signIn("demo-unit")
        func post(_ form: String) async -> Response {
            await office.send(
                "POST", "/me/tokens", nil, form,
                ["cookie": cookie, "content-type": "application/x-www-form-urlencoded"])
        }
        let csrf = "csrf=\(session.formToken)"
        let made = await post("\(csrf)&name=%E8%B4%A2%E5%8A%A1&scope=write&days=90")
        #expect(made.status == 200 && made.text.contains("dongting_"))
        #expect(made.header("Cache-Control") == "no-store")
        #expect(Markup(made.text).problems == [])
        let again = await office.send("GET", "/me/tokens", nil, nil, ["cookie": cookie])
        #expect(again.text.contains("财务") && !again.text.contains("dongting_"))
        #expect(Markup(again.text).problems == [])
        let id = try #require(try await office.tokens(session).first?.id)
        #expect(await post("\(csrf)&end=\(id)").status == 303)
        #expect(await post("\(csrf)&end=\(id)").status == 422)
        #expect(await post("name=x&scope=read&days=30").status == 403)
        #expect(await post("\(csrf)&name=x&scope=read&days=9999").status == 422)
    }

    @Test func aCookieChangesNothingUnderApiWithoutTheTokenOfItsForm() async throws {
        let office = try await ApiOffice()
        let (cookie, session) = try await office.signIn("demo-unit")
        let body = ApiOffice.body("低温焊接")
        let without = await office.send("POST", ApiOffice.needs, nil, body, ["cookie": cookie])
        #expect(without.status == 403)
        let with = await office.send(
            "POST", ApiOffice.needs, nil, body,
            ["cookie": cookie, "x-form-token": session.formToken])
        #expect(with.status == 201)
    }
}

extension ApiOffice {
    func tokens(_ session: Session) async throws -> [ApiToken] {
        try await accounts.database.read { try accounts.tokens($0, of: session) }
    }
}
