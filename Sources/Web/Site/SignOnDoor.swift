import Outgoing
public import SignOn
import Values

/// Signing in through a provider, where one is set up.
public struct SignOnDoor: Sendable {
    let client: SignOnClient
    /// What people know the provider as: `湖南省统一身份认证`.
    let title: String
    /// Whether the provider stands for the second step of signing in.
    let isSecondStep: Bool

    /// Who stands for the second step: the provider, or the platform's own authenticator.
    enum SecondStep: String, CaseIterable { case provider, own }

    public init(client: SignOnClient, title: String, isSecondStep: Bool) {
        self.client = client
        self.title = title
        self.isSecondStep = isSecondStep
    }

    private static let keys = [
        "issuer", "client-id", "secret-file", "authentication", "callback", "title", "second-step",
        "certificate-file",
    ]

    /// Reads the settings of `serve --sign-on FILE`.
    /// - Throws: `SettingsFile.Problem`, `SignOnError`, `OutgoingError`.
    public init(file: String) throws {
        let settings = try SettingsFile(file, known: Self.keys)
        var outgoing = OutgoingSettings()
        outgoing.certificateFile = settings["certificate-file"]
        // Whoever sets it up decides with open eyes.
        guard let second = try settings.word("second-step", SecondStep.self) else {
            throw SettingsFile.Problem.missing(path: file, key: "second-step")
        }
        let secret = settings["secret-file"].map { SecretFile($0) }
        _ = try secret?.read()
        self.init(
            client: SignOnClient(
                try SignOnProvider(
                    issuer: settings.required("issuer"),
                    clientID: settings.required("client-id"), secret: secret,
                    callback: settings.required("callback"),
                    authentication: settings.word(
                        "authentication", SignOnProvider.Authentication.self),
                    settings: outgoing)), title: settings["title"] ?? "统一身份认证",
            isSecondStep: second == .provider)
    }
}

/// What the browser keeps, sealed, between the way to the provider and the way back.
struct KeptAttempt: Sendable, Equatable {
    static let purpose = "sign-on"
    let attempt: SignOnAttempt
    /// Where to go once signed in.
    let then: String
    /// The account that is to be bound; nil for signing in.
    let binding: Int64?

    init(_ attempt: SignOnAttempt, then: String, binding: Int64?) {
        self.attempt = attempt
        self.then = then
        self.binding = binding
    }

    var text: String {
        [
            attempt.state, attempt.nonce, attempt.verifier, String(attempt.began.milliseconds),
            binding.map(String.init) ?? "", then,
        ].joined(separator: "\n")
    }

    init?(text: String) {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let began = Int64(parts[3]) else { return nil }
        attempt = SignOnAttempt(
            state: parts[0], nonce: parts[1], verifier: parts[2],
            began: Instant(milliseconds: began))
        binding = Int64(parts[4])
        then = parts[5]
    }
}

extension Entrance {
    /// The cookie of an attempt: sent along where the provider sends the browser back.
    var attemptCookieName: String { isSecure ? "__Host-dongting-way" : "dongting-way" }

    func attemptCookie(_ text: String?) -> String {
        "\(attemptCookieName)=\(text ?? ""); Path=/; Max-Age=\(text == nil ? 0 : 600); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}
