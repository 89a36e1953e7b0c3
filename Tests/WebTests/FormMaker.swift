@testable import Web

/// A form with files, as a browser would send it.
struct FormMaker {
    struct Part {
        let name: String
        let file: String?
        let bytes: [UInt8]

        init(_ name: String, _ file: String?, _ text: String) {
            self.init(name, file, Array(text.utf8))
        }

        init(_ name: String, _ file: String?, _ bytes: [UInt8]) {
            (self.name, self.file, self.bytes) = (name, file, bytes)
        }
    }

    static let boundary = "----WebKitFormBoundaryZ7h2"
    static let type = "multipart/form-data; boundary=" + boundary

    let parts: [Part]

    init(_ parts: Part...) { self.parts = parts }

    init(_ parts: [Part]) { self.parts = parts }

    var body: [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            let file = part.file.map { "; filename=\"\($0)\"\r\nContent-Type: text/plain" } ?? ""
            let head = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\""
            body += Array((head + file + "\r\n\r\n").utf8)
            body += part.bytes
            body += [13, 10]
        }
        return body + Array("--\(Self.boundary)--\r\n".utf8)
    }
}

extension WebCity {
    func post(_ target: String, _ form: FormMaker, headers: [String: String] = [:]) async
        -> Response
    {
        let type = ["content-type": FormMaker.type].merging(headers) { $1 }
        return await post(target, form.body, headers: type)
    }

    func post(_ target: String, _ body: [UInt8], headers: [String: String] = [:]) async -> Response
    {
        var request = Request("POST", target, headers: headers)
        request.body = body
        request.viewer = viewer
        return await site.respond(request)
    }
}
