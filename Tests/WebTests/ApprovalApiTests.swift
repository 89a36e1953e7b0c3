import Approvals
import Registers
import Testing
import Values

@testable import Web

@Suite struct ApprovalApiTests {
    private static let first = ["if-match": "\"1\""]

    @Test func aMoveIsAskedForAgreedToAndMadeByPrograms() async throws {
        let clerks = try await Clerks()
        let record = try await clerks.reception("JD-1")
        let path = "/api/registers/reception/\(record.id)/approvals/approve"
        let asking = try await clerks.send("GET", path, as: clerks.clerk).json()
        #expect(
            asking["steps"]?.array?.compactMap { $0["role"]?.string }.first == "section-head")
        let stale = await clerks.send(
            "POST", path, as: clerks.clerk, "{}", ["if-match": "\"7\""])
        #expect(stale.status == 412)
        let key = ["idempotency-key": "ask-1", "if-match": "\"1\""]
        let asked = await clerks.send("POST", path, as: clerks.clerk, #"{"note": "请批"}"#, key)
        #expect(asked.status == 201, "\(asked.text)")
        let link = try #require(asked.header("Location"))
        let again = await clerks.send("POST", path, as: clerks.clerk, #"{"note": "请批"}"#, key)
        #expect(again.text == asked.text && again.header("Idempotency-Replayed") == "true")
        #expect(again.header("Location") == link)
        #expect(await clerks.send("POST", path, as: clerks.clerk).status == 409)

        let waiting = try await clerks.send("GET", "/api/approvals", as: clerks.head).json()
        #expect(waiting["items"]?.array?.count == 1 && waiting["next"]?.isNull == true)
        let one = try await clerks.send("GET", link, as: clerks.head).json()
        #expect(one["acts"]?.array?.compactMap(\.string) == ["approve", "return", "refuse"])
        #expect(one["then"]?.string?.contains("转到") == true)

        let agree = link + "/approve"
        #expect(await clerks.send("POST", agree, as: clerks.head).status == 428)
        #expect(
            await clerks.send("POST", agree, as: clerks.head, nil, Self.first).status == 200)
        #expect(
            await clerks.send("POST", agree, as: clerks.leader, nil, Self.first).status == 412)
        let done = await clerks.send(
            "POST", agree, as: clerks.leader, #"{"opinion": "同意"}"#, ["if-match": "\"2\""])
        #expect(try done.json()["state"]?.string == "approved")
        #expect(try await clerks.state(record) == "approved")
        let known = await clerks.send(
            "GET", link, as: clerks.clerk, nil, ["if-none-match": done.header("ETag") ?? ""])
        #expect(known.status == 304)
    }

