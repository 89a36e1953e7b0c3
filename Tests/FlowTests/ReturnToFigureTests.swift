import Catalogue
import Figures
import Foundation
import Registers
import Returns
import Store
import Testing
import Values

/// From a return to the figure that counts what came in, with the project's own catalogue.
@Suite struct ReturnToFigureTests {
    private static func survey() -> ReturnPlan {
        var plan = ReturnPlan(
            name: "2026年第一次孵化载体摸底", kind: "survey", section: "laboratories-platforms",
            due: .workingDays(10, time: "17:00"),
            columns: [
                ReturnPlan.Column(field: "name"), ReturnPlan.Column(field: "kind"),
                ReturnPlan.Column(field: "operator"), ReturnPlan.Column(field: "area"),
                ReturnPlan.Column(field: "incubated", carry: .shown, isTotalled: true),
                ReturnPlan.Column(field: "graduated", isTotalled: true),
                ReturnPlan.Column(field: "fund"), ReturnPlan.Column(field: "founded_on"),
            ], register: "incubator")
        plan.fixed = ["survey_batch": "2026年第一次摸底", "survey_year": "2026", "adopted": "是"]
        plan.prefill = .register
        return plan
    }

    private static func rows(_ county: String) -> SheetAnswers {
        SheetAnswers([
            [
                "name": "\(county)孵化器", "kind": "科技企业孵化器", "operator": "91430602900000129G",
                "area": "12000.5", "incubated": "62", "graduated": "41", "fund": "500万元",
                "founded_on": "2017年5月18日",
            ],
            ["name": "\(county)众创空间", "kind": "众创空间", "incubated": "20"],
        ])
    }

    @Test func whatTwoCountiesSendIsCountedByTheFigures() async throws {
        let city = try City(layers: [City.root + "/cities/yueyang"])
        let returns = Returns(city.registry)
        let catalogue = city.registry.catalogue
        let clerk = try #require(catalogue.roles["clerk"])
        let organisations = try #require(catalogue.samples["organisation"])
        _ = try await city.registry.importTable(
            organisations.table, into: "organisation", by: city.officer, source: "示例")
        let officer = ReturnParty(city.officer, .section("laboratories-platforms"))

        let made = try await returns.makeReturn(Self.survey(), by: officer)
        let sheets = try await returns.sendReturn(made.id, version: made.version, by: officer)
        #expect(sheets.count == 13)

        // One fills the page, the other its template.
        for (index, sheet) in sheets.prefix(2).enumerated() {
            let party = ReturnParty(
                Viewer(name: "办事员", role: clerk), .county(sheet["county"].text ?? ""))
            let name = sheet["receiver"].text ?? ""
            let kept = try await returns.fillSheet(
                sheet.id, SheetFilling(Self.rows(name), isSending: index == 0),
                version: sheet.version, by: party)
            var sent = kept.sheet
            if index == 1 {
                let path = NSTemporaryDirectory() + "flow-" + UUID().uuidString + ".xlsx"
                defer { try? FileManager.default.removeItem(atPath: path) }
                let view = try await city.registry.database.read {
                    try returns.sheet($0, sheet.id, by: party)
                }
                try returns.writeTemplate(view, to: path)
                let filling = SheetFilling(SheetAnswers([]), isSending: true)
                sent = try await returns.uploadSheet(sheet.id, path, filling, by: party).sheet
            }
            _ = try await returns.acceptSheet(sheet.id, version: sent.version, by: officer)
        }
        let chased = try await returns.chaseReceivers(
            of: made.id, .unsent, means: "电话", by: officer)
        #expect(chased.reminders.count == 11)

        let landed = try await returns.landSheets(of: made.id, by: officer)
        #expect(landed.batch.created == 4 && landed.waiting.count == 11)
        let results = try city.results(2026)
        #expect(results["incubators_surveyed"]?.text == "2家")
        #expect(results["maker_spaces_surveyed"]?.text == "2家")
        #expect(results["enterprises_incubated"]?.valueText == "164")
        #expect(results["sheets_received"]?.text == "2份")
        let question = FigureQuestion(year: 2026, today: city.registry.database.clock.today)
        let (report, findings, counties) = try await city.registry.database.read { reader in
            (
                try city.registry.verify(reader), try city.figures.verify(reader, question),
                try city.figures.byCounty(reader, "incubators_surveyed", question)
            )
        }
        #expect(report.findings.isEmpty && findings.isEmpty)
        #expect(counties.first { $0.title == "云溪区" }?.result.valueText == "1")
    }
}
