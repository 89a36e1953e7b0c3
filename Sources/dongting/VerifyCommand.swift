import Accounts
import ArgumentParser
import Catalogue
import Figures
import Foundation
import Funds
import Journal
import Registers
import Store
import Values

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核验日志链、安全事件链、每条记录与其影像、每份文件与其摘要、资金账与每笔流水、每个指标与其来源。")

    @Option(help: "核验哪一年的指标；默认有数据的各年。") var year: Int?
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let declared = year
        let accounts = Accounts(city.registry)
        let (report, contents, events, books, figures, years) = try await city.database.read {
            reader in
            let report = try city.registry.verify(reader)
            let events = try accounts.verifyEvents(reader)
            let contents = try Registry.namedContents(reader)
            let books = try Ledger(city.registry).verify(reader)
            let years = try declared.map { [$0] } ?? city.figures.years(reader)
            let figures = try years.flatMap {
                try city.figures.verify(
                    reader, FigureQuestion(year: $0, today: city.database.clock.today))
            }
            return (report, contents, events, books, figures, years)
        }
        // Not within the read: all files of a city may take hours.
        let files = try FileReport(contents, in: city.files)
        print(
            """
            日志 \(report.entries) 条，影像 \(report.images) 个，记录 \(report.records) 条，\
            文件 \(files.contents) 份，安全事件 \(events.count) 条，\
            资金账户 \(books.accounts) 个，流水 \(books.transfers) 笔，\
            指标 \(city.registry.catalogue.figures.count) 个 × \(years.map(String.init).joined(separator: "、")) 年
            """)
        print("日志头 \(report.head.hex)")
        for correction in report.corrections { print("更正（有日志） \(correction)") }
        for finding in report.findings { print("不符 \(finding)") }
        for finding in files.findings { print("不符 \(finding)") }
        if let finding = events.finding { print("不符 \(finding)") }
        for finding in books.findings { print("不符 \(finding)") }
        for finding in figures { print("不符 \(finding)") }
        let count =
            report.findings.count + files.findings.count + books.findings.count + figures.count
            + (events.finding == nil ? 0 : 1)
        guard count == 0 else {
            print("核验未通过：\(count) 处不符。")
            throw ExitCode(1)
        }
        print("核验通过。")
    }
}
