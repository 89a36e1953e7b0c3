import Catalogue
import Foundation
import Registers
import Store
import Values

/// Durable commits of 64 writers on PostgreSQL, beside pgbench of the same statements with 64
/// clients: once with the chain's head locked, as a correct write must, once without.
///
/// Wants a server in `DONGTING_TEST_POSTGRES` (`scripts/with-postgres`) whose fsync is on.
struct ServerBenchmarks {
    let catalogue: Catalogue
    private static let each = 50

    func run() async throws {
        guard let server = ProcessInfo.processInfo.environment["DONGTING_TEST_POSTGRES"] else {
            return print("没有 PostgreSQL 服务器，跳过：用 scripts/with-postgres 运行")
        }
        let folder = NSTemporaryDirectory() + "dongting-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let place = ServerPlace(
            try ServerAddress(server + "/postgres?schema=bench"), keys: folder)
        let database = try place.create(catalogue)
        let ours = try await MeetingWrites(registry: Registry(database), count: 6_400).perSecond()
        try await checkDurable(database)
        let chained = try await script(database, isChained: true)
        let loose = try await script(database, isChained: false)
        try database.close()
        for (script, beside) in [(chained, "pgbench，锁日志头"), (loose, "pgbench，不锁日志头")] {
            Line(
                what: "PostgreSQL 提交（\(MeetingWrites.writers) 个写入者）", value: ours, unit: "次/秒",
                beside: beside, floor: try pgbench(script, server, in: folder), goal: "—"
            ).print()
        }
    }

    /// A server that does not flush would be measured for something else.
    private func checkDurable(_ database: Database) async throws {
        let setting = try await database.read { try $0.first("SELECT current_setting('fsync')") }
        if setting?[0].text != "on" {
            print("注意：这台服务器 fsync 关着，不能与落盘的提交相比（DONGTING_TEST_FSYNC=on）")
        }
    }

    /// The statements of one commit, made from rows that our commits have left.
    private func script(_ database: Database, isChained: Bool) async throws -> String {
        let id = isChained ? ":id" : ":rnd"
        let entry = isChained ? ":entry" : ":rnd"
        let inserts = try await database.read { reader in
            [
                try insert(reader, "meeting", ["id": id, "subject": "'测速' || \(id)"]),
                try insert(reader, "journal_image", ["entry": entry, "record": id]),
                try insert(reader, "journal_entry", ["number": entry]),
            ]
        }
        let head = "SELECT number + 1 AS entry, next_id AS id FROM journal_head WHERE id = 1"
        let begin =
            isChained
            ? "BEGIN;\n\(head) FOR UPDATE \\gset\n"
            : "\\set rnd random(1000000000, 1000000000000000)\nBEGIN;\n\(head);\n"
        let end =
            isChained
            ? "UPDATE journal_head SET number = :entry, next_id = :id + 1 WHERE id = 1;\n" : ""
        return begin + "SAVEPOINT job;\n" + inserts.joined(separator: ";\n")
            + ";\nRELEASE SAVEPOINT job;\n" + end + "COMMIT;\n"
    }

    /// An INSERT of a row like the last, with other values in some columns.
    private func insert(_ reader: Reader, _ table: String, _ other: [String: String]) throws
        -> String
    {
        let names = try reader.all(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(table)
            ORDER BY ordinal_position
            """
        ).compactMap { $0[0].text }
        let row = try reader.first("SELECT * FROM \(table: table) LIMIT 1") ?? []
        let values = zip(names, row).map { name, cell -> String in
            if let text = other[name] { return text }
            switch cell {
            case .null: return "NULL"
            case .integer(let value): return String(value)
            case .text(let text): return "'" + text.replacing("'", with: "''") + "'"
            }
        }
        let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns)) VALUES (\(values.joined(separator: ", ")))"
    }

    /// Transactions a second, of so many a client: a child of this process never gets the alarm by
    /// which pgbench ends after a time.
    private func pgbench(_ script: String, _ server: String, in folder: String) throws -> Double {
        let file = folder + "/commit.sql"
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            """
            exec "$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)/pgbench" -n -M prepared \
                -c \(MeetingWrites.writers) -j 2 -t \(Self.each) -f "$0" "$1"
            """, file, server + "/postgres",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PGOPTIONS": "-c search_path=bench"
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let line = text.split(separator: "\n").first { $0.hasPrefix("tps = ") } ?? ""
        guard process.terminationStatus == 0,
            let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw CocoaError(.executableLoad) }
        return rate
    }
}
