import Applications
import Catalogue
import Journal
import Registers
import Store
import Testing
import Values

@testable import Review

/// An expert who did something with an applicant of late does not score the application.
@Suite struct SharedWorkTests {
    private static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

    @discardableResult
    private func make(
        _ room: ReviewRoom, _ register: String, _ fields: [String: Scalar],
        rows: [String: [[String: Scalar]]] = [:], state: String? = nil
    ) async throws -> Int64 {
        try await room.database.write(Self.act) { writer in
            try room.registry.create(
                Draft(fields, rows: rows, state: state), in: register, writer
            ).id
        }
    }

    /// A project of 示例大学 led by 负责人1 of application 1, with 专家甲 as a member.
    private func project(
        _ room: ReviewRoom, _ fields: [String: Scalar] = [:], state: String = "running",
        member: [String: Scalar] = ["name": .text("专家甲"), "unit": .text("外地大学专家甲")]
    ) async throws {
        let earlier = try await make(
            room, "application",
            [
                "application_no": .text("旧-1"), "call": .integer(room.call),
                "kind": .text("general"), "title": .text("旧题"),
                "organisation":
                    .integer(room.units[0]), "leader_name": .text("负责人1"),
            ], rows: ["members": [member]], state: "not-funded")
        var all: [String: Scalar] = [
            "project_no": .text("2024T001"), "name": .text("旧题"),
            "programme": .text("natural-science-fund"), "year": .integer(2024),
            "application": .integer(earlier), "organisation": .integer(room.units[0]),
            "organisation_name": .text("示例大学"), "leader_name": .text("负责人1"),
            "approved": .integer(100), "ends_on": .text("2026-12-31"),
        ]
        all.merge(fields) { $1 }
        try await make(room, "project", all, state: state)
    }

    private func refusal(_ room: ReviewRoom, recusals: [(String, Int64)] = []) async throws
        -> String?
    {
        do {
            _ = try await room.panel(recusals: recusals)
            return nil
        } catch let refusal as RecordRefusal {
            return refusal.description
        }
    }

    @Test func whoSharesAProjectWithTheLeaderIsInConflict() async throws {
        let room = try await ReviewRoom()
        try await project(room)
        let words = try #require(try await refusal(room))
        #expect(words.contains("专家甲与项目负责人负责人1合作过市级项目 2024T001“旧题”"))
        #expect(words.contains("近 3 年合作过（待核"))
        #expect(words.contains("ZRJJ-2026-1-0001") && !words.contains("ZRJJ-2026-1-0002"))
        #expect(try await refusal(room, recusals: [("专家甲", room.applications[0])]) == nil)
    }

    @Test func whatIsLongOverPlayedOrCancelledIsNoCommonWork() async throws {
        for (fields, state) in [
            (["year": Scalar.integer(2020), "ends_on": .text("2022-12-31")], "accepted"),
            (["rehearsal": .integer(1)], "running"), ([:], "cancelled"), ([:], "withdrawn"),
        ] {
            let room = try await ReviewRoom()
            try await project(room, fields, state: state)
            #expect(try await refusal(room) == nil, "\(fields) \(state)")
        }
    }

    @Test func aNamesakeOfAnotherUnitIsNotInConflict() async throws {
        let room = try await ReviewRoom()
        try await project(room, member: ["name": .text("专家甲"), "unit": .text("别处大学")])
        #expect(try await refusal(room) == nil)
    }

    @Test func coAuthorsOfPapersReportsAndAchievementsAreInConflict() async throws {
        let room = try await ReviewRoom()
        try await project(room, member: ["name": .text("别人"), "unit": .text("示例大学")])
        let id = try #require(
            try await room.database.read { try $0.first("SELECT id FROM project")?[0].integer })
        try await make(
            room, "project-result",
            [
                "project": .integer(id), "kind": .text("paper"), "title": .text("藻类的季节"),
                "people": .text("负责人3、专家乙"), "made_on": .text("2025-06-01"),
            ])
        try await make(
            room, "science-report",
            [
                "project": .integer(id), "title": .text("藻类报告"), "report_no": .text("K1"),
                "authors": .text("专家丙，负责人2"), "summary": .text("摘要"),
                "openness": .text("open"), "handed_in_on": .text("2025-07-01"),
            ])
        try await make(
            room, "achievement",
            [
                "name": .text("监测方法"), "category": .text("basic"),
                "first_owner": .integer(room.units[0]), "secrecy": .text("public"),
                "registered_on": .text("2024-05-01"), "reg_no": .text("943S2024Y9001"),
            ],
            rows: [
                "people": [
                    [
                        "rank": .integer(1), "name": .text("负责人4"),
                        "organisation": .integer(room.units[1]),
                    ],
                    ["rank": .integer(2), "name": .text("专家丁")],
                ]
            ])
        let words = try #require(try await refusal(room))
        #expect(words.contains("专家乙与项目负责人负责人3合作过论文“藻类的季节”"), "\(words)")
        #expect(words.contains("专家丙与项目负责人负责人2合作过科技报告“藻类报告”"), "\(words)")
        #expect(words.contains("专家丁与项目负责人负责人4合作过科技成果 943S2024Y9001"), "\(words)")
        let recusals = [
            ("专家乙", room.applications[2]), ("专家丙", room.applications[1]),
            ("专家丁", room.applications[3]),
        ]
        #expect(try await refusal(room, recusals: recusals) == nil)
    }

    @Test func whatWasPublishedLongAgoIsForgotten() async throws {
        let room = try await ReviewRoom()
        try await project(room, member: ["name": .text("别人"), "unit": .text("示例大学")])
        let id = try #require(
            try await room.database.read { try $0.first("SELECT id FROM project")?[0].integer })
        try await make(
            room, "project-result",
            [
                "project": .integer(id), "kind": .text("paper"), "title": .text("藻类的季节"),
                "people": .text("负责人3、专家乙"), "made_on": .text("2023-04-06"),
            ])
        // Three years before 7 April 2026 is 7 April 2023.
        #expect(try await refusal(room) == nil)
    }
}
