import Catalogue
import Figures
import Foundation
import Journal
import Registers
import Store
import Testing
import Values

/// The figures of calls, applications and projects against a season small enough to count by eye.
@Suite struct SeasonFigureTests {
    /// Made once; no test here changes it.
    private static let made = Task {
        let city = try City(layers: [City.root + "/cities/yueyang"])
        let registry = city.registry
        try await registry.database.write(
            Act(actor: "试验", role: "officer", event: "made", reason: "试验")
        ) { writer in
            try Season(registry: registry, writer: writer).write()
        }
        return try city.results(2025)
    }

    private struct Season {
        let registry: Registry
        let writer: Writer

        @discardableResult
        func make(
            _ register: String, _ fields: [String: Scalar],
            rows: [String: [[String: Scalar]]] = [:], _ state: String? = nil, since: String? = nil
        ) throws -> Int64 {
            try registry.create(
                Draft(fields, rows: rows, state: state, stateSince: since), in: register, writer
            ).id
        }

        func write() throws {
            let unit = try make(
                "organisation", ["name": .text("示例大学"), "county": .text("430602")])
            let call = try make(
                "call",
                [
                    "call_no": .text("ZRJJ-2025-1"), "title": .text("通知"), "year": .integer(2025),
                    "programme": .text("natural-science-fund"),
                ], "decided")
            try make(
                "call",
                [
                    "call_no": .text("RKX-2025-1"), "title": .text("演练"), "year": .integer(2025),
                    "programme": .text("soft-science"), "rehearsal_of": .integer(call),
                ], "live")
            try applications(call, unit)
            try projects(call, unit)
            try needs(unit)
        }

        private func applications(_ call: Int64, _ unit: Int64) throws {
            let states = [
                "awarded", "awarded", "not-funded", "not-funded", "formal-rejected", "withdrawn",
            ]
            for (index, state) in states.enumerated() {
                try make(
                    "application",
                    [
                        "call": .integer(call), "title": .text("申报\(index)"),
                        "organisation": .integer(unit), "county": .text("430602"),
                        "submitted_at": .text("2025-03-20 10:00:00"),
                    ], state)
            }
            let rest: [(String, [String: Scalar])] = [
                ("drafted", [:]),
                (
                    "awarded",
                    ["submitted_at": .text("2025-03-20 10:00:00"), "rehearsal": .integer(1)]
                ),
            ]
            for (state, more) in rest {
                let own: [String: Scalar] = [
                    "call": .integer(call), "title": .text("不计"), "organisation": .integer(unit),
                ]
                try make("application", own.merging(more) { $1 }, state)
            }
        }

        private func projects(_ call: Int64, _ unit: Int64) throws {
            func project(
                _ number: Int, _ state: String, yuan: Int64, _ more: [String: Scalar] = [:],
                since: String = "2025-07-01"
            ) throws -> Int64 {
                let own: [String: Scalar] = [
                    "project_no": .text("2025ZRJJ00\(number)"), "name": .text("项目\(number)"),
                    "programme": .text("natural-science-fund"), "year": .integer(2025),
                    "call": .integer(call), "organisation": .integer(unit),
                    "county": .text("430602"), "approved": .integer(yuan * 100),
                ]
                return try make("project", own.merging(more) { $1 }, state, since: since)
            }
            let first = try project(
                1, "running", yuan: 100_000,
                [
                    "contract_in_time": .integer(1), "first_paid_on": .text("2025-07-20"),
                    "days_to_payment": .integer(100), "acceptance_due_on": .text("2025-12-01"),
                ])
            _ = try project(
                2, "running", yuan: 50_000,
                [
                    "contract_in_time": .integer(0), "first_paid_on": .text("2025-08-20"),
                    "days_to_payment": .integer(131), "acceptance_due_on": .text("2027-12-01"),
                ])
            _ = try project(3, "cancelled", yuan: 70_000)
            _ = try project(4, "running", yuan: 90_000, ["rehearsal": .integer(1)])
            let fifth = try project(
                5, "archived", yuan: 20_000, ["archived_on": .text("2025-12-20")],
                since: "2025-12-20")
            try make(
                "project-report",
                [
                    "report_no": .text("A"), "project": .integer(first), "kind": .text("yearly"),
                    "due_on": .text("2025-12-15"),
                ], "due")
            try make(
                "project-report",
                [
                    "report_no": .text("B"), "project": .integer(fifth), "kind": .text("yearly"),
                    "due_on": .text("2025-12-31"), "filed_on": .text("2025-12-10"),
                ], "checked")
            for (index, conclusion) in ["passed", "passed", "failed"].enumerated() {
                try make(
                    "acceptance",
                    [
                        "acceptance_no": .text("Y\(index)"), "project": .integer(fifth),
                        "accepted_on": .text("2025-10-0\(index + 1)"),
                        "conclusion": .text(conclusion), "late": .integer(index == 2 ? 1 : 0),
                    ], "concluded")
            }
            try make(
                "integrity-case",
                [
                    "case_no": .text("CX-1"), "source": .text("report"),
                    "received_on": .text("2025-05-01"), "subject_kind": .text("undertaker"),
                ])
        }

