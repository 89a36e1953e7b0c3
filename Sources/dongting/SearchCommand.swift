import ArgumentParser
import Catalogue
import Foundation
import Registers
import Search
import Store

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "在全部登记册里检索：汉字、编号（写开头即可）、拼音或拼音首字母；几个词须同时有。",
        discussion: "检索前先让索引跟上日志，最多等 --wait 秒；没有跟上会在结果里说明。")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: ArgumentHelp("词。", valueName: "WORDS")) var words: [String]
    @Option(name: .customLong("in"), help: ArgumentHelp("只在这个登记册里找。", valueName: "REGISTER"))
    var register: String?
    @Flag(help: "连已撤回的也找。") var withdrawn = false
    @Option(help: "最多列多少条。") var limit = 20
    @Option(help: "第几页。") var page = 1
    @Option(help: "最多等索引多少秒。") var wait = 10
    @Option(help: "格式：text、json。") var format = Format.text
    @OptionGroup var city: CityOptions

    func validate() throws {
        if !(1...1_000).contains(limit) { throw ValidationError("--limit 应在 1 至 1000 之间。") }
        if !(1...1_000).contains(page) { throw ValidationError("--page 应在 1 至 1000 之间。") }
        if !(0...3_600).contains(wait) { throw ValidationError("--wait 应在 0 至 3600 之间。") }
    }

    func run() async throws {
        let city = try city.open()
        try city.search.catchUp(within: .seconds(wait))
        let query = SearchQuery(
            words.joined(separator: " "), in: register, includesWithdrawn: withdrawn,
            limit: limit, offset: (page - 1) * limit)
        let results = try await city.database.read {
            try city.search.search($0, query, by: city.viewer)
        }
        switch format {
        case .json: write(try results.json(city.registry.catalogue) + "\n")
        case .text: show(results, city)
        }
        try city.database.close()
    }

    private func show(_ results: SearchResults, _ city: City) {
        for hit in results.hits {
            let state = city.registry.catalogue.lifecycle(of: hit.register).title(of: hit.state)
            var line = [hit.register.title, String(hit.id), state, marked(hit.title)]
            line += hit.places.map { "\($0.title)：\(marked($0.text))" }
            write(line.joined(separator: "\t") + "\n")
        }
        if results.hits.isEmpty {
            let advice =
                results.suggestions.isEmpty
                ? "换个说法，或少写几个字。" : "试试：\(results.suggestions.joined(separator: "、"))。"
            write(error: "没有找到。\(advice)\n")
        } else {
            let facets = results.facets.map { "\($0.register.title) \($0.countText)" }
            write(error: "共 \(results.countText) 条；\(facets.joined(separator: "、"))\n")
        }
        if !results.lag.isNone { write(error: results.lag.words + "\n") }
    }

    private func marked(_ text: MarkedText) -> String {
        text.pieces.map { $0.isMarked ? "【\($0.text)】" : $0.text }.joined()
    }
}

struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "检索用的索引：看状态、重建、与记录核对。",
        discussion: "索引由记录算出，不在备份里；恢复或搬家之后会自己重建。",
        subcommands: [Status.self, Rebuild.self, Check.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "索引有多少条，落后日志多少。")
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let status = try await city.database.read { try city.search.status($0) }
            print("索引 \(status.documents) 条记录；日志到第 \(status.head) 条，索引到第 \(status.entry) 条。")
            print(status.lag.isNone ? "没有落后。" : status.lag.words)
            try city.database.close()
        }
    }

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild", abstract: "丢掉索引，从日志开头重新建立；其间可以照常使用。")
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            try city.search.rebuild { write(error: "\r已索引 \($0) 条") }
            write(error: "\n")
            print("索引已重建。")
            try city.database.close()
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "逐条核对索引与记录。")
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            try city.search.catchUp()
            let findings = try await city.database.read { try city.search.check($0) }
            try city.database.close()
            for finding in findings { print("不符 \(finding)") }
            guard findings.isEmpty else {
                print("索引与记录不符。用 dongting index rebuild 重建。")
                throw ExitCode(1)
            }
            print("索引与记录一致。")
        }
    }
}
