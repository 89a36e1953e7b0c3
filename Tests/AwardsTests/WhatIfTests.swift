import Testing
import Values

@testable import Awards

@Suite struct WhatIfTests {
    private func candidate(
        _ id: Int64, _ kind: String, _ score: String?, _ rank: Int?, _ yuan: Int64 = 100_000,
        ceiling: Int64? = nil, barred: String? = nil
    ) throws -> Candidate {
        Candidate(
            id: id, number: "A-\(id)", title: "项目\(id)", kind: kind, field: nil,
            county: id % 2 == 0 ? "甲县" : "乙县", organisation: "单位", leader: "某人",
            score: try score.map { try FixedDecimal.parse($0) }, rank: rank,
            requested: Money(fen: yuan * 100), ceiling: ceiling.map { Money(fen: $0 * 100) },
            barred: barred)
    }

    private func four() throws -> [Candidate] {
        [
            try candidate(1, "general", "91.00", 1), try candidate(2, "general", "81.00", 2),
            try candidate(3, "general", "69.99", 3), try candidate(4, "young", "75.00", 1, 50_000),
        ]
    }

    private func ask(_ cutOff: CutOff, _ candidates: [Candidate]? = nil) throws -> WhatIf {
        WhatIf(
            try candidates ?? four(), cutOff, least: FixedDecimal(unscaled: 70, scale: 0),
            total: Money(fen: 30_000_000), free: Money(fen: 30_000_000))
    }

    @Test func byRankSoManyOfEachKind() throws {
        let result = try ask(CutOff(.rank, places: ["general": 1, "young": 1]))
        #expect(result.funded.map(\.candidate.id) == [1, 4])
        #expect(result.sum == Money(fen: 15_000_000))
        #expect(result.lines.first { $0.candidate.id == 2 }?.reason.contains("拟立 1 项") == true)
    }

    @Test func belowTheLeastScoreNothingIsFunded() throws {
        let result = try ask(CutOff(.rank, places: ["general": 9, "young": 9]))
        #expect(result.funded.map(\.candidate.id) == [1, 2, 4])
        #expect(result.lines.first { $0.candidate.id == 3 }?.reason.contains("低于最低分") == true)
    }

    @Test func byScoreEverybodyWhoHasIt() throws {
        let result = try ask(CutOff(.score, score: FixedDecimal(unscaled: 7_501, scale: 2)))
        #expect(Set(result.funded.map(\.candidate.id)) == [1, 2])
    }

    @Test func byMoneyDownTheRankingAcrossKinds() throws {
        let result = try ask(CutOff(.money, money: Money(fen: 20_000_000)))
        // 91, 81 use it up; 75 would fit no more, and nothing after it is looked at.
        #expect(result.funded.map(\.candidate.id) == [1, 2])
        let more = try ask(CutOff(.money, money: Money(fen: 25_000_000)))
        #expect(more.funded.map(\.candidate.id) == [1, 2, 4])
        #expect(more.sum == Money(fen: 25_000_000))
    }

    @Test func amountsAreCutAtTheCeilingAndByShare() throws {
        let one = [try candidate(1, "general", "91.00", 1, 120_000, ceiling: 100_000)]
        let whole = try ask(CutOff(.rank, places: ["general": 1]), one)
        #expect(whole.sum == Money(fen: 10_000_000))
        let part = try ask(CutOff(.rank, places: ["general": 1], amounts: .share, share: 33), one)
        #expect(part.sum == Money(fen: 3_960_000))
        let fixed = try ask(
            CutOff(.rank, places: ["general": 1], amounts: .fixed, fixed: Money(fen: 4_200_000)),
            one)
        #expect(fixed.sum == Money(fen: 4_200_000))
    }

    @Test func tiesAtTheLineAndMoreThanThereIsAreTold() throws {
        let tied = [
            try candidate(1, "general", "90.00", 1, 200_000),
            try candidate(2, "general", "90.00", 1, 200_000),
        ]
        let result = try ask(CutOff(.money, money: Money(fen: 20_000_000)), tied)
        #expect(result.warnings.contains { $0.contains("名次相同") })
        let over = try ask(CutOff(.rank, places: ["general": 2]), tied)
        #expect(over.warnings.contains { $0.contains("超过通知安排") })
        #expect(over.warnings.contains { $0.contains("专项资金") })
    }

    @Test func whomTheOwnerDidNotChooseIsOutWhateverTheLine() throws {
        let result = try ask(
            CutOff(.rank, places: ["challenge": 9]),
            [try candidate(1, "challenge", nil, nil, barred: "需求方没有选中")])
        #expect(result.funded.isEmpty && result.lines[0].reason == "需求方没有选中")
    }

    @Test func partsAddUpToTheWhole() throws {
        let result = try ask(CutOff(.rank, places: ["general": 9, "young": 9]))
        let parts = result.parts { $0.county ?? "" }
        #expect(parts.reduce(0) { $0 + $1.sum.fen } == result.sum.fen)
        #expect(parts.reduce(0) { $0 + $1.inCount + $1.outCount } == 4)
    }
}
