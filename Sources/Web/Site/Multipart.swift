import Glibc

/// Why a form with files could not be taken apart.
enum MultipartProblem: Error, Equatable, CustomStringConvertible {
    case notMultipart
    case noBoundary
    case noFirstPart
    case notEnded
    case badHeader(part: Int)
    case headerTooLong(part: Int)
    case tooManyParts(limit: Int)

    var status: Int {
        switch self {
        case .notMultipart: 415
        default: 400
        }
    }

    var description: String {
        switch self {
        case .notMultipart: "提交的内容不是带文件的表单（multipart/form-data）"
        case .noBoundary: "表单没有写明各部分的分隔符，或分隔符不合规则"
        case .noFirstPart: "表单不是从分隔符开始的"
        case .notEnded: "表单没有结束，可能没有传完"
        case .badHeader(let part): "表单第 \(part) 部分的开头不合规则"
        case .headerTooLong(let part): "表单第 \(part) 部分的开头太长"
        case .tooManyParts(let limit): "表单超过 \(limit) 个部分"
        }
    }
}

/// A form with files, as browsers send it (RFC 7578): strict, and bounded in all but the bytes of
/// the files, which the limit of the body bounds.
struct Multipart: Sendable {
    struct Part: Sendable {
        let name: String
        /// Nil for a field that is no file.
        let fileName: String?
        let bytes: [UInt8]
    }

    static let mostParts = 32
    static let mostHeaderBytes = 4_096

    let parts: [Part]

    /// - Parameter type: the header `Content-Type` of the request.
    init(_ body: [UInt8], type: String) throws(MultipartProblem) {
        let boundary = try Self.boundary(type)
        let dashes = Array("--\(boundary)".utf8)
        guard body.starts(with: dashes) else { throw .noFirstPart }
        var parts: [Part] = []
        var at = dashes.count
        while !Self.has([45, 45], in: body, at: at) {
            let number = parts.count + 1
            guard number <= Self.mostParts else { throw .tooManyParts(limit: Self.mostParts) }
            guard Self.has(Self.lineEnd, in: body, at: at) else { throw .notEnded }
            let (header, start) = try Self.header(of: body, at: at + 2, part: number)
            guard let end = Self.find(Self.lineEnd + dashes, in: body, from: start) else {
                throw .notEnded
            }
            parts.append(
                Part(name: header.name, fileName: header.fileName, bytes: Array(body[start..<end])))
            at = end + 2 + dashes.count
        }
        // Behind the end may stand a line end, and nothing more.
        let rest = body[(at + 2)...]
        guard rest.isEmpty || rest.elementsEqual(Self.lineEnd) else { throw .notEnded }
        self.parts = parts
    }

    /// The files of a field that were chosen: a browser sends an empty part for none.
    func files(_ name: String) -> [Part] {
        parts.filter { part in
            part.name == name && part.fileName.map { !$0.isEmpty || !part.bytes.isEmpty } ?? false
        }
    }

    private static let lineEnd: [UInt8] = [13, 10]

    private static func boundary(_ type: String) throws(MultipartProblem) -> String {
        let pieces = type.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard pieces.first?.lowercased() == "multipart/form-data" else { throw .notMultipart }
        let named = pieces.dropFirst().filter { $0.lowercased().hasPrefix("boundary=") }
        guard named.count == 1, var value = named.first?.dropFirst("boundary=".count) else {
            throw .noBoundary
        }
        if value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") {
            value = value.dropFirst().dropLast()
        }
        let isSound = value.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "'()+_,-./:=?".utf8.contains(byte)
            }
        }
        guard (1...70).contains(value.utf8.count), isSound else { throw .noBoundary }
        return String(value)
    }

    private static func header(of body: [UInt8], at start: Int, part: Int) throws(MultipartProblem)
        -> (header: (name: String, fileName: String?), end: Int)
    {
        let room = body[start..<min(body.count, start + mostHeaderBytes)]
        guard let end = find(lineEnd + lineEnd, in: Array(room), from: 0) else {
            if body.count <= start + mostHeaderBytes { throw .notEnded }
            throw .headerTooLong(part: part)
        }
        guard let text = String(validating: body[start..<start + end], as: UTF8.self) else {
            throw .badHeader(part: part)
        }
        var found: (name: String, fileName: String?)?
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else { throw .badHeader(part: part) }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            guard found == nil, let read = disposition(line[line.index(after: colon)...]) else {
                throw .badHeader(part: part)
            }
            found = read
        }
        guard let found else { throw .badHeader(part: part) }
        return (found, start + end + 4)
    }

    /// Reads `form-data; name="report"; filename="报告.docx"`; nil for anything else.
    private static func disposition(_ text: Substring) -> (name: String, fileName: String?)? {
        var rest = text.drop { $0 == " " }
        let word = "form-data"
        guard rest.lowercased().hasPrefix(word) else { return nil }
        rest = rest.dropFirst(word.count)
        var values: [String: String] = [:]
        while !rest.isEmpty {
            rest = rest.drop { $0 == " " }
            guard rest.first == ";" else { return nil }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let mark = rest.firstIndex(of: "=") else { return nil }
            let key = rest[..<mark].lowercased()
            rest = rest[mark...].dropFirst()
            guard rest.first == "\"" else { return nil }
            rest = rest.dropFirst()
            guard let close = rest.firstIndex(of: "\""), values[key] == nil else { return nil }
            values[key] = unescaped(rest[..<close])
            rest = rest[close...].dropFirst()
        }
        guard let name = values["name"], !name.isEmpty else { return nil }
        return (name, values["filename"])
    }

    /// Browsers write a quotation mark and line ends in a name as percent escapes, and no others.
    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("%22", with: "\"").replacing("%0D", with: " ")
            .replacing("%0A", with: " ")
    }

    private static func has(_ needle: [UInt8], in body: [UInt8], at place: Int) -> Bool {
        place + needle.count <= body.count
            && body[place..<place + needle.count].elementsEqual(needle)
    }

    private static func find(_ needle: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first else { return nil }
        return body.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var at = start
            while at + needle.count <= bytes.count {
                let rest = bytes.count - needle.count + 1 - at
                guard let hit = memchr(base + at, Int32(first), rest) else { return nil }
                at = UnsafeRawPointer(hit) - base
                if memcmp(base + at, needle, needle.count) == 0 { return at }
                at += 1
            }
            return nil
        }
    }
}
