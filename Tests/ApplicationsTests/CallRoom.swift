import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// A bureau that opens calls, and two units that apply: 示例大学 with a leader and a colleague, and
/// 示例企业; Monday, 2 March 2026, 9:00.
struct CallRoom {
    let registry: Registry
    let clock: SettableClock
    let officer: Viewer
    let head: Viewer
    let administrator: Viewer
    let member: Viewer
    let colleague: Viewer
    let other: Viewer
    let organisation: Int64
    let leader: Int64
    let colleaguePerson: Int64

    var database: Database { registry.database }
    var applications: Applications { Applications(registry) }

    init(_ now: String = "2026-03-02T01:00:00Z") async throws {
        let catalogue = try ProjectCatalogue.yueyang
        clock = SettableClock(now)
        let registry = Registry(
            try testDatabase(
                catalogue, clock: clock.clock,
                personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))),
            consequences: ApplicationsConsequences.all)
        self.registry = registry
        func viewer(_ name: String, _ role: String) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), section: "planning-policy")
        }
        officer = try viewer("经办甲", "officer")
        head = try viewer("科长乙", "section-head")
        let maker = try viewer("经办甲", "officer")
        func unit(_ name: String, _ uscc: String, _ kind: String) async throws -> Int64 {
            try await registry.createRecord(
                "organisation",
                [
                    "name": .text(name), "uscc": .text(uscc), "county": .text("岳阳县"),
                    "kind": .text(kind),
                ], by: maker
            ).id
        }
        let university = try await unit("示例大学", "91430600MA4TE5T137", "university")
        let enterprise = try await unit("示例企业", "91430600MA4L0ABC0C", "enterprise")
        organisation = university
        func person(_ name: String, _ birth: String) async throws -> Int64 {
            try await registry.createRecord(
                "person",
                [
                    "name": .text(name), "organisation": .text("#\(university)"),
                    "title": .text("associate"), "sex": .text("1"), "birth": .text(birth),
                ], by: maker
            ).id
        }
        leader = try await person("负责人丙", "1988-04")
        let second = try await person("成员丁", "1995-01")
        colleaguePerson = second
        let account = try await registry.database.write(
            Act(actor: "系统", role: "system-administrator", event: "account.created")
        ) { writer in
            try registry.create(
                Draft(
                    [
                        "login": .text("colleague"), "name": .text("成员丁"),
                        "role": .text("applicant"), "person": .integer(second),
                    ], state: "active"), in: "account", writer
            ).id
        }
        func member(_ name: String, _ role: String, _ unit: Int64, account: Int64? = nil) throws
            -> Viewer
        {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), account: account,
                organisation: unit)
        }
        administrator = try member("管理员戊", "organisation-administrator", university)
        self.member = try member("经办己", "organisation-member", university)
        colleague = try member("成员丁", "organisation-member", university, account: account)
        other = try member("管理员庚", "organisation-administrator", enterprise)
    }

    /// A drafted call of 市自然科学基金, open from 9 March to 9 April.
    func drafted(_ programme: String = "natural-science-fund") async throws -> Record {
        try await applications.createCall(
            programme: programme, year: 2026,
            [
                "opens_at": .text("2026-03-09 09:00:00"), "closes_at": .text("2026-04-09 17:00:00"),
                "recommend_by": .text("2026-04-16 17:00:00"), "total": .text("1000000"),
                "basis_doc": .text("岳科发〔2026〕1号"),
            ], by: officer(of: programme))
    }

    /// The officer of the section that runs a programme.
    func officer(of programme: String) -> Viewer {
        var officer = officer
        officer.section = registry.catalogue.programme(programme)?.section
        return officer
    }

    /// A call that is live, and open when this returns.
    func live(_ programme: String = "natural-science-fund") async throws -> Record {
        let call = try await drafted(programme)
        _ = try await applications.moveCall(call.id, .rehearse, by: officer)
        let report = try await applications.rehearseCall(call.id, stages: [], by: officer)
        #expect(report.isPassed, "\(report.failures)")
        _ = try await applications.moveCall(call.id, .preview, by: officer)
        let live = try await applications.moveCall(call.id, .publish, by: head)
        clock.set("2026-03-10T01:00:00Z")
        return live
    }

    func record(_ record: Record) throws -> Record {
        try database.readNow { try registry.record($0, record.register, record.id) }
    }

    /// Answers that keep every rule of 市自然科学基金.
    func answers(_ change: [String: Answer] = [:]) -> [String: Answer] {
        var answers: [String: Answer] = [
            "kind": .text("general"), "title": .text("洞庭湖湿地碳汇的机理"),
            "keywords": .text("湿地、碳汇、机理"), "leader": .text("#\(leader)"),
            "subject": .text("110"), "starts_on": .text("2026-07-01"),
            "ends_on": .text("2028-06-30"), "requested": .text("100000"),
            "lump_sum_promise": .text("是"), "summary": .text("摘要"), "basis": .text("依据"),
            "content": .text("内容"), "innovation": .text("创新"), "route": .text("路线"),
            "foundation": .text("基础"), "ethics": .text("none"),
            "targets": .rows([
                [
                    "indicator": "papers", "kind": "quantity", "name": "发表论文",
                    "comparison": "at-least", "value": "2", "unit": "篇",
                ]
            ]),
            "answers": .rows([["question": "scientific_question", "answer": "碳从哪里来"]]),
        ]
        answers.merge(change) { $1 }
        return answers
    }

    /// An application that is signed off.
    func signedOff(_ call: Record) async throws -> Record {
        let begun = try await applications.startApplication(
            call.id, secrecy: "open", answers(), by: member)
        _ = try await applications.commit(begun.id, by: administrator)
        return try await applications.signOff(begun.id, version: nil, by: administrator)
    }

    /// What refuses an act, in words.
    func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "没有拒绝"
        } catch {
            return "\(error)"
        }
    }
}
