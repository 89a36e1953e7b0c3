/// How the platform is reached from outside this machine.
public struct Entrance: Sendable {
    /// Whether browsers come by https, so that the cookie may say so. Beyond this machine there is
    /// no other way in.
    public var isSecure = false

    public init() {}

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
}
