import Accounts
import Registers
import Store
import Testing
import Values

@testable import Web

/// Bulk moves, hand-overs and merges for programs: previewed, then done, or refused.
@Suite struct DeskApiTests {
    @Test func manyAreMovedAfterAnExactPreview() async throws {
        let clerks = try await Clerks()
        let first = try await clerks.reception("JD-1")
        let second = try await clerks.reception("JD-2")
        _ = try await clerks.city.registry.moveRecord(
            "reception", second.id, "refuse", by: clerks.head, reason: "没有公函")
        let path = "/api/registers/reception/bulk"
        let preview = try await clerks.send(
            "GET", path + "?move=refuse&choose=\(first.id)&choose=\(second.id)", as: clerks.head
        ).json()
        #expect(preview.array?.map { $0["kept"]?.isNull } == [true, false])
        let records = """
            "records": [{"id": \(first.id), "version": 1}, {"id": \(second.id)}]
            """
        let bare = await clerks.send(
            "POST", path, as: clerks.head, "{\"move\": \"refuse\", \(records)}")
        #expect(try bare.pointers() == ["/reason"])
        let done = await clerks.send(
            "POST", path, as: clerks.head,
            "{\"move\": \"refuse\", \(records), \"reason\": \"没有公函\"}")
        #expect(try done.json().array?.map { $0["done"]?.truth } == [true, false])
        #expect(try await clerks.state(first) == "refused")
        // What others agree to is asked for one by one.
        let approve = await clerks.send(
            "POST", path, as: clerks.head, "{\"move\": \"approve\", \(records)}")
        #expect(approve.status == 400)
        #expect(await clerks.send("GET", path + "?move=refuse", as: clerks.head).status == 400)
        let supervisor = try await Clerks.person(clerks.city, "监督壬", "supervisor", nil)
        #expect(
            await clerks.send("POST", path, as: supervisor, "{\(records)}").status == 403)
    }

    @Test func aDeskIsHandedOverAfterAPreviewAndOnce() async throws {
        let office = try await ApiOffice()
        let system = try await office.token("demo-system")
        let officer = try await office.token("demo-officer")
        let (_, session) = try await office.signIn("demo-officer")
        let act = #"{"login": "new.one", "name": "新经办", "role": "officer", "section": "high-tech"}"#
        let made = await office.send("POST", "/api/accounts", system, act)
        let id = try #require(try made.json()["id"]?.integer)
        let path = "/api/accounts/\(session.account.id)/handover"
        #expect(await office.send("GET", path, officer).status == 403)
        let none = try await office.send("GET", path, system).json()
        #expect(none["successors"]?.array?.isEmpty == true && none["items"]?.array?.count == 0)
        let early = await office.send(
            "POST", path, system, #"{"successor": \#(id), "note": "请接着办"}"#)
        #expect(early.status == 409, "who has not begun cannot take over")
        let security = try await office.token("demo-security")
        _ = await office.send("POST", "/api/accounts/\(id)/approve", security)
        let account = try await office.registry.database.read { [accounts = office.accounts] in
            try accounts.account($0, id: id)
        }
        let invitation = try await office.accounts.invite(
            try #require(account), by: try WebCity.viewer("system-administrator"),
            from: ApiOffice.origin)
        try await office.accounts.accept(
            token: invitation, password: "洞庭湖的波浪很大很大", from: ApiOffice.origin)
        let preview = try await office.send("GET", path + "?successor=\(id)", system).json()
        #expect(preview["items"]?.array?.isEmpty == false)
        let bare = await office.send("POST", path, system, #"{"successor": \#(id)}"#)
        #expect(try bare.pointers() == ["/note"])
        let key = ["idempotency-key": "hand-1"]
        let body = #"{"successor": \#(id), "note": "请接着办"}"#
        let done = await office.send("POST", path, system, body, key)
        #expect(done.status == 201, "\(done.text)")
        #expect(await office.send("POST", path, system, body, key).text == done.text)
        #expect(await office.send("POST", path, system, body).status == 422)
        #expect(await office.send("GET", "/api/me", officer).status == 401, "the desk is left")
    }

    @Test func whatWasHandedOverIsReadByWhoeverTookIt() async throws {
        let clerks = try await Clerks()
        let system = try await Clerks.person(clerks.city, "系统", "system-administrator", nil)
        let successor = try await Clerks.person(clerks.city, "经办新", "officer", "office")
        let path = "/api/accounts/\(clerks.clerk.account ?? 0)/handover"
        let body = #"{"successor": \#(successor.account ?? 0), "note": "请接着办"}"#
        #expect(await clerks.send("POST", path, as: clerks.head, body).status == 403)
        #expect(await clerks.send("POST", path, as: system, body).status == 201)
        let notes = try await clerks.send("GET", "/api/me/handovers", as: successor).json()
        #expect(notes["items"]?.array?.first?["note"]?.string == "请接着办")
        let none = try await clerks.send("GET", "/api/me/handovers", as: clerks.head).json()
        #expect(none["items"]?.array?.isEmpty == true)
    }

    @Test func doublesOfAnOrganisationAreMergedAfterAPreview() async throws {
        let clerks = try await Clerks()
        let registry = clerks.city.registry
        let kept = try await registry.createRecord(
            "organisation", ["name": .text("甲公司"), "uscc": .text("91430600MA4TE5T137")],
            by: clerks.clerk)
        let other = try await registry.createRecord(
            "organisation", ["name": .text("甲公司"), "website": .text("https://example.com")],
            by: clerks.clerk)
        let path = "/api/organisations/\(other.id)/merge"
        let alike = try await clerks.send("GET", path, as: clerks.clerk).json()
        #expect(alike["doubles"]?.array?.map { $0["id"]?.integer } == [kept.id])
        #expect(alike["preview"]?.isNull == true)
        let preview = try await clerks.send(
            "GET", path + "?kept=\(kept.id)", as: clerks.clerk
        ).json()
        #expect(preview["preview"]?["filled"]?.array?.compactMap(\.string) == ["website"])
        func body(_ version: Int, _ reason: String) -> String {
            """
            {"kept": \(kept.id), "versions": {"kept": \(version), "dropped": 1}, \
            "reason": "\(reason)"}
            """
        }
        #expect(
            try await clerks.send("POST", path, as: clerks.clerk, body(1, "")).pointers() == [
                "/reason"
            ])
        #expect(await clerks.send("POST", path, as: clerks.clerk, body(7, "同一执照")).status == 412)
        #expect(await clerks.send("POST", path, as: clerks.leader, body(1, "同一执照")).status == 403)
        let bare = await clerks.send(
            "POST", path, as: clerks.clerk, #"{"kept": \#(kept.id), "reason": "同一执照"}"#)
        #expect(try bare.pointers() == ["/versions"])
        let done = await clerks.send("POST", path, as: clerks.clerk, body(1, "同一执照"))
        #expect(done.status == 200, "\(done.text)")
        #expect(try await clerks.state(other) == "withdrawn")
        #expect(await clerks.send("POST", path, as: clerks.clerk, body(1, "同一执照")).status == 409)
        #expect(
            await clerks.send("GET", "/api/organisations/99999/merge", as: clerks.clerk).status
                == 404)
    }
}
