import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

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

/// Serves the site until SIGTERM or SIGINT; requests under way are answered first.
/// - Parameters:
///   - port: 0 takes any free port.
///   - onReady: told the address once the server answers.
/// - Throws: `ServeError`, or why the socket cannot be opened.
public func serve(
    site: Site, host: String = "127.0.0.1", port: Int,
    onReady: @escaping @Sendable (_ address: String) async -> Void = { _ in }
) async throws {
    var logger = Logger(label: "dongting.http") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    let responder = CallbackResponder {
        (request: HummingbirdCore.Request, _: BasicRequestContext) in
        (await site.respond(Request(request))).bridged(head: request.method == .head)
    }
    let application = Application(
        responder: responder,
        configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
        onServerRunning: { channel in
            let bound = channel.localAddress?.port ?? port
            await onReady("http://\(host.contains(":") ? "[\(host)]" : host):\(bound)/")
        },
        logger: logger)
    do {
        try await application.runService()
    } catch let error as IOError {
        switch error.errnoCode {
        case EADDRINUSE: throw ServeError.portInUse(host: host, port: port)
        case EACCES: throw ServeError.notAllowed(host: host, port: port)
        default: throw error
        }
    }
}

extension Request {
    fileprivate init(_ request: HummingbirdCore.Request) {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        self.init(request.method.rawValue, request.head.path ?? "/", headers: headers)
    }
}

extension Response {
    fileprivate func bridged(head: Bool) -> HummingbirdCore.Response {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        let buffer: ByteBuffer =
            switch body {
            case .text(let text): ByteBuffer(string: text)
            case .bytes(let bytes): ByteBuffer(bytes: bytes)
            }
        return HummingbirdCore.Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: head || buffer.readableBytes == 0
                ? ResponseBody() : ResponseBody(byteBuffer: buffer))
    }
}
