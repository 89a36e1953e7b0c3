import Journal
import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

/// Sending back, correcting, accepting, chasing.
struct CheckSheetTests {
    @Test func aReturnedSheetCarriesItsRemarksAndComesAgain() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let id = sheets[0].id
        let sent = try await bureau.fill(id, Bureau.rows(), by: clerk)
        for remarks in [[SheetRemark(line: 3, "没有这一行")], [SheetRemark(heading: "没有", "错")]] {
            let lost = await refused {
                _ = try await bureau.returns.returnSheet(
                    id, remarks, version: sent.sheet.version, by: bureau.officer)
            }
            #expect(lost.contains("表里没有这一格"), "\(lost)")
        }
        let silent = await refused {
            _ = try await bureau.returns.returnSheet(
                id, [SheetRemark(" ")], version: sent.sheet.version, by: bureau.officer)
        }
        #expect(silent.contains("写一条批注"), "\(silent)")
        let back = try await bureau.returns.returnSheet(
            id, [SheetRemark(line: 1, heading: "科技特派员", "比去年少一半，请核对"), SheetRemark("盖章件没附")],
            version: sent.sheet.version, by: bureau.officer)
        #expect(back.state == "returned")
        #expect(back.rows["remarks"]?.count == 2)
        #expect(back.rows["remarks"]?[0]["sending"] == .integer(1))
        let again = try await bureau.fill(id, Bureau.rows(20), by: clerk)
        #expect(again.sheet.state == "sent" && again.sheet["sendings"] == .integer(2))
        #expect(again.sheet.rows["remarks"]?.count == 2)
        let stale = await refused {
            _ = try await bureau.returns.returnSheet(
                id, [SheetRemark("再改")], version: back.version, by: bureau.officer)
        }
        #expect(stale.contains("没有写入"), "\(stale)")
    }

    @Test func aCorrectionNeedsAReasonAndKeepsWhatStoodBefore() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let id = sheets[0].id
        let sent = try await bureau.fill(id, Bureau.rows(10), by: clerk)
        try await bureau.accept(id)
        bureau.clock.set("2025-03-27T02:00:00Z")
        func correct(_ answers: SheetAnswers, _ reason: String) async throws -> Record {
            try await bureau.returns.correctSheet(
                id, SheetFilling(answers, isSending: true), reason: reason,
                version: try bureau.sheet(id).version, by: clerk)
        }
        let bare = await refused { _ = try await correct(Bureau.rows(12), " ") }
        #expect(bare.contains("必须写明理由"), "\(bare)")
        let same = await refused { _ = try await correct(Bureau.rows(10), "再报一次") }
        #expect(same.contains("没有更正"), "\(same)")
        let wrong = await refused { _ = try await correct(Bureau.rows(900), "漏了") }
        #expect(wrong.contains("900 大于 500"), "\(wrong)")
        let corrected = try await correct(Bureau.rows(12), "漏计两名")
        // It has to be looked at again, and is not late by being corrected.
        #expect(corrected.state == "sent")
        #expect(corrected["corrections"] == .integer(1) && corrected["late"] == .integer(0))
        #expect(corrected["accepted_by"].isNull)
        let steps = try bureau.database.readNow {
            try bureau.registry.history($0, "collection-sheet", id)
        }
        let event = try #require(steps.first { $0.entry.act.event.hasSuffix("corrected") })
        #expect(event.entry.act.reason == "漏计两名")
        let change = try #require(event.changes.first { $0.field == "answers" })
        #expect(change.before.contains("\"c2\":\"10\"") && change.after.contains("\"c2\":\"12\""))
        #expect(sent.sheet["answers"].text == change.before)
        #expect(try bureau.verified())
    }

    @Test func whatWasNotSentIsNotCorrectedReturnedOrAccepted() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let id = sheets[0].id
        let acts: [@Sendable () async throws -> Void] = [
            {
                _ = try await bureau.returns.correctSheet(
                    id, SheetFilling(Bureau.rows(), isSending: true), reason: "错了", version: 1,
                    by: clerk)
            },
            {
                _ = try await bureau.returns.returnSheet(
                    id, [SheetRemark("错")], version: 1, by: bureau.officer)
            },
            { _ = try await bureau.returns.acceptSheet(id, version: 1, by: bureau.officer) },
        ]
        for act in acts {
            let words = await refused(act)
            #expect(words.contains("现在是“未打开”"), "\(words)")
        }
    }

    @Test func aClerkNeitherAcceptsNorReturnsNorChases() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let sent = try await bureau.fill(sheets[0].id, Bureau.rows(), by: clerk)
        // Even where the role would let him, the standing does not.
        let strange = try bureau.party("officer", "兼职", .county("430602"))
        for party in [clerk, strange] {
            let accept = await refused {
                _ = try await bureau.returns.acceptSheet(
                    sheets[0].id, version: sent.sheet.version, by: party)
            }
            let chase = await refused {
                _ = try await bureau.returns.chaseReceivers(
                    of: collection, means: "telephone", by: party)
            }
            #expect(accept.contains("不能") && chase.contains("不能"), "\(accept) \(chase)")
        }
    }

    @Test func oneClickRemindsAllLateOnesOnceADay() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        try await bureau.fill(sheets[0].id, Bureau.rows(), by: bureau.clerk("430602"))
        _ = try await bureau.returns.openSheet(sheets[1].id, by: bureau.clerk("430621"))
        func chase(_ whom: Returns.Chase = .overdue) async throws -> ChaseReport {
            try await bureau.returns.chaseReceivers(
                of: collection, whom, means: "短信", by: bureau.officer)
        }
        #expect(try await chase().reminders.isEmpty)
        bureau.clock.set("2025-03-27T01:00:00Z")
        let report = try await chase()
        #expect(report.reminders.map(\.receiver) == ["岳阳县", "平江县", "汨罗市", "南湖新区"])
        let expected =
            "岳阳县：《2025年一季度县域科技投入》应于 2025-03-25 17:00 前报送，已逾期 2 天，目前“已打开”。"
            + "请登录平台填报，或上传填好的模板。联系：平台科 张三"
        #expect(report.reminders.first?.words == expected)
        let second = try await chase(.unsent)
        #expect(second.reminders.isEmpty)
        #expect(second.alreadyToday == ["岳阳县", "平江县", "汨罗市", "南湖新区"])
        bureau.clock.set("2025-03-28T01:00:00Z")
        #expect(try await chase().reminders.count == 4)
        let kept = try bureau.rows("SELECT count(*), min(means) FROM collection__reminders")
        #expect(kept[0] == [.integer(8), .text("message")])
        #expect(try bureau.standing(collection).sheets[1].remindedOn == "2025-03-28")
        let odd = await refused {
            bureau.clock.set("2025-03-29T01:00:00Z")
            _ = try await bureau.returns.chaseReceivers(
                of: collection, means: "飞鸽", by: bureau.officer)
        }
        #expect(odd.contains("没有“飞鸽”"), "\(odd)")
    }
}
