import ArgumentParser
import Catalogue
import Files
import Foundation
import Operating
import Web
import Work

struct DoctorCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "检查城市和机器：哪里不对、按哪条规矩、该怎么办。什么也不改，服务运行时也可以用。",
        discussion: "全部正常退出码 0，有要留意的 1，有错的 2。逐条记录的核验用 dongting verify。")

    @Option(help: "服务的端口。") var port = 8080
    @Option(help: ArgumentHelp("服务的运行日志文件夹。", valueName: "DIR")) var logFolder: String?
    @Option(help: ArgumentHelp("备份超过几天就提醒。", valueName: "N")) var backupDays = 7
    @Option(help: "text 或 json。") var format = Format.text
    @OptionGroup var scan: ScanOptions
    @OptionGroup var elsewhere: ElsewhereOptions
    @OptionGroup var city: CityOptions

    func validate() throws {
        if !(1...65_535).contains(port) { throw ValidationError("--port 应在 1 至 65535 之间。") }
        if !(1...3_650).contains(backupDays) {
            throw ValidationError("--backup-days 应在 1 至 3650 之间。")
        }
    }

    func run() async throws {
        let doctor = Doctor(
            place: try city.place, port: port, logFolder: logFolder, backupDays: backupDays,
            assets: Site.standardAssets, scanner: try scan.scanner,
            mail: elsewhere.mailFile.map { file in Result { try MailPost(file: file) } })
        let checks = doctor.examine(Result { try city.catalogue.load() })
        let worst = checks.map(\.state).max() ?? .fine
        switch format {
        case .text: tell(checks)
        case .json: try writeJSON(checks, worst)
        }
        if worst != .fine { throw ExitCode(Int32(worst.rawValue)) }
    }

    private func tell(_ checks: [Check]) {
        for check in checks {
            print("[\(check.state.title)] \(check.title)：\(check.what)")
            if let rule = check.rule { print("       规矩：\(rule)") }
            if let advice = check.advice { print("       怎么办：\(advice)") }
        }
        let wrong = checks.count { $0.state == .wrong }
        let attention = checks.count { $0.state == .attention }
        print("查了 \(checks.count) 项：有误 \(wrong) 项，要留意 \(attention) 项。")
    }

    private func writeJSON(_ checks: [Check], _ worst: Check.State) throws {
        struct Told: Encodable {
            let name, title, state, what: String
            let rule, advice: String?
        }
        struct Answer: Encodable {
            let state: String
            let checks: [Told]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let told = checks.map {
            Told(
                name: $0.name, title: $0.title, state: "\($0.state)", what: $0.what,
                rule: $0.rule, advice: $0.advice)
        }
        write(try encoder.encode(Answer(state: "\(worst)", checks: told)))
        write("\n")
    }
}