    @Test func sendingBackNeedsItsOpinionAndTheAskerAsksAgainOrTakesBack() async throws {
        let clerks = try await Clerks()
        let link = "/api/approvals/\(try await clerks.ask(try await clerks.reception("JD-1")).id)"
        let bare = await clerks.send("POST", link + "/return", as: clerks.head, nil, Self.first)
        #expect(bare.status == 422)
        #expect(try bare.pointers() == ["/opinion"])
        #expect(
            await clerks.send("POST", link + "/approve", as: clerks.clerk, nil, Self.first)
                .status == 403)
        let back = await clerks.send(
            "POST", link + "/return", as: clerks.head, #"{"opinion": "写清人数"}"#, Self.first)
        #expect(back.status == 200, "\(back.text)")
        let returned = try await clerks.send("GET", link, as: clerks.clerk).json()
        #expect(
            returned["acts"]?.array?.compactMap(\.string) == ["ask-again", "take-back"])
        let tag = ["if-match": back.header("ETag") ?? ""]
        let asked = await clerks.send("POST", link + "/ask-again", as: clerks.clerk, nil, tag)
        #expect(try asked.json()["round"]?.integer == 2)
        let taken = await clerks.send(
            "POST", link + "/take-back", as: clerks.clerk, nil,
            ["if-match": asked.header("ETag") ?? ""])
        #expect(try taken.json()["state"]?.string == "withdrawn")
        #expect(
            await clerks.send("POST", link + "/nonsense", as: clerks.clerk, nil, Self.first)
                .status == 400)
    }

    @Test func whatIsNotOnesOwnIsNotThere() async throws {
        let clerks = try await Clerks()
        let request = try await clerks.ask(try await clerks.reception("JD-1"))
        let stranger = try await Clerks.person(clerks.city, "经办辛", "officer", "high-tech")
        let link = "/api/approvals/\(request.id)"
        #expect(await clerks.send("GET", link, as: stranger).status == 404)
        for act in ["approve", "return", "refuse", "ask-again", "take-back"] {
            let response = await clerks.send(
                "POST", link + "/" + act, as: stranger, #"{"opinion": "不"}"#, Self.first)
            #expect(response.status == 404, "\(act)")
        }
        let lists = ["waiting", "asked", "decided"]
        for list in lists {
            let found = try await clerks.send(
                "GET", "/api/approvals?list=\(list)", as: stranger
            ).json()
            #expect(found["items"]?.array?.isEmpty == true, "\(list)")
        }
        #expect(
            await clerks.send("GET", "/api/approvals?list=all", as: stranger).status == 403)
        #expect(
            await clerks.send("GET", "/api/approvals?list=none", as: stranger).status == 400)
        let supervisor = try await Clerks.person(clerks.city, "监督壬", "supervisor", nil)
        let all = try await clerks.send(
            "GET", "/api/approvals?list=all", as: supervisor
        ).json()
        #expect(all["items"]?.array?.count == 1)
        let many = await clerks.send(
            "POST", "/api/approvals/bulk", as: stranger,
            #"{"requests": [{"id": \#(request.id), "version": 1}]}"#)
        #expect(try many.json().array?.isEmpty == true)
    }

    @Test func aListIsReadInStretchesThatNeitherSkipNorRepeat() async throws {
        let clerks = try await Clerks()
        var made: [Int64] = []
        for number in 1...5 {
            made.append(try await clerks.ask(try await clerks.reception("JD-\(number)")).id)
        }
        for (list, person) in [("waiting", clerks.head), ("asked", clerks.clerk)] {
            var next: String? = "/api/approvals?list=\(list)&limit=2"
            var read: [Int64] = []
            while let target = next {
                let json = try await clerks.send("GET", target, as: person).json()
                read += (json["items"]?.array ?? []).compactMap { $0["id"]?.integer }
                next = json["next"]?.string
            }
            #expect(read == made.reversed(), "\(list)")
        }
        for wrong in ["cursor=x", "cursor=W251bGwsbnVsbCwxXQ", "limit=0", "limit=x"] {
            let response = await clerks.send("GET", "/api/approvals?\(wrong)", as: clerks.head)
            #expect(response.status == 400, "\(wrong)")
        }
    }

    @Test func manyAreAgreedToAfterAnExactPreview() async throws {
        let clerks = try await Clerks()
        let one = try await clerks.ask(try await clerks.reception("JD-1"))
        let second = try await clerks.reception("JD-2")
        let two = try await clerks.ask(second)
        _ = try await clerks.city.registry.changeRecord(
            "reception", second.id, ["guests": .text("50")], version: nil, by: clerks.clerk)
        let path = "/api/approvals/bulk"
        let preview = try await clerks.send(
            "GET", "\(path)?choose=\(one.id)&choose=\(two.id)", as: clerks.head
        ).json()
        #expect(preview.array?.map { $0["obstacle"]?.isNull } == [true, false])
        let done = try await clerks.send(
            "POST", path, as: clerks.head,
            """
            {"requests": [{"id": \(one.id), "version": 1}, {"id": \(two.id), "version": 1}]}
            """
        ).json()
        #expect(done.array?.map { $0["done"]?.truth } == [true, false])
        let none = await clerks.send("POST", path, as: clerks.head, #"{"requests": []}"#)
        #expect(try none.pointers() == ["/requests"])
        let odd = await clerks.send("POST", path, as: clerks.head, #"{"requests": [{"id": 0}]}"#)
        #expect(try odd.pointers() == ["/requests/0/id"])
    }

    @Test func whoIsAwayNamesADeputyAndEndsItEarly() async throws {
        let clerks = try await Clerks()
        let second = try await Clerks.person(clerks.city, "科长己", "section-head", "office")
        let path = "/api/absences"
        let deputies = try await clerks.send("GET", path + "/deputies", as: clerks.head).json()
        #expect(deputies.array?.compactMap { $0["id"]?.integer } == [second.account])
        let body = """
            {"from": "2026-02-10", "until": "2026-02-12", "ground": "出差", \
            "deputy": \(second.account ?? 0)}
            """
        let key = ["idempotency-key": "away"]
        let made = await clerks.send("POST", path, as: clerks.head, body, key)
        #expect(made.status == 201, "\(made.text)")
        let twice = await clerks.send("POST", path, as: clerks.head, body, key)
        #expect(twice.text == made.text)
        #expect(await clerks.send("POST", path, as: clerks.head, body).status == 409)
        let id = try #require(try made.json()["id"]?.integer)
        let seen = try await clerks.send("GET", path, as: second).json()
        #expect(seen["items"]?.array?.first?["may_end"]?.truth == false)
        #expect(await clerks.send("POST", "\(path)/\(id)/end", as: second).status == 403)
        #expect(await clerks.send("POST", "\(path)/\(id)/end", as: clerks.clerk).status == 404)
        #expect(await clerks.send("POST", "\(path)/\(id)/end", as: clerks.head).status == 204)
        #expect(await clerks.send("POST", "\(path)/\(id)/end", as: clerks.head).status == 404)
    }

    @Test(arguments: [
        "{}", #"{"from": "昨天", "until": "2026-02-12", "ground": "出差"}"#,
        #"{"from": "2026-02-12", "until": "2026-02-11", "ground": "出差"}"#,
        #"{"from": "2026-01-12", "until": "2026-01-13", "ground": "出差"}"#,
        #"{"from": "2026-02-11", "until": "2026-02-12", "ground": "出差", "deputy": 999}"#,
        #"{"from": "2026-02-11", "until": "2026-02-12", "ground": "出差", "deputy": "甲"}"#,
        #"{"from": "2026-02-11", "until": "2026-02-12", "ground": 1}"#,
    ])
    func anAbsenceThatCannotBeIsRefused(_ body: String) async throws {
        let clerks = try await Clerks()
        let response = await clerks.send("POST", "/api/absences", as: clerks.head, body)
        #expect(response.status == 422, "\(response.text)")
    }
}

extension Clerks {
    /// Asks as a program of somebody.
    func send(
        _ method: String, _ target: String, as viewer: Viewer, _ body: String? = nil,
        _ headers: [String: String] = [:]
    ) async -> Response {
        await city.send(method, target, as: viewer, body.map { Array($0.utf8) }, headers)
    }
}

extension WebCity {
    /// Asks as a program of somebody who is known without a token.
    func send(
        _ method: String, _ target: String, as viewer: Viewer, _ body: [UInt8]? = nil,
        _ headers: [String: String] = [:]
    ) async -> Response {
        var request = Request(method, target, headers: headers)
        if body != nil, headers["content-type"] == nil {
            request.headers["content-type"] = "application/json"
        }
        request.body = body ?? []
        request.viewer = viewer
        return await site.respond(request)
    }
}

extension JSON {
    /// Yes or no; nil for anything else.
    var truth: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }
}
