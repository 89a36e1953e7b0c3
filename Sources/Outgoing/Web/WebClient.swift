internal import CCurl
internal import Foundation

/// Asks other servers over HTTP, each question on a connection of its own.
///
/// ```swift
/// let client = WebClient()
/// let answer = try await client.send(WebRequest(get: "https://id.example.cn/jwks"))
/// ```
///
/// An answer of any status is an answer; a redirect is one too and is not followed.
public struct WebClient: Sendable {
    public let settings: OutgoingSettings

    /// Makes a client with its limits.
    public init(_ settings: OutgoingSettings = OutgoingSettings()) { self.settings = settings }

    /// Sends one request and waits for the whole answer, off the threads that serve others.
    /// - Throws: `OutgoingError`; `.notEncrypted` before anything is sent.
    public func send(_ request: WebRequest) async throws(OutgoingError) -> WebResponse {
        guard request.address.isAllowed(settings) else {
            throw .notEncrypted(host: request.address.host)
        }
        let lines = try request.lines()
        let settings = settings
        return try await OutgoingThreads.shared.run { abandonment in
            Result { () throws(OutgoingError) in
                try Self.perform(request, lines, settings, abandonment)
            }
        }.get()
    }

    private static func perform(
        _ request: WebRequest, _ lines: [String], _ settings: OutgoingSettings,
        _ abandonment: Abandonment
    ) throws(OutgoingError) -> WebResponse {
        let transfer = try Transfer(
            host: request.address.host, settings: settings, abandonment: abandonment)
        try transfer.set(CURLOPT_PROTOCOLS_STR, request.address.scheme)
        try transfer.set(CURLOPT_URL, request.address.text)
        try transfer.set(CURLOPT_USERAGENT, "dongting")
        try transfer.set(CURLOPT_HTTPHEADER, lines)
        if case .post(let body, _) = request.method {
            transfer.upload = body
            try transfer.set(CURLOPT_POST, 1)
            try transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
        }
        let status = try transfer.perform()
        return WebResponse(status: status, head: transfer.head, body: transfer.body)
    }
}
