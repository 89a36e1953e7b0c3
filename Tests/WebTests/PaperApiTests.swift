import Registers
import Reports
import Store
import Testing
import Values

@testable import Web

/// Papers for programs: given out once, read as they were, proved by their code.
@Suite struct PaperApiTests {
    @Test func aPaperIsGivenOutListedReadAndProved() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let need = try await office.need(token, "低温焊接", ", \"organisation\": \(office.own)")
        let templates = try await office.send("GET", ApiOffice.needs + "/papers", token).json()
        #expect(templates.array?.contains { $0["name"]?.string == "approval-sheet" } == true)
        let path = need.path + "/papers/approval-sheet"
        let key = ["idempotency-key": "paper-1"]
        let made = await office.send("POST", path, token, nil, key)
        #expect(made.status == 201, "\(made.text)")
        let again = await office.send("POST", path, token, nil, key)
        #expect(again.text == made.text && again.header("Location") == made.header("Location"))
        #expect(try await office.count("paper") == 1)
        let listed = try await office.send("GET", need.path + "/papers", token).json()
        #expect(listed["items"]?.array?.count == 1)
        let paper = await office.send("GET", try #require(made.header("Location")), token)
        #expect(paper.text == made.text)
        let code = try #require(try made.json()["code"]?.string)
        // Whoever holds the paper proves it, without a token.
        let proof = try await office.send("GET", "/api/verification?code=\(code)", nil).json()
        #expect(proof["number"]?.string == "2026-0001" && proof["void"]?.truth == false)
        for wrong in ["AAAAA-AAAAA", "x", ""] {
            let response = await office.send("GET", "/api/verification?code=\(wrong)", nil)
            #expect(response.status == 404, "\(wrong)")
        }
    }

    @Test func aListIsGivenOutAsASummary() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        _ = try await office.need(token, "低温焊接", ", \"organisation\": \(office.own)")
        let path = ApiOffice.needs + "/papers/summary?state=collected"
        let made = await office.send("POST", path, token)
        #expect(try made.json()["table"]?["rows"]?.array?.count == 1, "\(made.text)")
        let odd = await office.send("POST", ApiOffice.needs + "/papers/summary?state=x", token)
        #expect(odd.status == 400)
    }

    @Test func whatIsAnothersIsNotThereAndALetterWithAGapIsRefused() async throws {
        let office = try await ApiOffice()
        let officer = try await office.token("demo-transfer")
        let unit = try await office.token("demo-unit")
        let need = try await office.need(
            officer, "别家的", ", \"organisation\": \(office.other)")
        let made = await office.send("POST", need.path + "/papers/approval-sheet", officer)
        let place = try #require(made.header("Location"))
        #expect(await office.send("GET", place, unit).status == 404)
        #expect(await office.send("GET", need.path + "/papers", unit).status == 404)
        let foreign = await office.send("POST", need.path + "/papers/approval-sheet", unit)
        #expect([403, 404].contains(foreign.status))
        #expect(await office.send("POST", need.path + "/papers/none", officer).status == 404)
        #expect(await office.send("GET", "/api/papers/99999", officer).status == 404)
        let gap = await office.send(
            "POST", "/api/registers/organisation/\(office.other)/papers/certificate", officer)
        #expect([403, 422].contains(gap.status), "\(gap.text)")
    }
}
