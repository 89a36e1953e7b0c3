import Registers
import Store
import Testing
import Values

@testable import Web

/// One test after the other: each has a city of its own, and other suites measure memory.
@Suite(.serialized) struct ApiWriteTests {
    @Test func aRecordIsMadeAndReadBackAsItWasSent() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let need = try await office.need(
            token, "低温焊接",
            """
            , "budget": "120000.50", "industry": null, "modes": [{"mode": "commission"}, \
            {"mode": "licence"}], "organisation": \(office.own)
            """)
        let read = await office.send("GET", need.path, token)
        let json = try read.json()
        #expect(json["title"]?.string == "低温焊接")
        #expect(json["budget"]?.string == "120000.50")
        #expect(json["organisation"]?.integer == office.own)
        #expect(
            json["modes"]?.array?.compactMap { $0["mode"]?.string } == ["commission", "licence"])
        #expect(json["phone"] == nil, "personal fields are not told")
        #expect(read.header("ETag") == need.tag)
        let entry = try await office.lastEntry()
        #expect(entry == ["演示·单位管理员", "technology-need.created"])
    }

    @Test func aRecordIsNamedByItsCodeOrName() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        for name in ["甲公司", "91110000000000001H"] {
            let need = try await office.need(
                token, name, ", \"organisation\": {\"match\": \"\(name)\"}")
            let json = try await office.send("GET", need.path, token).json()
            #expect(json["organisation"]?.integer == office.own)
        }
        let unknown = await office.send(
            "POST", ApiOffice.needs, token,
            ApiOffice.body("无", ", \"organisation\": {\"match\": \"丁公司\"}"))
        #expect(unknown.status == 422)
        #expect(try unknown.pointers() == ["/fields/organisation"])
    }

    @Test(arguments: [
        (", \"nonsense\": 1", "/fields/nonsense"), (", \"budget\": 12", "/fields/budget"),
        (", \"budget\": \"十二\"", "/fields/budget"), (", \"budget\": \"1.005\"", "/fields/budget"),
        (", \"budget\": \"99999999999999999\"", "/fields/budget"),
        (", \"sensitive\": \"是\"", "/fields/sensitive"), (", \"source\": 3", "/fields/source"),
        (", \"field\": \"没有\"", "/fields/field"), (", \"deadline\": \"明天\"", "/fields/deadline"),
        (", \"organisation\": \"甲公司\"", "/fields/organisation"),
        (", \"organisation\": 0", "/fields/organisation"),
        (", \"modes\": {}", "/fields/modes"), (", \"modes\": [1]", "/fields/modes/0"),
        (", \"modes\": [{\"x\": 1}]", "/fields/modes/0/x"),
        (", \"modes\": [{\"mode\": \"commission\"}, {\"mode\": \"没有\"}]", "/fields/modes/1/mode"),
        (", \"modes\": [{}]", "/fields/modes/0/mode"),
        (", \"problem\": \"a\\u0000b\"", "/fields/problem"),
        (", \"a~/b\": 1", "/fields/a~0~1b"),
    ])
    func whatIsWrongIsSaidWhereItStands(_ more: String, _ pointer: String) async throws {
        let (office, officer, _) = try await ApiOffice.refusing.value
        // An officer fills in every field.
        let body =
            more.contains("\"source\"")
            ? "{\"fields\": {\"title\": \"无\", \"collected_on\": \"2026-02-01\"\(more)}}"
            : ApiOffice.body("无", more)
        let response = await office.send("POST", ApiOffice.needs, officer, body)
        #expect(response.status == 422, "\(response.text)")
        let pointers = try response.pointers()
        #expect(pointers.contains(pointer), "\(pointers)")
        #expect(try await office.count("technology_need") == 0)
    }

    @Test func everythingThatIsWrongIsSaidAtOnce() async throws {
        let (office, officer, _) = try await ApiOffice.refusing.value
        let response = await office.send(
            "POST", ApiOffice.needs, officer, "{\"fields\": {\"collected_on\": \"2027-01-01\"}}")
        let pointers = try response.pointers()
        #expect(
            Set(pointers)
                == [
                    "/fields/title", "/fields/source", "/fields/organisation",
                    "/fields/collected_on",
                ])
    }

    @Test func tooLongATextIsRefused() async throws {
        let (office, _, unit) = try await ApiOffice.refusing.value
        for (field, length) in [("problem", 4_001), ("title_public", 301)] {
            let long = String(repeating: "长", count: length)
            let response = await office.send(
                "POST", ApiOffice.needs, unit,
                ApiOffice.body("无", ", \"\(field)\": \"\(long)\""))
            #expect(response.status == 422)
            #expect(try response.pointers() == ["/fields/\(field)"])
        }
        let huge = String(repeating: " ", count: ApiBody.mostBytes + 1)
        #expect(await office.send("POST", ApiOffice.needs, unit, huge).status == 413)
    }

    @Test(arguments: [
        ("{", 400), ("", 400), ("{\"fields\": {}} x", 400), ("{\"fields\": {\"title\": 1e3}}", 400),
        ("{\"reason\": \"\\ud800\"}", 400), ("{\"fields\": {}, \"fields\": {}}", 400),
        ("[]", 422), ("\"x\"", 422), ("{\"fields\": []}", 422), ("{\"other\": 1}", 422),
        ("{\"reason\": 1}", 422),
        (String(repeating: "[", count: 10_000), 400),
    ])
    func aBodyIsTakenStrictly(_ body: String, _ status: Int) async throws {
        let (office, officer, _) = try await ApiOffice.refusing.value
        let response = await office.send("POST", ApiOffice.needs, officer, body)
        #expect(response.status == status, "\(response.text)")
        #expect(response.header("Content-Type") == "application/problem+json")
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "; "])
    func anotherKindOfContentIsNotTaken(_ type: String) async throws {
        let (office, officer, _) = try await ApiOffice.refusing.value
        let response = await office.send(
            "POST", ApiOffice.needs, officer, ApiOffice.body("无"), ["content-type": type])
        #expect(response.status == 415)
    }

    @Test func anOrganisationFillsInNeitherTheBureausFieldsNorForAnother() async throws {
        let (office, _, unit) = try await ApiOffice.refusing.value
        let bureau = await office.send(
            "POST", ApiOffice.needs, unit, ApiOffice.body("无", ", \"need_no\": \"1\""))
        #expect(try bureau.pointers() == ["/fields/need_no"])
        let foreign = await office.send(
            "POST", ApiOffice.needs, unit,
            ApiOffice.body("无", ", \"organisation\": \(office.other)"))
        #expect(foreign.status == 403)
        #expect(try await office.count("technology_need") == 0)
    }

    @Test func aChangeSaysOnWhichVersionAndAStaleOneIsToldWhatChanged() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let need = try await office.need(token, "低温焊接", ", \"organisation\": \(office.own)")
        let body = "{\"fields\": {\"title\": \"低温钎焊\"}}"
        #expect(await office.send("PATCH", need.path, token, body).status == 428)
        for any in ["*", "3", "\"x\"", "W/\"1\"", ""] {
            let response = await office.send("PATCH", need.path, token, body, ["if-match": any])
            #expect([400, 428].contains(response.status), "\(any)")
        }
        let changed = await office.send("PATCH", need.path, token, body, ["if-match": need.tag])
        #expect(changed.status == 200 && changed.header("ETag") == "\"2\"")
        #expect(try changed.json()["source"]?.string == "market", "what is not named stays")
        let stale = await office.send("PATCH", need.path, token, body, ["if-match": need.tag])
        #expect(stale.status == 412)
        #expect(stale.text.contains("演示·成果科经办") && stale.text.contains("需求题目"))
    }

    @Test func aNullClearsAField() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let need = try await office.need(token, "低温焊接", ", \"budget\": \"5\"")
        let cleared = await office.send(
            "PATCH", need.path, token, "{\"fields\": {\"budget\": null}}", ["if-match": need.tag])
        #expect(try cleared.json()["budget"]?.isNull == true)
        let required = await office.send(
            "PATCH", need.path, token, "{\"fields\": {\"title\": null}}", ["if-match": "\"2\""])
        #expect(try required.pointers() == ["/fields/title"])
    }

    @Test func anothersRecordIsNotThere() async throws {
        let office = try await ApiOffice()
        let officer = try await office.token("demo-transfer")
        let unit = try await office.token("demo-unit")
        let need = try await office.need(officer, "别家的", ", \"organisation\": \(office.other)")
        let tag = ["if-match": need.tag]
        let body = "{\"fields\": {\"title\": \"改\"}}"
        #expect(await office.send("GET", need.path, unit).status == 404)
        #expect(await office.send("GET", need.path + "/history", unit).status == 404)
        #expect(await office.send("GET", need.path + "/moves", unit).status == 404)
        #expect(await office.send("PATCH", need.path, unit, body, tag).status == 404)
        #expect(await office.send("POST", need.path + "/undo", unit).status == 404)
        let listed = try await office.send("GET", ApiOffice.needs, unit).json()
        #expect(listed["count"]?.integer == 0 && listed["records"]?.array?.isEmpty == true)
        // Another section's officer reads it and does not change it.
        let elsewhere = try await office.token("demo-officer")
        #expect(await office.send("GET", need.path, elsewhere).status == 200)
        #expect(await office.send("PATCH", need.path, elsewhere, body, tag).status == 403)
        #expect(
            await office.send("POST", ApiOffice.needs, elsewhere, ApiOffice.body("无")).status == 403
        )
    }
}

extension ApiOffice {
    func lastEntry() async throws -> [String] {
        try await registry.database.read {
            try $0.first("SELECT actor, event FROM journal_entry ORDER BY number DESC LIMIT 1")?
                .map(\.description) ?? []
        }
    }
}
