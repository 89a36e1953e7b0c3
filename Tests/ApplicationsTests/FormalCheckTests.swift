import Catalogue
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// The formal check by two people, and the appeal against it.
@Suite struct FormalCheckTests {
    private func recommended(_ count: Int = 1) async throws -> (GateOffice, [Int64]) {
        let office = try await GateOffice("2026-04-13T01:00:00Z")
        var ids: [Int64] = []
        for index in 1...count {
            let leader = try await office.person("负责人\(index)")
            ids.append(
                try await office.application(
                    "A\(index)", "课题\(index)甲乙丙丁", leader: leader, name: "负责人\(index)",
                    state: "recommended"))
        }
        return (office, ids)
    }

    private func items(_ office: GateOffice, _ id: Int64, fails: [String: String] = [:]) throws
        -> [FormalItem]
    {
        try office.registry.database.readNow { reader in
            let application = try office.registry.record(reader, "application", id)
            return try office.applications
                .checklist(reader, of: application, on: office.clock.now).items.map {
                    FormalItem($0, passes: fails[$0] == nil, reason: fails[$0])
                }
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch { return "\(error)" }
    }

    private func check(_ office: GateOffice, _ id: Int64) throws -> Record {
        try #require(
            try office.registry.database.readNow {
                try office.applications.formalCheck($0, of: id)
            })
    }