        private func needs(_ unit: Int64) throws {
            for index in 1...4 {
                var fields: [String: Scalar] = [
                    "need_no": .text("2025-LT-00\(index)"), "title": .text("需求"),
                    "source": .text("leading-enterprises"), "collected_on": .text("2025-01-05"),
                    "organisation": .integer(unit), "condensed_on": .text("2025-02-05"),
                ]
                if index <= 3 { fields["guide_task"] = .text("方向") }
                if index == 1 { fields["project_no"] = .text("2025ZRJJ001") }
                let need = try make("technology-need", fields, "compiled")
                guard index == 1 else { continue }
                try make(
                    "guide-topic",
                    [
                        "topic_no": .text("2025-FX-01"), "title": .text("方向"),
                        "year": .integer(2025),
                    ], rows: ["needs": [["need": .integer(need)]]])
            }
        }
    }

    private func value(_ name: String) async throws -> String? {
        try await Self.made.value[name]?.value?.trimmed
    }

    @Test(arguments: [
        ("calls_published", "1"), ("applications_received", "5"), ("applications_funded", "2"),
        ("application_success_rate", "40"), ("city_projects_funded", "3"),
        ("city_projects_amount", "17"), ("city_projects_running", "2"),
        ("contract_in_time_rate", "50"), ("first_payment_days_average", "115.5"),
        ("first_payment_days_worst", "131"), ("project_reports_overdue", "1"),
        ("project_reports_filed", "1"), ("acceptances_overdue", "1"),
        ("acceptances_concluded", "3"), ("acceptance_in_time_rate", "66.67"),
        ("acceptance_pass_rate", "66.67"), ("city_projects_archived", "1"),
        ("integrity_cases_received", "1"), ("needs_in_guides", "3"),
        ("guide_topics_condensed", "1"), ("needs_to_projects", "1"), ("need_project_rate", "33.33"),
    ])
    func aFigureIsWhatOneCounts(figure: (name: String, value: String)) async throws {
        #expect(try await value(figure.name) == figure.value, "\(figure.name)")
    }

    /// The passages that come with the programmes name figures that there are.
    @Test func thePassagesNameFiguresThatThereAre() throws {
        let catalogue = try Catalogue.load([City.root + "/cities/yueyang"])
        let path = City.root + "/examples/programmes/passages.csv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let names = text.matches(of: /\{\{figure\.([a-z_]+)/).map { String($0.output.1) }
        #expect(names.count >= 12)
        for name in names { #expect(catalogue.figure(name) != nil, "\(name)") }
    }

    @Test func everyFigureOfTheFileIsThere() async throws {
        let results = try await Self.made.value
        let own = results.values.filter {
            $0.definition.place.file.hasSuffix("/applications.yaml")
        }
        #expect(own.count >= 25)
        #expect(own.allSatisfy { $0.definition.reference == nil })
    }
}
