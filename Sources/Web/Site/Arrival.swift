import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Store

/// A request as it comes off the socket, taken in within its limits.
struct Arrival {
    private let request: HummingbirdCore.Request
    private let context: Context
    private let limits: Limits

    init(_ request: HummingbirdCore.Request, _ context: Context, _ limits: Limits) {
        self.request = request
        self.context = context
        self.limits = limits
    }

    /// - Parameter isForWatching: on the port for health and measurements there is nothing else.
    func respond(_ site: Site, _ isForWatching: Bool) async -> Response {
        // What the host is called is not among the fields of a parsed head.
        var headers = request.head.authority.map { ["host": $0] } ?? [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        var taken = Request(request.method.rawValue, request.head.path ?? "/", headers: headers)
        taken.isFromThisMachine = isFromThisMachine
        taken.address = site.entrance.address(of: peer, forwarded: forwarded)
        if isForWatching, !RoutePattern.watching.map(\.rawValue).contains(taken.path) {
            return await site.refuse(.noPage(taken.path), taken)
        }
        do throws(WebError) {
            if site.takesStream(taken) { return try await respond(site, streaming: taken) }
            taken.body = try await body(atMost: site.bodyBytes(taken), site)
        } catch {
            return closing(await site.refuse(error, taken))
        }
        return await site.respond(taken)
    }

    /// Answers while the body arrives. Silence ends with the connection (`Serve`), and so does a
    /// body that comes drop by drop.
    private func respond(_ site: Site, streaming taken: Request) async throws(WebError) -> Response
    {
        var taken = taken
        let stream = BodyStream(request.body, bytes: try length(atMost: limits.streamBytes))
        taken.stream = stream
        let patience = TimeAmount.nanoseconds(Int64(limits.uploading.seconds * 1e9))
        let end = context.channel.eventLoop.scheduleTask(in: patience) {
            [channel = context.channel] in
            channel.close(promise: nil)
        }
        defer { end.cancel() }
        let response = await site.respond(taken)
        return stream.isWhole ? response : closing(response)
    }

    /// What is still on its way is not worth waiting for.
    private func closing(_ response: Response) -> Response {
        context.channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel = context.channel] in
            channel.close(promise: nil)
        }
        var response = response
        response.headers.append(("Connection", "close"))
        return response
    }

    /// Bytes that a request says its body has, which a body must that is not read whole first: a
    /// connection that ends looks like a body that does.
    private func length(atMost limit: Int) throws(WebError) -> Int {
        guard let text = request.headers[.contentLength] else { throw .lengthMissing }
        guard let length = Int(text), length <= limit else { throw .bodyTooLarge(limit: limit) }
        return length
    }

    /// A proxy on this machine asks for others, and says so.
    private var isFromThisMachine: Bool {
        for name in ["forwarded", "x-forwarded-for", "x-real-ip", "via"] {
            if let name = HTTPField.Name(name), request.headers[name] != nil { return false }
        }
        let address = peer
        return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }

    private var peer: String { context.channel.remoteAddress?.ipAddress ?? "" }

    private var forwarded: String? {
        HTTPField.Name("x-forwarded-for").flatMap { request.headers[$0] }
    }

    private func body(atMost limit: Int, _ site: Site) async throws(WebError) -> [UInt8] {
        let tooLarge = WebError.bodyTooLarge(limit: limit)
        var promised = limit
        if let length = request.headers[.contentLength] {
            guard let length = Int(length), (0...limit).contains(length) else { throw tooLarge }
            if length == 0 { return [] }
            promised = length
        } else if request.headers[.transferEncoding] == nil {
            return []
        }
        guard site.expect(promised) else { throw .tooManyRequests }
        defer { site.expectNoLonger(promised) }
        let request = request
        let arrival = limits.arrival
        let outcome = await withTaskGroup(of: Result<[UInt8], WebError>.self) { group in
            group.addTask {
                var request = request
                do {
                    let buffer = try await request.collectBody(upTo: limit)
                    return .success(Array(buffer.readableBytesView))
                } catch is NIOTooManyBytesError {
                    return .failure(tooLarge)
                } catch {
                    return .failure(.tooSlow)
                }
            }
            group.addTask {
                try? await Task.sleep(for: arrival)
                return .failure(.tooSlow)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.tooSlow)
        }
        return try outcome.get()
    }
}
