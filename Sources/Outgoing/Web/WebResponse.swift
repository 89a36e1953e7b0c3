public import Foundation

/// What another server answered, whatever its status.
public struct WebResponse: Sendable {
    /// The HTTP status, such as 200 or 302.
    public let status: Int
    /// The lines of the head in their order; names in lower case.
    public let headers: [(name: String, value: String)]
    public let body: Data

    /// The first value of a header, whatever the case of its name.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }

    /// The body as text; faulty bytes as replacement characters.
    public var text: String { String(decoding: body, as: UTF8.self) }

    init(status: Int, head: [String], body: Data) {
        self.status = status
        self.body = body
        // Before the answer there may be others, such as "100 Continue": the last head counts.
        let start = head.lastIndex { $0.hasPrefix("HTTP/") } ?? head.startIndex
        headers = head[start...].compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            return (line[..<colon].lowercased(), value)
        }
    }
}
