import Registers
import Store
import Testing
import Values

@testable import Web

/// One test after the other: each has a city of its own, and other suites measure memory.
@Suite(.serialized) struct ApiMoveTests {
    @Test func aRecordIsMovedWithWhatTheMoveAsks() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let need = try await office.need(token, "低温焊接", ", \"organisation\": \(office.own)")
        let moves = try await office.send("GET", need.path + "/moves", token).json()
        let names = moves.array?.compactMap { $0["name"]?.string } ?? []
        #expect(names.contains("condense") && !names.contains("finish"))
        let move = need.path + "/moves/condense"
        let missing = await office.send("POST", move, token)
        #expect(missing.status == 422 && missing.text.contains("之前要先填"))
        let others = await office.send("POST", move, token, "{\"fields\": {\"title\": \"改\"}}")
        #expect(try others.pointers() == ["/fields/title"])
        let day = await office.send(
            "POST", move, token, Self.condense.replacing("}}", with: "}, \"on\": \"2030-01-01\"}"))
        #expect(try day.pointers() == ["/on"])
        let done = await office.send("POST", move, token, Self.condense, ["if-match": need.tag])
        #expect(done.status == 200, "\(done.text)")
        #expect(try done.json()["state"]?.string == "condensed")
        let again = await office.send("POST", move, token, Self.condense, ["if-match": need.tag])
        #expect(again.status == 412)
        #expect(await office.send("POST", move, token, Self.condense).status == 422)
    }

    static let condense =
        "{\"fields\": {\"condensed_on\": \"2026-02-09\", \"problem\": \"焊缝开裂\"}}"

    @Test func whoMayNotMoveIsToldWhoMay() async throws {
        let office = try await ApiOffice()
        let unit = try await office.token("demo-unit")
        let need = try await office.need(unit)
        let response = await office.send(
            "POST", need.path + "/moves/condense", unit, "{\"fields\": {\"problem\": \"焊缝\"}}")
        #expect([403, 422].contains(response.status))
        let plain = await office.send("POST", need.path + "/moves/match", unit)
        #expect([403, 422].contains(plain.status))
        #expect(await office.send("POST", need.path + "/moves/nonsense", unit).status == 422)
        let state = try await office.send("GET", need.path, unit).json()["state"]?.string
        #expect(state == "collected")
    }

    @Test func aWithdrawalNeedsItsReasonAndIsTheEnd() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let need = try await office.need(token, "重复的", ", \"organisation\": \(office.own)")
        let without = await office.send("POST", need.path + "/withdraw", token, "{}")
        #expect(try without.pointers() == ["/reason"])
        let done = await office.send(
            "POST", need.path + "/withdraw", token, "{\"reason\": \"重复\"}")
        #expect(try done.json()["state"]?.string == "withdrawn")
        let again = await office.send(
            "POST", need.path + "/withdraw", token, "{\"reason\": \"重复\"}")
        #expect(again.status == 422)
    }

    @Test func ownLastStepIsUndoneAndNobodyElses() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let unit = try await office.token("demo-unit")
        let need = try await office.need(unit)
        #expect(await office.send("POST", need.path + "/undo", unit).status == 403)
        _ = await office.send(
            "PATCH", need.path, unit, "{\"fields\": {\"title\": \"改\"}}", ["if-match": need.tag])
        #expect(await office.send("POST", need.path + "/undo", token).status == 403)
        let undone = await office.send("POST", need.path + "/undo", unit)
        #expect(try undone.json()["title"]?.string == "低温焊接")
        let history = try await office.send("GET", need.path + "/history", unit).json()
        let events = history.array?.compactMap { $0["event"]?.string }
        #expect(
            events == ["created", "changed", "undone"].map { "technology-need.\($0)" })
    }

    @Test func aRequestUnderTheSameKeyIsDoneOnce() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let key = ["idempotency-key": "5f1c-1"]
        let body = ApiOffice.body("低温焊接")
        let first = await office.send("POST", ApiOffice.needs, token, body, key)
        let second = await office.send("POST", ApiOffice.needs, token, body, key)
        #expect(first.status == 201 && second.status == 201 && first.text == second.text)
        for name in ["ETag", "Location"] { #expect(first.header(name) == second.header(name)) }
        #expect(second.header("Idempotency-Replayed") == "true")
        #expect(try await office.count("technology_need") == 1)
        let other = await office.send("POST", ApiOffice.needs, token, ApiOffice.body("别的"), key)
        #expect(other.status == 422 && other.text.contains("Idempotency-Key"))
        // A key is one's own.
        let member = try await office.token("demo-member")
        #expect(await office.send("POST", ApiOffice.needs, member, body, key).status == 201)
        #expect(try await office.count("technology_need") == 2)
    }

    @Test func aRefusalUnderAKeyMayBeMendedUnderTheSame() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let key = ["idempotency-key": "k"]
        #expect(await office.send("POST", ApiOffice.needs, token, "{}", key).status == 422)
        let body = ApiOffice.body("低温焊接")
        #expect(await office.send("POST", ApiOffice.needs, token, body, key).status == 201)
    }

    @Test func tenAtOnceUnderOneKeyMakeOneRecord() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-unit")
        let answers = await withTaskGroup(of: Response.self) { group in
            for _ in 1...10 {
                group.addTask {
                    await office.send(
                        "POST", ApiOffice.needs, token, ApiOffice.body("低温焊接"),
                        ["idempotency-key": "at-once"])
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.status)) == [201])
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(try await office.count("technology_need") == 1)
    }

    @Test func aMoveUnderAKeyIsNotMadeTwice() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let need = try await office.need(token, "低温焊接", ", \"organisation\": \(office.own)")
        let key = ["idempotency-key": "m"]
        let move = need.path + "/moves/condense"
        let first = await office.send("POST", move, token, Self.condense, key)
        let second = await office.send("POST", move, token, Self.condense, key)
        #expect(first.status == 200 && second.status == 200 && first.text == second.text)
    }

    @Test(arguments: ["", "有中文", "a b", String(repeating: "k", count: 101)])
    func aBadKeyIsRefused(_ key: String) async throws {
        let (office, _, token) = try await ApiOffice.refusing.value
        let response = await office.send(
            "POST", ApiOffice.needs, token, ApiOffice.body("低温焊接"), ["idempotency-key": key])
        #expect(response.status == 400)
        #expect(try await office.count("technology_need") == 0)
    }
}
