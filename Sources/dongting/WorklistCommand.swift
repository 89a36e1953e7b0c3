import ArgumentParser
import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Store
import Values
import Work

struct WorklistCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

    static let configuration = CommandConfiguration(
        commandName: "worklist", abstract: "今天要办的事：不写名字列出全部清单和件数，逾期多的在前；写名字逐件列出。")

    @Argument(help: ArgumentHelp("工作清单的名字或标题。", valueName: "NAME")) var name: String?
    @Option(help: "text、csv 或 json。") var format = Format.text
    @Option(help: ArgumentHelp("县市区的代码或名称；默认全市。", valueName: "CODE|NAME")) var region: String?
    @Option(help: "文本最多列多少件；csv、json 总是全部。") var limit = 50
    @OptionGroup var city: CityOptions

    func validate() throws {
        if !(1...100_000).contains(limit) { throw ValidationError("--limit 应在 1 至 100000 之间。") }
    }

    func run() async throws {
        let city = try city.open()
        let worklists = Worklists(city.registry)
        let today = city.database.clock.today
        let county = try city.question(year: today.year, region: region, asOf: nil).county
        let question = WorkQuestion(today: today, county: county)
        guard let name else { return try await summaries(worklists, question, city) }
        switch format {
        case .csv:
            dongting.write(
                try await city.database.read {
                    try worklists.exportCSV($0, name, question, by: city.viewer)
                })
        case .text, .json:
            let limit = format == .text ? limit : nil
            let page = try await city.database.read {
                try worklists.page($0, name, question, limit: limit, by: city.viewer)
            }
            if format == .json {
                try write(json: PageJSON(page, question))
            } else {
                show(page, question, city)
            }
        }
    }

    private func summaries(_ worklists: Worklists, _ question: WorkQuestion, _ city: City)
        async throws
    {
        let summaries = try await city.database.read {
            try worklists.summaries($0, question, by: city.viewer)
        }.byUrgency
        switch format {
        case .json: try write(json: summaries.map { SummaryJSON($0, question) })
        case .csv, .text:
            let header = ["清单", "标题", "件数", "已逾期", "\(WorklistSummary.soon) 日内到期"]
            let rows = summaries.map { summary in
                [
                    summary.worklist.name, summary.worklist.title, "\(summary.count)",
                    "\(summary.overdue)", "\(summary.dueSoon)",
                ]
            }
            if format == .csv {
                dongting.write(CSVWriter.text(header: header, rows: rows, byteOrderMark: true))
            } else {
                for row in [header] + rows { print(row.joined(separator: "\t")) }
            }
            if summaries.allSatisfy({ $0.count == 0 }) { note("没有要办的事") }
        }
    }

    private func show(_ page: WorklistPage, _ question: WorkQuestion, _ city: City) {
        let catalogue = city.registry.catalogue
        let cycle = catalogue.lifecycle(of: page.register)
        let hasDue = page.summary.worklist.due != nil
        print(
            (["编号", "状态"] + (hasDue ? ["期限", "还剩"] : []) + page.columns.map(\.title))
                .joined(separator: "\t"))
        for line in page.lines {
            let left = line.due.map { DueWords.text($0, today: question.today, catalogue.calendar) }
            let due = hasDue ? [line.due?.iso ?? "", left ?? "没有期限"] : []
            print(
                (["\(line.record)", cycle.title(of: line.state)] + due + line.cells)
                    .joined(separator: "\t"))
        }
        let count = page.summary.count
        let listed = page.lines.count < count ? "，列出 \(page.lines.count) 件" : ""
        note(count == 0 ? "没有要办的事" : "\(page.summary.words)\(listed)。\(page.summary.worklist.todo)")
    }

    /// What is said to the person, beside what is put out.
    private func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    private func write(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        dongting.write(try encoder.encode(value) + Data("\n".utf8))
    }
}

/// How much of a list there is to do, for programs.
private struct SummaryJSON: Encodable {
    let name: String
    let title: String
    let todo: String
    let register: String
    let today: String
    let count: Int
    let overdue: Int
    let dueSoon: Int
    let earliestDue: String?
    let waitingSince: String?

    enum CodingKeys: String, CodingKey {
        case name, title, todo, register, today, count, overdue
        case dueSoon = "due_soon"
        case earliestDue = "earliest_due"
        case waitingSince = "waiting_since"
    }

    init(_ summary: WorklistSummary, _ question: WorkQuestion) {
        name = summary.worklist.name
        title = summary.worklist.title
        todo = summary.worklist.todo
        register = summary.worklist.register
        today = question.today.iso
        count = summary.count
        overdue = summary.overdue
        dueSoon = summary.dueSoon
        earliestDue = summary.earliest?.iso
        waitingSince = summary.since?.iso
    }
}

/// A list with its lines, for programs; personal fields as the role may see them.
private struct PageJSON: Encodable {
    struct Line: Encodable {
        let record: Int64
        let state: String
        let due: String?
        let daysLeft: Int?
        let cells: [String: String]

        enum CodingKeys: String, CodingKey {
            case record, state, due, cells
            case daysLeft = "days_left"
        }
    }

    let list: SummaryJSON
    let lines: [Line]

    init(_ page: WorklistPage, _ question: WorkQuestion) {
        list = SummaryJSON(page.summary, question)
        let names = page.columns.map(\.name)
        lines = page.lines.map { line in
            Line(
                record: line.record, state: line.state, due: line.due?.iso,
                daysLeft: line.due.map { $0.dayNumber - question.today.dayNumber },
                cells: Dictionary(zip(names, line.cells)) { first, _ in first })
        }
    }
}
