import Accounts
import ArgumentParser
import Catalogue
import Files
import Foundation
import Operating
import Search
import Store
import Values
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "提供网页：默认只在本机；对外要在 https 代理之后。",
        discussion: """
            停止用 Ctrl+C 或 SIGTERM：先报未就绪，不再接新连接，办完手头的请求，写完排队的写入，再退出；\
            再按一次立即退出。第一次启动时终端上显示系统管理员的一次性启用链接。监控地址：/health、/ready、/metrics。见 docs/operating.md。
            """)

    @Option(help: "端口。") var port = 8080
    @OptionGroup var reach: ReachOptions
    @OptionGroup var watching: WatchingOptions
    @OptionGroup var limits: LimitOptions
    @OptionGroup var elsewhere: ElsewhereOptions
    @OptionGroup var scan: ScanOptions
    @OptionGroup var city: CityOptions

    func validate() throws {
        for (name, value) in [("--port", port), ("--metrics-port", watching.metricsPort ?? 1)] {
            if !(1...65_535).contains(value) { throw ValidationError("\(name) 应在 1 至 65535 之间。") }
        }
        if port == watching.metricsPort { throw ValidationError("--metrics-port 不能与 --port 相同。") }
    }

    func run() async throws {
        var lock: ServeLock?
        // A folder has one server; a PostgreSQL schema may have many.
        if case .folder(let folder) = try city.place {
            guard folder.exists else { throw StoreError.noCity(folder: city.data) }
            lock = try ServeLock(folder)
        }
        let city = try city.open()
        let log = try watching.log(city.database)
        let accounts = Accounts(city.registry, policy: try reach.policy)
        try city.files.prepare()
        let files = CityFiles(city.registry, city.files, scanner: try scan.scanner)
        let site = Site(
            registry: city.registry, figures: city.figures, reports: city.reports,
            accounts: accounts, entrance: reach.entrance, limits: limits.limits,
            signOn: try elsewhere.signOn, log: log, files: files)
        var options = ServeOptions()
        options.host = reach.host
        options.port = port
        options.metricsPort = watching.metricsPort
        options.drain = .seconds(limits.drainSeconds)
        options.grace = .seconds(limits.graceSeconds)
        let place = try self.city.place.shown
        // The index follows while the server serves, and is done before the database is closed.
        let search = city.search
        let following = Task {
            await search.run { error in
                log.write(.warning, "index-behind", [("words", .text(ErrorWords.plain(error)))])
            }
        }
        let notices = NoticeUpkeep(accounts: accounts, post: try elsewhere.post, log: log)
        let telling = Task { await notices.run() }
        let first = try await accounts.firstLink()
        let upkeep = Task { await Upkeep(accounts: accounts, files: files, log: log).run() }
        let shown = reach.address
        let end = try await Web.serve(site: site, options) { address in
            log.write(
                .info, "started",
                [
                    ("version", .text(Build.version)), ("address", .text(address)),
                    ("place", .text(place)),
                    ("catalogue", .text(String(city.database.catalogue.digest.prefix(12)))),
                    ("process", .integer(Int64(getpid()))),
                ])
            write("洞庭已就绪：\(shown ?? address)  （按 Ctrl+C 停止）\n")
            guard let first else { return }
            let link = Site.invitation(first, at: shown ?? address)
            write("还没有人能登录。系统管理员请在 24 小时内打开这个一次性链接设密码：\n\(link)\n")
        }
        following.cancel()
        upkeep.cancel()
        telling.cancel()
        await following.value
        if case .abandoned(let count) = end {
            log.write(.warning, "requests-abandoned", [("count", .integer(Int64(count)))])
        }
        do {
            try city.database.close()
        } catch  where end != .everyRequestAnswered {
            // A request that was given up still reads; what was written is on the disk.
            log.write(.warning, "closed-while-read")
        }
        log.write(.info, "stopped")
        withExtendedLifetime(lock) {}
    }
}