    @Test func everyReasonBelongsToOneItem() throws {
        let catalogue = try ProjectCatalogue.yueyang
        let list = FormalChecklist(nil, kind: "", hasTopics: true, catalogue)
        let all = list.items.flatMap { list.reasons(of: $0).map(\.code) }
        #expect(
            all.sorted() == (catalogue.list("formal-reasons")?.codes ?? []).map(\.code).sorted())
        #expect(list.items.allSatisfy { !list.reasons(of: $0).isEmpty })
    }

    @Test func whatTheCallDoesNotAskForIsNotLookedAt() async throws {
        let (office, ids) = try await recommended()
        let asked = try items(office, ids[0]).map(\.item)
        // A lump sum has no budget lines, a general project no co-funding.
        #expect(!asked.contains("budget") && !asked.contains("co-funding"))
        #expect(asked.contains("recommendation") && asked.contains("limits"))
    }

    @Test func twoPeoplePassAnApplication() async throws {
        let (office, ids) = try await recommended()
        let applications = office.applications
        try await applications.checkFormally(
            ids[0], try items(office, ids[0]), by: office.officer)
        #expect(try office.record("application", ids[0]).state == "recommended")
        let same = await refusal {
            try await applications.confirmFormalChecks([ids[0]], by: office.officer)
        }
        #expect(same.contains("复核要由另一个人办"))
        try await applications.confirmFormalChecks([ids[0]], by: office.second)
        let passed = try office.record("application", ids[0])
        #expect(passed.state == "formal-passed" && passed["formal_on"].text == "2026-04-13")
        #expect(try check(office, ids[0]).state == "passed")
    }

    @Test func aRejectionNamesTheItemsAndCanBeAppealedInItsTerm() async throws {
        let (office, ids) = try await recommended()
        let applications = office.applications
        let bare = await refusal {
            try await applications.checkFormally(
                ids[0], try items(office, ids[0]).map { FormalItem($0.item, passes: false) },
                by: office.officer)
        }
        #expect(bare.contains("要各选一条理由"))
        let foreign = await refusal {
            try await applications.checkFormally(
                ids[0], try items(office, ids[0], fails: ["unit": "form-incomplete"]),
                by: office.officer)
        }
        #expect(foreign.contains("不是“申报单位”的理由"))
        try await applications.checkFormally(
            ids[0], try items(office, ids[0], fails: ["attachments": "attachments-missing"]),
            by: office.officer)
        try await applications.confirmFormalChecks([ids[0]], by: office.second)
        let rejected = try check(office, ids[0])
        #expect(rejected.state == "rejected")
        #expect(rejected["reasons"].text == "附件：缺少必需的附件")
        #expect(rejected["appeal_due_on"].text == "2026-04-20")
        #expect(try office.record("application", ids[0]).state == "formal-rejected")

        let stranger = Viewer(name: "外人", role: office.unit.role, organisation: office.company)
        #expect(
            await refusal {
                try await applications.appeal(ids[0], ground: "附件在第3页", by: stranger)
            }.contains("不是您单位的"))
        office.clock.set("2026-04-20T15:59:59Z")
        let filed = try await applications.appeal(ids[0], ground: "附件在第3页", by: office.unit)
        #expect(filed["due_on"].text == "2026-04-27")
        #expect(
            await refusal {
                try await applications.appeal(ids[0], ground: "再说一次", by: office.unit)
            }.contains("只能申诉一次"))
        #expect(
            await refusal {
                try await applications.decideAppeal(
                    filed.id, upholds: true, reason: "确有附件", by: office.officer)
            }.contains("科室的负责人答复"))
        let decided = try await applications.decideAppeal(
            filed.id, upholds: true, reason: "确有附件", by: office.head)
        #expect(decided.state == "upheld")
        #expect(try office.record("application", ids[0]).state == "formal-passed")
        #expect(try check(office, ids[0]).state == "overturned")
    }

    @Test func anAppealADayLateIsRefused() async throws {
        let (office, ids) = try await recommended()
        try await office.applications.checkFormally(
            ids[0], try items(office, ids[0], fails: ["form": "form-incomplete"]),
            by: office.officer)
        try await office.applications.confirmFormalChecks([ids[0]], by: office.second)
        office.clock.set("2026-04-20T16:00:00Z")
        let late = await refusal {
            try await office.applications.appeal(ids[0], ground: "晚了", by: office.unit)
        }
        #expect(late.contains("申诉期限 2026-04-20 已过（今天 2026-04-21）"))
    }

    @Test func undecidedFindingsStandAgainstPassing() async throws {
        let (office, ids) = try await recommended()
        let leader = try #require(try office.record("application", ids[0])["leader"].integer)
        _ = try await office.application("B1", "另一份", leader: leader, name: "负责人1")
        let sheet = try items(office, ids[0])
        let open = await refusal {
            try await office.applications.checkFormally(ids[0], sheet, by: office.officer)
        }
        #expect(open.contains("还有 1 条资格核查结果没有判定"))
        // The refused act wrote nothing; the gate is run again for it.
        try await office.run(ids)
        let finding = try #require(try office.findings(ids[0]).first)
        try await office.applications.decideFinding(
            finding.id, .uphold, reason: "属实", by: office.second)
        let upheld = await refusal {
            try await office.applications.checkFormally(ids[0], sheet, by: office.officer)
        }
        #expect(upheld.contains("已判定属实") && upheld.contains("应为不符合"))
        try await office.applications.checkFormally(
            ids[0], try items(office, ids[0], fails: ["limits": "limits-exceeded"]),
            by: office.officer)
        try await office.applications.confirmFormalChecks([ids[0]], by: office.second)
        #expect(try office.record("application", ids[0]).state == "formal-rejected")
    }

    @Test func thoseWithoutFindingsPassTogetherOrNotAtAll() async throws {
        let (office, ids) = try await recommended(3)
        try await office.applications.checkFormally(allPassing: ids, by: office.officer)
        #expect(
            try ids.map { try check(office, $0).state }
                == Array(
                    repeating: "first-checked", count: 3))
        try await office.applications.returnFormalCheck(
            ids[2], reason: "附件打不开", by: office.second)
        let mixed = await refusal {
            try await office.applications.confirmFormalChecks(ids, by: office.second)
        }
        #expect(mixed.contains("不能复核"))
        #expect(try office.record("application", ids[0]).state == "recommended")
        try await office.applications.confirmFormalChecks(Array(ids.prefix(2)), by: office.second)
        #expect(try office.record("application", ids[1]).state == "formal-passed")
    }

    /// Gives an application back, as its applicant then hands it in anew.
    private func resubmit(_ office: GateOffice, _ id: Int64, _ times: Int) async throws {
        try await office.registry.database.write(GateOffice.act) { writer in
            func move(_ name: String) throws {
                _ = try office.registry.move("application", id, name, version: nil, writer)
            }
            try move("return")
            _ = try office.registry.change(
                "application", id,
                to: Draft([
                    "title": .text("换成了另一个课题\(times)"), "receipt_no": .text("A1-\(times)"),
                    "receipt_digest": .text(String(repeating: "\(times)", count: 64)),
                ]), version: nil, writer)
            try move("sign-off")
            try move("submit")
            try move("recommend")
        }
    }

    @Test func whatWasHandedInAnewAfterTheFirstLookIsLookedAtAnew() async throws {
        let (office, ids) = try await recommended()
        try await resubmit(office, ids[0], 1)
        try await office.applications.checkFormally(allPassing: ids, by: office.officer)
        try await resubmit(office, ids[0], 2)
        let refused = await refusal {
            try await office.applications.confirmFormalChecks(ids, by: office.second)
        }
        #expect(
            refused.contains("初审看的是回执 A1-1，现在是回执 A1-2，申报书正文改过")
                && refused.contains("重新初审"))
        #expect(try office.record("application", ids[0]).state == "recommended")
        func views() throws -> [Int?] {
            try office.registry.database.readNow { reader in
                let counts = try office.applications.callChecks(
                    reader, of: office.call, .waiting
                ).counts
                return [counts[.waiting], counts[.second]]
            }
        }
        #expect(try views() == [1, 0])
        // Looked at anew, by whoever, it may be agreed to.
        try await office.applications.checkFormally(allPassing: ids, by: office.officer)
        #expect(try views() == [0, 1])
        try await office.applications.confirmFormalChecks(ids, by: office.second)
        #expect(try office.record("application", ids[0]).state == "formal-passed")
    }

    @Test func whatNobodyRecommendedDoesNotPass() async throws {
        let (office, _) = try await recommended()
        let leader = try await office.person("张三")
        let id = try await office.application("C1", "没有推荐的课题", leader: leader)
        let refused = await refusal {
            try await office.applications.checkFormally(
                allPassing: [id], by: office.officer)
        }
        #expect(refused.contains("还没有推荐"))
        try await office.applications.checkFormally(
            id, try items(office, id, fails: ["recommendation": "recommendation-missing"]),
            by: office.officer)
    }
}
