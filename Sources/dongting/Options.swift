import ArgumentParser
import Awards
import Catalogue
import Figures
import Files
import Foundation
import Funds
import Registers
import Reports
import Search
import Store
import Values

/// Where the catalogue's layers are.
struct CatalogueOptions: ParsableArguments {
    @Option(
        name: .customLong("catalogue"),
        help: ArgumentHelp("目录层的文件夹，可重复，后者覆盖前者；默认用项目自带的岳阳市目录。", valueName: "DIR"))
    var folders: [String] = []

    func load() throws -> Catalogue {
        try Catalogue.load(folders.isEmpty ? [Self.standard()] : folders)
    }

    /// The project's own catalogue: beside where one stands, or above where the program stands.
    static func standard() throws -> String { try folder("cities/yueyang", holding: "layer.yaml") }

    static func folder(_ relative: String, holding file: String) throws -> String {
        if FileManager.default.fileExists(atPath: "\(relative)/\(file)") { return relative }
        let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        var place = program.resolvingSymlinksInPath().deletingLastPathComponent()
        while place.path != "/" {
            let candidate = place.appendingPathComponent(relative).path
            if FileManager.default.fileExists(atPath: "\(candidate)/\(file)") { return candidate }
            place.deleteLastPathComponent()
        }
        throw CommandProblem("找不到项目自带的 \(relative)。在项目文件夹里运行，或用 --catalogue 指定。")
    }
}

/// Where keys and files are that do not stand in the data folder.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "个人信息密钥所在的文件夹，数据在 PostgreSQL 上时用；默认 $DONGTING_KEYS，再无则 ./keys。",
            valueName: "DIR"))
    var keys: String?

    @Option(
        help: ArgumentHelp(
            "上传的文件所在的文件夹，几台服务器可以共用；默认 $DONGTING_FILES，再无则数据文件夹里的 files，"
                + "数据在 PostgreSQL 上时 ./files。", valueName: "DIR"))
    var files: String?

    func place(_ data: String) throws -> DataPlace {
        let environment = ProcessInfo.processInfo.environment
        return try DataPlace(
            data, keys: keys ?? environment["DONGTING_KEYS"] ?? "./keys",
            files: files ?? environment["DONGTING_FILES"])
    }
}

/// What uploaded files are scanned with.
struct ScanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "查毒程序 clamd 的套接字路径，或 127.0.0.1:端口；配置了就要能查，查不了的文件不收。"
                + "默认 $DONGTING_CLAMD，再无则不查，文件标明“未查”。", valueName: "SOCKET"))
    var clamd: String?

    /// - Throws: `ScannerProblem.badAddress`.
    var scanner: VirusScanner? {
        get throws {
            let given = clamd ?? ProcessInfo.processInfo.environment["DONGTING_CLAMD"]
            return try given.map { VirusScanner(try ScannerAddress($0)) }
        }
    }
}

/// The data folder, the catalogue and who acts.
struct CityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("城市数据所在的文件夹，或 postgres://用户@主机/库名?schema=城市。", valueName: "DIR"))
    var data = "./data"

    @OptionGroup var keys: KeyOptions

    @OptionGroup var catalogue: CatalogueOptions

    @Option(name: .customLong("as"), help: ArgumentHelp("以什么角色办理。", valueName: "ROLE"))
    var role = "officer"

    @Option(help: ArgumentHelp("以哪个科室的身份，写代码；不写是全局。", valueName: "CODE"))
    var section: String?

    @Option(
        name: .customLong("acting-county"),
        help: ArgumentHelp("以哪个县市区的身份，县市区经办人要写。", valueName: "CODE"))
    var county: String?

    @Option(
        name: .customLong("acting-organisation"),
        help: ArgumentHelp("以哪个单位的身份，写编号，单位角色要写。", valueName: "ID"))
    var organisation: Int64?

    @Option(help: ArgumentHelp("办理人的名字，写入日志。", valueName: "NAME"))
    var actor: String?

    var place: DataPlace { get throws { try keys.place(data) } }

    func open() throws -> City {
        let place = try place
        let catalogue = try catalogue.load()
        return try City(place.open(catalogue), place.fileStore(catalogue), self)
    }
}

