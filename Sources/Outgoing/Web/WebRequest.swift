public import Foundation

/// A question to another server.
public struct WebRequest: Sendable {
    /// What is asked: to read, or to take a body of a media type.
    public enum Method: Sendable, Equatable {
        case get
        case post(Data, type: String)
    }

    /// The whole address.
    public let address: WebAddress
    public let method: Method
    /// Names and values beside those that the method brings.
    public let headers: [(name: String, value: String)]

    /// Reads an address.
    /// - Throws: `OutgoingError.badAddress`.
    public init(get address: String, headers: [(name: String, value: String)] = [])
        throws(OutgoingError)
    {
        self.address = try WebAddress(address)
        method = .get
        self.headers = headers
    }

    /// Posts a body of a media type, such as `application/json`.
    /// - Throws: `OutgoingError.badAddress`.
    public init(
        post body: Data, type: String, to address: String,
        headers: [(name: String, value: String)] = []
    ) throws(OutgoingError) {
        self.address = try WebAddress(address)
        method = .post(body, type: type)
        self.headers = headers
    }

    /// Posts names and values as a form does (`application/x-www-form-urlencoded`).
    /// - Throws: `OutgoingError.badAddress`.
    public init(
        form fields: [(name: String, value: String)], to address: String,
        headers: [(name: String, value: String)] = []
    ) throws(OutgoingError) {
        try self.init(
            post: Data(FormText.write(fields).utf8), type: "application/x-www-form-urlencoded",
            to: address, headers: headers)
    }

    /// The lines of the head as libcurl wants them.
    /// - Throws: `OutgoingError.badHeader` where a name is no token (RFC 9110) or a value would end
    ///   its line.
    func lines() throws(OutgoingError) -> [String] {
        var all = headers
        if case .post(_, let type) = method { all.insert(("Content-Type", type), at: 0) }
        var lines: [String] = []
        for (name, value) in all {
            let isToken = !name.isEmpty && name.utf8.allSatisfy(Self.tokenBytes.contains)
            guard isToken, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .badHeader(name.filter { !$0.isNewline })
            }
            // Without a value libcurl would leave the line out.
            lines.append(value.isEmpty ? name + ";" : "\(name): \(value)")
        }
        // A server that does not know the question to go on would cost a second a request.
        return lines + ["Expect:"]
    }

    private static let tokenBytes = Set(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}

/// Names and values in a query or the body of a form.
public enum FormText {
    /// `name=value&…`, with all but the unreserved characters of RFC 3986 escaped.
    public static func write(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
    }

    /// A text with all but letters, digits and `-._~` as `%XX` of its UTF-8.
    public static func escape(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            if unreserved.contains(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                escaped += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return escaped
    }

    private static let unreserved = Set(
        "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
