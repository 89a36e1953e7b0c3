import Catalogue
import Foundation
import Store

/// What must hold of the folders: who may read them, and room to grow.
extension Doctor {
    func folders(_ catalogue: Catalogue) -> [Check] {
        var checks: [Check] = []
        if case .folder(let folder) = place, folder.exists {
            checks.append(rights("data-rights", "数据文件夹的权限", folder.path, allowed: 0o750))
            checks.append(rights("database-rights", "数据库文件的权限", folder.database, allowed: 0o640))
            checks.append(space(folder))
            checks += log(folder)
            checks.append(owner(folder))
        }
        let key = place.keyPath(catalogue)
        if FileManager.default.fileExists(atPath: key) {
            checks.append(rights("key-rights", "密钥文件的权限", key, allowed: 0o600))
        }
        return checks
    }

    func rights(_ name: String, _ title: String, _ path: String, allowed: Int) -> Check {
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        return Self.rights(name, title, path, (mode as? NSNumber)?.intValue ?? 0, allowed: allowed)
    }

    static func rights(
        _ name: String, _ title: String, _ path: String, _ mode: Int, allowed: Int
    ) -> Check {
        let what = "\(path) 是 \(String(mode & 0o777, radix: 8))"
        if mode & 0o777 & ~allowed == 0 { return .fine(name, title, what) }
        let rule = "不超过 \(String(allowed, radix: 8))"
        // A key that others read is lost; a database without its key shows no personal data.
        if name == "key-rights" {
            return .wrong(
                name, title, what, rule: rule + "：别人读到密钥和数据库，就读到个人信息",
                advice: "chmod 600 \(path)，并查明谁读过")
        }
        let open = path.hasSuffix(".sqlite") && mode & 0o007 == 0o004 && mode & 0o030 == 0
        if open { return .fine(name, title, what + "；外面的文件夹挡着别人") }
        return .attention(
            name, title, what, rule: rule + "：数据只给运行服务的用户",
            advice: "chmod \(String(allowed & 0o700, radix: 8)) \(path)")
    }

    private func space(_ folder: DataFolder) -> Check {
        let size = bytes(of: folder.database)
        let free = Host.freeBytes(at: folder.path) ?? 0
        return Self.space(free: free, database: size, path: folder.path)
    }

    /// A backup and its proof beside the database take twice its size for a while.
    static func space(free: Int64, database: Int64, path: String) -> Check {
        let (name, title) = ("disk-space", "磁盘空间")
        let what = "\(path) 剩 \(sizeText(free))，数据库 \(sizeText(database))"
        let rule = "至少留数据库的两倍和 1 GB：备份和试恢复要用"
        if free < 200 << 20 {
            return .wrong(name, title, what, rule: rule, advice: "马上腾出空间：满了就不能写入")
        }
        if free < max(2 * database, 1 << 30) {
            return .attention(name, title, what, rule: rule, advice: "腾出空间，或把备份写到别的磁盘")
        }
        return .fine(name, title, what)
    }

    /// SQLite's own log, which a reader that never ends keeps from being emptied.
    private func log(_ folder: DataFolder) -> [Check] {
        let size = bytes(of: folder.database + "-wal")
        let (name, title, what) = ("wal", "数据库的写前日志", "\(sizeText(size))")
        if size < 256 << 20 { return [.fine(name, title, what)] }
        return [
            .attention(
                name, title, what, rule: "平时几 MB；大到 256 MB 说明有读取一直不结束",
                advice: "重新启动服务，它会并入数据库")
        ]
    }

    private func owner(_ folder: DataFolder) -> Check {
        let (name, title) = ("server", "服务进程")
        switch ServeLock.holder(of: folder) {
        case nil: return .fine(name, title, "没有在运行")
        case .some(0): return .fine(name, title, "正在运行")
        case .some(let process): return .fine(name, title, "正在运行，进程 \(process)")
        }
    }

    private func bytes(of file: String) -> Int64 {
        let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber
        return size?.int64Value ?? 0
    }
}
