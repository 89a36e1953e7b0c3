import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@testable import Web

/// What an officer writes at the fields of a record that he gives back, and where its owner finds it.
@Suite struct GivenBackTests {
    private let banks: BankTests.Banks
    private let id: Int64
    private var page: String { "/registers/loan/\(id)" }

    init() async throws {
        banks = try await BankTests.Banks()
        id = try banks.id(await banks.file("甲-9", by: banks.own))
        _ = await banks.own.post(page + "/moves/draw")
    }

    private func giveBack(_ fields: [(String, String)]) async -> Response {
        await banks.officer.post(page + "/moves/return", fields)
    }

    private static let remarks = [
        ("reason", "两处不清\r\n请核对"), ("remarks.note_no", "与合同上的\n号码不同"),
        ("remarks.purpose", "没有写用途"),
    ]

    @Test func theMoveOffersARemarkAtEachFieldOfTheOwnerAndAtNoOther() async throws {
        let form = await banks.officer.get(page + "/moves/return").text
        #expect(form.contains("name=\"remarks.note_no\"") && form.contains("填的是：甲-9"))
        #expect(!form.contains("name=\"remarks.filing_no\""))
        let other = await banks.officer.get(page + "/moves/file").text
        #expect(!other.contains("name=\"remarks."))
    }

    @Test func theOwnerFindsEachRemarkAtItsFieldUntilItIsHandedInAgain() async throws {
        #expect(await giveBack(Self.remarks).status == 303)
        let loan = try await banks.loan(id)
        let reason = try await banks.city.registry.database.read {
            try banks.city.registry.history($0, "loan", id).last?.entry.act.reason
        }
        #expect(reason == "两处不清\r\n请核对\n【借据号】与合同上的 号码不同\n【用途】没有写用途")
        let shown = await banks.own.get(page).text
        #expect(shown.contains("退回意见") && shown.contains("与合同上的 号码不同"))
        let form = await banks.own.get(page + "/edit").text
        #expect(form.contains("id=\"field-note_no-remark\"><b>退回意见</b> 与合同上的 号码不同"))
        #expect(form.contains("两处不清") && form.contains("officer本人，2026-"))
        #expect(!form.contains("上次报送"))
        let saved = await banks.own.post(
            page + "/edit", [("note_no", "甲-9-1"), ("record.version", String(loan.version))])
        #expect(saved.status == 303)
        let again = await banks.own.get(page + "/edit").text
        #expect(again.contains("上次报送：<del>甲-9</del>"))
        #expect(await banks.own.post(page + "/moves/resubmit").status == 303)
        let officer = await banks.officer.get(page).text
        #expect(officer.contains("退回后改了什么"))
        let start = try #require(officer.firstRange(of: "id=\"given-back\"")).upperBound
        let rest = officer[start...]
        let panel = rest[..<(try #require(rest.firstRange(of: "</section>"))).lowerBound]
        #expect(panel.contains("甲-9-1") && panel.contains("没有改"))
        // Decided on, it is history.
        let filed = await banks.officer.post(
            page + "/moves/file",
            [("filed_on", "2026-01-20"), ("filing_result", "passed"), ("borrower_kind", "sme")])
        #expect(filed.status == 303)
        #expect(!(await banks.officer.get(page).text.contains("given-back")))
    }

    @Test func aReturnThatIsTakenBackHasNotHappened() async throws {
        #expect(await giveBack(Self.remarks).status == 303)
        #expect(await banks.officer.post(page + "/undo").status == 303)
        #expect(!(await banks.officer.get(page).text.contains("given-back")))
    }

    @Test func aRemarkThatIsTooLongIsRefusedAtItsFieldAndNothingIsLost() async throws {
        let long = String(repeating: "长", count: 201)
        let response = await giveBack([("reason", "见各栏"), ("remarks.purpose", long)])
        #expect(response.status == 422)
        #expect(response.text.contains("最多 200 个字") && response.text.contains(long))
        #expect(try await banks.loan(id).state == "drawn")
        let without = await giveBack([("remarks.purpose", "没有写")])
        #expect(without.status == 422 && without.text.contains("value=\"没有写\""))
    }

    @Test func whatIsNoFieldOfTheOwnerIsNotRemarkedOn() async throws {
        let registry = banks.city.registry
        let officer = try WebCity.viewer("officer")
        func move(_ name: String, _ remarks: [String: String]) async throws {
            _ = try await registry.moveRecord(
                "loan", id, name, by: officer, reason: "理由", remarks: remarks)
        }
        await #expect(throws: RecordRefusal.self) { try await move("return", ["filing_no": "错"]) }
        await #expect(throws: RecordRefusal.self) { try await move("return", ["nonsense": "错"]) }
        await #expect(throws: RecordRefusal.self) { try await move("mark-overdue", ["rate": "错"]) }
        #expect(try await banks.loan(id).state == "drawn")
    }

    @Test func aProgramGivesBackWithRemarksToo() async throws {
        let office = try await ApiOffice()
        let unit = try await office.token("demo-unit")
        let officer = try await office.token("demo-transfer")
        let need = try await office.need(unit)
        let checked = await office.send(
            "POST", need.path + "/moves/county-check", officer,
            "{\"fields\": {\"county_on\": \"2026-02-05\"}}")
        #expect(checked.status == 200, "\(checked.text)")
        let move = need.path + "/moves/return"
        let wrong = await office.send(
            "POST", move, officer,
            "{\"reason\": \"不清\", \"remarks\": {\"quality\": \"x\", \"nothing\": \"y\"}}")
        #expect(try wrong.pointers() == ["/remarks/nothing", "/remarks/quality"])
        let kind = await office.send("POST", move, officer, "{\"remarks\": [1]}")
        #expect(try kind.pointers() == ["/remarks"])
        let done = await office.send(
            "POST", move, officer, "{\"reason\": \"不清\", \"remarks\": {\"problem\": \"写现状\"}}")
        #expect(done.status == 200, "\(done.text)")
        let history = await office.send("GET", need.path + "/history", unit).text
        #expect(history.contains("【要解决的问题】写现状"))
    }
}
