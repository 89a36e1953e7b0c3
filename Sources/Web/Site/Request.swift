import Accounts
import Registers
import Values

/// One request, as far as the pages need it.
public struct Request: Sendable {
    /// Names the request in the run log and on pages of failures; never taken from the client, who
    /// could put anything there.
    public let id = String(UInt64.random(in: 1 << 60...UInt64.max), radix: 16)
    public var method: String
    /// The path as sent, percent escapes included, without the query.
    public var path: String
    public var parameters: Parameters
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8] = []
    /// The body while it arrives, in place of `body`, where the route takes it so.
    var stream: BodyStream?
    /// Whether it came from this machine, and not through a proxy on it.
    public var isFromThisMachine = false
    /// The address of whoever asks; behind a proxy, the one that the proxy names.
    public var address = ""
    /// Who asks, where that is known without a session: in tests.
    var viewer: Viewer?
    /// The parts of the path that the route's pattern names.
    public internal(set) var arguments: [String: String] = [:]

    /// - Parameter target: path and query: `/registers/loan?q=…`.
    public init(_ method: String = "GET", _ target: String, headers: [String: String] = [:]) {
        self.method = method
        self.headers = headers
        if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = String(target[..<mark])
            parameters = Parameters(query: target[target.index(after: mark)...])
        } else {
            path = target
            parameters = Parameters()
        }
    }

    /// Bytes of its address and of its headers, as they were sent.
    var targetBytes: Int { path.utf8.count + parameters.text.utf8.count }
    var headerBytes: Int {
        headers.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 4 }
    }

    /// The values of a form that came as `application/x-www-form-urlencoded`.
    var form: Parameters {
        let type = headers["content-type"] ?? ""
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            return Parameters()
        }
        return Parameters(query: String(decoding: body, as: UTF8.self))
    }

    /// Whether a NUL stands in the address or in a form, as itself or escaped.
    var holdsNUL: Bool {
        let isInAddress =
            path.contains("%00") || path.contains("\u{0}")
            || parameters.items.contains {
                $0.name.utf8.contains(0) || $0.value.utf8.contains(0)
            }
        let type = headers["content-type"]?.lowercased() ?? ""
        guard !isInAddress, type.hasPrefix("application/x-www-form-urlencoded") else {
            return isInAddress
        }
        return body.contains(0) || body.firstRange(of: Array("%00".utf8)) != nil
    }

    /// The value of a cookie.
    func cookie(_ name: String) -> String? {
        for pair in (headers["cookie"] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }) == name else { continue }
            return String(parts[1])
        }
        return nil
    }

    var origin: Origin { Origin(address: address, agent: headers["user-agent"] ?? "") }

    /// Whether the answer is read by a program: errors are JSON there.
    var wantsJSON: Bool { path.hasPrefix("/api/") }
}

/// What is sent back.
public struct Response: Sendable {
    /// Text is kept as text, so that a page is copied to the socket once.
    public enum Body: Sendable {
        case text(String)
        case bytes([UInt8])
        /// Read as it is sent.
        case stream(ByteStream)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    public init(status: Int = 200, type: String, body: Body) {
        self.status = status
        headers = [("Content-Type", type)]
        self.body = body
    }

    /// Bytes of the body.
    var size: Int {
        switch body {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .stream(let stream): Int(stream.bytes)
        }
    }

    /// The first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as text, for tests and logs; empty where it is read as it is sent.
    public var text: String {
        switch body {
        case .text(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .stream: ""
        }
    }

    /// Nobody may keep a copy of the answer.
    mutating func forbidKeeping() {
        headers.removeAll { $0.name == "Cache-Control" }
        headers.append(("Cache-Control", "no-store"))
    }

    static func page(_ html: HTML, status: Int = 200) -> Response {
        var response = Response(
            status: status, type: "text/html; charset=utf-8", body: .text(html.text))
        response.headers.append(("Cache-Control", "private, no-cache"))
        return response
    }

    /// Sends the browser on after something was done, so that going back does not do it again.
    static func see(_ path: String) -> Response {
        var response = Response(status: 303, type: "text/plain; charset=utf-8", body: .text(""))
        response.headers.append(("Location", path))
        response.headers.append(("Cache-Control", "no-store"))
        return response
    }

    static func see(_ link: Link) -> Response { see(link.path) }

    static func json(_ json: JSON, status: Int = 200) -> Response {
        .jsonText(json.text + "\n", status: status)
    }

    static func jsonText(_ text: String, status: Int = 200) -> Response {
        var response = Response(
            status: status, type: "application/json; charset=utf-8", body: .text(text))
        response.headers.append(("Cache-Control", "private, no-cache"))
        return response
    }

    /// A file to keep; the name may be Chinese (RFC 5987).
    /// - Parameter inline: whether it may be shown instead.
    static func download(
        _ body: Body, type: String, name: String, plainName: String, inline: Bool = false
    ) -> Response {
        var response = Response(type: type, body: body)
        var encoded = ""
        PercentCoding.encode(name, to: &encoded)
        response.headers.append(
            (
                "Content-Disposition",
                "\(inline ? "inline" : "attachment"); filename=\"\(plainName)\"; filename*=UTF-8''\(encoded)"
            ))
        return response
    }
}
