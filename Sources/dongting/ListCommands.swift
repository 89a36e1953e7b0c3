import ArgumentParser
import Catalogue
import Documents
import Foundation
import Registers
import Store

struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "查找记录：字段=值、字段>=值、字段~词，或一个词。")

    @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
    @Argument(help: ArgumentHelp("条件，同时满足。", valueName: "FILTER")) var filters: [String] = []
    @Option(help: "按哪个字段排，前面加 - 为倒序。") var sort: String?
    @Option(help: "最多列多少条。") var limit = 50
    @OptionGroup var city: CityOptions

    func validate() throws {
        if !(1...100_000).contains(limit) { throw ValidationError("--limit 应在 1 至 100000 之间。") }
    }

    func run() async throws {
        let city = try city.open()
        let query = RecordQuery(filters: filters.map(RecordFilter.parse), sort: sort, limit: limit)
        let page = try await city.database.read {
            try city.registry.find($0, register, query, by: city.viewer)
        }
        let cycle = city.registry.catalogue.lifecycle(of: page.register)
        print((["编号", "状态"] + page.columns.map(\.title)).joined(separator: "\t"))
        for line in page.lines {
            print(
                ([String(line.id), cycle.title(of: line.state)] + line.cells).joined(
                    separator: "\t"))
        }
        let more = page.count > page.lines.count ? "，列出 \(page.lines.count) 条" : ""
        FileHandle.standardError.write(Data("共 \(page.countText) 条\(more)\n".utf8))
    }
}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "把记录导出为 CSV；原样导入不会改变任何记录。")

    @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
    @Argument(help: ArgumentHelp("条件。", valueName: "FILTER")) var filters: [String] = []
    @Option(help: ArgumentHelp("写到文件；默认写到标准输出。", valueName: "FILE")) var out: String?
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let text = try await city.database.read {
            try city.registry.export(
                $0, register, filters.map(RecordFilter.parse), by: city.viewer)
        }
        guard let out else { return write(text) }
        try save(Array(text.utf8), to: out)
    }
}
