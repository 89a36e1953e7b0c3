import ArgumentParser
import Awards
import Catalogue
import Demonstration
import Figures
import Foundation
import Funds
import Registers
import Reports
import Store
import Values
import Web

/// Measures the goals of speed, each beside its floor, in one run. Nothing here passes or fails:
/// machines are shared and noisy, ratios of one run are what counts.
@main
struct Benchmark: AsyncParsableCommand {
    @Option(help: "演示数据放大的倍数；155 倍约五百万条记录。")
    var scale = 20

    @Option(help: "保留并重复使用的数据文件夹；默认用后即删。")
    var data: String?

    @Option(help: "检索测速的记录数。")
    var searched = 1_000_000

    @Option(help: "最后一小时的申报份数；一个全国性的申报季约 43 万份。")
    var season = 433_426

    @Option(help: "目录层的文件夹。")
    var catalogue = "cities/yueyang"

    @Option(
        help:
            "只测这些：figures pages writes excel backup server search checking crowd ledger season；默认全部。"
    )
    var only: [Part] = Part.allCases

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case figures, pages, writes, excel, backup, server, search, checking, crowd, ledger, season
    }

    func run() async throws {
        let catalogue = try Catalogue.load([catalogue])
        print("\(ProcessInfo.processInfo.activeProcessorCount) 个处理器核")
        // Before anything else has made this process large: its peak of memory is measured.
        if only.contains(.excel) { try await ExcelBenchmarks(catalogue: catalogue).run() }
        if only.contains(.checking) { try CheckingBenchmarks().run() }
        if only.contains(.writes) { try await WriteBenchmarks(catalogue: catalogue).run() }
        if only.contains(.ledger) { try await LedgerBenchmarks(catalogue: catalogue).run() }
        if only.contains(.crowd) { try await CrowdBenchmarks(catalogue: catalogue).run() }
        if only.contains(.season) {
            try await SeasonBenchmarks(catalogue: catalogue, count: season).run()
        }
        if only.contains(.server) { try await ServerBenchmarks(catalogue: catalogue).run() }
        if only.contains(.search) {
            try await SearchBenchmarks(catalogue: catalogue, count: searched).run()
        }
        if !Set(only).isDisjoint(with: [.figures, .pages, .backup]) { try await large(catalogue) }
    }

    /// What is measured on a city of many records.
    private func large(_ catalogue: Catalogue) async throws {
        let path = data ?? NSTemporaryDirectory() + "dongting-bench-\(scale)"
        let folder = DataFolder(path)
        if !folder.exists { try await make(folder, catalogue) }
        defer { if data == nil { try? FileManager.default.removeItem(atPath: path) } }
        let database = try folder.open(catalogue)
        let registry = Registry(database)
        let records = try database.readNow {
            try $0.integer("SELECT count(*) FROM journal_image WHERE version = 1")
        }
        print("记录 \(records) 条")
        let figures = Figures(registry)
        if only.contains(.figures) { try await FigureBenchmarks(figures: figures).run() }
        if only.contains(.pages) {
            try await PageBenchmarks(registry: registry, figures: figures).run()
        }
        if only.contains(.backup) { try BackupBenchmarks(registry: registry, path: path).run() }
        try database.close()
    }

    private func make(_ folder: DataFolder, _ catalogue: Catalogue) async throws {
        guard let day = Instant(iso: "2026-01-20T02:00:00.000Z") else { return }
        let database = try folder.create(catalogue, clock: .fixed(day), demonstration: true)
        let start = wallTime()
        try await Demonstration.write(
            into: Registry(database, consequences: CityConsequences.all), year: 2025, scale: scale,
            examples: "examples/yueyang-2025"
        ) { _ in }
        let seconds = wallTime() - start
        let records = try database.readNow {
            try $0.integer("SELECT count(*) FROM journal_image")
        }
        Line(
            what: "写入演示数据", value: Double(records) / seconds, unit: "条/秒", goal: "—"
        ).print()
        try database.close()
    }
}
