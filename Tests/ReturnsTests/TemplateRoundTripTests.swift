import Foundation
import Registers
import Returns
import TestSupport
import Testing
import Values

/// What stands in a draft stands in its template, and comes back as it was.
struct TemplateRoundTripTests {
    private static let words = [
        "示范", "=1+1", "<b>&\"'", "00123", "12345678901234567890", "是", "-", "#N/A", "2025-03-01",
        "两行\n文字", "_x0041_", "١٢", "😀",
    ]

    private func draft(_ random: inout SeededGenerator) -> SheetAnswers {
        func maybe(_ text: String) -> String {
            Int.random(in: 0..<4, using: &random) == 0 ? "" : text
        }
        func amount() -> String {
            let whole = Int64.random(in: 0...99_999_999, using: &random)
            let rest = String(Int.random(in: 0...999_999, using: &random) + 1_000_000).dropFirst()
            return "\(whole).\(rest)"
        }
        return SheetAnswers(
            ["农业", "工业"].map { title in
                [
                    "c1": title, "c2": maybe("\(Int.random(in: 0...500, using: &random))"),
                    "c4": maybe(amount()), "c5": maybe(amount()),
                    "c7": maybe(["按期", "滞后"].randomElement(using: &random) ?? ""),
                    "c8": maybe("20\(Int.random(in: 10...40, using: &random))-02-28"),
                    "c9": Self.words.randomElement(using: &random) ?? "",
                ]
            })
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func aDraftSurvivesTheWayThroughItsTemplate(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let bureau = try Bureau()
        var plan = bureau.figures
        plan.columns.append(ReturnPlan.Column("说明", "text"))
        let (_, sheets) = try await bureau.send(plan, to: [.county("430602")])
        let clerk = try bureau.clerk("430602")
        for _ in 0..<5 {
            try await bureau.fill(sheets[0].id, draft(&random), sending: false, by: clerk)
            let before = try bureau.view(sheets[0].id, by: clerk)
            let path = NSTemporaryDirectory() + "round-" + UUID().uuidString + ".xlsx"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try bureau.returns.writeTemplate(before, to: path)
            _ = try await bureau.returns.uploadSheet(
                sheets[0].id, path, SheetFilling(SheetAnswers([]), isSending: false), by: clerk)
            let after = try bureau.view(sheets[0].id, by: clerk)
            #expect(after.answers.rows == before.answers.rows)
        }
    }
}
