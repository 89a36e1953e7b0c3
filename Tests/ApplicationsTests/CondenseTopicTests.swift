import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Applications

/// Needs become topics, and both know of each other, up to the project.
@Suite struct CondenseTopicTests {
    private struct Room {
        let registry: Registry
        let officer: Viewer
        let unit: Viewer
        let other: Viewer
        let needs: [Int64]

        var topics: Topics { Topics(registry) }

        static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

        init() async throws {
            let catalogue = try ProjectCatalogue.yueyang
            let now = try #require(Instant(iso: "2026-03-10T01:00:00Z"))
            let registry = Registry(
                try testDatabase(catalogue, clock: .fixed(now)),
                consequences: ApplicationsConsequences.all)
            self.registry = registry
            let made = try await registry.database.write(Self.act) {
                writer -> (units: [Int64], needs: [Int64]) in
                let units = try ["甲厂有限公司", "乙厂有限公司"].map { name in
                    try registry.create(
                        Draft(["name": .text(name), "kind": .text("enterprise")]),
                        in: "organisation", writer
                    ).id
                }
                let states = ["compiled", "condensed", "collected", "compiled"]
                let needs = try states.enumerated().map { index, state in
                    try registry.create(
                        Draft(
                            [
                                "need_no": .text("2026-LT-00\(index + 1)"),
                                "title": .text("需求\(index + 1)"),
                                "source": .text("leading-enterprises"),
                                "collected_on": .text("2026-01-05"),
                                "organisation": .integer(units[index % 2]),
                                "problem": .text("问题"), "condensed_on": .text("2026-01-20"),
                                "sensitive": .integer(index == 3 ? 1 : 0),
                            ], state: state), in: "technology-need", writer
                    ).id
                }
                return (units, needs)
            }
            needs = made.needs
            officer = Viewer(
                name: "经办", role: try #require(catalogue.roles["officer"]),
                section: "planning-policy")
            let member = try #require(catalogue.roles["organisation-member"])
            unit = Viewer(name: "甲厂", role: member, organisation: made.units[0])
            other = Viewer(name: "丙厂", role: member, organisation: made.units[1])
        }

        func plan(_ needs: [Int64], title: String = "密封技术", content: String? = nil)
            -> TopicPlan
        {
            TopicPlan(
                number: "2026-FX-01", title: title, programme: "key-rd", year: 2026,
                content: content, needs: needs)
        }

        func need(_ index: Int) async throws -> Record {
            let (registry, id) = (registry, needs[index])
            return try await registry.database.read {
                try registry.record($0, Topics.needs, id)
            }
        }
    }

    @Test func severalNeedsBecomeOneTopicAndEachKnowsIt() async throws {
        let room = try await Room()
        let topic = try await room.topics.condenseTopic(
            room.plan([room.needs[0], room.needs[1], room.needs[0]]), by: room.officer)
        #expect(topic.rows["needs"]?.count == 2, "chosen twice is chosen once")
        #expect(try await room.need(0)["guide_task"].text == "密封技术")
        #expect(try await room.need(1)["guide_task"].text == "密封技术")
        var second = room.plan([room.needs[0]], title: "检测方法")
        second.number = "2026-FX-02"
        _ = try await room.topics.condenseTopic(second, by: room.officer)
        #expect(try await room.need(0)["guide_task"].text == "密封技术；检测方法")
        let (topics, registry) = (room.topics, room.registry)
        let next = try await registry.database.read { try topics.nextNumber($0, year: 2026) }
        #expect(next == "2026-FX-03")
    }

