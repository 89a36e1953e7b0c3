import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

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
        var taken = Request(
            request.method.rawValue, request.head.path ?? "/",
            headers: request.headers.reduce(into: [:]) {
                $0[$1.name.canonicalName] = $1.value
            })
        taken.isFromThisMachine = isFromThisMachine
        taken.address = site.entrance.address(of: peer, forwarded: forwarded)
        if isForWatching, !RoutePattern.watching.map(\.rawValue).contains(taken.path) {
            return await site.refuse(.noPage(taken.path), taken)
        }
        do throws(WebError) {
            taken.body = try await body()
        } catch {
            // What is still on its way is not worth waiting for.
            context.channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel = context.channel] in
                channel.close(promise: nil)
            }
            var response = await site.refuse(error, taken)
            response.headers.append(("Connection", "close"))
            return response
        }
        return await site.respond(taken)
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

    private func body() async throws(WebError) -> [UInt8] {
        let limit = limits.bodyBytes
        let tooLarge = WebError.bodyTooLarge(limit: limit)
        if let length = request.headers[.contentLength] {
            guard let length = Int(length), length <= limit else { throw tooLarge }
            if length == 0 { return [] }
        } else if request.headers[.transferEncoding] == nil {
            return []
        }
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
