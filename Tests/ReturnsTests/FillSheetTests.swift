import Journal
import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

struct FillSheetTests {
    @Test func aSheetGoesFromUnopenedToAccepted() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let id = sheets[0].id
        #expect(try await bureau.returns.openSheet(id, by: clerk).state == "opened")
        // Looking again changes nothing.
        let version = try bureau.sheet(id).version
        #expect(try await bureau.returns.openSheet(id, by: clerk).version == version)
        let draft = SheetAnswers([["c1": "农业"], ["c1": "工业"]])
        let kept = try await bureau.fill(id, draft, sending: false, by: clerk)
        #expect(kept.sheet.state == "draft")
        #expect(kept.problems.map(\.description).contains { $0.contains("第 1 行“科技特派员”：必填") })
        let sent = try await bureau.fill(id, Bureau.rows(), by: clerk)
        #expect(sent.problems.isEmpty && sent.sheet.state == "sent")
        #expect(sent.sheet["sent_at"] == .text("2025-03-10 09:00:00"))
        #expect(sent.sheet["late"] == .integer(0))
        try await bureau.accept(id)
        #expect(try bureau.standing(collection).words == "5 个单位：未打开 4、已审核 1")
        #expect(try bureau.verified())
    }

    @Test func theSumOfColumnsIsFilledInOrMustAgree() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        var answers = Bureau.rows()
        answers.rows[0]["c6"] = "4"
        let words = await refused { try await bureau.fill(sheets[0].id, answers, by: clerk) }
        #expect(words.contains("第 1 行“科技投入”：4 不等于财政＋企业之和 3.5"), "\(words)")
        answers.rows[0]["c6"] = nil
        try await bureau.fill(sheets[0].id, answers, by: clerk)
        let view = try bureau.view(sheets[0].id, by: clerk)
        #expect(view.answers.rows.map { $0["c6"] } == ["3.5", "1"])
    }

    @Test func everyBrokenRuleIsToldWithItsPlace() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let answers = SheetAnswers(
            [
                ["c1": "农业", "c2": "501", "c3": "502", "c4": "-1", "c7": "还行", "c8": "昨天"],
                ["c1": "工业", "c2": "十个", "zz": "1"],
            ], total: ["c2": "9"])
        let words = await refused { try await bureau.fill(sheets[0].id, answers, by: clerk) }
        for part in [
            "第 1 行“科技特派员”：501 大于 500人", "第 1 行“其中女”：502 大于“科技特派员” 501", "第 1 行“财政”：金额不能为负",
            "第 1 行“进度”：“还行”不对：不在可选项里。可填：按期、滞后", "第 1 行“填表日期”", "第 2 行“科技特派员”：“十个”不对",
            "表里没有 zz 这一列", "合计行“科技特派员”：合计 9 不等于各行之和 501", "没有报送",
        ] { #expect(words.contains(part), "\(part)\n\(words)") }
        #expect(try bureau.sheet(sheets[0].id).state == "unopened")
    }

    @Test func fixedRowsMayNotBeRenamedLeftOutOrMoved() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        var answers = Bureau.rows()
        answers.rows.reverse()
        let words = await refused { try await bureau.fill(sheets[0].id, answers, by: clerk) }
        #expect(words.contains("按这些行填写：农业、工业"), "\(words)")
    }

    @Test func aNilReturnIsAStatementAndNoRowsAreNot() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.survey)
        let clerk = try bureau.clerk("430602")
        let empty = await refused {
            try await bureau.fill(sheets[0].id, SheetAnswers([]), by: clerk)
        }
        #expect(empty.contains("零报告"), "\(empty)")
        let both = await refused {
            let rows = SheetAnswers([["name": "甲"]], isNil: true)
            try await bureau.fill(sheets[0].id, rows, by: clerk)
        }
        #expect(both.contains("却填了 1 行"), "\(both)")
        let sent = try await bureau.fill(sheets[0].id, SheetAnswers([], isNil: true), by: clerk)
        #expect(sent.sheet["nil_return"] == .integer(1))
    }

    @Test func aNameThatNoRegisterKnowsIsToldAndDoublesToo() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.survey)
        let clerk = try bureau.clerk("430602")
        let rows = SheetAnswers([
            ["name": "甲", "kind": "孵化器", "operator": "无名公司"], ["name": "甲", "kind": "众创空间"],
        ])
        let words = await refused { try await bureau.fill(sheets[0].id, rows, by: clerk) }
        #expect(words.contains("第 1 行“运营主体”：单位登记册里没有它"), "\(words)")
        #expect(words.contains("第 2 行“载体名称”：与第 1 行是同一条"), "\(words)")
    }

    @Test func aSheetIsNotSentTwice() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        try await bureau.fill(sheets[0].id, Bureau.rows(), by: clerk)
        for sending in [true, false] {
            let words = await refused {
                try await bureau.fill(sheets[0].id, Bureau.rows(20), sending: sending, by: clerk)
            }
            #expect(words.contains("已于 2025-03-10 09:00:00 报送"), "\(words)")
        }
        #expect(try bureau.sheet(sheets[0].id)["sendings"] == .integer(1))
    }

    @Test func ofTwoPeopleWhoFillAtOnceTheSecondIsToldWhatTheFirstChanged() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let first = try bureau.party("clerk", "甲", .county("430602"))
        let second = try bureau.party("clerk", "乙", .county("430602"))
        let version = try await bureau.returns.openSheet(sheets[0].id, by: first).version
        let draft = SheetFilling(Bureau.rows(), isSending: false)
        _ = try await bureau.returns.fillSheet(sheets[0].id, draft, version: version, by: first)
        let words = await refused {
            _ = try await bureau.returns.fillSheet(
                sheets[0].id, draft, version: version, by: second)
        }
        #expect(words.contains("已被 甲 在"), "\(words)")
        #expect(words.contains("填报内容"), "\(words)")
    }

    @Test func ofTwoWhoSendAtTheSameMomentOneSends() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerks = try ["甲", "乙"].map { try bureau.party("clerk", $0, .county("430602")) }
        let version = sheets[0].version
        let words = await withTaskGroup(of: String.self) { group in
            for (number, clerk) in clerks.enumerated() {
                group.addTask {
                    await refused {
                        _ = try await bureau.returns.fillSheet(
                            sheets[0].id,
                            SheetFilling(Bureau.rows(10 + number), isSending: true),
                            version: version, by: clerk)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(words.count(where: \.isEmpty) == 1)
        #expect(words.contains { $0.contains("没有再次报送") || $0.contains("没有写入") })
        #expect(try bureau.sheet(sheets[0].id)["sendings"] == .integer(1))
        #expect(try bureau.verified())
    }

    @Test func whatIsTooLargeIsNotEvenADraft() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.survey)
        let clerk = try bureau.clerk("430602")
        let many = SheetAnswers(Array(repeating: ["name": "甲"], count: 5_001))
        let long = SheetAnswers([["name": String(repeating: "长", count: 3_000)]])
        for (answers, part) in [(many, "最多 5000 行"), (long, "第 1 行：有一格的文字太长")] {
            let words = await refused {
                try await bureau.fill(sheets[0].id, answers, sending: false, by: clerk)
            }
            #expect(words.contains(part), "\(words)")
        }
        #expect(try bureau.sheet(sheets[0].id)["answers"].isNull)
    }

    @Test func columnsStayAsTheyWereSentWhileChecksMayBeMended() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        func amend(_ change: (inout [[String: Scalar]]) -> Void) async throws {
            var record = try bureau.database.readNow {
                try bureau.registry.record($0, "collection", collection)
            }
            change(&record.rows["template_columns", default: []])
            let draft = Draft(rows: record.rows)
            let act = Act(actor: "张三", role: "officer", event: "collection.changed")
            _ = try await bureau.database.write(act) {
                try bureau.registry.change("collection", collection, to: draft, version: nil, $0)
            }
        }
        try await amend { $0[1]["most"] = .text("1000") }
        try await bureau.fill(sheets[0].id, Bureau.rows(900), by: clerk)
        try await amend { $0.remove(at: 2) }
        let words = await refused {
            try await bureau.fill(sheets[1].id, Bureau.rows(), by: try bureau.clerk("430621"))
        }
        #expect(words.contains("列或固定的行改过了"), "\(words)")
        #expect(await refused { _ = try bureau.merged(collection) }.contains("改过了"))
    }

    @Test func theStampedPaperMayComeAfterTheFigures() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let sent = try await bureau.fill(sheets[0].id, Bureau.rows(), by: clerk).sheet
        let stranger = await refused {
            _ = try await bureau.returns.attachScan(
                sent.id, "1.pdf", version: sent.version, by: try bureau.clerk("430621"))
        }
        #expect(stranger.contains("你不能填写或查看"), "\(stranger)")
        let early = await refused {
            _ = try await bureau.returns.attachScan(
                sent.id, "1.pdf", on: Bureau.day(11), version: sent.version, by: clerk)
        }
        #expect(early.contains("不能晚于今天"), "\(early)")
        let stamped = try await bureau.returns.attachScan(
            sent.id, "盖章件-17", version: sent.version, by: clerk)
        #expect(stamped["stamped_scan"] == .text("盖章件-17") && stamped.state == "sent")
    }

    @Test func whatWaitsForAReceiverIsItsOpenSheets() async throws {
        let bureau = try Bureau()
        let (_, first) = try await bureau.send(bureau.figures)
        let (survey, _) = try await bureau.send(bureau.survey)
        let clerk = try bureau.clerk("430602")
        func waiting(_ party: ReturnParty) throws -> [String] {
            try bureau.database.readNow { try bureau.returns.waitingSheets($0, by: party) }
                .map(\.form.name)
        }
        // The survey is due on the 17th, the figures on the 25th.
        #expect(try waiting(clerk) == ["2025年第一次孵化载体摸底", "2025年一季度县域科技投入"])
        try await bureau.fill(first[0].id, Bureau.rows(), by: clerk)
        _ = try await bureau.returns.cancelReturn(survey, reason: "并入下期", by: bureau.officer)
        #expect(try waiting(clerk).isEmpty)
        #expect(try waiting(bureau.officer).isEmpty)
    }

    @Test func afterTheDeadlineItIsTakenAndMarkedLate() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        bureau.clock.set("2025-03-25T09:00:00Z")
        let inTime = try await bureau.fill(
            sheets[0].id, Bureau.rows(), by: bureau.clerk("430602"))
        #expect(inTime.sheet["late"] == .integer(0))
        bureau.clock.set("2025-03-25T09:00:01Z")
        #expect(try bureau.standing(collection).words == "5 个单位：未打开 4、已报送 1；逾期未报 4")
        let late = try await bureau.fill(sheets[1].id, Bureau.rows(), by: bureau.clerk("430621"))
        #expect(late.sheet["late"] == .integer(1))
        // What comes again because it was sent back is not late by that.
        _ = try await bureau.returns.returnSheet(
            sheets[0].id, [SheetRemark("请核对")], version: inTime.sheet.version,
            by: bureau.officer)
        let again = try await bureau.fill(
            sheets[0].id, Bureau.rows(11), by: bureau.clerk("430602"))
        #expect(again.sheet["late"] == .integer(0))
    }

    @Test func whileItIsSummedUpOnlyWhatWasSentBackIsTaken() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        let sent = try await bureau.fill(sheets[0].id, Bureau.rows(), by: bureau.clerk("430602"))
        _ = try await bureau.registry.moveRecord(
            "collection", collection, "summarise", by: bureau.officer.viewer)
        let words = await refused {
            try await bureau.fill(sheets[1].id, Bureau.rows(), by: try bureau.clerk("430621"))
        }
        #expect(words.contains("汇总审核") && words.contains("退回补报"), "\(words)")
        _ = try await bureau.returns.returnSheet(
            sheets[0].id, [], reason: "补一行", version: sent.sheet.version, by: bureau.officer)
        try await bureau.fill(sheets[0].id, Bureau.rows(12), by: bureau.clerk("430602"))
    }

    @Test func aSheetIsItsReceiversAlone() async throws {
        let bureau = try Bureau()
        let unit = try await bureau.registry.createRecord(
            "organisation", ["name": .text("林海学院"), "county": .text("430602")],
            by: bureau.officer.viewer)
        let (_, sheets) = try await bureau.send(
            bureau.figures, to: [.county("430602"), .organisation(unit.id)])
        let strangers = try [
            (sheets[0].id, bureau.clerk("430621")), (sheets[1].id, bureau.clerk("430602")),
            (sheets[0].id, bureau.party("clerk", "丙", .organisation(unit.id))),
            (sheets[1].id, bureau.party("clerk", "丁", .organisation(unit.id + 1))),
            (sheets[0].id, bureau.party("clerk", "戊", .none)),
        ]
        for (id, party) in strangers {
            let fill = await refused { try await bureau.fill(id, Bureau.rows(), by: party) }
            #expect(fill.contains("你不能填写或查看"), "\(fill)")
            let look = await refused { _ = try bureau.view(id, by: party) }
            #expect(look.contains("你不能填写或查看"), "\(look)")
        }
        // The officer looks, and does not fill in for them.
        #expect(try bureau.view(sheets[0].id, by: bureau.officer).isOpen == false)
        let officer = await refused {
            try await bureau.fill(sheets[0].id, Bureau.rows(), by: bureau.officer)
        }
        #expect(officer.contains("你不能填写或查看"), "\(officer)")
        let own = try bureau.party("clerk", "己", .organisation(unit.id))
        #expect(try bureau.view(sheets[1].id, by: own).isOpen)
        try await bureau.fill(sheets[1].id, Bureau.rows(), by: own)
    }
}