    @Test func aNeedThatIsNotWorkedUpIsNoTopic() async throws {
        let room = try await Room()
        await #expect(throws: TopicRefusal.self) {
            try await room.topics.condenseTopic(room.plan([room.needs[2]]), by: room.officer)
        }
        await #expect(throws: TopicRefusal.self) {
            try await room.topics.condenseTopic(room.plan([]), by: room.officer)
        }
        await #expect(throws: TopicRefusal.self) {
            try await room.topics.condenseTopic(room.plan([999_999]), by: room.officer)
        }
    }

    @Test func aSensitiveNeedNeverComesIntoAGuide() async throws {
        let room = try await Room()
        await #expect(throws: TopicRefusal.self) {
            try await room.topics.condenseTopic(
                room.plan([room.needs[0], room.needs[3]]), by: room.officer)
        }
        #expect(try await room.need(0)["guide_task"].text == nil, "all or nothing")
    }

    @Test func theGuideNamesNobody() async throws {
        let room = try await Room()
        do {
            _ = try await room.topics.condenseTopic(
                room.plan([room.needs[0]], content: "解决甲厂有限公司的泄漏"), by: room.officer)
            Issue.record("the name of the unit stands in the guide")
        } catch let refusal as TopicRefusal {
            #expect(refusal.description.contains("研究内容里出现了需求单位“甲厂有限公司”"))
        }
    }

    @Test func aUnitMakesNoTopics() async throws {
        let room = try await Room()
        await #expect(throws: TopicRefusal.self) {
            try await room.topics.condenseTopic(room.plan([room.needs[0]]), by: room.unit)
        }
    }

    @Test func theWayIsTracedBothWaysAsFarAsOneMaySee() async throws {
        let room = try await Room()
        let topic = try await room.topics.condenseTopic(
            room.plan([room.needs[0], room.needs[1]]), by: room.officer)
        let registry = room.registry
        try await registry.database.write(Room.act) { writer in
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZDYF-2026-1"), "title": .text("通知"),
                        "programme": .text("key-rd"), "year": .integer(2026),
                    ], rows: ["topics": [["topic": .integer(topic.id)]]], state: "decided"),
                in: "call", writer)
            let fields: [String: Scalar] = [
                "call": .integer(call.id), "title": .text("申报"), "topic": .integer(topic.id),
                "organisation": .integer(room.unit.organisation ?? 0),
                "submitted_at": .text("2026-03-05 10:00:00"),
            ]
            _ = try registry.create(
                Draft(fields, state: "submitted"), in: "application", writer)
            _ = try registry.create(
                Draft(fields.merging(["rehearsal": .integer(1)]) { $1 }, state: "submitted"),
                in: "application", writer)
            _ = try registry.create(
                Draft([
                    "project_no": .text("2026ZDYF001"), "name": .text("项目"),
                    "programme": .text("key-rd"), "year": .integer(2026),
                    "topic": .integer(topic.id), "approved": .integer(10_000_000),
                ]), in: "project", writer)
        }
        #expect(try await room.need(0)["project_no"].text == "2026ZDYF001")
        let (topics, needs) = (room.topics, room.needs)
        let whole = try await registry.database.read {
            try topics.trail($0, ofNeed: needs[0], by: room.officer)
        }
        #expect(whole.topics.map(\.id) == [topic.id] && whole.calls.count == 1)
        #expect(whole.applications.count == 1 && whole.received == 1)
        #expect(whole.projects.map(\.number) == ["2026ZDYF001"])
        #expect(whole.approved == Money(fen: 10_000_000))
        let own = try await registry.database.read {
            try topics.trail($0, ofTopic: topic.id, by: room.unit)
        }
        // Two needs: one's own, and one of somebody else.
        #expect(own.needs.map(\.id) == [needs[0]] && own.hiddenNeeds == 1)
        #expect(own.received == nil && own.applications.count == 1)
        let others = try await registry.database.read {
            try topics.trail($0, ofTopic: topic.id, by: room.other)
        }
        #expect(others.applications.isEmpty && others.projects.count == 1)
        await #expect(throws: RecordRefusal.self) {
            try await registry.database.read {
                try topics.trail($0, ofNeed: needs[0], by: room.other)
            }
        }
    }
}
