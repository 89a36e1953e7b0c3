public import Catalogue

/// Who may use a route.
public enum Policy: Sendable, Hashable {
    /// Anyone, before any role is known: health, styles and scripts.
    case anyone
    /// Whoever asks from this machine itself, not through a proxy: measurements.
    case thisMachine
    /// A role that may do this (on the register that the path names) and sees what is internal;
    /// nothing is public before a confidentiality review has released it.
    case role(Role.Act)
}

/// One line of the table of routes.
public struct Route: Sendable {
    public let method: String
    public let pattern: RoutePattern
    public let policy: Policy
    /// Whether the handler takes the body from `Request.stream` while it arrives.
    public var takesStream = false
    public let handler: @Sendable (Request) async throws -> Response

    static func get(
        _ pattern: RoutePattern, _ policy: Policy,
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) -> Route {
        Route(method: "GET", pattern: pattern, policy: policy, handler: handler)
    }

    /// For what a request brings along; refused where it comes from another site.
    static func post(
        _ pattern: RoutePattern, _ policy: Policy,
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) -> Route {
        Route(method: "POST", pattern: pattern, policy: policy, handler: handler)
    }

    /// For files: the body comes as `Request.stream`, and has a limit and a time of its own.
    static func upload(
        _ pattern: RoutePattern, _ policy: Policy,
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) -> Route {
        Route(
            method: "POST", pattern: pattern, policy: policy, takesStream: true, handler: handler)
    }
}

/// Finds the route of a path: parts that are written out win over parts that stand for any.
struct RouteTable: Sendable {
    struct Match {
        let route: Route
        let arguments: [String: String]
    }

    private let routes: [(parts: [Substring], route: Route)]

    init(_ routes: [Route]) {
        self.routes = routes.map { ($0.pattern.parts, $0) }
            .sorted { Self.named($0.parts) < Self.named($1.parts) }
    }

    /// All routes of the path, whatever their method.
    func matches(_ path: String) -> [Match] {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        var found: [Match] = []
        for entry in routes where entry.parts.count == parts.count {
            if let arguments = Self.arguments(entry.parts, parts) {
                found.append(Match(route: entry.route, arguments: arguments))
            }
        }
        return found
    }

    /// What may be done at the path.
    func methods(_ path: String) -> [String] {
        let own = Set(matches(path).map(\.route.method))
        return (own.contains("GET") ? ["GET", "HEAD"] : []) + own.subtracting(["GET"]).sorted()
    }

    private static func arguments(_ pattern: [Substring], _ parts: [Substring.UTF8View])
        -> [String: String]?
    {
        var arguments: [String: String] = [:]
        for (expected, part) in zip(pattern, parts) {
            if expected.hasPrefix("{") {
                arguments[String(expected.dropFirst().dropLast())] = PercentCoding.decoded(part)
            } else if !expected.utf8.elementsEqual(part) {
                return nil
            }
        }
        return arguments
    }

    private static func named(_ parts: [Substring]) -> Int {
        parts.count { $0.hasPrefix("{") }
    }
}
