import ArgumentParser
import Foundation
import Reports
import Store
import Web

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "编成年度绩效自评报告：网页、Word 或 JSON；--freeze 定稿。")

    @Option(help: "年度。") var year: Int
    @Option(help: ArgumentHelp("写到 .docx、.html 或 .json 文件。", valueName: "FILE")) var out: String?
    @Option(help: "报告模板。") var report = "performance-self-evaluation"
    @Flag(help: "定稿：存为一版，此后不变。") var freeze = false
    @Option(help: ArgumentHelp("输出已定稿的第几版，而不是现在的草稿。", valueName: "N")) var version: Int?
    @OptionGroup var city: CityOptions

    func run() async throws {
        let format = out.map { String($0.split(separator: ".").last ?? "").lowercased() }
        if let format, !["docx", "html", "json"].contains(format) {
            throw CommandProblem("不会写 .\(format) 文件。--out 用 .docx、.html 或 .json。")
        }
        if out == nil, !freeze { throw CommandProblem("没有说写到哪里。加上 --out report.docx，或 --freeze。") }
        let city = try city.open()
        let question = try city.question(year: year, region: nil, asOf: nil)
        var number = version
        if freeze {
            let frozen = try await city.reports.freeze(
                report: report, question, by: city.viewer)
            number = frozen.number
            let done = frozen.alreadyFrozen ? "内容与上一版相同，未另存" : "已定稿"
            print("\(done)：\(year) 年度第 \(frozen.number) 版，摘要 \(frozen.digest)")
        }
        guard let out, let format else { return }
        let chosen = number
        let (kept, composed) = try await city.database.read {
            reader -> (ReportVersion?, ComposedReport) in
            guard let chosen else {
                return (nil, try city.reports.compose(reader, report: report, question))
            }
            let (kept, composed) = try city.reports.version(
                reader, number: chosen, report: report, year: year)
            return (kept, composed)
        }
        switch format {
        case "docx": try save(try ReportRendering.word(composed, version: kept), to: out)
        case "html":
            let page = ReportPage.html(composed, version: kept, standalone: true)
            try save(Array(page.utf8), to: out)
        default: try save(Array(ReportRendering.json(composed, version: kept).utf8), to: out)
        }
        for warning in composed.warnings {
            FileHandle.standardError.write(Data("提示：\(warning)\n".utf8))
        }
        print("已写入 \(out)（\(kept.map { "第 \($0.number) 版" } ?? "草稿")）。")
    }
}
