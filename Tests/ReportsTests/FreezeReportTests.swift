import Journal
import Registers
import Reports
import Store
import Testing

@Suite struct FreezeReportTests {
    @Test func aFrozenVersionReadsBackAsItWasComposed() async throws {
        let city = try await ReportCity()
        let composed = try await city.compose()
        let frozen = try await city.freeze()
        #expect(frozen.number == 1 && frozen.title == "第1版" && !frozen.alreadyFrozen)
        #expect(frozen.digest == composed.digest)
        #expect(frozen.frozenBy == "测试员" && frozen.frozenAt == "2026-02-10 09:00:00")
        let (version, report) = try await city.version(1)
        #expect(version == frozen)
        #expect(report == composed)
    }

    @Test func freezingTheSameContentTwiceGivesTheSameVersion() async throws {
        let city = try await ReportCity()
        let first = try await city.freeze()
        let again = try await city.freeze(by: "finance")
        #expect(again.alreadyFrozen && again.record == first.record && again.number == 1)
        let count = try await city.registry.database.read {
            try city.reports.versions($0, report: nil)
        }
        #expect(count.count == 1)
    }

    @Test func theNextChangeGivesVersionTwoWhileVersionOneStaysAsItWas() async throws {
        let city = try await ReportCity()
        let first = try await city.freeze()
        let before = try await city.version(1).1
        try await city.say("补充一句。")
        let second = try await city.freeze()
        #expect(second.number == 2 && second.digest != first.digest)
        #expect(try await city.version(1).1 == before)
        #expect(try await city.version(2).1.last(of: "others")?.text == "补充一句。")
        let versions = try await city.registry.database.read {
            try city.reports.versions($0, report: Reports.selfEvaluation)
        }
        #expect(versions.map(\.number) == [2, 1])
        let others = try await city.registry.database.read {
            try city.reports.versions($0, report: "x")
        }
        #expect(others.isEmpty)
    }

    @Test func eachYearIsNumberedForItself() async throws {
        let city = try await ReportCity()
        _ = try await city.freeze()
        var answers: [String: Answer] = [
            "report": .text(Reports.selfEvaluation), "year": .text("2026"),
        ]
        answers["section"] = .text("others")
        answers["order"] = .text("1")
        answers["text"] = .text("{{year}}年。")
        _ = try await city.registry.createRecord("passage", answers, by: city.viewer("officer"))
        let other = try await city.freeze(year: 2026)
        #expect(other.number == 1 && other.year == 2026)
    }

    @Test(arguments: ["officer", "section-head", "clerk", "public", "supervisor"])
    func aRoleThatMayNotFreezeIsRefused(role: String) async throws {
        let city = try await ReportCity.published.value
        let refusal = await #expect(throws: RecordRefusal.self) { try await city.freeze(by: role) }
        #expect(refusal?.description.contains("不能在报告定稿里定稿") == true)
        #expect(refusal?.description.contains("局领导") == true)
        let none = try await city.registry.database.read {
            try city.reports.versions($0, report: nil)
        }
        #expect(none.isEmpty)
    }

    @Test func aReportWithoutTextAndOneOfACountyAreNotFrozen() async throws {
        let city = try await ReportCity(importing: [])
        await #expect(throws: FreezeRefusal.noText(report: Reports.selfEvaluation, year: 2025)) {
            try await city.freeze()
        }
        await #expect(throws: FreezeRefusal.notTheWholeCity(county: "430602")) {
            try await city.reports.freeze(
                report: Reports.selfEvaluation, city.question(county: "430602"),
                by: city.viewer("leader"))
        }
    }

    @Test func aTamperedTextIsRefused() async throws {
        let city = try await ReportCity()
        _ = try await city.freeze()
        try await city.tamper(
            "UPDATE report_version SET content = replace(content, '1200.53', '1300.53')")
        let problem = await #expect(throws: ReportVersionProblem.self) { try await city.version(1) }
        #expect(problem?.description.contains("与定稿时的摘要值不符") == true)
        #expect(problem?.description.contains("从备份恢复") == true)
    }

    @Test(arguments: ["digest", "figures_digest"])
    func aTamperedDigestIsRefused(column: String) async throws {
        let city = try await ReportCity()
        _ = try await city.freeze()
        try await city.tamper("UPDATE report_version SET \(column: column) = 'abc'")
        await #expect(throws: ReportVersionProblem.self) { try await city.version(1) }
    }

    @Test func aTextThatIsNoReportAnyMoreIsRefused() async throws {
        let city = try await ReportCity(importing: ["passages"])
        _ = try await city.freeze()
        try await city.tamper("UPDATE report_version SET content = substr(content, 1, 500)")
        let problem = await #expect(throws: ReportVersionProblem.self) { try await city.version(1) }
        #expect(problem?.description.contains("已损坏") == true)
    }

    @Test func aVersionThatIsNotThereIsAnsweredWithThoseThatAre() async throws {
        let city = try await ReportCity(importing: ["passages"])
        let none = await #expect(throws: ReportVersionProblem.self) { try await city.version(1) }
        #expect(none?.description.contains("还没有定过稿") == true)
        _ = try await city.freeze()
        let two = await #expect(throws: ReportVersionProblem.self) { try await city.version(2) }
        #expect(two?.description.contains("已有：2025 年度第1版") == true)
    }

    @Test func freezingIsInTheJournal() async throws {
        let city = try await ReportCity(importing: ["passages"])
        let frozen = try await city.freeze()
        let history = try await city.registry.database.read {
            try city.registry.history($0, "report-version", frozen.record)
        }
        #expect(history.map(\.entry.act.event) == ["report-version.frozen"])
        #expect(history.first?.entry.act.role == "leader")
    }
}
