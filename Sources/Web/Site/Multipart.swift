/// A form with files that has arrived whole, as browsers send it: bounded by the limit of the body.
struct Multipart: Sendable {
    struct Part: Sendable {
        let name: String
        /// Nil for a field that is no file.
        let fileName: String?
        var bytes: [UInt8]
    }

    private(set) var parts: [Part] = []

    /// - Parameter type: the header `Content-Type` of the request.
    init(_ body: [UInt8], type: String) throws(MultipartProblem) {
        var stream = try MultipartStream(type: type, mostFieldBytes: .max)
        for event in try stream.take(body) {
            switch event {
            case .field(let name, let value):
                parts.append(Part(name: name, fileName: nil, bytes: value))
            case .fileBegin(let name, let fileName):
                parts.append(Part(name: name, fileName: fileName, bytes: []))
            case .fileBytes(let bytes): parts[parts.count - 1].bytes += bytes
            case .fileEnd: break
            }
        }
        try stream.finish()
    }

    /// The files of a field that were chosen: a browser sends an empty part for none.
    func files(_ name: String) -> [Part] {
        parts.filter { part in
            part.name == name && part.fileName.map { !$0.isEmpty || !part.bytes.isEmpty } ?? false
        }
    }
}
