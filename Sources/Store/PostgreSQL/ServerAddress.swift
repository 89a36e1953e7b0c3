import Foundation

/// Where a city lives on a PostgreSQL server: `postgres://user@host/database?schema=yueyang`.
///
/// Everything but `schema` goes to libpq as it is: `sslmode`, `connect_timeout`, `host` of a
/// socket; it also reads PGPASSWORD and ~/.pgpass.
public struct ServerAddress: Sendable, Hashable {
    /// The address without `schema`, as libpq reads it.
    let connection: String
    /// The schema that holds the city; nil for the one named after the city's region.
    public let schema: String?
    /// The address without a password: for messages and logs.
    public let shown: String

    /// Whether a text is such an address rather than a folder.
    public static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// - Throws: `StoreError.badAddress`.
    public init(_ text: String) throws {
        guard Self.isAddress(text) else {
            throw StoreError.badAddress(text, detail: "应以 postgres:// 开头")
        }
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var kept: [Substring] = []
        var schema: String?
        for pair in halves.dropFirst().first?.split(separator: "&") ?? [] {
            if pair.hasPrefix("schema=") {
                schema = String(pair.dropFirst("schema=".count))
            } else {
                kept.append(pair)
            }
        }
        shown = Self.withoutPassword(String(halves[0]))
        if let schema, !Self.isName(schema) {
            throw StoreError.badAddress(
                shown, detail: "schema 只能用小写字母、数字和下划线，以字母开头，最多 60 个字符")
        }
        self.schema = schema
        connection =
            String(halves[0]) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 60 && !text.hasPrefix("pg_")
            && (text.utf8.first.map { (97...122).contains($0) } ?? false)
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
            }
    }

    private static func withoutPassword(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@"), let slashes = text.range(of: "//") else {
            return text
        }
        let person = text[slashes.upperBound..<at]
        guard let colon = person.firstIndex(of: ":") else { return text }
        return text[..<colon] + ":…" + text[at...]
    }
}
