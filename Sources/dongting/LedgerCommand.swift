import ArgumentParser
import Catalogue
import Documents
import Foundation
import Funds
import Registers
import Store
import Values

/// The books on the command line: read, verified and exported. Money is moved by acts, not here.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "资金账：余额、对账单、核验、导出。",
        subcommands: [
            BalanceCommand.self, StatementCommand.self, VerifyBooksCommand.self,
            ExportBooksCommand.self,
        ])
}

private let commandBooks = LedgerAccount.Book.allCases.map(\.rawValue).joined(separator: "、")

private struct BookOptions: ParsableArguments {
    @Option(help: ArgumentHelp("只看一本账簿：\(commandBooks)。", valueName: "BOOK")) var book: String?
    @Option(help: ArgumentHelp("只看一项专项资金，写代码或名称。", valueName: "FUND")) var earmark: String?

    func chosen() throws -> LedgerAccount.Book? {
        guard let book else { return nil }
        guard let chosen = LedgerAccount.Book(rawValue: book) else {
            throw CommandProblem("没有账簿 \(book)。可用：\(commandBooks)。")
        }
        return chosen
    }

    func fund(_ reader: Reader) throws -> Int64? {
        guard let earmark else { return nil }
        let row = try reader.first(
            "SELECT id FROM special_fund WHERE code = \(earmark) OR name = \(earmark)")
        guard let id = row?[0].integer else {
            throw CommandProblem("没有专项资金 \(earmark)。用 dongting find special-fund 查代码。")
        }
        return id
    }
}

struct BalanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance", abstract: "各账户余额和试算平衡；借贷不等时以 1 结束。")

    @OptionGroup fileprivate var books: BookOptions
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        try city.registry.permit(
            city.viewer, .read, on: try city.registry.register("ledger-account"))
        let ledger = Ledger(city.registry)
        let book = try books.chosen()
        let sums = try await city.database.read { [books] reader in
            let fund = try books.fund(reader)
            print("账户\t名称\t余额（元）\t在途付出\t在途收入")
            try ledger.eachStanding(reader, book: book, earmark: fund) { one in
                let cells = [
                    one.balance.standing, Money(fen: one.balance.pendingCredits),
                    one.balance.arriving,
                ].map { $0.text(in: .yuan, decimals: 2, grouped: true) }
                print(([one.account.code, one.account.title] + cells).joined(separator: "\t"))
            }
            return try ledger.trialBalance(reader)
        }
        for sum in sums {
            let title = city.registry.catalogue.list("ledgers")?.title(of: sum.book.rawValue)
            let debits = sum.debits.text(in: .yuan, decimals: 2, grouped: true)
            let credits = sum.credits.text(in: .yuan, decimals: 2, grouped: true)
            let difference = sum.difference.text(in: .yuan, decimals: 2)
            print("\(title ?? "")：借方 \(debits)，贷方 \(credits)，相差 \(difference) 元")
        }
        if sums.contains(where: { $0.difference != .zero }) { throw ExitCode(1) }
    }
}

struct StatementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "一个账户的对账单：每笔收付和其后的余额。")

    @Argument(help: ArgumentHelp("账户编码，见 dongting ledger balance。", valueName: "ACCOUNT"))
    var account: String
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        try city.registry.permit(
            city.viewer, .read, on: try city.registry.register("ledger-transfer"))
        let ledger = Ledger(city.registry)
        let events = city.registry.catalogue.list("ledger-events")
        let phases = city.registry.catalogue.list("ledger-phases")
        let lines = try await city.database.read { [account] reader in
            guard let found = try ledger.account(reader, account) else {
                throw CommandProblem("没有账户 \(account)。用 dongting ledger balance 查编码。")
            }
            return try ledger.statement(reader, account: found.id)
        }
        print("流水\t日期\t事项\t方式\t对方\t收\t付\t余额\t文号\t依据")
        for line in lines {
            func text(_ money: Money?) -> String {
                money?.text(in: .yuan, decimals: 2, grouped: true) ?? ""
            }
            print(
                [
                    String(line.transfer), line.on, events?.title(of: line.event) ?? line.event,
                    phases?.title(of: line.phase) ?? line.phase, line.other, text(line.debit),
                    text(line.credit), text(line.standing), line.docNo ?? "",
                    line.about.map { "\($0.register)#\($0.record)" } ?? "",
                ].joined(separator: "\t"))
        }
    }
}

struct VerifyBooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "按记账次序重走每一笔：不透支、不串专项、在途只了结一次、余额与流水相符。")

    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let ledger = Ledger(city.registry)
        let report = try await city.database.read { try ledger.verify($0) }
        print("账户 \(report.accounts) 个，流水 \(report.transfers) 笔")
        for finding in report.findings { print("不符 \(finding)") }
        guard report.findings.isEmpty else {
            print("核验未通过：\(report.findings.count) 处不符。")
            throw ExitCode(1)
        }
        print("核验通过。")
    }
}

struct ExportBooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "导出全部流水（CSV），供审计；每行有收付双方、专项、文号和依据的记录。")

    @Option(help: ArgumentHelp("写到文件；默认写到标准输出。", valueName: "FILE")) var out: String?
    @OptionGroup fileprivate var books: BookOptions
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        try city.registry.permit(
            city.viewer, .export, on: try city.registry.register("ledger-transfer"))
        let ledger = Ledger(city.registry)
        let book = try books.chosen()
        let text = try await city.database.read { [books] reader in
            try ledger.csv(reader, book: book, earmark: try books.fund(reader))
        }
        if let out {
            try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
        } else {
            FileHandle.standardOutput.write(Data(text.utf8))
        }
    }
}
