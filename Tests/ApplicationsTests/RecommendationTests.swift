import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// Recommending: within the quota, in an order, by the server's clock.
@Suite struct RecommendationTests {
    private struct Room {
        let office: GateOffice
        let ids: [Int64]
    }

    /// Three applications of the university, which may recommend two.
    private func room(quota: Int64? = 2) async throws -> Room {
        let office = try await GateOffice()
        if let quota {
            _ = try await office.registry.database.write(GateOffice.act) { [office] writer in
                try office.registry.change(
                    "call", office.call,
                    to: Draft(rows: [
                        "quotas": [
                            [
                                "organisation": .integer(office.university),
                                "quota": .integer(quota),
                            ]
                        ]
                    ]), version: nil, writer)
            }
        }
        var ids: [Int64] = []
        for (index, title) in ["页岩气井壁稳定", "缓蚀剂长效释放", "湖泊底泥迁移"].enumerated() {
            let leader = try await office.person("负责人\(index)")
            ids.append(
                try await office.application(
                    "A\(index + 1)", title, leader: leader, name: "负责人\(index)"))
        }
        return Room(office: office, ids: ids)
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func chosenOnesAreSentInTheirOrder() async throws {
        let room = try await room()
        let (office, ids) = (room.office, room.ids)
        let applications = office.applications
        try await applications.rankApplications(office.call, [ids[2], ids[0]], by: office.unit)
        let desk = try office.registry.database.readNow {
            try applications.recommendationDesk(
                $0, call: office.call, on: office.clock.now.businessDate, by: office.unit)
        }
        #expect(desk.chosen.map(\.id) == [ids[2], ids[0]] && desk.waiting.count == 3)
        #expect(desk.quota == 2)
        // Another order, as often as wanted before it is sent.
        try await applications.rankApplications(office.call, [ids[0], ids[2]], by: office.unit)
        try await office.stamp(by: office.unit)
        let sent = try await applications.recommend(office.call, by: office.unit)
        #expect(sent.state == "sent" && sent["recommended"].integer == 2)
        #expect(sent["sent_at"].text == "2026-04-02 09:00:00")
        #expect(try office.record("application", ids[0])["rank"].integer == 1)
        #expect(try office.record("application", ids[0]).state == "recommended")
        #expect(try office.record("application", ids[1]).state == "submitted")
        #expect(
            await refusal { try await applications.recommend(office.call, by: office.unit) }
                .contains("还没有选要推荐的"))
    }

    @Test func nothingIsSentWithoutTheStampedLetterOfJustThisList() async throws {
        let room = try await room()
        let (office, ids) = (room.office, room.ids)
        let applications = office.applications
        func send() async -> String {
            await refusal { try await applications.recommend(office.call, by: office.unit) }
        }
        try await applications.rankApplications(office.call, [ids[0], ids[1]], by: office.unit)
        #expect(await send().contains("还没有上传盖章件"))
        #expect(try office.record("application", ids[0]).state == "submitted")
        // What is no picture of a stamped paper does not count, nor what was taken off.
        let text = try await office.stamp(kind: "docx", by: office.unit)
        #expect(await send().contains("还没有上传盖章件"))
        #expect(text.1["stamped_on"].isNull)
        let (file, stamped) = try await office.stamp(by: office.unit)
        #expect(stamped["stamped_on"].text == "2026-04-02")
        // Saved again as it was, it stays stamped; in another order it does not.
        try await applications.rankApplications(office.call, [ids[0], ids[1]], by: office.unit)
        let desk = try office.registry.database.readNow {
            try applications.recommendationDesk(
                $0, call: office.call, on: office.clock.now.businessDate, by: office.unit)
        }
        #expect(desk.hasScan)
        try await applications.rankApplications(office.call, [ids[1], ids[0]], by: office.unit)
        #expect(await send().contains("名单或次序改动以前的"))
        try await applications.rankApplications(office.call, [ids[0], ids[1]], by: office.unit)
        _ = try await office.registry.database.write(GateOffice.act) { [office] writer in
            try office.registry.withdraw("file", file, writer)
        }
        try await applications.noteStamped(stamped.id, isTakenOff: true, by: office.unit)
        #expect(await send().contains("还没有上传盖章件"))
        try await office.stamp(by: office.unit)
        #expect(await send() == "")
        // What is sent besides has a letter of its own.
        _ = try await office.registry.database.write(GateOffice.act) { [office] writer in
            try office.registry.change(
                "call", office.call,
                to: Draft(rows: [
                    "quotas": [
                        ["organisation": .integer(office.university), "quota": .integer(3)]
                    ]
                ]), version: nil, writer)
        }
        try await applications.rankApplications(office.call, [ids[2]], by: office.unit)
        #expect(await send().contains("名单或次序改动以前的"))
    }

