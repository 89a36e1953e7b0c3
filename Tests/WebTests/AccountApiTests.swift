import Accounts
import Registers
import Store
import Testing
import Values

@testable import Web

/// The administration of accounts, and one's own access, for programs.
@Suite(.serialized) struct AccountApiTests {
    private static let proposal = """
        {"login": "li.ming", "name": "李明", "role": "officer", "section": "high-tech"}
        """

    @Test func anAccountIsProposedByOneAndApprovedByAnother() async throws {
        let office = try await ApiOffice()
        let system = try await office.token("demo-system")
        let security = try await office.token("demo-security")
        let path = "/api/accounts"
        let key = ["idempotency-key": "account-1"]
        let made = await office.send("POST", path, system, Self.proposal, key)
        #expect(made.status == 201, "\(made.text)")
        let again = await office.send("POST", path, system, Self.proposal, key)
        #expect(again.text == made.text)
        #expect(try made.json()["state"]?.string == "proposed")
        let place = try #require(made.header("Location"))
        #expect(await office.send("POST", path, security, Self.proposal).status == 403)
        #expect(await office.send("POST", place + "/approve", system).status == 403)
        let stale = await office.send(
            "POST", place + "/approve", security, nil, ["if-match": "\"9\""])
        #expect(stale.status == 412)
        let approved = await office.send(
            "POST", place + "/approve", security, nil, ["if-match": "\"1\""])
        #expect(try approved.json()["state"]?.string == "invited", "\(approved.text)")
        let linked = try await office.send("POST", place + "/invitation", system).json()
        #expect(linked["link"]?.string?.hasPrefix("/invitations/") == true)
        let whole = try await office.send("GET", place, system).json()
        #expect(whole["link"]?.isNull == true, "the link is told once")
        #expect((whole["history"]?.array?.count ?? 0) >= 2)
        let listed = try await office.send("GET", path + "?limit=1", system).json()
        #expect(listed["items"]?.array?.first?["login"]?.string == "li.ming")
        #expect(listed["next"]?.string != nil)
        let bare = await office.send("POST", place + "/suspend", system)
        #expect(try bare.pointers() == ["/reason"], "\(bare.text)")
        let gone = await office.send(
            "POST", place + "/suspend", system, #"{"reason": "调走"}"#)
        #expect(try gone.json()["state"]?.string == "suspended")
        #expect(await office.send("POST", place + "/invitation", system).status == 410)
    }

    @Test func administratorsEndEverybodysSessionsButNobodyElseDoes() async throws {
        let office = try await ApiOffice()
        let security = try await office.token("demo-security")
        let (_, session) = try await office.signIn("demo-officer")
        let place = "/api/accounts/\(session.account.id)"
        let officer = try await office.token("demo-officer")
        #expect(await office.send("POST", place + "/sign-out", officer).status == 403)
        #expect(await office.send("GET", "/api/accounts", officer).status == 403)
        #expect(await office.send("GET", "/api/security-events", officer).status == 403)
        #expect(await office.send("POST", place + "/sign-out", security).status == 200)
        let left = try await office.registry.database.read { [accounts = office.accounts] in
            try accounts.sessions($0, of: session.account.id)
        }
        #expect(left.isEmpty)
        #expect(await office.send("POST", place + "/nonsense", security).status == 422)
        #expect(await office.send("GET", "/api/accounts/99999", security).status == 404)
        #expect(await office.send("POST", "/api/accounts/99999/unlock", security).status == 404)
    }

    @Test(arguments: [
        ("{\"login\": \"Li Ming\", \"name\": \"李明\", \"role\": \"finance\"}", 422),
        ("{\"login\": \"li.ming\", \"name\": \"李明\", \"role\": \"officer\"}", 422),
        ("{\"login\": \"li.ming\", \"name\": \"李明\", \"role\": \"没有\"}", 422),
        ("{\"login\": \"demo-head\", \"name\": \"李明\", \"role\": \"finance\"}", 409),
        ("{\"login\": 1}", 422), ("{\"demonstration\": true}", 422), ("{}", 422),
    ])
    func anAccountThatCannotBeIsRefused(_ body: String, _ status: Int) async throws {
        let office = try await ApiOffice()
        let system = try await office.token("demo-system")
        let response = await office.send("POST", "/api/accounts", system, body)
        #expect(response.status == status, "\(response.text)")
    }

    @Test func securityEventsAreReadInStretchesByTheAuditAdministrator() async throws {
        let office = try await ApiOffice()
        let audit = try await office.token("demo-audit")
        for _ in 1...3 { _ = try await office.signIn("demo-officer") }
        var next: String? = "/api/security-events?limit=2"
        var numbers: [Int64] = []
        while let target = next {
            let json = try await office.send("GET", target, audit).json()
            if numbers.isEmpty { #expect(json["broken_from"]?.isNull == true) }
            numbers += (json["items"]?.array ?? []).compactMap { $0["number"]?.integer }
            next = json["next"]?.string
        }
        #expect(numbers == numbers.sorted(by: >) && numbers.last == 1)
        #expect(Set(numbers).count == numbers.count && numbers.count >= 4)
    }

    @Test func onesOwnSessionsAndTokensAreSeenAndEnded() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-officer")
        _ = try await office.signIn("demo-officer")
        let path = "/api/me/sessions"
        let sessions = try await office.send("GET", path, token).json().array ?? []
        #expect(sessions.count == 2)
        let id = try #require(sessions.first?["id"]?.string)
        // Another's is not there.
        let other = try await office.token("demo-head")
        #expect(await office.send("DELETE", "\(path)/\(id)", other).status == 404)
        #expect(await office.send("DELETE", "\(path)/\(id)", token).status == 204)
        #expect(await office.send("DELETE", "\(path)/\(id)", token).status == 404)
        #expect(await office.send("DELETE", path, token).status == 204)
        #expect(try await office.send("GET", path, token).json().array?.isEmpty == true)
        let tokens = try await office.send("GET", "/api/me/tokens", token).json()
        let own = try #require(tokens["items"]?.array?.first)
        #expect(tokens["items"]?.array?.count == 1 && own["own"]?.truth == true)
        let place = "/api/me/tokens/\(own["id"]?.integer ?? 0)"
        #expect(await office.send("DELETE", place, other).status == 404)
        #expect(await office.send("DELETE", place, token).status == 204)
        #expect(await office.send("GET", path, token).status == 401, "it holds no more")
    }

    @Test func aTokenThatOnlyReadsEndsNothing() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-officer", writes: false)
        #expect(await office.send("GET", "/api/me/tokens", token).status == 200)
        #expect(await office.send("DELETE", "/api/me/sessions", token).status == 403)
    }
}
