import ArgumentParser
import Awards
import Demonstration
import Foundation
import Funds
import Registers
import Search
import Store
import Values

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "在一个文件夹里建一座空的城市。")

    @Argument(help: ArgumentHelp("文件夹，不存在就建；或 postgres://…。", valueName: "DIR"))
    var folder: String

    @OptionGroup var keys: KeyOptions
    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let database = try keys.place(folder).create(try catalogue.load())
        try database.close()
        print(
            "已建好 \(folder)。下一步：dongting import section examples/yueyang-2025/section.csv --data \(folder)"
        )
    }
}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "写一座合成的演示城市，其记录加起来正是已公布的 70 个指标。")

    @Argument(help: ArgumentHelp("文件夹，不存在就建；已有数据就拒绝；或 postgres://…。", valueName: "DIR"))
    var folder: String

    @OptionGroup var keys: KeyOptions

    @Option(help: "记录放大多少倍，供测速；多出的记录均匀分布在十年里。")
    var scale = 1

    @Option(help: "报告年度。")
    var year = 2025

    @OptionGroup var catalogue: CatalogueOptions

    func validate() throws {
        if !(1...100_000).contains(scale) { throw ValidationError("--scale 应在 1 至 100000 之间。") }
        if !(2000...2100).contains(year) { throw ValidationError("--year 应是四位年份。") }
    }

    func run() async throws {
        switch try keys.place(folder) {
        case .folder(let target):
            if target.exists { throw StoreError.alreadyExists(folder: folder) }
            // Built beside and moved into place, so that an interrupted run leaves no half city.
            let building = DataFolder(folder + ".building")
            try? FileManager.default.removeItem(atPath: building.path)
            try await fill(.folder(building))
            try moveIntoPlace(building.path, folder)
        case .server(let place):
            try await fill(.server(place))
        }
        print("演示城市已写入 \(folder)。下一步：dongting serve --data \(folder)")
    }

    private func fill(_ place: DataPlace) async throws {
        let examples = try CatalogueOptions.folder("examples/yueyang-2025", holding: "passages.csv")
        // Made on a fixed day of the next January: equal calls give equal journals.
        guard let day = Instant(iso: "\(year + 1)-01-20T02:00:00.000Z") else {
            throw CommandProblem("年份 \(year) 不对。")
        }
        let database = try place.create(
            try catalogue.load(), clock: .fixed(day), demonstration: true)
        let terminal = isatty(2) == 1
        try await Demonstration.write(
            into: Registry(database, consequences: CityConsequences.all), year: year, scale: scale,
            examples: examples
        ) { count in
            if terminal {
                FileHandle.standardError.write(Data("\r已写入 \(count) 条记录".utf8))
            }
        }
        if terminal { FileHandle.standardError.write(Data("\n".utf8)) }
        // A demonstration is searched at once; nobody else waits for these writes.
        try SearchIndex(Registry(database), batch: 2_000).catchUp()
        try database.close()
    }

    private func moveIntoPlace(_ from: String, _ to: String) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: to), try manager.contentsOfDirectory(atPath: to).isEmpty {
            try manager.removeItem(atPath: to)
        }
        do {
            try manager.moveItem(atPath: from, toPath: to)
        } catch {
            throw StoreError.folderUnusable(
                folder: to, detail: "演示城市已建在 \(from)，但移不过来：\(error.localizedDescription)")
        }
    }
}
