import ArgumentParser
import Catalogue
import Figures
import Foundation
import Registers
import Store
import Values

/// The year, county and days that figures are asked for.
struct QuestionOptions: ParsableArguments {
    @Option(help: "年度。") var year: Int
    @Option(help: ArgumentHelp("县市区的代码或名称；默认全市。", valueName: "CODE|NAME")) var region: String?
    @Option(help: ArgumentHelp("算到哪一天；默认年末。", valueName: "DATE")) var asOf: String?
    @Option(help: ArgumentHelp("按这一天结束时所知的记录来算。", valueName: "DATE")) var knownOn: String?
}

struct FiguresCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "算出一年的全部指标，出自同一个快照。")

    @OptionGroup var question: QuestionOptions
    @Option(help: "text 或 json。") var format = Format.text
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let asked = try city.question(
            year: question.year, region: question.region, asOf: question.asOf)
        let figures = try await city.figures(knownOn: question.knownOn)
        let results = try await figures.registry.database.read { try figures.evaluate($0, asked) }
        switch format {
        case .json: write(Figures.json(results))
        case .text:
            for result in results {
                let definition = result.definition
                let year = result.dataYear == asked.year ? "" : "（\(result.dataYear) 年度）"
                print(
                    [
                        definition.reference ?? "    ", definition.title + year, result.text,
                        result.comparisonText,
                    ].joined(separator: "\t"))
            }
            print("数据截至 \(asked.asOf.iso)")
        }
    }
}

struct LineageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage", abstract: "列出一个指标所依据的每一条记录。")

    @Argument(help: ArgumentHelp("指标的名字或编号。", valueName: "FIGURE")) var figure: String
    @OptionGroup var question: QuestionOptions
    @Option(help: "每组最多列多少条；默认全部。") var limit: Int?
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let asked = try city.question(
            year: question.year, region: question.region, asOf: question.asOf)
        let figures = try await city.figures(knownOn: question.knownOn)
        let (result, sets) = try await figures.registry.database.read { reader in
            (
                try figures.evaluate(reader, asked, names: [figure]).first,
                try figures.lineage(reader, figure, asked, limit: limit)
            )
        }
        print("\(result?.definition.title ?? figure)\t\(result?.text ?? "")")
        for set in sets {
            print("\(set.part.rawValue)：\(set.register)，\(set.year) 年，共 \(set.total) 条")
            for line in set.lines {
                let measured =
                    set.measuredType?.text(line.measured, in: city.registry.catalogue) ?? ""
                print("  \(line.record)\t\(line.label)\t\(measured)")
            }
        }
    }
}

extension City {
    /// The figures of now, or of a city as it was known at the end of a day.
    func figures(knownOn text: String?) async throws -> Figures {
        guard let text else { return figures }
        let day = try CalendarDate.parse(text)
        return Figures(try await registry.asKnown(on: day))
    }
}
