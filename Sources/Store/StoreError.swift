/// Why the database refused, in words that say what to do.
public enum StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    case noCity(folder: String)
    case alreadyExists(folder: String)
    case notADatabase(file: String)
    case damaged(file: String, detail: String)
    case diskFull(file: String)
    case readOnly(file: String)
    case diskFault(file: String, detail: String)
    case locked(file: String)
    case servedAlready(folder: String)
    case folderUnusable(folder: String, detail: String)
    case otherCity(folder: String, holds: String, catalogue: String)
    case olderFormat(folder: String)
    case newerFormat(folder: String)
    case migrationNeeded([String])
    case constraint(table: String?, detail: String)
    case keyMissing(file: String)
    case keyWrong(file: String)
    case badAddress(String, detail: String)
    case serverUnreachable(String, detail: String)
    case connectionLost(String, detail: String)
    case conflict(detail: String)
    /// A read had not come to its end when its time was up.
    case tooLong
    /// More requests or writes wait than can be done in good time.
    case overloaded
    case closing
    case failed(detail: String)

    public var description: String {
        switch self {
        case .noCity(let folder):
            "\(folder) 里没有城市数据库。先用 dongting demo \(folder) 建演示城市，或用 dongting init \(folder) 建空库。"
        case .alreadyExists(let folder):
            "\(folder) 里已有数据库，没有改动。换一个文件夹，或先把它移走。"
        case .notADatabase(let file):
            "\(file) 不是数据库文件。检查 --data 指的文件夹是否正确；若文件被换过，从备份恢复。"
        case .damaged(let file, let detail):
            "数据库 \(file) 已损坏（\(detail)）。停止写入，复制一份留存，再从备份恢复。"
        case .diskFull(let file):
            "磁盘已满，\(file) 写不进去；这次没有写入任何内容。腾出空间后重试。"
        case .readOnly(let file):
            "\(file) 只读，不能写入；这次没有写入任何内容。检查文件和文件夹的权限；若磁盘是以只读方式挂载的，先改成可写（mount -o remount,rw），再重新启动。"
        case .diskFault(let file, let detail):
            "读写 \(file) 时磁盘出错（\(detail)）；这次没有写入任何内容，以前写入的还在。磁盘可能已转为只读、脱落或损坏：用 mount 和 dmesg 查看，修好后重新启动。"
        case .locked(let file):
            "数据库 \(file) 正被另一个程序占用，等了 10 秒仍不能写。稍后重试，或停掉占用它的程序。"
        case .servedAlready(let folder):
            "\(folder) 已有一个 dongting serve 在运行。一个文件夹只能有一个服务；用已运行的那个，或先停掉它。"
        case .folderUnusable(let folder, let detail):
            "用不了文件夹 \(folder)：\(detail)。检查路径和权限。"
        case .otherCity(let folder, let holds, let catalogue):
            "\(folder) 是 \(holds) 的数据，目录却是 \(catalogue) 的。用 --catalogue 指定对应城市的目录。"
        case .olderFormat(let folder):
            "\(folder) 由旧版本的 dongting 建成，个人信息还没有加密。用旧版本逐册 dongting export，再用本版本建空库后 dongting import。"
        case .newerFormat(let folder):
            "\(folder) 由更新版本的 dongting 建成，此版本读不了。请升级程序。"
        case .migrationNeeded(let steps):
            "目录的改动不能自动应用到已有数据，没有做任何改动。需要先写迁移：\n"
                + steps.map { "  · " + $0 }.joined(separator: "\n")
        case .constraint(let table, let detail):
            "数据库约束不允许\(table.map { "（表 \($0)）" } ?? "")：\(detail)。"
        case .keyMissing(let file):
            "找不到个人信息密钥 \(file)。它在数据库之外单独保存；把它放回原处，恢复备份时也可用 --key 指明。"
        case .keyWrong(let file):
            "个人信息密钥 \(file) 不是这座城市的。把建库时的密钥放回原处；没有它，个人信息读不出来。"
        case .badAddress(let address, let detail):
            "数据库地址 \(address) 不对：\(detail)。写成 postgres://用户@主机/库名?schema=城市。"
        case .serverUnreachable(let server, let detail):
            "连不上数据库 \(server)：\(detail)。检查地址、服务是否已启动、用户和密码。"
        case .connectionLost(let server, let detail):
            "与数据库 \(server) 的连接断了：\(detail)。这次没有确认写入；稍后重试。"
        case .conflict(let detail):
            "与另一个写入相撞（\(detail)），这次没有写入。重试一次。"
        case .tooLong:
            "这次查询要的时间太长，已停下，数据没有改动。缩小年份、县市区或筛选条件后再查。"
        case .overloaded:
            "排队的请求太多，这次没有处理。等几秒再试。"
        case .closing:
            "服务正在停止，这次没有写入。等服务重新启动后再试。"
        case .failed(let detail):
            "数据库出错：\(detail)。"
        }
    }
}
