import Foundation
import Store
import Values

/// What must hold of the engine under the city.
extension Doctor {
    func sqlite(_ reader: Reader) throws -> [Check] {
        let mode = try reader.first("SELECT journal_mode FROM pragma_journal_mode")?[0].text ?? ""
        let found = try reader.all("SELECT quick_check FROM pragma_quick_check(20)").compactMap {
            $0[0].text
        }
        var checks: [Check] = []
        if mode == "wal" || mode == "delete" {
            // A restored file begins without a log; the server makes one when it opens it.
            checks.append(.fine("sqlite-mode", "SQLite 方式", "\(mode)；写入时 synchronous=FULL"))
        } else {
            checks.append(
                .wrong(
                    "sqlite-mode", "SQLite 方式", mode, rule: "应是 wal：写完即在磁盘上，读写互不等待",
                    advice: "数据库被别的程序改过设置；停掉服务，用 sqlite3 执行 PRAGMA journal_mode=WAL"))
        }
        let (name, title) = ("quick-check", "数据库结构")
        if found == ["ok"] {
            checks.append(.fine(name, title, "quick_check 通过"))
        } else {
            checks.append(
                .wrong(
                    name, title, "quick_check：\(found.prefix(3).joined(separator: "；"))",
                    rule: "应答 ok", advice: "停止写入，把整个文件夹复制一份留存，从备份恢复"))
        }
        return checks
    }

    func postgresql(_ reader: Reader) throws -> [Check] {
        var settings: [String: String] = [:]
        try reader.each("SELECT name, setting FROM pg_settings") { row in
            settings[row[0].text ?? ""] = row[1].text
        }
        let used = try reader.integer("SELECT count(*) FROM pg_stat_activity")
        let encoding =
            try reader.first(
                """
                SELECT pg_encoding_to_char(encoding) FROM pg_database
                WHERE datname = current_database()
                """)?[0].text ?? ""
        let read = try reader.first("SELECT pg_is_in_recovery()::int")?[0].integer ?? 0
        return Self.postgresql(
            settings, used: Int(used), encoding: encoding, isStandby: read == 1)
    }

    /// Connections of one server process: eight for reading, one for writing, and one spare.
    static let pool = 10

    static func postgresql(
        _ settings: [String: String], used: Int, encoding: String, isStandby: Bool
    ) -> [Check] {
        var checks: [Check] = []
        let version = Int(settings["server_version_num"] ?? "") ?? 0
        let shown = settings["server_version"] ?? "?"
        checks.append(
            version >= 150_000
                ? .fine("server-version", "PostgreSQL 版本", shown)
                : .wrong(
                    "server-version", "PostgreSQL 版本", shown, rule: "15 或更新", advice: "升级数据库服务"))
        for (setting, why) in [
            ("fsync", "关掉后，断电会丢掉已确认的写入"),
            ("full_page_writes", "关掉后，断电会留下写了一半的页"),
        ] {
            let name = "server-" + setting.replacing("_", with: "-")
            let value = settings[setting] ?? "?"
            checks.append(
                value == "on"
                    ? .fine(name, setting, "on")
                    : .wrong(
                        name, setting, value, rule: "应是 on：\(why)",
                        advice: "在 postgresql.conf 里改成 on，重新载入"))
        }
        // Set by each of our connections for itself, whatever the configuration says.
        let commit = settings["synchronous_commit"] ?? "?"
        checks.append(
            commit == "on" || commit == "remote_apply" || commit == "remote_write"
                ? .fine("server-synchronous-commit", "synchronous_commit", commit)
                : .wrong(
                    "server-synchronous-commit", "synchronous_commit", commit,
                    rule: "应是 on：确认前写到磁盘", advice: "查明中间的连接池是否改了设置"))
        checks.append(
            encoding == "UTF8"
                ? .fine("server-encoding", "编码", encoding)
                : .wrong(
                    "server-encoding", "编码", encoding, rule: "应是 UTF8：生僻字的人名才存得下",
                    advice: "另建 UTF8 的库，用 dongting move 搬过去"))
        checks.append(connections(settings, used: used))
        if isStandby {
            checks.append(
                .wrong(
                    "server-standby", "主备", "这是只读的备机", rule: "服务要连主机",
                    advice: "地址改成主机，或用 target_session_attrs=read-write"))
        }
        return checks
    }

    private static func connections(_ settings: [String: String], used: Int) -> Check {
        let most = Int(settings["max_connections"] ?? "") ?? 0
        let reserved = Int(settings["superuser_reserved_connections"] ?? "") ?? 0
        let free = most - reserved - used
        let (name, title) = ("server-connections", "连接数")
        let what = "上限 \(most)，已用 \(used)，还能用 \(max(free, 0))"
        if free >= pool { return .fine(name, title, what) }
        return .attention(
            name, title, what, rule: "一个服务进程最多用 \(pool) 个连接",
            advice: "增大 max_connections，或减少服务进程")
    }
}
