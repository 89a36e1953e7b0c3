import ArgumentParser
import Foundation
import Operating

/// The command line: thin, each command a file.
@main
struct Dongting: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dongting",
        abstract: "洞庭：市级科技管理平台。每个指标都是一次查询，每个指标都能回到记录。",
        version: Build.version,
        subcommands: [
            ServeCommand.self, DemoCommand.self, InitCommand.self, CatalogueCommand.self,
            RecordCommand.self, FindCommand.self, SearchCommand.self, IndexCommand.self,
            WorklistCommand.self, ImportCommand.self, ExportCommand.self, BudgetCommand.self,
            FiguresCommand.self, LineageCommand.self, ReportCommand.self, CheckCommand.self,
            VerifyCommand.self, LedgerCommand.self, BackupCommand.self, DoctorCommand.self,
            RestoreCommand.self, MoveCommand.self, AccountCommand.self, ProjectCommand.self,
            ArchiveCommand.self,
        ])

    static func main() async {
        // A pipe closed by `head` is no reason to die noisily.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch  where isOwn(error) {
            FileHandle.standardError.write(Data("错误：\(error)\n".utf8))
            Foundation.exit(1)
        } catch {
            exit(withError: error)
        }
    }

    /// Whether the error is of the platform, not of the words on the command line.
    private static func isOwn(_ error: any Error) -> Bool {
        let module = String(reflecting: type(of: error)).prefix { $0 != "." }
        return module != "ArgumentParser"
    }
}
