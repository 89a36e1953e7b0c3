import ArgumentParser
import Catalogue
import Foundation
import Journal
import Registers
import Store
import Values

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "把整座城市（记录、日志、文件）备份成一个文件，不必停下服务；备份后立即试恢复并核验。",
        discussion: "密钥不在备份里：把 keys 文件夹另存一处，两处都丢才读不出个人信息。")

    @Argument(help: ArgumentHelp("备份写到哪里；已有的文件不会被覆盖。", valueName: "FILE"))
    var file: String

    @Flag(name: .customLong("no-verify"), help: "不试恢复（大库、磁盘紧时用；过后用 restore 演练）。")
    var isUnverified = false

    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let meter = RowMeter("已复制")
        let manifest = try city.registry.backUp(
            to: file, files: city.files, verify: !isUnverified, progress: meter.show)
        meter.end()
        try await city.note(manifest, file: file, isProved: !isUnverified)
        try city.database.close()
        print(
            """
            已备份到 \(file)：日志第 \(manifest.entry) 条为止，日志头 \(manifest.digest.prefix(16))…，\
            文件 \(manifest.files ?? 0) 份
            \(isUnverified ? "没有试恢复。" : "已试恢复并核验通过。")密钥不在其中，请另行保存。
            """)
    }
}

extension City {
    /// Lets the city remember when it was last backed up, for `doctor` and the measurements.
    fileprivate func note(_ manifest: BackupManifest, file: String, isProved: Bool) async throws {
        let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber
        let backup = BackupMade(
            at: database.clock.now(), entry: manifest.entry, digest: manifest.digest, file: file,
            bytes: size?.int64Value ?? 0, isProved: isProved)
        let act = Act(actor: viewer.name, role: viewer.role.name, event: "city.backed-up")
        do {
            try await database.note(backup, by: act)
        } catch {
            // The backup is good; only the city does not know of it.
            let words = "提示：备份已完成，但没有记入城市：\(error)\n"
            FileHandle.standardError.write(Data(words.utf8))
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "从备份恢复一座城市到空的地方，核验通过才启用。")

    @Argument(help: ArgumentHelp("备份文件。", valueName: "FILE")) var file: String

    @Option(help: ArgumentHelp("恢复到哪里：文件夹，或 postgres://…；已有城市就拒绝。", valueName: "DIR"))
    var data = "./data"

    @Option(help: ArgumentHelp("城市的密钥文件；密钥已在目的地时不用写。", valueName: "FILE"))
    var key: String?

    @Option(help: ArgumentHelp("只恢复到日志的第几条（见 dongting verify 或网页“日志”）。", valueName: "N"))
    var entry: Int64?

    @OptionGroup var keys: KeyOptions
    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let meter = RowMeter("已恢复")
        let manifest = try await Backup(file).restore(
            to: try keys.place(data), try catalogue.load(), keyFile: key, through: entry,
            progress: meter.show)
        meter.end()
        print(
            """
            已恢复到 \(try keys.place(data).shown)：\(manifest.city)，备份于 \(manifest.made)，\
            日志第 \(entry ?? manifest.entry) 条为止，文件 \(manifest.files ?? 0) 份，核验通过。
            """)
    }
}

struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "把一座城市连同日志和文件搬到另一处（文件夹与 PostgreSQL 之间也行），核验通过才启用；原处不动。")

    @Argument(help: ArgumentHelp("搬到哪里：文件夹，或 postgres://…；已有城市就拒绝。", valueName: "TO"))
    var target: String

    @Option(
        help: ArgumentHelp("目的地的文件夹，文件放在那里；默认同 --files 的默认。", valueName: "DIR"))
    var filesTo: String?

    @OptionGroup var city: CityOptions

    func run() async throws {
        var lock: ServeLock?
        // What is written after the copy would be left behind.
        if case .folder(let folder) = try city.place, folder.exists {
            lock = try ServeLock(folder)
        }
        var options = city.keys
        options.files = filesTo
        let place = try options.place(target)
        let city = try city.open()
        let meter = RowMeter("已复制")
        try city.registry.move(to: place, files: city.files, progress: meter.show)
        meter.end()
        try city.database.close()
        withExtendedLifetime(lock) {}
        print("已搬到 \(place.shown)，核验通过。原处没有改动；确认无误后再停用它。")
    }
}

/// Tells a person at a terminal how many rows have gone by.
struct RowMeter: Sendable {
    private let words: String
    private let isTerminal = isatty(2) == 1

    init(_ words: String) { self.words = words }

    func show(_ count: Int) {
        if isTerminal {
            FileHandle.standardError.write(Data("\r\(words) \(count) 行".utf8))
        }
    }

    func end() { if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) } }
}
