import ArgumentParser
import Catalogue
import Documents
import Foundation
import Registers
import Search
import Store

struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "查找记录：字段=值、字段>=值、字段~词，或一个词。")

    @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
    @Argument(help: ArgumentHelp("条件，同时满足。", valueName: "FILTER")) var filters: [String] = []
    @Option(help: "按哪个字段排，前面加 - 为倒序；pinyin 为按名称的拼音。") var sort: String?
    @Option(help: ArgumentHelp("名称的拼音首字母，从任何一个字起。", valueName: "LETTERS"))
    var initials: String?
    @Option(help: "最多列多少条。") var limit = 50
    @OptionGroup var city: CityOptions

    func validate() throws {
        if !(1...100_000).contains(limit) { throw ValidationError("--limit 应在 1 至 100000 之间。") }
    }

    func run() async throws {
        let city = try city.open()
        var asked = filters.map(RecordFilter.parse)
        if let initials {
            asked.append(
                RecordFilter(field: Registry.pinyin, comparison: .contains, value: initials))
        }
        // The order and the initials of names stand in the index.
        if initials != nil || sort?.hasSuffix(Registry.pinyin) == true {
            try city.search.catchUp(within: .seconds(30))
        }
        let query = RecordQuery(filters: asked, sort: sort, limit: limit)
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
        commandName: "export",
        abstract: "导出记录：CSV（原样导入不会改变任何记录）、Excel 正式表或带数据字典的 JSON。")

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, xlsx, json }

    @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
    @Argument(help: ArgumentHelp("条件。", valueName: "FILTER")) var filters: [String] = []
    @Option(help: ArgumentHelp("写到文件；默认写到标准输出（Excel 必须写到文件）。", valueName: "FILE"))
    var out: String?
    @Option(help: "格式：csv、xlsx、json；默认看文件的后缀，再无则 csv。") var format: Format?
    @Flag(help: "写一个供填报和导入的空白 Excel 模板，不导出记录。") var template = false
    @Flag(help: "写数据字典（CSV）：每个字段的含义、类型、单位、代码，不导出记录。") var dictionary = false
    @OptionGroup var city: CityOptions

    private var chosen: Format {
        format ?? out.flatMap { Format(rawValue: URL(fileURLWithPath: $0).pathExtension) } ?? .csv
    }

    func validate() throws {
        if template, dictionary { throw ValidationError("--template 和 --dictionary 只能选一个。") }
        if out == nil, !dictionary, template || chosen == .xlsx {
            throw ValidationError("Excel 要写到文件：加 --out 文件.xlsx。")
        }
    }

    func run() async throws {
        let city = try city.open()
        let filters = filters.map(RecordFilter.parse)
        let (registry, viewer, register) = (city.registry, city.viewer, register)
        if template, let out {
            try registry.writeTemplate(of: register, to: out)
            return print("模板已写到 \(out)。填好后：dongting import \(register) \(out)")
        }
        if dictionary {
            return try put(Array(try registry.dictionary(of: register, by: viewer).utf8))
        }
        switch chosen {
        case .xlsx:
            guard let out else { return }
            let count = try await city.database.read {
                try registry.exportWorkbook(
                    $0, register, RecordQuery(filters: filters), to: out, by: viewer)
            }
            print("已导出 \(count) 条到 \(out)。")
        case .csv:
            let text = try await city.database.read {
                try registry.export($0, register, filters, by: viewer)
            }
            try put(Array(text.utf8))
        case .json:
            let data = try await city.database.read {
                try registry.exportJSON($0, register, filters, by: viewer)
            }
            try put(Array(data))
        }
    }

    private func put(_ bytes: [UInt8]) throws {
        guard let out else { return write(Data(bytes)) }
        try save(bytes, to: out)
    }
}
