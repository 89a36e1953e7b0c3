public import Foundation

/// How the platform is reached from outside this machine.
public struct Entrance: Sendable {
    /// The address that browsers know, such as `https://kj.example.gov.cn`; nil where they are on
    /// this machine. Beyond it there is no other way in than https, which a proxy ends.
    public var publicAddress: URL?
    /// Addresses of proxies whose word is taken for where a request comes from.
    public var proxies: Set<String> = []

    public init() {}

    var isSecure: Bool { publicAddress?.scheme == "https" }

    /// The origin as browsers name it.
    var origin: String? {
        guard let publicAddress, let scheme = publicAddress.scheme, let host = publicAddress.host
        else { return nil }
        return "\(scheme)://\(host)" + (publicAddress.port.map { ":\($0)" } ?? "")
    }

    /// The `__Host-` prefix makes browsers hold the cookie to this very host, its root, and https.
    var cookieName: String { isSecure ? "__Host-dongting" : "dongting" }

    /// Not readable by scripts, and sent along only where one comes from this site or follows a
    /// link to it. It ends with the browser; the session ends on the server.
    func cookie(_ token: String) -> String {
        "\(cookieName)=\(token); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    var endedCookie: String {
        "\(cookieName)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    /// Who asks: the connection's other end, or whom a trusted proxy names last. What others write
    /// into the header is their word alone.
    func address(of peer: String, forwarded: String?) -> String {
        guard proxies.contains(peer), let last = forwarded?.split(separator: ",").last else {
            return peer
        }
        return String(last.filter { $0 != " " }.prefix(60))
    }
}
