/// Why a mail was not written or not taken, in words that say what to do.
public enum MailError: Error, Sendable, Equatable, CustomStringConvertible {
    case badAddress(String)
    /// A line end or another control character where a mail has one line.
    case lineBreak(field: String)
    case noSubject
    case tooLong(field: String, limit: Int)
    case badID(String)
    /// The configuration has no encryption for a server that is not this machine.
    case plainServer(host: String)
    case badServer(String)
    /// The server does not take the user and the password, or wants some; of no mail's fault.
    case signInRefused(host: String, code: Int, words: String)
    /// 5xx: the same mail will never be taken.
    case refused(code: Int, words: String)
    /// 4xx: the same mail may be taken later.
    case deferred(code: Int, words: String)
    /// No conversation came about, or it broke off.
    case unreachable(OutgoingError)

    /// Whether to give this mail up; anything else is tried again later.
    public var isPermanent: Bool {
        switch self {
        case .badAddress, .lineBreak, .noSubject, .tooLong, .badID, .refused: true
        case .plainServer, .badServer, .signInRefused, .deferred, .unreachable: false
        }
    }

    /// One Chinese sentence or two: what is wrong and what to do.
    public var description: String {
        switch self {
        case .badAddress(let address):
            "“\(address)”不是可用的邮箱地址。请写成“名称@域名”，不含空格和中文。"
        case .lineBreak(let field):
            "\(field)里有换行或控制字符，没有发送。\(field)只写一行。"
        case .noSubject:
            "邮件没有主题，没有发送。"
        case .tooLong(let field, let limit):
            "邮件的\(field)超过\(limit)字，没有发送。请缩短。"
        case .badID(let id):
            "邮件编号“\(id)”不可用：只用字母、数字、点和连字符，至多64个。"
        case .plainServer(let host):
            "邮件服务器 \(host) 不在本机，必须加密。请在配置里选 starttls 或 tls。"
        case .badServer(let name):
            "邮件服务器的配置“\(name)”不可用。请写主机名和1至65535的端口；用户名和密码文件要么都写，要么都不写。"
        case .signInRefused(let host, let code, let words):
            "邮件服务器 \(host) 不接受登录（\(code) \(words)）。请检查用户名和密码文件；邮件已保留，改好后重发。"
        case .refused(let code, let words):
            "邮件服务器拒收（\(code) \(words)），重发也不会成功。请核对收件人的邮箱地址。"
        case .deferred(let code, let words):
            "邮件服务器暂时不收（\(code) \(words)），稍后自动重发。"
        case .unreachable(let error):
            "邮件没有送到服务器：\(error)"
        }
    }
}
