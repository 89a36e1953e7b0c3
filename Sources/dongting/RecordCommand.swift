import ArgumentParser
import Catalogue
import Foundation
import Registers
import Store
import Values

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "新建、查看、修改、办理、撤回一条记录。",
        subcommands: [Create.self, Show.self, Edit.self, Move.self, Withdraw.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "新建：字段=值 …；明细写成 JSON，例如 sessions='[{\"name\": \"…\"}]'。")

        @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
        @Argument(help: ArgumentHelp("字段=值。", valueName: "FIELD=VALUE")) var pairs: [String] = []
        @Option(help: "理由，写入日志。") var reason: String?
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let record = try await city.registry.createRecord(
                register, try answers(pairs), by: city.viewer, reason: reason)
            print("已新建，编号 \(record.id)，第 \(record.version) 版。")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "查看一条记录和它的经历。")

        @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
        @Argument(help: ArgumentHelp("编号。", valueName: "ID")) var id: Int64
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let text = try await city.database.read { reader in
                try RecordText(city: city, reader: reader).text(register, id)
            }
            write(text)
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "修改：字段=值 …；清空写 字段=。已办结的记录要写 --reason，作为更正。")

        @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
        @Argument(help: ArgumentHelp("编号。", valueName: "ID")) var id: Int64
        @Argument(help: ArgumentHelp("字段=值。", valueName: "FIELD=VALUE")) var pairs: [String]
        @Option(help: "你看到的版本；别人改过就拒绝。") var version: Int64?
        @Option(help: "理由，写入日志。") var reason: String?
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let record = try await city.registry.changeRecord(
                register, id, try answers(pairs), version: version, by: city.viewer, reason: reason)
            print("已修改，现为第 \(record.version) 版。")
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "沿生命周期办理一步。")

        @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
        @Argument(help: ArgumentHelp("编号。", valueName: "ID")) var id: Int64
        @Argument(help: ArgumentHelp("动作，例如 register。", valueName: "MOVE")) var move: String
        @Option(help: "办理日期，默认今天。") var on: String?
        @Option(help: "你看到的版本；别人改过就拒绝。") var version: Int64?
        @Option(help: "理由，写入日志。") var reason: String?
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let record = try await city.registry.moveRecord(
                register, id, move, version: version, on: try on.map { try CalendarDate.parse($0) },
                by: city.viewer, reason: reason)
            let declared = try city.registry.register(register)
            let title = city.registry.catalogue.lifecycle(of: declared).title(of: record.state)
            print("已办理，现为“\(title)”，第 \(record.version) 版。")
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "撤回一条记录：它留在库里，不再计入任何指标。")

        @Argument(help: ArgumentHelp("登记册。", valueName: "REGISTER")) var register: String
        @Argument(help: ArgumentHelp("编号。", valueName: "ID")) var id: Int64
        @Option(help: "理由，必写。") var reason: String?
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            _ = try await city.registry.withdrawRecord(
                register, id, by: city.viewer, reason: reason)
            print("已撤回。")
        }
    }
}

/// `field=value` words as answers.
private func answers(_ pairs: [String]) throws -> [String: Answer] {
    var answers: [String: Answer] = [:]
    for pair in pairs {
        guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
            throw CommandProblem("“\(pair)”不是 字段=值。例如 name=…")
        }
        let name = String(pair[..<equals])
        guard answers[name] == nil else { throw CommandProblem("字段 \(name) 写了两次。只留一个。") }
        answers[name] = .text(String(pair[pair.index(after: equals)...]))
    }
    return answers
}
