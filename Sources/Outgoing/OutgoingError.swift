/// Why nothing came of speaking to another server, in words that say what to do.
///
/// `reason` is the other side's or the library's own word, for whoever runs the platform.
public enum OutgoingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address is not one that the platform speaks to.
    case badAddress(String)
    /// A name or a value that would break out of its line.
    case badHeader(String)
    /// An address without encryption that is neither on this machine nor allowed.
    case notEncrypted(host: String)
    case hostNotFound(String)
    case cannotConnect(host: String, reason: String)
    case timedOut(host: String)
    /// The certificate is unknown, expired or of another name.
    case certificateRefused(host: String, reason: String)
    /// No encrypted connection came about; nothing was sent.
    case encryptionFailed(host: String, reason: String)
    case certificateFileUnusable(String)
    case secretFileUnusable(String, reason: String)
    /// The answer is longer than `limit` bytes.
    case tooLarge(host: String, limit: Int)
    /// As many transfers as are allowed at once are under way, and as many wait.
    case busy
    /// Whoever asked went away.
    case cancelled
    case failed(host: String, reason: String)

    /// One Chinese sentence or two: what is wrong and what to do.
    public var description: String {
        switch self {
        case .badAddress(let address):
            "“\(address)”不是可用的地址。地址以 https:// 开头，不带用户名和密码；请在配置里改正。"
        case .badHeader(let name):
            "请求头“\(name)”里有换行或不允许的字符，没有发送。"
        case .notEncrypted(let host):
            "\(host) 的地址没有加密（http），没有发送。请改用 https；确在内网的，在配置里写明这台主机。"
        case .hostNotFound(let host):
            "找不到主机 \(host)。请检查配置里的名称和本机的域名解析。"
        case .cannotConnect(let host, let reason):
            "连不上 \(host)（\(reason)）。请检查地址、端口和防火墙，稍后重试。"
        case .timedOut(let host):
            "\(host) 没有在规定的时间内答复。请稍后重试；常常如此的，请找对方的管理员。"
        case .certificateRefused(let host, let reason):
            "\(host) 的证书不可信（\(reason)），没有发送。证书过期的请对方更换；由单位自己签发的，在配置里写明签发机构的证书文件。"
        case .encryptionFailed(let host, let reason):
            "与 \(host) 没有建立起加密连接（\(reason)），没有发送。请检查端口和加密方式。"
        case .certificateFileUnusable(let file):
            "读不了证书文件 \(file)。请检查路径、权限和格式（PEM）。"
        case .secretFileUnusable(let file, let reason):
            "用不了密码文件 \(file)：\(reason)。"
        case .tooLarge(let host, let limit):
            "\(host) 的答复超过 \(limit) 字节，已停止接收。请检查地址是否写对。"
        case .busy:
            "同时向外的连接太多，请稍后重试。"
        case .cancelled:
            "已取消，没有等到答复。"
        case .failed(let host, let reason):
            "与 \(host) 的通信失败（\(reason)）。请稍后重试。"
        }
    }
}
