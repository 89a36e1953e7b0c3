import Registers
import Store
import Testing
import Values

@testable import Accounts
@testable import Web

/// One test after the other: each has a city of its own, and other suites measure memory.
@Suite(.serialized) struct ApiListTests {
    @Test func aKnownVersionIsNotSentAgain() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let need = try await office.need(token)
        for known in [need.tag, "W/\(need.tag)", "\"9\", \(need.tag)", "*"] {
            let response = await office.send(
                "GET", need.path, token, nil, ["if-none-match": known])
            #expect(response.status == 304 && response.text.isEmpty, "\(known)")
        }
        let other = await office.send("GET", need.path, token, nil, ["if-none-match": "\"9\""])
        #expect(other.status == 200)
    }

    @Test(arguments: ["", "sort=title", "sort=-title", "sort=budget", "sort=-budget", "sort=id"])
    func aWalkMeetsEachRecordOnceThoughOthersComeMeanwhile(_ query: String) async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        var there: Set<Int64> = []
        for number in 1...7 {
            let more = number % 3 == 0 ? "" : ", \"budget\": \"\(number % 4).00\""
            there.insert(try await office.need(token, "题\(number % 5)", more).id)
        }
        var seen: [Int64] = []
        var next: String? = "\(ApiOffice.needs)?limit=2&\(query)"
        while let target = next {
            let response = await office.send("GET", target, token)
            let json = try response.json()
            seen += (json["records"]?.array ?? []).compactMap { $0["id"]?.integer }
            next = json["next"]?.string
            #expect(next == nil || response.header("Link") == "<\(next ?? "")>; rel=\"next\"")
            _ = try await office.need(token, "题0", ", \"budget\": \"0.50\"")
            try #require(seen.count < 60)
            if seen.count > 14 { break }
        }
        #expect(there.isSubset(of: seen) || seen.count > 14)
        #expect(Set(seen).count == seen.count)
    }

    @Test func aWalkKeepsItsFiltersAndPagesStay() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        for number in 1...3 { _ = try await office.need(token, "焊\(number)") }
        _ = try await office.need(token, "别的")
        let first = try await office.send(
            "GET", "\(ApiOffice.needs)?q=%E7%84%8A&limit=2", token
        ).json()
        #expect(first["count"]?.integer == 3)
        let next = try #require(first["next"]?.string)
        let second = try await office.send("GET", next, token).json()
        #expect(second["records"]?.array?.count == 1 && second["next"]?.isNull == true)
        let page = try await office.send("GET", "\(ApiOffice.needs)?page=1", token).json()
        #expect(page["page"]?.integer == 1 && page["records"]?.array?.count == 4)
    }

    @Test func aCursorThatIsNoneIsRefused() async throws {
        let (office, _, token) = try await ApiOffice.refusing.value
        let sorted = RecordPlace(sort: "title", value: .text("题"), id: 1).cursor
        let wrong = RecordPlace(sort: "budget", value: .text("题"), id: 1).cursor
        for query in [
            "cursor=x", "cursor=%00", "cursor=W10", "cursor=\(sorted)", "page=1&cursor=\(sorted)",
            "sort=budget&cursor=\(wrong)", "limit=0", "limit=201", "limit=x", "sort=phone",
            "sort=%27", "nonsense=1",
        ] {
            let response = await office.send("GET", "\(ApiOffice.needs)?\(query)", token)
            #expect(response.status == 400, "\(query) \(response.text)")
        }
        let right = await office.send(
            "GET", "\(ApiOffice.needs)?sort=title&cursor=\(sorted)", token)
        #expect(right.status == 200)
    }

    @Test func draftsAreOnesOwnAndAStaleSavingIsRefused() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let path = "/api/drafts/draft-0001"
        let body = "{\"register\": \"technology-need\", \"fields\": {\"title\": \"半\"}}"
        let saved = await office.send("PUT", path, token, body)
        #expect(saved.status == 200 && saved.header("ETag") == "\"1\"")
        #expect(await office.send("PUT", path, token, body).status == 412)
        let again = await office.send("PUT", path, token, body, ["if-match": "\"1\""])
        #expect(again.header("ETag") == "\"2\"")
        let read = try await office.send("GET", path, token).json()
        #expect(read["fields"]?["title"]?.string == "半")
        let member = try await office.token("demo-member")
        #expect(await office.send("GET", path, member).status == 404)
        #expect(try await office.send("GET", "/api/drafts", member).json().array?.isEmpty == true)
        #expect(await office.send("DELETE", path, member).status == 204)
        #expect(await office.send("DELETE", path, token).status == 204)
        #expect(await office.send("GET", path, token).status == 404)
        for (bad, status) in [
            ("{}", 422), ("{\"register\": \"x\"}", 404), ("{\"register\": \"loan\"}", 403),
            ("{\"register\": \"technology-need\", \"fields\": {\"a\": 1}}", 422),
            ("{\"register\": \"technology-need\", \"record\": \"1\"}", 422),
        ] {
            #expect(await office.send("PUT", path, token, bad).status == status, "\(bad)")
        }
        #expect(await office.send("PUT", "/api/drafts/x", token, body).status == 400)
        #expect(await office.send("GET", "/api/drafts/%00", token).status == 400)
    }

    @Test func noticesMembersAndPickersAreAsOnTheirPages() async throws {
        let office = try await ApiOffice()
        let unit = try await office.token("demo-unit")
        let account = try await office.signIn("demo-unit").session.account.id
        try await office.accounts.database.write(Accounts.act) {
            try $0.tell([account], "record-returned", "退回了一条", link: "/registers")
        }
        let notices = try await office.send("GET", "/api/notices", unit).json()
        #expect(notices.array?.first?["text"]?.string == "退回了一条")
        let id = try #require(notices.array?.first?["id"]?.integer)
        let read = await office.send("POST", "/api/notices/read", unit, "{\"notice\": \(id)}")
        #expect(read.status == 204 && read.header("Content-Type") == nil)
        let after = try await office.send("GET", "/api/notices", unit).json()
        #expect(after.array?.first?["read"]?.string != nil)

        let members = try await office.send("GET", "/api/members", unit).json().array ?? []
        #expect(members.count == 2)
        let other = members.first { $0["login"]?.string == "demo-member" }
        let member = try #require(other?["id"]?.integer)
        let mine = members.first { $0["login"]?.string == "demo-unit" }
        let own = try #require(mine?["id"]?.integer)
        #expect(await office.send("POST", "/api/members/\(own)/end", unit).status == 403)
        #expect(await office.send("POST", "/api/members/1/end", unit).status == 404)
        let ended = await office.send("POST", "/api/members/\(member)/end", unit)
        #expect(try ended.json()["state"]?.string == "ended", "\(ended.text)")
        let clerk = try await office.token("demo-clerk")
        #expect(await office.send("GET", "/api/members", clerk).status == 403)

        let picked = try await office.send(
            "GET", "/api/pick/organisation?q=%E7%94%B2", unit
        ).json()
        #expect(picked.array?.first?["id"]?.integer == office.own)
        let accounts = try await office.send("GET", "/api/pick/account?q=demo", unit).json()
        #expect(accounts.array?.isEmpty == true, "who has accounts is not told")
    }
}
