import ArgumentParser
import Catalogue
import Foundation
import Registers
import Store
import Synchronization
import Values

/// Writes to a city without pause and says aloud what was acknowledged, so that it can be killed and
/// what it said be checked against what is there.
@main
struct FaultTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dongting-faults",
        subcommands: [
            LoadCommand.self, CheckCommand.self, BooksCommand.self, AuditCommand.self,
        ])
}

struct PlaceOptions: ParsableArguments {
    @Option var data: String
    @Option var keys = "./keys"
    @Option var catalogue: String

    /// The city, made where there is none.
    func open() throws -> Registry {
        let place = try DataPlace(data, keys: keys)
        let catalogue = try Catalogue.load([catalogue])
        do {
            return Registry(try place.open(catalogue))
        } catch StoreError.noCity {
            return Registry(try place.create(catalogue))
        }
    }
}

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "load")

    @OptionGroup var place: PlaceOptions
    @Option var writers = 16
    @Option(help: "Seconds to write for.") var seconds = 60.0
    @Option(help: "Goes before every number, so that no two runs write the same.") var run: String
    @Flag(help: "Hold the folder as a server does.") var serve = false

    func run() async throws {
        var lock: ServeLock?
        if serve {
            let folder = DataFolder(place.data)
            try folder.makeFolder()
            lock = try ServeLock(folder)
        }
        defer { withExtendedLifetime(lock) {} }
        let registry = try place.open()
        guard let role = registry.catalogue.roles["officer"] else { return }
        let end = ContinuousClock.now + .seconds(seconds)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    await write(registry, Viewer(name: "写入者\(writer)", role: role), writer, end)
                }
            }
        }
        try registry.database.close()
        say("done")
    }

    private func write(
        _ registry: Registry, _ viewer: Viewer, _ writer: Int, _ end: ContinuousClock.Instant
    ) async {
        var count = 0
        while ContinuousClock.now < end {
            count += 1
            let number = "\(run)-\(writer)-\(count)"
            do {
                let made = try await registry.createRecord(
                    "note",
                    [
                        "number": .text(number), "amount": .text("\(count)"),
                        "phone": .text("138\(count)"), "steps": .rows([["what": "第\(count)"]]),
                    ], by: viewer)
                say("created \(made.id) \(number)")
                guard count.isMultiple(of: 3) else { continue }
                let changed = try await registry.changeRecord(
                    "note", made.id, ["amount": .text("\(count + 1_000_000)")],
                    version: made.version, by: viewer)
                say("changed \(changed.id) \(changed.version) \(count + 1_000_000)")
            } catch {
                // Not acknowledged: said to nobody. The server may be away for a while.
                say("refused \(number) \(error)")
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads from standard input what was acknowledged.")

    @OptionGroup var place: PlaceOptions

    func run() async throws {
        let registry = try place.open()
        var problems: [String] = []
        var acknowledged = 0
        let records = try registry.database.readNow { reader in
            let report = try registry.verify(reader)
            problems += report.findings.map(\.what)
            var records: [Int64: Record] = [:]
            try registry.eachRecord(reader, "note") { chunk in
                for record in chunk { records[record.id] = record }
            }
            return records
        }
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 3, let id = Int64(words[1]) else { continue }
            switch words[0] {
            case "created":
                acknowledged += 1
                if records[id]?["number"] != .text(words[2]) {
                    problems.append("acknowledged and lost: \(line)")
                }
            case "changed" where words.count == 4:
                acknowledged += 1
                let fen = Int64(words[3]).map { Scalar.integer($0 * 100) }
                if records[id].map({ "\($0.version)" }) != words[2] || records[id]?["amount"] != fen
                {
                    problems.append("acknowledged and lost: \(line)")
                }
            default: continue
            }
        }
        try registry.database.close()
        // Whatever is there is there whole.
        for record in records.values
        where record["phone"].isNull || record.rows["steps"]?.count != 1 {
            problems.append("half written: \(record.id)")
        }
        say("\(acknowledged) acknowledged, \(records.count) records, \(problems.count) problems")
        for problem in problems.prefix(20) { say(problem) }
        if !problems.isEmpty { throw ExitCode(1) }
    }
}

/// One line, at once: what stands in a buffer dies with the process.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
}
