public import Outgoing

/// Where the platform's mails go, and as whom.
public struct MailPost: Sendable {
    public let server: MailServer
    public let from: MailAddress
    /// What the platform calls itself in mails.
    public let platform: String
    /// The address that people open.
    public let address: String
    public let rule: CalmRule

    public init(
        server: MailServer, from: MailAddress, platform: String, address: String,
        rule: CalmRule = CalmRule()
    ) {
        self.server = server
        self.from = from
        self.platform = platform
        self.address = address
        self.rule = rule
    }

    private static let keys = [
        "host", "port", "encryption", "user", "password-file", "certificate-file", "from",
        "platform", "platform-address",
    ]

    /// Reads the settings of `serve --mail FILE`.
    /// - Throws: `SettingsFile.Problem`, `MailError`, `OutgoingError`.
    public init(file: String) throws {
        let settings = try SettingsFile(file, known: Self.keys)
        guard let port = Int(try settings.required("port")) else {
            throw SettingsFile.Problem.badValue(path: file, key: "port", rule: "应是端口号")
        }
        var outgoing = OutgoingSettings()
        outgoing.certificateFile = settings["certificate-file"]
        let platform = settings["platform"] ?? "洞庭"
        let address = try settings.required("platform-address")
        // A link that could not be written is told at the start, not with the first mail.
        _ = try PlatformLink(platform: address, path: "/")
        self.init(
            server: try MailServer(
                host: settings.required("host"), port: port,
                encryption: settings.word("encryption", MailServer.Encryption.self) ?? .startTLS,
                user: settings["user"], password: settings["password-file"].map { SecretFile($0) },
                settings: outgoing),
            from: try MailAddress(settings.required("from"), name: platform), platform: platform,
            address: address)
        _ = try server.password?.read()
    }
}
