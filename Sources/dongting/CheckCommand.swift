import ArgumentParser
import Catalogue
import Checking
import Documents
import Figures
import Foundation
import Registers
import Store
import Values
import Web

struct CheckCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument { case text, json, html }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "核对报告：合计、增速、占比、序号、单位，逐个重新算、逐处看一遍。",
        discussion: """
            读 txt、docx、doc、wps、rtf、pdf、html、xlsx。没有错误退出码 0，有错误 1，文件读不了 2。\
            什么也不写，除非用 --out。
            """)

    @Argument(help: ArgumentHelp("要核对的文件；- 是标准输入。", valueName: "FILE"))
    var files: [String] = []
    @Option(help: "text、json 或 html。") var format = Format.text
    @Option(help: ArgumentHelp("上年的报告，用来核对同比。", valueName: "FILE")) var previous: String?
    @Option(help: ArgumentHelp("讲解一条规则。", valueName: "RULE")) var explain: String?
    @Flag(help: "列出全部规则。") var rules = false
    @Option(help: ArgumentHelp("与这座城市的指标对照；数据所在的文件夹或 postgres://。", valueName: "DIR"))
    var against: String?
    @Option(help: "对照哪个年度的指标。") var year: Int?
    @Option(help: ArgumentHelp("写到文件，不写到标准输出。", valueName: "FILE")) var out: String?
    @Option(help: ArgumentHelp("标准输入叫什么名字。", valueName: "NAME")) var name = "标准输入"
    @OptionGroup var keys: KeyOptions
    @OptionGroup var catalogue: CatalogueOptions

    func validate() throws {
        guard !rules, explain == nil else { return }
        if files.isEmpty { throw ValidationError("没有说核对哪个文件。例如 dongting check report.docx。") }
        if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("标准输入只能核对一次。") }
        if (against == nil) != (year == nil) {
            throw ValidationError("--against 和 --year 要一起写，例如 --against ./data --year 2025。")
        }
    }

    func run() async throws {
        do {
            if let explain { return try tell(try Self.rule(explain).text) }
            if rules { return try tell(Self.list) }
            let before = try previous.map { PreviousReport(try Self.read($0, name: $0)) }
            let figures = try await platformFigures()
            let (sheets, unread) = try sheets(before, figures)
            if !sheets.isEmpty { try tell(rendered(sheets)) }
            if unread { throw ExitCode(2) }
            if sheets.contains(where: \.report.hasErrors) { throw ExitCode(1) }
        } catch let code as ExitCode {
            throw code
        } catch {
            write(error: "错误：\(error)\n")
            throw ExitCode(2)
        }
    }

    /// Checks every file that can be read, and says of the others why they cannot.
    private func sheets(_ before: PreviousReport?, _ figures: [PlatformFigure]?) throws
        -> ([CheckPage.Sheet], unread: Bool)
    {
        var sheets: [CheckPage.Sheet] = []
        var unread = false
        for file in files {
            let name = file == "-" ? name : URL(fileURLWithPath: file).lastPathComponent
            do {
                let report = CheckReport.check(
                    try Self.read(file, name: name), name: name, previous: before)
                sheets.append(.init(report, platform: figures.map { report.compared(with: $0) }))
            } catch {
                write(error: "错误：\(file == "-" ? name : file)：\(error)\n")
                unread = true
            }
        }
        return (sheets, unread)
    }

    private func rendered(_ sheets: [CheckPage.Sheet]) -> String {
        switch format {
        case .text: sheets.map(Self.text).joined(separator: "\n")
        case .json:
            // One file is one object, so that nobody has to take it out of a list.
            (sheets.count == 1 && files.count == 1
                ? Self.json(sheets[0]) : .array(sheets.map(Self.json))).text + "\n"
        case .html: CheckPage.html(sheets, standalone: true)
        }
    }

    private static func text(_ sheet: CheckPage.Sheet) -> String {
        sheet.report.text + (sheet.platform.map { "\n" + $0.text } ?? "")
    }

    private static func json(_ sheet: CheckPage.Sheet) -> JSON {
        guard case .object(var pairs) = sheet.report.json else { return sheet.report.json }
        if let platform = sheet.platform { pairs.append(("platform", platform.json)) }
        return .object(pairs)
    }

    private func tell(_ text: String) throws {
        if let out { try save(Array(text.utf8), to: out) } else { write(text) }
    }

    private static func read(_ file: String, name: String) throws -> DocumentText {
        let bytes =
            file == "-"
            ? Array(FileHandle.standardInput.readDataToEndOfFile()) : try contents(of: file)
        return try ReadDocument.read(bytes, name: name)
    }

    private static var list: String {
        RuleBook.rules.map { "\($0.id)\t\($0.severity.title)\t\($0.title)\n" }.joined()
    }

    private static func rule(_ name: String) throws -> Rule {
        if let rule = RuleBook.rules.first(where: { $0.id == name || $0.title == name }) {
            return rule
        }
        let advice = Catalogue.advice(for: name, among: RuleBook.rules.map(\.id))
        throw CommandProblem("没有规则 \(name)。\(advice)全部规则用 --rules 列出。")
    }

    /// The city's figures of the year; nil where nothing is to be compared.
    private func platformFigures() async throws -> [PlatformFigure]? {
        guard let against, let year else { return nil }
        guard (1990...2100).contains(year) else {
            throw CommandProblem("年份 \(year) 不对。--year 写四位年份，例如 2025。")
        }
        let database = try keys.place(against).open(try catalogue.load())
        let figures = Figures(Registry(database))
        let question = FigureQuestion(
            year: year, asOf: nil, county: nil, today: database.clock.today)
        let results = try await database.read { try figures.evaluate($0, question) }
        return results.compactMap { result in
            let zero = result.isNil ? FixedDecimal(unscaled: 0, scale: 0) : nil
            guard let value = zero ?? (result.status == .value ? result.value : nil) else {
                return nil
            }
            let definition = result.definition
            return PlatformFigure(
                name: definition.name, reference: definition.reference, title: definition.title,
                value: value, unit: definition.unit,
                growth: definition.shown == .change ? nil : result.growth,
                year: result.dataYear)
        }
    }
}
