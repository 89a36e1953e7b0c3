import ArgumentParser
import Awards
import Foundation
import Registers
import Store
import Values

/// Projects on the command line: the complete file of one, for an auditor.
struct ProjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "项目：生成完整案卷。", subcommands: [WriteArchiveCommand.self])
}

struct WriteArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "把一个项目的全部记录、流水、附件和办理经过写成一个压缩包，带逐份摘要的清单；缺一份也不生成。")

    @Argument(help: ArgumentHelp("项目编号，如 2026ZRJJ001。", valueName: "NO")) var number: String
    @Option(help: ArgumentHelp("写到文件。", valueName: "FILE")) var out: String
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let awards = Awards(city.registry)
        let prepared = try await city.database.read { [number] reader in
            let row = try reader.first("SELECT id FROM project WHERE project_no = \(number)")
            guard let id = row?[0].integer else {
                throw CommandProblem("没有项目 \(number)。用 dongting find project 查编号。")
            }
            let project = try awards.project(reader, id, by: city.viewer)
            try awards.permitFile(city.viewer)
            return try awards.prepareArchive(reader, of: project)
        }
        // Contents of attachments may be large: not within the read.
        try awards.writeArchive(prepared, city.files, to: out)
        let manifest = prepared.manifest
        print("已写成 \(out)：记录 \(manifest.records) 条，附件 \(manifest.attachments) 份。")
        print("档号 \(manifest.archiveNo ?? "未归档")，内容摘要 \(manifest.contentDigest)")
    }
}

/// Archives of projects, wherever they are: no city is needed to verify one.
struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "案卷：核验。", subcommands: [VerifyArchiveCommand.self])
}

struct VerifyArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "逐份核对案卷的文件与清单的摘要；不符时以 1 结束。")

    @Argument(help: ArgumentHelp("案卷文件。", valueName: "FILE")) var file: String

    func run() throws {
        let report = try ArchiveManifest.verify(file)
        let manifest = report.manifest
        print("\(manifest.projectNo) \(manifest.projectName)，档号 \(manifest.archiveNo ?? "未归档")")
        print("文件 \(manifest.files.count) 份，内容摘要 \(manifest.contentDigest)")
        for finding in report.findings { print("不符 \(finding)") }
        guard report.findings.isEmpty else {
            print("核验未通过：\(report.findings.count) 处不符。")
            throw ExitCode(1)
        }
        print("核验通过。")
    }
}
