import Documents
import Foundation
import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

struct MergeSheetsTests {
    /// Sends and fills: people of farming by county; the last is left out where nil.
    private func filled(
        _ bureau: Bureau, _ plan: ReturnPlan, _ people: [Int?]
    ) async throws -> Int64 {
        let (collection, sheets) = try await bureau.send(plan)
        for (sheet, people) in zip(sheets, people) {
            guard let people, let county = sheet["county"].text else { continue }
            try await bureau.fill(sheet.id, Bureau.rows(people), by: bureau.clerk(county))
        }
        return collection
    }

    @Test func sumsAreThoseOfAllReceiversAndMissingOnesAreListed() async throws {
        let bureau = try Bureau()
        let id = try await filled(bureau, bureau.figures, [10, 12, nil, 11, nil])
        let merged = try bureau.merged(id)
        #expect(merged.parts.map(\.view.receiver) == ["楼区", "岳阳县", "汨罗市"])
        #expect(merged.missing.map(\.receiver) == ["平江县", "南湖新区"])
        // 3 more people of industry each; 4.5 ten thousand yuan each, in fen.
        #expect(merged.totals["c2"]?.present == 42)
        #expect(merged.totals["c6"]?.present == 13_500_000)
        #expect(merged.totals["c2"]?.last == nil)
        #expect(merged.outliers.isEmpty)
    }

    @Test func differencesFromLastPeriodCountWhereBothAreKnown() async throws {
        let bureau = try Bureau()
        let first = try await filled(bureau, bureau.figures, [10, 20, 12, nil, 11])
        bureau.clock.set("2025-04-07T01:00:00Z")
        var plan = bureau.figures
        plan.name = "2025年二季度县域科技投入"
        plan.due = .workingDays(5, time: nil)
        plan.previous = first
        plan.prefill = .previous
        let second = try await filled(bureau, plan, [10, 32, 12, 12, nil])
        let merged = try bureau.merged(second)
        let county = try #require(merged.parts.first { $0.view.receiver == "岳阳县" })
        #expect(county.sums["c2"]?.difference == 12)
        #expect(county.sums["c2"]?.percent?.rounded(2).description == "52.17")
        #expect(merged.totals["c2"]?.present == 78)
        // 汨罗市 has no last value, so it is in the total and not in the comparison.
        #expect(merged.totals["c2"]?.difference == 12)
        #expect(merged.withoutLast == ["汨罗市"])
        let marks = merged.outliers.map { "\($0.receiver) \($0.heading) \($0.reason)" }
        #expect(marks == ["岳阳县 科技特派员 比上期增加 52.2%（23人 → 35人），超过 30%，请说明"])
    }

    @Test func aValueFarFromTheOthersIsMarkedWithTheReason() async throws {
        let bureau = try Bureau()
        let id = try await filled(bureau, bureau.figures, [10, 12, 11, 9, 300])
        let merged = try bureau.merged(id)
        #expect(merged.outliers.map(\.receiver) == ["南湖新区"])
        #expect(
            merged.outliers.first?.reason
                == "303人 明显高于各地（与中位数之差超过绝对离差中位数的 5 倍），请核对")
        // Fewer than five have no spread worth speaking of.
        let few = try await filled(
            bureau, renamed(bureau.figures, "少数"), [10, 12, 11, nil, 300])
        #expect(try bureau.merged(few).outliers.isEmpty)
    }

    private func renamed(_ plan: ReturnPlan, _ name: String) -> ReturnPlan {
        var plan = plan
        plan.name = name
        return plan
    }

    @Test func aSheetThatWasSentBackIsMissingUntilItComesAgain() async throws {
        let bureau = try Bureau()
        let id = try await filled(bureau, bureau.figures, [10, 12, nil, nil, nil])
        let sheet = try bureau.merged(id).parts[0].view.sheet
        _ = try await bureau.returns.returnSheet(
            sheet.id, [SheetRemark("核对")], version: sheet.version, by: bureau.officer)
        let merged = try bureau.merged(id)
        #expect(merged.parts.map(\.view.receiver) == ["岳阳县"])
        #expect(merged.missing.first?.state == "退回补正")
        #expect(merged.totals["c2"]?.present == 15)
    }

    @Test func aNilReturnSumsToZero() async throws {
        let bureau = try Bureau()
        let (id, sheets) = try await bureau.send(bureau.survey)
        try await bureau.fill(
            sheets[0].id, SheetAnswers([], isNil: true), by: bureau.clerk("430602"))
        let merged = try bureau.merged(id)
        #expect(merged.totals["incubated"]?.present == 0)
    }

    @Test func theTablesHoldRowsTotalsMarksAndWhoIsMissing() async throws {
        let bureau = try Bureau()
        let first = try await filled(bureau, bureau.figures, [10, 20, 12, nil, 11])
        bureau.clock.set("2025-04-07T01:00:00Z")
        var plan = renamed(bureau.figures, "二季度")
        plan.due = .on(Bureau.day(30, 4), time: nil)
        plan.previous = first
        let merged = try bureau.merged(try await filled(bureau, plan, [10, 32, 12, 12, nil]))
        let rows = try sheet { try bureau.returns.exportRows(merged, to: $0) }
        #expect(rows[2].prefix(4) == ["序号", "填报单位", "领域", "科技特派员（人）"])
        #expect(rows[3].prefix(4) == ["1", "楼区", "农业", "10"])
        let total = try #require(rows.first { $0.contains("合计") })
        #expect(total.contains("78"))
        #expect(rows.joined().contains("缺报 1 个：南湖新区（未打开）。"))
        let compared = try sheet { try bureau.returns.exportComparison(merged, to: $0) }
        let county = try #require(compared.first { $0.first == "岳阳县" })
        #expect(county.prefix(5) == ["岳阳县", "35", "23", "12", "52.17%"])
        #expect(county.last == "▲ 科技特派员")
        #expect(compared.joined().joined().contains("▲ 岳阳县“科技特派员”：比上期增加 52.2%"))
        #expect(compared.joined().joined().contains("没有上期数的：汨罗市"))
    }

    private func sheet(_ write: (String) throws -> Void) throws -> [[String]] {
        let path = NSTemporaryDirectory() + "merged-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(path)
        let reader = try ExcelReader(path: path)
        var rows: [[String]] = []
        try reader.each(reader.sheets[0]) { row in
            rows.append(row.cells.map(\.value.text))
            return true
        }
        return rows
    }

    @Test func onlyWhoManagesTheReturnMergesIt() async throws {
        let bureau = try Bureau()
        let id = try await filled(bureau, bureau.figures, [10, nil, nil, nil, nil])
        let other = try bureau.party("officer", "李四", .section("high-tech"))
        let words = await refused {
            _ = try bureau.database.readNow {
                try bureau.returns.mergeSheets($0, of: id, by: other)
            }
        }
        #expect(words.contains("由平台科负责"), "\(words)")
        let leader = try bureau.party("leader", "局长", .bureau)
        _ = try bureau.database.readNow {
            try bureau.returns.mergeSheets($0, of: id, by: leader)
        }
    }
}