/// From where the server is reached.
struct ReachOptions: ParsableArguments {
    @Option(help: ArgumentHelp("在哪个地址上监听；不是本机的，要同时写 --public-address。", valueName: "HOST"))
    var host = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            "浏览器用的地址，https 开头；由前面的代理（nginx 等）做 TLS。", valueName: "URL"))
    var publicAddress: String?

    @Option(
        name: .customLong("proxy"),
        help: ArgumentHelp("代理的地址，可重复；只信它写的 X-Forwarded-For。", valueName: "ADDRESS"))
    var proxies: [String] = []

    @Option(
        name: .customLong("refused-passwords"),
        help: ArgumentHelp(
            "另外禁用的密码表，一行一个（常用的、别处泄露的）；设密码时查。", valueName: "FILE"))
    var refusedPasswords: String?

    func validate() throws {
        if let publicAddress {
            guard let url = URL(string: publicAddress), url.scheme == "https", url.host != nil,
                url.path.isEmpty || url.path == "/"
            else { throw ValidationError("--public-address 要写成 https://主机[:端口]。") }
        }
        let isHere = ["127.0.0.1", "::1", "localhost"].contains(host)
        if !isHere, publicAddress == nil {
            throw ValidationError("在 \(host) 上监听要写明 --public-address https://…，由代理做 TLS；密码不能明文过网。")
        }
    }

    var entrance: Entrance {
        var entrance = Entrance()
        entrance.publicAddress = publicAddress.flatMap { URL(string: $0) }
        entrance.proxies = Set(proxies)
        return entrance
    }

    /// What it takes to come in.
    var policy: AccountPolicy {
        get throws {
            var policy = AccountPolicy()
            policy.refused = try refusedPasswords.map { try RefusedPasswords(path: $0) }
            return policy
        }
    }

    /// The address that people open.
    var address: String? { publicAddress.map { $0.hasSuffix("/") ? $0 : $0 + "/" } }
}

/// How the server is watched.
struct WatchingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("另开一个只供本机的端口，提供 /health、/ready、/metrics。", valueName: "PORT"))
    var metricsPort: Int?

    @Option(
        help: ArgumentHelp("运行日志的格式：text 或 json。", valueName: "FORMAT"),
        transform: { text in
            if let format = LogFormat(rawValue: text) { return format }
            throw ValidationError("--log-format 是 text 或 json。")
        })
    var logFormat = LogFormat.text

    @Option(
        help: ArgumentHelp(
            "运行日志写到这个文件夹，每天一个文件，按规则 network_log_months 留存；默认写到标准错误。",
            valueName: "DIR"))
    var logFolder: String?

    /// The run log as asked for; how long it is kept is the catalogue's rule.
    func log(_ database: Database) throws -> RunLog {
        guard let logFolder else {
            return RunLog(.standardError, format: logFormat, clock: database.clock)
        }
        let rule = database.catalogue.rules[LogFolder.rule]
        let folder = try LogFolder(logFolder) { day in
            rule?.value(on: day).flatMap { Int($0.value) }
        }
        return RunLog(.folder(folder), format: logFormat, clock: database.clock)
    }
}

/// What one request may take, and how the server stops.
struct LimitOptions: ParsableArguments {
    @Option(name: .customLong("max-body"), help: ArgumentHelp("一次提交最多多少 MB。", valueName: "MB"))
    var bodyMegabytes = 32

    @Option(
        name: .customLong("max-requests"),
        help: ArgumentHelp("同时处理多少个请求；再多的请其稍后再来（503）。", valueName: "N"))
    var requests = 128

    @Option(
        name: .customLong("max-connections"),
        help: ArgumentHelp("同时多少个连接；再多的排队等接入。", valueName: "N"))
    var connections = 2_048

    @Option(help: ArgumentHelp("一页的查询最多多少秒，超过就停下（503）。", valueName: "S"))
    var readSeconds = 15

    @Option(help: ArgumentHelp("一次导出的查询最多多少秒。", valueName: "S"))
    var exportSeconds = 300

    @Option(help: ArgumentHelp("一个请求最多用多少秒传完（408）；空闲连接也只留这么久。", valueName: "S"))
    var arrivalSeconds = 30

    @Option(help: ArgumentHelp("停止时，先报未就绪多少秒再停止接入，让代理有时间发现。", valueName: "S"))
    var drainSeconds = 0

    @Option(help: ArgumentHelp("停止时，最多等手头的请求多少秒。", valueName: "S"))
    var graceSeconds = 30

    func validate() throws {
        let least = [
            ("--max-body", bodyMegabytes, 1), ("--max-requests", requests, 1),
            ("--max-connections", connections, 1), ("--read-seconds", readSeconds, 1),
            ("--export-seconds", exportSeconds, 1), ("--arrival-seconds", arrivalSeconds, 1),
            ("--drain-seconds", drainSeconds, 0), ("--grace-seconds", graceSeconds, 0),
        ]
        for (name, value, bound) in least where !(bound...100_000).contains(value) {
            throw ValidationError("\(name) 应在 \(bound) 至 100000 之间。")
        }
    }

    var limits: Limits {
        var limits = Limits()
        limits.bodyBytes = bodyMegabytes * 1_024 * 1_024
        limits.requests = requests
        limits.connections = connections
        limits.reading = .seconds(readSeconds)
        limits.exporting = .seconds(exportSeconds)
        limits.arrival = .seconds(arrivalSeconds)
        return limits
    }
}
