import Applications
import Awards
import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

/// A city with one call of 市自然科学基金, whose applications are written as they ended: small
/// enough to count by eye.
struct OpenRoom {
    let registry: Registry
    let clock: SettableClock
    let call: Int64
    let units: [Int64]

    var openness: Openness { Openness(registry) }

    static let counties = ["430602", "430603", "430611", "430621"]

    /// - Parameter state: of the call, which takes applications in March 2026.
    init(state: String = "live") async throws {
        let catalogue = try ProjectCatalogue.yueyang
        clock = SettableClock("2026-03-10T01:00:00Z")
        // Facts as they are; no rule of today's acts follows them.
        let registry = Registry(try testDatabase(catalogue, clock: clock.clock))
        self.registry = registry
        let made = try await registry.database.write(Self.act) { writer -> (Int64, [Int64]) in
            let units = try (0..<24).map { index in
                try registry.create(
                    Draft([
                        "name": .text("示例单位\(index + 1)"), "kind": .text("enterprise"),
                        "county": .text(
                            Self.counties[index < 8 ? 0 : index < 16 ? 1 : index < 18 ? 2 : 3]),
                    ]), in: "organisation", writer
                ).id
            }
            let programme = try #require(catalogue.programme("natural-science-fund"))
            let day = try #require(CalendarDate(iso: "2026-03-01"))
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-2026-1"), "programme": .text(programme.name),
                        "title": .text("2026年度申报通知"), "year": .integer(2026),
                        "opens_at": .text("2026-03-02 09:00:00"),
                        "closes_at": .text("2026-04-01 17:00:00"), "guide": .text("指南正文"),
                        "basis_doc": .text("示科发〔2026〕3号"),
                        "terms": .text(try CallTerms(programme, catalogue, on: day).text),
                    ], state: state), in: "call", writer
            ).id
            return (call, units)
        }
        call = made.0
        units = made.1
    }

    static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

    /// One application of a unit, as it ended.
    @discardableResult
    func apply(
        _ unit: Int, _ state: String, _ more: [String: Scalar] = [:], size: String = "small"
    ) async throws -> Int64 {
        let (registry, call, id) = (registry, call, units[unit])
        let county = Self.counties[unit < 8 ? 0 : unit < 16 ? 1 : unit < 18 ? 2 : 3]
        return try await registry.database.write(Self.act) { writer in
            let fields: [String: Scalar] = [
                "call": .integer(call), "kind": .text("general"), "title": .text("秘密的题名\(unit)"),
                "organisation": .integer(id), "organisation_name": .text("示例单位\(unit + 1)"),
                "organisation_size": .text(size), "county": .text(county),
                "submitted_at": .text("2026-03-20 10:00:00"),
            ]
            return try registry.create(
                Draft(fields.merging(more) { $1 }.filter { !$0.value.isNull }, state: state),
                in: "application", writer
            ).id
        }
    }

    /// A project that came of it.
    @discardableResult
    func fund(_ unit: Int, yuan: Int64, _ more: [String: Scalar] = [:]) async throws -> Int64 {
        let (registry, call, id) = (registry, call, units[unit])
        return try await registry.database.write(Self.act) { writer in
            let fields: [String: Scalar] = [
                "project_no": .text("2026ZRJJ\(100 + unit)"), "name": .text("项目\(unit)"),
                "programme": .text("natural-science-fund"), "kind": .text("general"),
                "year": .integer(2026), "call": .integer(call), "organisation": .integer(id),
                "organisation_name": .text("示例单位\(unit + 1)"), "leader_name": .text("负责人甲"),
                "approved": .integer(yuan * 100), "approved_on": .text("2026-05-20"),
            ]
            return try registry.create(
                Draft(fields.merging(more) { $1 }, state: "running"), in: "project", writer
            ).id
        }
    }

    func open() async throws -> OpenCall {
        let (openness, call, now) = (openness, call, clock.clock.now())
        return try await registry.database.read { try openness.call($0, call, now: now) }
    }

    func numbers() async throws -> CallNumbers? {
        let call = try await open()
        let (openness, today) = (openness, clock.clock.today)
        return try await registry.database.read {
            try openness.numbers($0, of: call, on: today)
        }
    }
}
