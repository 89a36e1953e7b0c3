/// The server that takes the platform's mails, and how it is spoken to.
public struct MailServer: Sendable, Equatable {
    /// How the connection is encrypted.
    public enum Encryption: String, Sendable, CaseIterable {
        /// Begins in the open and must turn to TLS before anything of the mail is said; port 587.
        case startTLS = "starttls"
        /// TLS from the first byte; port 465.
        case tls
        /// None; only to this machine.
        case plain
    }

    public let host: String
    public let port: Int
    public let encryption: Encryption
    /// The user, and the file that holds the password; nil where the server asks for none.
    public let user: String?
    public let password: SecretFile?
    /// Time-outs and own certificate authorities.
    public let settings: OutgoingSettings

    /// Checks a configuration.
    /// - Throws: `MailError.badServer`, `MailError.plainServer`.
    public init(
        host: String, port: Int, encryption: Encryption, user: String? = nil,
        password: SecretFile? = nil, settings: OutgoingSettings = OutgoingSettings()
    ) throws(MailError) {
        // Held to what a host name or a number has, since it becomes part of an address.
        let isHost =
            !host.isEmpty && host.utf8.count <= 255
            && host.utf8.allSatisfy { Self.hostBytes.contains($0) }
        guard isHost, (1...65_535).contains(port), (user == nil) == (password == nil),
            user.map({ !$0.isEmpty && !MailText.hasControls($0) }) ?? true
        else { throw .badServer("\(host):\(port)") }
        guard encryption != .plain || Loopback.contains(host) else {
            throw .plainServer(host: host)
        }
        self.host = host
        self.port = port
        self.encryption = encryption
        self.user = user
        self.password = password
        self.settings = settings
    }

    private static let hostBytes = Set(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// As libcurl wants it; what follows the slash is the name the client greets with.
    func address(greeting name: String) -> String {
        "\(encryption == .tls ? "smtps" : "smtp")://\(host):\(port)/\(name)"
    }
}
