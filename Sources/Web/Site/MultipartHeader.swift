/// Why a form with files could not be taken apart.
enum MultipartProblem: Error, Equatable, CustomStringConvertible {
    case notMultipart
    case noBoundary
    case noFirstPart
    case notEnded
    case badHeader(part: Int)
    case headerTooLong(part: Int)
    case tooManyParts(limit: Int)
    case fieldTooLong(part: Int, limit: Int)

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
        case .fieldTooLong(let part, let limit): "表单第 \(part) 部分不是文件，却超过 \(limit >> 10) KB"
        }
    }
}

/// The head of one part of a form, and the line between parts (RFC 7578, RFC 2046).
struct MultipartHeader: Sendable, Equatable {
    /// More bytes than this no head has.
    static let mostBytes = 4_096

    let name: String
    /// Nil for a field that is no file.
    let fileName: String?

    /// - Parameter bytes: the lines of the head, without the blank one behind them.
    init(_ bytes: ArraySlice<UInt8>, part: Int) throws(MultipartProblem) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .badHeader(part: part)
        }
        var found: (name: String, fileName: String?)?
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else { throw .badHeader(part: part) }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            guard found == nil, let read = Self.disposition(line[line.index(after: colon)...])
            else { throw .badHeader(part: part) }
            found = read
        }
        guard let found else { throw .badHeader(part: part) }
        (name, fileName) = found
    }

    /// What stands between parts, as the header `Content-Type` of the request names it.
    static func boundary(_ type: String) throws(MultipartProblem) -> String {
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
}
