import Documents
import Foundation
import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

struct SplitPaperTests {
    @Test func aTableAsItComesIsTheListOfPayees() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        let preview = try office.preview(paper, PaperOffice.table)
        #expect(preview.problems == [])
        #expect(preview.sum == Money(fen: 30_000_000))
        #expect(preview.lines.map(\.line) == [4, 5, 6])
        #expect(preview.lines[0].organisation == office.organisation)
        #expect(preview.lines[1].organisation == nil)
        #expect(preview.parts.map(\.county) == ["岳阳县", "华容县"])
        #expect(preview.parts.map(\.sum.fen) == [20_000_000, 10_000_000])
        #expect(preview.remarks.contains { $0.contains("第 7 行是合计") })
        #expect(try office.lines(paper) == [], "a preview writes nothing")
        let split = try await office.split(paper)
        #expect(split["payees"] == .integer(3))
        let lines = try office.lines(paper)
        #expect(lines.map { $0["place"].integer } == [1, 2, 3])
        #expect(lines.map { $0["amount"].integer } == [12_500_000, 10_000_000, 7_500_000])
        #expect(lines.map { $0["county"].text } == ["430621", "430623", "430621"])
    }

    @Test func anExcelAsItComesIsTheListOfPayees() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        let folder = try ScratchFolder()
        let path = folder.file("list.xlsx")
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: "2025年拟立项项目资金安排表", unit: "万元", source: "市科技局",
                isDemonstration: false),
            columns: [
                ExcelColumn(title: "序号", kind: .integer),
                ExcelColumn(title: "企业统一社会信用代码"), ExcelColumn(title: "拟支持企业名称"),
                ExcelColumn(title: "所属县市区"), ExcelColumn(title: "2025年拟安排资金", kind: .decimal(2)),
            ])
        try writer.append(["1", PaperOffice.uscc, "示例新材料有限公司", "", "12.34"])
        try writer.append(["2", "", "示例大学", "华容县", "17.66"])
        try writer.append(["合计", "", "", "", "30"])
        try writer.close(notes: ["制表人：某某"])
        let table = try SplitTable(file: path)
        let preview = try office.database.readNow { reader in
            try office.allocations.previewSplit(
                reader, paper.id, .init(table, .amounts), by: office.drafter)
        }
        #expect(preview.problems == [])
        #expect(preview.lines.map(\.amount.fen) == [12_340_000, 17_660_000])
        #expect(preview.lines[0].county == "430621", "known from the register")
        // The table is sent along with the form that confirms it, and is the same.
        #expect(try SplitTable(packed: table.packed) == table)
    }

    @Test func everythingThatIsWrongIsToldAtOnceWithLineAndColumn() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        let preview = try office.preview(
            paper,
            """
            单位名称,统一社会信用代码,县市区,项目名称,金额（万元）,专项
            示例新材料有限公司,,岳阳县,甲,10,市自然科学基金
            示例新材料有限公司,,岳阳县,甲,5,市自然科学基金
            示例大学,,月亮县,乙,10,市自然科学基金
            示例研究所,,岳阳县,丙,0,市自然科学基金
            别的专项公司,,岳阳县,丁,5,成果转化专项
            ,,岳阳县,戊,1,
            没有代码公司,12345,岳阳县,己,1.23456789,
            另一家公司,\(PaperOffice.uscc),岳阳县,庚,1,
            无县公司,,,辛,1,
            """)
        let words = preview.problems.map(\.description)
        func expect(_ piece: String) {
            #expect(words.contains { $0.contains(piece) }, "\(piece): \(words)")
        }
        expect("第 3 行：“示例新材料有限公司”的“甲”已在第 2 行")
        expect("第 4 行“县市区”：县市区名单里没有“月亮县”")
        expect("第 5 行“金额（万元）”：金额是 0，应大于 0")
        expect("第 6 行“专项”：写的是“成果转化专项”，这份指标文是“市自然科学基金”，专款专用")
        expect("第 7 行“单位名称”：没有写收款单位")
        expect("第 8 行“统一社会信用代码”：“12345”不是统一社会信用代码")
        expect("第 8 行“金额（万元）”：“1.23456789”：金额精确到分")
        expect("第 9 行“统一社会信用代码”：这个代码是“示例新材料有限公司”")
        expect("第 10 行“县市区”：不知道归哪个县市区")
        await #expect(throws: AllocationRefusal.self) {
            _ = try await office.split(paper, "单位名称,县市区,金额\n甲公司,岳阳县,0")
        }
        #expect(try office.lines(paper) == [])
    }

    @Test func aFenTooMuchIsToldAndNothingIsWritten() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft("30万元")
        let table = "单位名称\t县市区\t金额（元）\n甲公司\t岳阳县\t150000\n乙公司\t华容县\t150000.01"
        let preview = try office.preview(paper, table)
        #expect(
            preview.problems.map(\.description) == [
                "明细合计 300000.01元，比总额 300000元 多 0.01元。改明细，或勾选“总额按明细合计改”。"
            ])
        await #expect(throws: AllocationRefusal.self) { _ = try await office.split(paper, table) }
        #expect(try office.preview(paper, table, adopts: true).problems == [])
        _ = try await office.allocations.splitPaper(
            paper.id, .init(try office.table(table), .amounts, adoptsSum: true),
            by: office.drafter)
        #expect(try office.record(paper)["total"] == .integer(30_000_001))
    }

    @Test func ofARankedListThoseGetMoneyForWhomItSuffices() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft("30万元")
        let list = """
            排名,单位名称,县市区,金额（万元）
            3,丙公司,岳阳县,10
            1,甲公司,岳阳县,10
            2,乙公司,华容县,15
            4,丁公司,华容县,5
            """
        let preview = try office.preview(paper, list, .ranked, adopts: true)
        // Down to the first for whom it does not suffice: nobody overtakes.
        #expect(preview.lines.map(\.recipient) == ["甲公司", "乙公司"])
        #expect(preview.below.map(\.recipient) == ["丙公司", "丁公司"])
        #expect(preview.sum == Money(fen: 25_000_000))
        #expect(preview.problems == [])
        #expect(preview.remarks.contains { $0.contains("线下第一家是“丙公司”") })
        let tied = try office.preview(
            paper, list.replacing("3,丙", with: "2,丙"), .ranked, adopts: true)
        #expect(tied.problems.map(\.what).contains("和线上最后一家名次相同，钱只够一家"))
    }

    @Test func sharesAreDividedToTheFen() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft("1000.00")
        let preview = try office.preview(
            paper, "单位,县市区,比例\n甲公司,岳阳县,1\n乙公司,岳阳县,1\n丙公司,岳阳县,1", .shares)
        #expect(preview.lines.map(\.amount.fen) == [33_334, 33_333, 33_333])
        #expect(preview.sum == Money(fen: 100_000))
        #expect(preview.problems == [])
    }

    @Test func partsAlwaysSumUpAndDifferByLessThanAFen() {
        var generator = SeededGenerator(seed: 9_704)
        for _ in 0..<2_000 {
            let total = Int64.random(in: 1...10_000_000_000, using: &generator)
            let weights = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
                Int64.random(in: 0...1_000_000, using: &generator)
            }
            let sum = weights.reduce(0, +)
            guard let parts = SplitRules.divide(Money(fen: total), by: weights) else {
                #expect(sum == 0)
                continue
            }
            #expect(parts.reduce(0) { $0 + $1.fen } == total)
            for (part, weight) in zip(parts, weights) {
                let exact = Double(total) * Double(weight) / Double(sum)
                #expect(abs(Double(part.fen) - exact) < 1.001)
                if weight == 0 { #expect(part == .zero) }
            }
        }
        #expect(SplitRules.divide(Money(fen: 1), by: [0, 0]) == nil)
        #expect(SplitRules.divide(Money(fen: 1), by: [-1, 2]) == nil)
    }

    @Test func aSecondTableReplacesTheFirstWhichIsKept() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        _ = try await office.split(paper)
        _ = try await office.split(paper, "单位名称,县市区,金额（万元）\n甲公司,岳阳县,30")
        #expect(try office.lines(paper).map { $0["recipient"].text } == ["甲公司"])
        #expect(try office.record(paper)["split"] == .integer(2))
        let all = try office.database.readNow {
            try $0.integer("SELECT count(*) FROM allocation WHERE state = 'withdrawn'")
        }
        #expect(all == 3)
        #expect(try office.city.verify() == [])
    }

    @Test func whatWasLookedAtIsWhatIsWritten() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        let table = "单位名称,县市区,金额（万元）\n示例新材料有限公司,,30"
        let digest = try office.preview(paper, table).digest
        // Meanwhile the unit moves to another county.
        _ = try await office.registry.changeRecord(
            "organisation", office.organisation, ["county": .text("华容县")], version: nil,
            by: office.head)
        await #expect(throws: AllocationRefusal.self) {
            try await office.allocations.splitPaper(
                paper.id, .init(try office.table(table), .amounts), digest: digest,
                by: office.drafter)
        }
        #expect(try office.lines(paper) == [])
    }

    @Test func onlyTheBureauSplits() async throws {
        let office = try await PaperOffice()
        let paper = try await office.draft()
        for viewer in [office.county, office.unit, office.leader] {
            await #expect(throws: (any Error).self) {
                try await office.allocations.splitPaper(
                    paper.id, .init(try office.table(), .amounts), by: viewer)
            }
            await #expect(throws: (any Error).self) {
                try await office.allocations.makePaper(["title": "甲"], by: viewer)
            }
        }
        await #expect(throws: RecordRefusal.self) {
            try await office.registry.createRecord(
                "allocation", ["recipient": .text("甲")], by: office.finance)
        }
    }

    @Test func noTableIsToldAsSuch() throws {
        for text in ["", "随便写的一句话", "甲,乙\n1,2", "单位名称,金额\n"] {
            #expect(throws: (any Error).self) { try SplitTable(text: Array(text.utf8)) }
        }
        #expect(throws: AllocationRefusal.self) {
            try SplitTable(text: Array("单位名称,金额,补助金额\n甲,1,2".utf8))
        }
        #expect(throws: AllocationRefusal.self) { try SplitTable(packed: "{}") }
        #expect(throws: AllocationRefusal.self) {
            try SplitTable(packed: #"{"columns":[],"notes":[],"rows":[{"cells":["a"],"line":1}]}"#)
        }
    }
}
