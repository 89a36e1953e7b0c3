import NIOCore
import Registers

import struct HummingbirdCore.RequestBody

@testable import Web

/// A room whose people ask its site as a browser or a program does.
protocol SiteRoom: Sendable {
    var site: Site { get }
}

extension SiteRoom {
    func get(_ target: String, _ who: Viewer) async -> Response {
        var request = Request("GET", target)
        request.viewer = who
        return await site.respond(request)
    }

    /// A form without files.
    func post(_ target: String, _ fields: [(String, String)], _ who: Viewer) async -> Response {
        var request = Request(
            "POST", target, headers: ["content-type": "application/x-www-form-urlencoded"])
        request.body = Array(Parameters(fields).text.dropFirst().utf8)
        request.viewer = who
        return await site.respond(request)
    }

    /// A form with a file, streamed where the route takes it so.
    func send(_ target: String, _ form: FormMaker, _ who: Viewer?, headers: [String: String] = [:])
        async -> Response
    {
        var request = Request(
            "POST", target, headers: headers.merging(["content-type": FormMaker.type]) { $1 })
        if site.takesStream(request) {
            let buffer = ByteBuffer(bytes: form.body)
            request.stream = BodyStream(RequestBody(buffer: buffer), bytes: form.body.count)
        } else {
            request.body = form.body
        }
        request.viewer = who
        return await site.respond(request)
    }

    /// What a program sends: JSON, where it sends a body.
    func send(
        _ method: String, _ target: String, _ who: Viewer, _ body: String? = nil,
        _ headers: [String: String] = [:]
    ) async -> Response {
        var all = headers
        if body != nil { all["content-type"] = "application/json" }
        var request = Request(method, target, headers: all)
        request.body = Array((body ?? "").utf8)
        request.viewer = who
        return await site.respond(request)
    }
}
