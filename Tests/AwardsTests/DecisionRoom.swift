import Applications
import Catalogue
import Funds
import Journal
import Registers
import Review
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Awards

/// A call whose applications have been reviewed: 面上 ×3 and 青年 ×1, 100 万元 in the special fund,
/// Monday, 20 April 2026. 1 May is a holiday, 9 May (a Saturday) is worked.
struct DecisionRoom {
    let registry: Registry
    let decisions: Decisions
    let clock: SettableClock
    let officer: Viewer
    let head: Viewer
    let finance: Viewer
    let call: Int64
    let applications: [Int64]
    let fund: Int64

    var database: Database { registry.database }
    static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

    init(
        programme: String = "natural-science-fund", yuan: Int64 = 1_000_000,
        state: String = "closed"
    ) async throws {
        let catalogue = try ProjectCatalogue.yueyang
        let clock = SettableClock("2026-04-20T01:00:00Z")
        self.clock = clock
        let registry = Registry(
            try testDatabase(catalogue, clock: clock.clock),
            consequences: FundsConsequences.all + ReviewConsequences.all
                + DecisionConsequences.all)
        self.registry = registry
        decisions = Decisions(registry)
        func viewer(_ name: String, _ role: String, _ account: Int64) throws -> Viewer {
            Viewer(
                name: name, role: try #require(catalogue.roles[role]), account: account,
                section: role == "finance" ? nil : "planning-policy")
        }
        officer = try viewer("经办甲", "officer", 1)
        head = try viewer("科长丙", "section-head", 3)
        finance = try viewer("财务丁", "finance", 4)
        let day = try #require(CalendarDate(iso: "2026-03-02"))
        let terms = CallTerms(try #require(catalogue.programme(programme)), catalogue, on: day)
        (call, applications, fund) = try await registry.database.write(Self.act) { writer in
            let fund = try registry.create(
                Draft(["code": .text("KJ-ZRJJ"), "name": .text("市自然科学基金"), "level": .text("own")]),
                in: "special-fund", writer
            ).id
            if yuan > 0 {
                try Ledger(registry).post(
                    [
                        TransferRequest(
                            "a", "appropriation", from: .source(title: "市级预算"),
                            to: .fund(fund, "市自然科学基金", year: 2026), Money(fen: yuan * 100),
                            on: day)
                    ], writer)
            }
            let unit = try registry.create(
                Draft([
                    "name": .text("示例大学"), "county": .text("430621"),
                    "kind": .text("university"),
                ]), in: "organisation", writer
            ).id
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1"), "programme": .text(programme),
                        "title": .text("2026年度试验通知"), "year": .integer(2026),
                        "total": .integer(40_000_000), "fund": .integer(fund),
                        "terms": .text(try terms.text),
                        "section_in_charge": .text("planning-policy"),
                    ], state: state), in: "call", writer
            ).id
            let kinds = ["general", "general", "general", "young"]
            let applications = try kinds.enumerated().map { index, kind in
                try registry.create(
                    Draft(
                        [
                            "application_no": .text("ZRJJ-2026-1-000\(index + 1)"),
                            "call": .integer(call), "kind": .text(kind),
                            "rehearsal": .integer(state == "rehearsal" ? 1 : 0),
                            "title": .text("试验项目\(index + 1)"), "organisation": .integer(unit),
                            "organisation_name": .text("示例大学"), "county": .text("430621"),
                            "leader_name": .text("负责人\(index + 1)"),
                            "requested": .integer(kind == "young" ? 5_000_000 : 10_000_000),
                            "score": .integer([9_100, 8_100, 6_500, 7_500][index]),
                            "score_rank": .integer([1, 2, 3, 1][index]),
                        ], state: "reviewed"), in: "application", writer
                ).id
            }
            return (call, applications, fund)
        }
    }

    /// A meeting by the ranking, with three who vote.
    func proposed(_ places: [String: Int] = ["general": 2, "young": 1]) async throws -> Record {
        let made = try await decisions.proposeMeeting(
            call, CutOff(.rank, places: places), title: "局党组会第8次会议", by: officer)
        return try await registry.database.write(Self.act) { writer in
            try registry.change(
                Decisions.meetings, made.id,
                to: Draft(
                    ["held_on": .text("2026-04-20"), "minutes_no": .text("〔2026〕8号")],
                    rows: [
                        "attendees": ["书记", "局长", "副局长"].map {
                            ["name": .text($0), "votes": .integer(1)]
                        }
                    ]), version: nil, writer)
        }
    }

    /// The same, written down and co-signed.
    func cosigned(_ places: [String: Int] = ["general": 2, "young": 1]) async throws -> Record {
        let meeting = try await proposed(places)
        _ = try await registry.moveRecord(Decisions.meetings, meeting.id, "record", by: officer)
        return try await registry.database.write(Self.act) { writer in
            _ = try registry.change(
                Decisions.meetings, meeting.id,
                to: Draft(["cosigner": .text("市财政局教科文科"), "cosigned_on": .text("2026-04-20")]),
                version: nil, writer)
            return try registry.move(
                Decisions.meetings, meeting.id, "cosign", version: nil, writer)
        }
    }

    /// Decided and put up.
    func published(_ places: [String: Int] = ["general": 2, "young": 1]) async throws -> Record {
        let meeting = try await cosigned(places)
        try await decisions.decide(meeting.id, version: nil, by: head)
        return try await decisions.startNotice(
            meeting.id, contact: "机关纪委 0730-0000000", releasedBy: "保密员", by: officer)
    }

    /// The notice is over and closed.
    func closed(_ places: [String: Int] = ["general": 2, "young": 1]) async throws -> Record {
        let notice = try await published(places)
        clock.set("2026-04-28T01:00:00Z")
        return try await decisions.closeNotice(notice.id, by: officer)
    }

    func objection(
        _ notice: Record, _ application: Int64, named: Bool = true, on day: String = "2026-04-22"
    ) async throws -> Record {
        var fields: [String: Scalar] = [
            "notice": .integer(notice.id), "application": .integer(application),
            "named": .integer(named ? 1 : 0), "received_on": .text(day),
            "channel": .text("letter"), "grounds": .text("与他人成果重复"),
        ]
        if named {
            fields["complainant"] = .text("钱某")
            fields["contact"] = .text("某号")
        }
        let draft = Draft(fields)
        return try await registry.database.write(Self.act) { writer in
            try registry.create(draft, in: Decisions.objections, writer)
        }
    }

    func application(_ index: Int) throws -> Record {
        try record("application", applications[index])
    }

    func record(_ register: String, _ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, register, id) }
    }

    func count(_ table: String) throws -> Int64 {
        try database.readNow { try $0.integer("SELECT count(*) FROM \(table: table)") }
    }
}
