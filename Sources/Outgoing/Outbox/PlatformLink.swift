/// An address on the platform itself, the only kind that a mail has.
public struct PlatformLink: Sendable, Hashable {
    /// The whole address.
    public let text: String

    /// Puts the platform's own address and a path on it together.
    ///
    /// A path has no query and no fragment: what a person looked for stays out of mails.
    /// - Throws: `OutgoingError.badAddress`, `.notEncrypted`.
    public init(platform: String, path: String) throws(OutgoingError) {
        let root = try WebAddress(platform)
        guard root.isAllowed(OutgoingSettings()) else { throw .notEncrypted(host: root.host) }
        guard !root.text.contains("?") else { throw .badAddress(platform) }
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard path.hasPrefix("/"), path.utf8.allSatisfy(Self.pathBytes.contains),
            path == "/" || steps.dropFirst().allSatisfy({ !["", ".", ".."].contains($0) })
        else { throw .badAddress(path) }
        text = (root.text.hasSuffix("/") ? String(root.text.dropLast()) : root.text) + path
    }

    private static let pathBytes = Set(
        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
