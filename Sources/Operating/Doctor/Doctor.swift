public import Catalogue
public import Files
import Foundation
public import Store
public import Values
public import Work

/// Looks at a city and at the machine under it without changing either, and says what is wrong and
/// what to do.
public struct Doctor: Sendable {
    let place: DataPlace
    let clock: Clock
    /// The port that `serve` would take; nil where it is not asked for.
    let port: Int?
    let logFolder: String?
    /// The last backup should not be older than this.
    let backupDays: Int
    /// Where the chart script may be.
    let assets: [String]
    /// What uploaded files are scanned with; nil where nothing is set up.
    let scanner: VirusScanner?
    /// Where mails go, or why the settings are of no use; nil where nothing is set up.
    let mail: Result<MailPost, any Error>?

    public init(
        place: DataPlace, clock: Clock = .system, port: Int? = nil, logFolder: String? = nil,
        backupDays: Int = 7, assets: [String] = [], scanner: VirusScanner? = nil,
        mail: Result<MailPost, any Error>? = nil
    ) {
        self.place = place
        self.clock = clock
        self.port = port
        self.logFolder = logFolder
        self.backupDays = backupDays
        self.assets = assets
        self.scanner = scanner
        self.mail = mail
    }

    /// - Parameter catalogue: the city's, or why it could not be loaded.
    public func examine(_ catalogue: Result<Catalogue, any Error>) -> [Check] {
        var checks = machine()
        switch catalogue {
        case .success(let catalogue):
            checks.append(
                .fine(
                    "catalogue", "目录",
                    "\(catalogue.city.title)，登记册 \(catalogue.registers.count) 个，"
                        + "指标 \(catalogue.figures.count) 个"))
            checks += logs(catalogue)
            checks += folders(catalogue)
            checks += city(catalogue)
        case .failure(let error):
            checks.append(
                .wrong(
                    "catalogue", "目录", "读不了：\(error)", rule: "目录要能整个读通，数据库才能打开",
                    advice: "按所列的文件和行改正，再运行 dongting catalogue check"))
        }
        return checks
    }

    /// The database, asked without opening the city for use.
    private func city(_ catalogue: Catalogue) -> [Check] {
        do {
            return try place.examine(catalogue) { reader in
                let known = [
                    Check.fine("place", "数据", "\(place.shown) 有 \(catalogue.city.title)的数据")
                ]
                return try known + engine(reader) + state(reader, catalogue)
                    + contents(reader, catalogue)
            }
        } catch {
            return [
                .wrong(
                    "place", "数据", "\(error)", rule: "数据库要能打开，并且是这座城市、这个格式的",
                    advice: "按上面的话做；不能恢复就从备份恢复（docs/operating.md）")
            ]
        }
    }

    private func engine(_ reader: Reader) throws -> [Check] {
        switch reader.dialect {
        case .sqlite: try sqlite(reader)
        case .postgresql: try postgresql(reader)
        }
    }
}