/// An opened city with the things that ask it.
struct City {
    let database: Database
    let registry: Registry
    let figures: Figures
    let reports: Reports
    let search: SearchIndex
    let files: FileStore
    let viewer: Viewer

    init(_ database: Database, _ files: FileStore, _ options: CityOptions) throws {
        self.database = database
        self.files = files
        registry = Registry(database, consequences: CityConsequences.all)
        figures = Figures(registry)
        reports = Reports(figures)
        search = SearchIndex(registry)
        let roles = database.catalogue.roles
        guard
            let role = roles[options.role]
                ?? roles.values.first(where: { $0.title == options.role })
        else {
            throw CommandProblem(
                "没有角色 \(options.role)。\(Catalogue.advice(for: options.role, among: roles.keys))")
        }
        let name = options.actor ?? ProcessInfo.processInfo.environment["USER"] ?? "命令行"
        let registry = registry
        viewer = Viewer(
            name: name, role: role, section: options.section, county: options.county,
            organisation: options.organisation,
            entries: try database.readNow {
                try registry.entries($0, of: options.organisation, for: role)
            })
    }

    /// The question for a year and, where named, a county.
    func question(year: Int, region: String?, asOf: String?) throws -> FigureQuestion {
        guard (1990...2100).contains(year) else {
            throw CommandProblem("年份 \(year) 不对。--year 写四位年份，例如 2025。")
        }
        let day = try asOf.map { try CalendarDate.parse($0) }
        return FigureQuestion(
            year: year, asOf: day, county: try region.flatMap(county), today: database.clock.today)
    }

    /// The county that a code or name stands for; nil for the city itself.
    private func county(_ text: String) throws -> String? {
        let city = database.catalogue.city
        if text == city.title || text == city.region?.text { return nil }
        let counties = database.catalogue.list("counties")
        let found = counties?.find(text) ?? []
        guard found.count == 1 else {
            throw FigureError.noCounty(
                text, advice: Catalogue.advice(for: text, among: counties?.codes.map(\.title) ?? [])
            )
        }
        return found[0].code
    }
}

/// What is wrong with what was asked for on the command line, and what to do.
struct CommandProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Writes text to standard output without a newline of its own.
func write(_ text: String) { write(Data(text.utf8)) }

/// Writes bytes to standard output. Who reads them may have seen enough (`| head`): that ends the
/// program without noise; a full disk does not.
func write(_ bytes: Data) {
    do {
        try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
        if errno != EPIPE {
            let words = "错误：写不了标准输出：\(error.localizedDescription)\n"
            try? FileHandle.standardError.write(contentsOf: Data(words.utf8))
            exit(1)
        }
        exit(0)
    }
}

/// Writes a line for whoever watches, beside what standard output holds.
func write(error text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

/// The bytes of a file.
func contents(of file: String) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
        throw CommandProblem("没有文件 \(file)。检查路径。")
    }
    guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: file) else {
        throw CommandProblem("读不了 \(file)。应是一个文件，并有读的权限。")
    }
    return Array(data)
}

/// The first bytes of a file.
func contents(of file: String, upTo count: Int) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: file) else {
        throw CommandProblem("没有文件 \(file)，或没有读的权限。检查路径。")
    }
    defer { try? handle.close() }
    return Array((try handle.read(upToCount: count)) ?? Data())
}

/// Puts a file in place whole or not at all.
func save(_ bytes: [UInt8], to file: String) throws {
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
        throw CommandProblem("写不了 \(file)：\(error.localizedDescription)。检查文件夹是否存在、是否有权限、磁盘是否已满。")
    }
}
