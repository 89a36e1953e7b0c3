/// How long the platform waits for another server, how much it takes, and whom it trusts.
///
/// There is no way to turn the check of certificates off, and neither proxies nor trust are taken
/// from the environment: what is not written here does not happen.
public struct OutgoingSettings: Sendable, Equatable {
    /// The longest wait for a connection, in milliseconds.
    public var connectTimeout = 5_000
    /// The longest wait for the whole exchange, in milliseconds.
    public var timeout = 15_000
    /// The longest body and the longest head of an answer, in bytes each.
    public var answerLimit = 1 << 20
    /// A PEM file of certificate authorities trusted besides those of the machine.
    public var certificateFile: String?
    /// Hosts, beside this machine, that may be spoken to without encryption; in lower case.
    public var plainHosts: Set<String> = []

    /// The settings as they are without a configuration: 5 s, 15 s, 1 MiB, encrypted only.
    public init() {}
}
