internal import CCurl

/// An address that starts with `https://`, or `http://`, split by the parser that also connects.
///
/// Two parsers that read a host differently are how a check is got round; so there is one.
public struct WebAddress: Sendable, Hashable {
    /// The whole address in its normal form, without a fragment.
    public let text: String
    /// `https` or `http`.
    public let scheme: String
    /// The host in lower case; a number of the fourth or sixth Internet protocol in its normal
    /// form.
    public let host: String

    /// Splits an address.
    /// - Throws: `OutgoingError.badAddress` for another scheme, a user or a password in it, blanks,
    ///   control characters and what is no address at all.
    public init(_ address: String) throws(OutgoingError) {
        guard !address.utf8.contains(0), let parts = curl_url() else {
            throw .badAddress(address)
        }
        defer { curl_url_cleanup(parts) }
        guard
            curl_url_set(parts, CURLUPART_URL, address, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK,
            curl_url_set(parts, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: parts),
            ["https", "http"].contains(scheme),
            let host = Self.part(CURLUPART_HOST, of: parts),
            let text = Self.part(CURLUPART_URL, of: parts)
        else { throw .badAddress(address) }
        self.text = text
        self.scheme = scheme
        self.host = host.lowercased()
    }

    /// Whether the address is encrypted, or on this machine, or of a host that need not be.
    public func isAllowed(_ settings: OutgoingSettings) -> Bool {
        scheme == "https" || Loopback.contains(host) || settings.plainHosts.contains(host)
    }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &value, 0) == CURLUE_OK, let value else { return nil }
        defer { curl_free(value) }
        return String(cString: value)
    }
}

/// The hosts that are this machine, whatever a name server says: libcurl resolves `localhost`
/// itself.
enum Loopback {
    static func contains(_ host: String) -> Bool {
        let host = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { UInt8($0) != nil && $0.allSatisfy(\.isNumber) }
    }
}
