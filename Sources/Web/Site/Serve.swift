import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Operating
import ServiceLifecycle
import Store

/// Why the server did not start.
public enum ServeError: Error, Sendable, CustomStringConvertible {
    case portInUse(host: String, port: Int)
    case notAllowed(host: String, port: Int)

    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "端口 \(port)（\(host)）已被别的程序占用。停掉它，或用 --port 换一个端口。"
        case .notAllowed(let host, let port):
            "不能在 \(host) 的端口 \(port) 上监听。1024 以下的端口要管理员权限；用 --port 换一个端口。"
        }
    }
}

/// Where a site is served, and how it stops.
public struct ServeOptions: Sendable {
    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var port = 8080
    /// A second port, on this machine only, for health and measurements; nil for none.
    public var metricsPort: Int?
    /// How long the server goes on answering, not ready any more, before it accepts no more
    /// connections, so that a proxy notices.
    public var drain = Duration.zero
    /// How long requests under way may take once the server stops.
    public var grace = Duration.seconds(30)

    public init() {}
}

/// How serving ended.
public enum ServeEnd: Sendable, Equatable {
    case everyRequestAnswered
    /// So many were still in work when the time was over.
    case abandoned(Int)
}

/// Serves the site until SIGTERM or SIGINT; requests under way are answered first. A second signal
/// ends the process at once.
/// - Parameter onReady: told the address once the server answers.
/// - Throws: `ServeError`, or why the socket cannot be opened.
public func serve(
    site: Site, _ options: ServeOptions,
    onReady: @escaping @Sendable (_ address: String) async -> Void = { _ in }
) async throws -> ServeEnd {
    var logger = Logger(label: "dongting.http") { RunLogHandler(log: site.runLog, label: $0) }
    logger.logLevel = .warning
    var services: [any Service] = [application(site, options, logger, onReady)]
    if let port = options.metricsPort {
        var own = options
        (own.host, own.port) = ("127.0.0.1", port)
        services.append(application(site, own, logger, isForWatching: true))
    }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: services, logger: logger))
    let stopping = Stopping(log: site.runLog)
    do {
        return try await stopping.run(group, site, options)
    } catch let error as IOError {
        switch error.errnoCode {
        case EADDRINUSE: throw ServeError.portInUse(host: options.host, port: options.port)
        case EACCES: throw ServeError.notAllowed(host: options.host, port: options.port)
        default: throw error
        }
    }
}

private func application(
    _ site: Site, _ options: ServeOptions, _ logger: Logger,
    _ onReady: @escaping @Sendable (String) async -> Void = { _ in }, isForWatching: Bool = false
) -> some Service {
    let limits = site.limits
    let responder = CallbackResponder { (request: HummingbirdCore.Request, context: Context) in
        let isHead = request.method == .head
        let response = await Arrival(request, context, limits).respond(site, isForWatching)
        return response.bridged(head: isHead, context.channel, limits)
    }
    let connection = HTTP1Channel.Configuration(
        // A little later than the answer that the request did not arrive in time.
        idleTimeout: .nanoseconds(Int64((limits.arrival.seconds + 3) * 1e9)),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes * 2,
            maxHeaderFieldCount: 200))
    let host = options.host
    let port = options.port
    return Application(
        responder: responder, server: .http1(configuration: connection),
        configuration: ApplicationConfiguration(
            address: .hostname(host, port: port),
            availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
        onServerRunning: { channel in
            let bound = channel.localAddress?.port ?? port
            await onReady("http://\(host.contains(":") ? "[\(host)]" : host):\(bound)/")
        },
        logger: logger)
}

/// What is known of a request's connection.
struct Context: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

extension Response {
    fileprivate func bridged(head: Bool, _ channel: any Channel, _ limits: Limits)
        -> HummingbirdCore.Response
    {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        let bridged: ResponseBody =
            switch body {
            case .text(let text): ResponseBody(byteBuffer: ByteBuffer(string: text))
            case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            case .stream(let stream): stream.bridged(channel, patience: limits.arrival)
            }
        return HummingbirdCore.Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: head || size == 0 ? ResponseBody() : bridged)
    }
}

extension ByteStream {
    /// Sends a piece when the one before it is gone. Whoever takes none for as long as a request
    /// may take to arrive is not waited for any longer; what cannot be read ends the connection,
    /// short of the length that was promised.
    fileprivate func bridged(_ channel: any Channel, patience: Duration) -> ResponseBody {
        let patience = TimeAmount.nanoseconds(Int64(patience.seconds * 1e9))
        return ResponseBody(contentLength: Int(bytes)) { writer in
            for try await piece in pieces {
                let end = channel.eventLoop.scheduleTask(in: patience) {
                    channel.close(promise: nil)
                }
                defer { end.cancel() }
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
    }
}
