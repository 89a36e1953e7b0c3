import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// The way of an allocation paper for programs.
@Suite struct AllocationApiTests {
    private static func escaped(_ text: String) -> String {
        text.replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
    }

    @Test func aPaperIsMadePreviewedSplitAndAskedFor() async throws {
        let room = try await FundRoom()
        let made = await room.send(
            "POST", "/api/funds/papers", room.drafter,
            """
            {"title": "关于下达2026年市自然科学基金的通知", "earmark": \(room.earmark), "year": 2026, \
            "total": "30万元", "responsible_section": "office", "doc_no": "岳财教指〔2026〕12号", \
            "cosigned_on": "2026-02-27", "cosigner": "市财政局"}
            """)
        #expect(made.status == 201, "\(made.text)")
        let path = try #require(made.header("Location"))
        let body = #"{"table": "\#(Self.escaped(FundRoom.table))"}"#
        let preview = await room.send("POST", path + "/split/preview", room.drafter, body)
        #expect(preview.status == 200, "\(preview.text)")
        #expect(try preview.json()["sum"]?.string == "300000.00")
        #expect(try preview.json()["problems"]?.array?.isEmpty == true)
        #expect(await room.send("POST", path + "/split", room.drafter, body).status == 428)
        let tag = ["if-match": made.header("ETag") ?? ""]
        let wrong = await room.send(
            "POST", path + "/split", room.drafter,
            #"{"table": "单位名称,县市区,金额\n甲,岳阳县,0"}"#, tag)
        #expect(wrong.status == 422)
        #expect(try wrong.json()["problems"]?.array?.isEmpty == false)
        let split = await room.send("POST", path + "/split", room.drafter, body, tag)
        #expect(split.status == 200, "\(split.text)")
        #expect(try split.json()["allocations"]?.array?.count == 3)
        #expect(try split.json()["obstacles"]?.array?.isEmpty == true)
        let asked = await room.send(
            "POST", path + "/issue", room.drafter, nil, ["if-match": split.header("ETag") ?? ""])
        #expect(asked.status == 201, "\(asked.text)")
        #expect(try asked.json()["step"]?.string == "head")
        let listed = try await room.send("GET", "/api/funds/papers", room.finance).json()
        #expect(listed["items"]?.array?.count == 1)
        #expect(await room.send("GET", "/api/funds/papers", room.county).status == 403)
    }

    @Test func stepsAreTakenAndFollowed() async throws {
        let room = try await FundRoom()
        let (paper, lines) = try await room.issued()
        let received = try await room.send("GET", "/api/funds/received", room.county).json()
        #expect(received["items"]?.array?.count == 2)
        let chosen = #"{"allocations": [\#(lines[0]), \#(lines[2])], "on": "2026-03-02"}"#
        let taken = await room.send("POST", "/api/funds/received/receive", room.county, chosen)
        #expect(taken.status == 200, "\(taken.text)")
        #expect(
            await room.send("POST", "/api/funds/received/receive", room.county, chosen).status
                == 409)
        let none = await room.send(
            "POST", "/api/funds/received/receive", room.county, #"{"allocations": []}"#)
        #expect(none.status == 422)
        #expect(
            await room.send("POST", "/api/funds/received/disburse", room.county, chosen).status
                == 200)
        let own = "/api/funds/allocations/\(lines[0])"
        let arrived = await room.send(
            "POST", own + "/arrive", room.unit, #"{"on": "2026-03-02", "receipt": "HD-1"}"#)
        #expect(try arrived.json()["state"]?.string == "arrived", "\(arrived.text)")
        #expect(try arrived.json()["transfers"]?.array?.count == 4)
        let back = await room.send(
            "POST", own + "/return", room.finance,
            #"{"amount": "100.00", "doc_no": "T1", "reason": "多付"}"#)
        #expect(try back.json()["net"]?.string == "124900.00", "\(back.text)")
        let bad = await room.send(
            "POST", own + "/return", room.finance,
            #"{"amount": "一百", "doc_no": "T1", "reason": "多付"}"#)
        #expect(bad.status == 422)
        #expect(await room.send("GET", own, room.other).status == 404)
        room.clock.set("2026-04-10T01:00:00Z")
        let late = try await room.send(
            "GET", "/api/funds/papers/\(paper)/chase", room.drafter
        ).json()
        #expect(late.array?.count == 2)
        let chased = await room.send("POST", "/api/funds/papers/\(paper)/chase", room.drafter)
        #expect(chased.status == 200, "\(chased.text)")
    }
}
