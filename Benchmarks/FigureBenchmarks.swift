import Catalogue
import Figures
import Registers
import Store
import Values

/// All figures of the report beside the same questions written by hand.
struct FigureBenchmarks {
    let figures: Figures

    private var database: Database { figures.registry.database }

    func run() async throws {
        let question = FigureQuestion(year: 2025, today: database.clock.today)
        let names = figures.catalogue.figures.filter { $0.reference != nil }.map(\.name)
        let ours = try await median(of: 5) {
            _ = try await database.read { [figures] in
                try figures.evaluate($0, question, names: names)
            }
        }
        let hand = try await median(of: 5) {
            _ = try await database.read { reader in
                try HandWritten.questions.map { try reader.first(SQL(stringLiteral: $0)) }
            }
        }
        Line(
            what: "报告的 70 个指标", value: ours.cpu, unit: "秒（处理器）", beside: "手写 SQL",
            floor: hand.cpu, goal: "≤ 1.2 倍，力争 0.5 秒"
        ).print()
        let lineage = try await median(of: 5) {
            _ = try await database.read { [figures] in
                try figures.lineage($0, "assessed_smes", question, limit: 50)
            }
        }
        Line(
            what: "一个指标的来源页（50 条）", value: lineage.wall * 1_000, unit: "毫秒", goal: "≤ 50 毫秒"
        ).print()
    }
}