    @Test func theQuotaIsNeverExceededAndTheNumbersAreTold() async throws {
        let room = try await room()
        let (office, ids) = (room.office, room.ids)
        let all = await refusal {
            try await office.applications.rankApplications(office.call, ids, by: office.unit)
        }
        #expect(all.contains("名额 2 项，又选了 3 项，超出 1 项"))
        try await office.applications.rankApplications(office.call, [ids[0]], by: office.unit)
        try await office.stamp(by: office.unit)
        try await office.applications.recommend(office.call, by: office.unit)
        let later = await refusal {
            try await office.applications.rankApplications(
                office.call, [ids[1], ids[2]], by: office.unit)
        }
        #expect(later.contains("名额 2 项，已报送 1 项，又选了 2 项，超出 1 项"))
        // One more fits, and comes behind what was sent.
        try await office.applications.rankApplications(office.call, [ids[2]], by: office.unit)
        try await office.stamp(by: office.unit)
        let second = try await office.applications.recommend(office.call, by: office.unit)
        #expect(second["sendings"].integer == 2 && second["recommended"].integer == 2)
        #expect(try office.record("application", ids[2])["rank"].integer == 2)
    }

    @Test func aSecondAfterTheDeadlineIsLate() async throws {
        let room = try await room(quota: nil)
        let (office, ids) = (room.office, room.ids)
        try await office.applications.rankApplications(office.call, [ids[0]], by: office.unit)
        try await office.stamp(by: office.unit)
        office.clock.set("2026-04-09T09:00:01Z")
        let late = await refusal {
            try await office.applications.recommend(office.call, by: office.unit)
        }
        #expect(late.contains("2026-04-09 17:00:00 已过（服务器时间 2026-04-09 17:00:01"))
        let back = await refusal {
            try await office.applications.returnApplication(
                ids[0], reason: "补材料", by: office.unit)
        }
        #expect(back.contains("不能再退回"))
        office.clock.set("2026-04-09T09:00:00Z")
        try await office.applications.recommend(office.call, by: office.unit)
    }

    @Test func whatIsGivenBackIsTakenAsLongAsItMayBeSent() async throws {
        let room = try await room(quota: nil)
        let (office, id) = (room.office, room.ids[0])
        _ = try await office.registry.database.write(GateOffice.act) { writer in
            try office.registry.change(
                "call", office.call, to: Draft(["recommend_by": .null]), version: nil, writer)
        }
        let due = try office.registry.database.readNow {
            try office.applications.recommendationDesk(
                $0, call: office.call, on: office.clock.now.businessDate, by: office.unit
            ).due
        }
        let last = try #require(due)
        #expect(CallTime.text(last) > "2026-04-02", "later than the call closes")
        try await office.applications.returnApplication(id, reason: "预算表有误", by: office.unit)
        func save() async -> String {
            await refusal {
                _ = try await office.applications.saveApplication(
                    id, ["summary": .text("改好的摘要")], version: nil, by: office.unit)
            }
        }
        office.clock.set(last.description)
        #expect(await save() == "")
        office.clock.set(Instant(milliseconds: last.milliseconds + 1000).description)
        #expect(await save().contains(CallTime.text(last)))
    }

    @Test func oneIsGivenBackOrDeclinedWithAReason() async throws {
        let room = try await room()
        let (office, ids) = (room.office, room.ids)
        let applications = office.applications
        try await applications.rankApplications(office.call, [ids[0]], by: office.unit)
        let bare = await refusal {
            try await applications.returnApplication(ids[0], reason: "", by: office.unit)
        }
        #expect(bare.contains("写明理由"))
        try await applications.returnApplication(ids[0], reason: "预算表有误", by: office.unit)
        let returned = try office.record("application", ids[0])
        #expect(returned.state == "returned" && returned["recommendation"].isNull)
        try await applications.declineApplication(ids[1], reason: "不属于指南方向", by: office.unit)
        #expect(try office.record("application", ids[1]).state == "not-recommended")
        let twice = await refusal {
            try await applications.declineApplication(ids[1], reason: "再次", by: office.unit)
        }
        #expect(twice.contains("“未推荐”，不能不推荐") || twice.contains("未推荐"))
    }

    @Test func nobodyRecommendsWhatIsNotTheirs() async throws {
        let room = try await room()
        let (office, ids) = (room.office, room.ids)
        // Those of the university name it; the county's clerk has none.
        let county = await refusal {
            try await office.applications.rankApplications(office.call, [ids[0]], by: office.county)
        }
        #expect(county.contains("不由您推荐"))
        let company = Viewer(
            name: "企业", role: office.unit.role, organisation: office.company)
        let other = await refusal {
            try await office.applications.rankApplications(office.call, [], by: company)
        }
        #expect(other.contains("可作推荐单位"))
        let leader = try await office.person("企业负责人", of: office.company)
        let own = try await office.application(
            "B1", "耐磨涂层", leader: leader, of: office.company)
        try await office.applications.rankApplications(office.call, [own], by: office.county)
        try await office.stamp(by: office.county)
        let sent = try await office.applications.recommend(office.call, by: office.county)
        #expect(sent["county"].text == "430621" && sent["recommender_name"].text == "岳阳县科技主管部门")
    }

    @Test func whoIsWithinATermForMisconductDoesNotRecommend() async throws {
        let room = try await room()
        let (office, ids) = (room.office, room.ids)
        _ = try await office.registry.database.write(GateOffice.act) { [office] writer in
            try office.registry.change(
                "organisation", office.university,
                to: Draft(["dishonest_until": .text("2026-12-31")]), version: nil, writer)
        }
        let refused = await refusal {
            try await office.applications.rankApplications(office.call, [ids[0]], by: office.unit)
        }
        #expect(refused.contains("惩戒期内（至 2026-12-31）"))
    }
}
