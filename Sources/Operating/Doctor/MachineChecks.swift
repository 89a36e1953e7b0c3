import Catalogue
import Foundation
import Store
import Values

/// What the machine must give: memory, files, a temporary folder, fonts, a port, a place for logs.
extension Doctor {
    func machine() -> [Check] {
        [
            memory(), openFiles(), temporaryFolder(), styles(), charts(), fonts(), time(),
            portFree(),
        ]
        .compactMap { $0 }
    }

    private func memory() -> Check? {
        Host.availableBytes.map { Self.memory(available: $0) }
    }

    /// Measured: an idle server holds under 100 MB; imports and backups of large files take several
    /// hundred more (`docs/operating.md`).
    static func memory(available: Int64) -> Check {
        let (name, title, what) = ("memory", "内存", "可用 \(sizeText(available))")
        if available >= 512 << 20 { return .fine(name, title, what) }
        let rule = "空闲服务约 100 MB，导入大文件再加几百 MB"
        let advice = "关掉别的程序，或加内存"
        return available >= 128 << 20
            ? .attention(name, title, what, rule: rule, advice: advice)
            : .wrong(name, title, what, rule: rule, advice: advice)
    }

    private func openFiles() -> Check? {
        Host.openFilesLimit.map { limit in
            let (name, title, what) = ("open-files", "可打开的文件数", "\(limit)")
            if limit >= 4_096 { return .fine(name, title, what) }
            return .attention(
                name, title, what, rule: "一个连接要一个文件；默认最多 2048 个连接",
                advice: "启动前 ulimit -n 65536；systemd 用 LimitNOFILE=65536")
        }
    }

    private func temporaryFolder() -> Check {
        let folder = NSTemporaryDirectory()
        let file = folder + "dongting-doctor-" + UUID().uuidString
        let (name, title) = ("temporary-folder", "临时文件夹")
        defer { unlink(file) }
        guard FileManager.default.createFile(atPath: file, contents: Data([1])) else {
            return .wrong(
                name, title, "\(folder) 写不进去", rule: "导出 Excel、解开备份要用临时文件",
                advice: "改正权限或腾出空间，或用环境变量 TMPDIR 换一处")
        }
        let free = Host.freeBytes(at: folder) ?? 0
        guard free >= 256 << 20 else {
            return .attention(
                name, title, "\(folder) 只剩 \(sizeText(free))", rule: "导出整册的 Excel 要几百 MB",
                advice: "腾出空间，或用环境变量 TMPDIR 换一处")
        }
        return .fine(name, title, "\(folder) 可写，剩 \(sizeText(free))")
    }

    private func styles() -> Check {
        installed(
            "bootstrap.min.css", "styles", "网页样式", without: "网页没有它只剩我们自己的样式，排版会乱",
            package: "libjs-bootstrap5")
    }

    private func charts() -> Check {
        installed(
            "chart.min.js", "charts", "图表脚本", without: "网页没有它也完整，只是不画图",
            package: "libjs-chart.js")
    }

    /// What a package of the system brings, in one of the folders that pages are dressed from.
    private func installed(
        _ file: String, _ name: String, _ title: String, without: String, package: String
    ) -> Check {
        for path in assets.map({ "\($0)/\(file)" })
        where FileManager.default.fileExists(atPath: path) {
            return .fine(name, title, path)
        }
        return .attention(
            name, title, "没有 \(file)（找过 \(assets.joined(separator: "、"))）", rule: without,
            advice: "运行 scripts/install run，或 apt-get install \(package)")
    }

    private func fonts() -> Check {
        let (name, title) = ("fonts", "中文字体")
        let folders = ["/usr/share/fonts", "/usr/local/share/fonts"]
        let words = ["CJK", "SourceHan", "NotoSansSC", "NotoSerifSC", "wqy", "simsun", "fangsong"]
        for folder in folders {
            let names = FileManager.default.enumerator(atPath: folder)
            for case let file as String in names ?? FileManager.DirectoryEnumerator() {
                let last = file.split(separator: "/").last.map(String.init) ?? file
                if words.contains(where: { last.lowercased().contains($0.lowercased()) }) {
                    return .fine(name, title, "\(folder)/\(file)")
                }
            }
        }
        return .attention(
            name, title, "\(folders.joined(separator: "、")) 里没有",
            rule: "在服务器上把文件转成 PDF 时要用；Word 和网页不受影响",
            advice: "要转 PDF 就 apt-get install fonts-noto-cjk")
    }

    private func time() -> Check {
        let now = clock.now()
        let (name, title, what) = ("clock", "时钟", "北京时间 \(now.businessTime)")
        if (2_026...2_100).contains(now.businessDate.year) { return .fine(name, title, what) }
        return .wrong(
            name, title, what, rule: "日志、期限、留存都按时钟，按 Asia/Shanghai 计日，与机器的时区无关",
            advice: "校准时钟，例如 timedatectl set-ntp true")
    }

    private func portFree() -> Check? {
        guard let port else { return nil }
        let (name, title) = ("port", "端口")
        if case .folder(let folder) = place, let process = ServeLock.holder(of: folder) {
            return .fine(name, title, "这座城市正由进程 \(process) 提供服务")
        }
        let error = Self.bindError(port)
        guard error != 0 else { return .fine(name, title, "127.0.0.1:\(port) 空着") }
        return .attention(
            name, title, "127.0.0.1:\(port) 用不了：\(String(cString: strerror(error)))",
            rule: "一个端口只能由一个程序监听", advice: "若那不是本平台的服务，停掉它，或启动时用 --port 换一个")
    }

    /// What stands against listening on a port of this machine; 0 for nothing.
    static func bindError(_ port: Int) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        return result == 0 ? 0 : errno
    }

    /// The folder of run logs, and how long they are kept.
    func logs(_ catalogue: Catalogue) -> [Check] {
        let (name, title) = ("logs", "运行日志")
        let rule = catalogue.rules[LogFolder.rule]?.value(on: clock.today)
        guard let rule, let months = Int(rule.value), months > 0 else {
            return [
                .attention(
                    name, title, "目录里没有规则 \(LogFolder.rule)，日志永不删除",
                    rule: "网络日志留存有下限", advice: "在 rules/operating.yaml 里写上这条规则")
            ]
        }
        guard let logFolder else {
            return [.fine(name, title, "写到标准错误；至少留存 \(months) 个月，由系统日志负责（\(rule.source)）")]
        }
        guard access(logFolder, W_OK) == 0 else {
            return [
                .wrong(
                    name, title, "\(logFolder) 不存在或写不进去",
                    rule: "至少留存 \(months) 个月（\(rule.source)）", advice: "建好文件夹，交给运行服务的用户")
            ]
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: logFolder)) ?? []
        let days = names.compactMap(LogFolder.day).sorted()
        let span = days.first.map { "最早的是 \($0)，共 \(days.count) 个文件" } ?? "还没有文件"
        return [.fine(name, title, "\(logFolder) 可写，\(span)；留存 \(months) 个月（\(rule.source)）")]
    }
}
