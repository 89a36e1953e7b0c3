import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Applications

@Suite struct ApplyTests {
    @Test func anApplicationIsWrittenSignedOffAndSubmittedWithAReceipt() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let signed = try await room.signedOff(call)
        #expect(signed.state == "signed-off")
        let done = try await room.applications.submitApplication(
            signed.id, version: signed.version, by: room.member)
        #expect(done.state == "submitted")
        #expect(done["application_no"].text == "ZRJJ-2026-1-00001")
        #expect(done["receipt_no"].text == "ZRJJ-2026-1-00001-1")
        #expect(done["submitted_at"].text == "2026-03-10 09:00:00")
        #expect(done["organisation_name"].text == "示例大学")
        #expect(done["organisation_size"].text == "university")
        #expect(done["leader_name"].text == "负责人丙")
        let text = ApplicationText(
            try room.registry.register("application"), room.registry.catalogue)
        #expect(done["receipt_digest"].text == text.digest(done))
    }

    @Test func oneMillisecondLateIsLate() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let signed = try await room.signedOff(call)
        room.clock.set("2026-04-09T09:00:00.001Z")
        let words = await room.refusal {
            _ = try await room.applications.submitApplication(
                signed.id, version: nil, by: room.member)
        }
        #expect(words.contains("2026-04-09 17:00:00 截止"))
        #expect(words.contains("2026-04-09 17:00:00.001"))
        #expect(try room.record(signed).state == "signed-off")
        room.clock.set("2026-04-09T09:00:00.000Z")
        _ = try await room.applications.submitApplication(
            signed.id, version: nil, by: room.member)
    }

    @Test func whatIsMissingIsToldAtOnce() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open",
            ["title": .text("题目"), "kind": .text("general"), "leader": .text("#\(room.leader)")],
            by: room.member)
        // Targets of the programme are set in.
        #expect(begun.rows["targets"]?.count == 3)
        let missing = try room.database.readNow { try room.applications.missing($0, begun) }
        let fields = Set(missing.map(\.field))
        #expect(fields.isSuperset(of: ["summary", "basis", "requested", "committed_by"]))
        #expect(missing.contains { $0.title == "关键科学问题" })
        #expect(!fields.contains("secrecy"))
    }

    @Test(arguments: [
        ("requested", "100000.01", "单项上限 10万元"), ("ends_on", "2028-07-01", "24 个月"),
        ("lump_sum_promise", "否", "承诺"), ("keywords", "一个", "3 至 5 个"),
    ])
    func aRuleThatIsBrokenIsNamed(_ field: String, _ value: String, _ words: String) async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let refusal = await room.refusal {
            _ = try await room.applications.submit(
                room.answers([field: .text(value)]), call: call.id, secrecy: "open", commits: true,
                by: room.administrator)
        }
        #expect(refusal.contains(words), "\(refusal)")
    }

    @Test func anItemisedBudgetIsSummedAndItsIndirectCostsAreCapped() async throws {
        let rate = { (value: String) in
            CallTerms.Rule(
                name: "r", title: "间接费用", value: value, unit: "%", source: "国办发〔2021〕32号",
                from: "2021-08-05")
        }
        func row(_ category: String, _ wan: Int64) -> [String: Scalar] {
            [
                "category": .text(category), "source": .text("fiscal"),
                "amount": .integer(wan * 1_000_000),
            ]
        }
        let check = BudgetCheck(
            [row("equipment", 900), row("business", 600), row("labour", 200), row("indirect", 10)],
            rates: [rate("30"), rate("25"), rate("20")])
        // 500 × 30 % + 300 × 25 %.
        #expect(check.base == 800_000_000)
        #expect(check.cap == 225_000_000)
        #expect(BudgetCheck.cap(1_200_000_000, [30, 25, 20]) == 315_000_000)
    }

    @Test func onlyTheMemberGivesConsent() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let members: Answer = .rows([
            ["person": "#\(room.colleaguePerson)", "name": "成员丁", "consent": "agreed"]
        ])
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open", room.answers(["members": members]), by: room.member)
        #expect(begun.rows["members"]?[0]["consent"]?.text == "waiting")
        _ = try await room.applications.commit(begun.id, by: room.administrator)
        let early = await room.refusal {
            _ = try await room.applications.signOff(
                begun.id, version: nil, by: room.administrator)
        }
        #expect(early.contains("成员丁") && early.contains("还没有同意"))
        let forged = await room.refusal {
            _ = try await room.applications.answerConsent(begun.id, agrees: true, by: room.member)
        }
        #expect(forged.contains("不在成员名单"))
        let asked = try room.database.readNow {
            try room.applications.consents($0, of: room.colleague)
        }
        #expect(asked.map(\.application) == [begun.id])
        let agreed = try await room.applications.answerConsent(
            begun.id, agrees: true, by: room.colleague)
        #expect(agreed.rows["members"]?[0]["consent"]?.text == "agreed")
        // Consent is no part of what was committed to.
        _ = try await room.applications.signOff(begun.id, version: nil, by: room.administrator)
    }

    @Test func consentEndsWithWhatItWasGivenTo() async throws {
        let before: [[String: Scalar]] = [
            ["person": .integer(7), "name": .text("成员丁"), "consent": .text("agreed")]
        ]
        let same = Applications.consented(
            [["person": .integer(7), "name": .text("成员丁")]], before)
        #expect(same[0]["consent"]?.text == "agreed")
        let other = Applications.consented(
            [["person": .integer(7), "name": .text("成员丁"), "task": .text("试验")]], before)
        #expect(other[0]["consent"]?.text == "waiting")
    }

    @Test func whoRefusedIsNotOverriddenByPaper() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        func members(_ name: String, task: String = "试验") -> Answer {
            .rows([
                [
                    "person": "#\(room.colleaguePerson)", "name": name, "task": task,
                    "months": "6", "consent": "paper",
                ]
            ])
        }
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open", room.answers(["members": members("成员丁")]),
            by: room.member)
        // Nothing was said yet: a signed paper is taken.
        #expect(begun.rows["members"]?[0]["consent"]?.text == "paper")
        for (agrees, word) in [(false, "refused"), (true, "agreed")] {
            _ = try await room.applications.answerConsent(
                begun.id, agrees: agrees, by: room.colleague)
            let saved = try await room.applications.saveApplication(
                begun.id, ["members": members("成员丁")], version: nil, by: room.member)
            #expect(saved.rows["members"]?[0]["consent"]?.text == word)
            #expect(saved.rows["members"]?[0]["consented_on"]?.text == "2026-03-10")
        }
        let other = try await room.applications.saveApplication(
            begun.id, ["members": members("成员丁", task: "写作")], version: nil, by: room.member)
        #expect(other.rows["members"]?[0]["consent"]?.text == "paper")
    }

    @Test func aCommitmentLapsesWithTheContentItWasSignedOver() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open", room.answers(), by: room.member)
        _ = try await room.applications.commit(begun.id, by: room.administrator)
        _ = try await room.applications.saveApplication(
            begun.id, ["summary": .text("改过的摘要")], version: nil, by: room.member)
        let words = await room.refusal {
            _ = try await room.applications.signOff(
                begun.id, version: nil, by: room.administrator)
        }
        #expect(words.contains("签了以后内容又改过"))
        let member = await room.refusal {
            _ = try await room.applications.commit(begun.id, by: room.member)
        }
        #expect(member.contains("负责人本人或单位管理员"))
    }

    @Test func whatIsClassifiedIsNeverKept() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let entries = {
            try room.database.readNow { try $0.integer("SELECT count(*) FROM journal_entry") }
        }
        let before = try entries()
        let end = await room.refusal {
            _ = try await room.applications.startApplication(
                call.id, secrecy: "classified", room.answers(), by: room.member)
        }
        #expect(end.contains("保密工作机构"))
        let mark = "机密" + "★" + "10年"
        for answers in [
            room.answers(["content": .text("甲 \(mark) 乙")]),
            room.answers(["answers": .rows([["question": "scientific_question", "answer": mark]])]),
        ] {
            let words = await room.refusal {
                _ = try await room.applications.startApplication(
                    call.id, secrecy: "open", answers, by: room.member)
            }
            #expect(words.contains("没有保存") && !words.contains("甲"))
        }
        #expect(try entries() == before)
    }

    @Test func whatWasSubmittedComesBackBeforeTheDeadlineOnly() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let signed = try await room.signedOff(call)
        _ = try await room.applications.submitApplication(signed.id, version: nil, by: room.member)
        let back = try await room.applications.reopenApplication(signed.id, by: room.member)
        #expect(back.state == "drafted" && back["submitted_at"].isNull)
        _ = try await room.applications.signOff(signed.id, version: nil, by: room.administrator)
        let again = try await room.applications.submitApplication(
            signed.id, version: nil, by: room.member)
        #expect(again["application_no"].text == "ZRJJ-2026-1-00001")
        #expect(again["receipt_no"].text == "ZRJJ-2026-1-00001-2")
        room.clock.set("2026-04-09T09:00:01Z")
        for act in ["reopen", "withdraw"] {
            let words = await room.refusal {
                if act == "reopen" {
                    _ = try await room.applications.reopenApplication(signed.id, by: room.member)
                } else {
                    _ = try await room.applications.withdrawApplication(
                        signed.id, reason: "不报了", by: room.member)
                }
            }
            #expect(words.contains("截止"), "\(act)")
        }
    }

    @Test func numbersRunOnWithoutGapsWhateverTheHintSays() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        var numbers: [String] = []
        for _ in 0..<3 {
            let made = try await room.applications.submit(
                room.answers(), call: call.id, secrecy: "open", commits: true,
                by: room.administrator)
            numbers.append(made["application_no"].text ?? "")
        }
        // Refused ones take no number.
        _ = await room.refusal {
            _ = try await room.applications.submit(
                room.answers(["requested": .text("1")]).filter { $0.key != "summary" },
                call: call.id, secrecy: "open", commits: true, by: room.administrator)
        }
        let last = try await room.applications.submit(
            room.answers(), call: call.id, secrecy: "open", commits: true, by: room.administrator)
        numbers.append(last["application_no"].text ?? "")
        #expect(numbers == (1...4).map { "ZRJJ-2026-1-0000\($0)" })
    }

    @Test func othersDoNotSeeNorTouchIt() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open", room.answers(), by: room.member)
        let words = await room.refusal {
            _ = try await room.applications.saveApplication(
                begun.id, ["summary": .text("别人")], version: nil, by: room.other)
        }
        #expect(words.contains("不是您单位"))
        let direct = await room.refusal {
            _ = try await room.registry.changeRecord(
                "application", begun.id, ["summary": .text("绕过")], version: nil, by: room.member)
        }
        #expect(direct.contains("不能直接填写"))
    }

    @Test func whoIsNotEligibleWritesNothing() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let findings = try room.database.readNow { reader in
            try room.applications.checkEligibility(
                reader, room.applications.offer(reader, call.id), kind: "young",
                organisation: room.organisation, leader: room.leader)
        }
        let young = try #require(findings.first { $0.rule == "young" })
        // Born in April 1988: 38 on the closing day, 9 April 2026, above the 35 of men.
        #expect(young.result == .unmet && young.value.contains("38岁"), "\(young)")
        #expect(young.remedy.contains("面上"))
        let words = await room.refusal {
            _ = try await room.applications.startApplication(
                call.id, secrecy: "open", room.answers(["kind": .text("young")]), by: room.member)
        }
        #expect(words.contains("不符合申报条件"))
    }
}
