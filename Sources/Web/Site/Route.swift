public import Catalogue

/// Who may use a route.
public enum Policy: Sendable, Hashable {
    /// Anyone, before any role is known: health, styles and scripts.
    case anyone
    /// Whoever asks from this machine itself, not through a proxy: measurements.
    case thisMachine
    /// Whoever is signed in, for what is one's own.
    case signedIn
    /// A role that may do this (on the register that the path names) and sees what is internal;
    /// nothing is public before a confidentiality review has released it.
    case role(Role.Act)
    /// The same, for those who see the whole city: what is drawn from all records together.
    case city(Role.Act)
    /// The same, for those who see the city or one county of it.
    case county(Role.Act)
    /// A role that may do one of these, which is of the platform itself and of no register.
    case anyOf([Role.Act])
    /// Whoever has members of organisations to do with.
    case members

    /// Whether somebody must be signed in.
    var needsSession: Bool { self != .anyone && self != .thisMachine }
}

/// One line of the table of routes.
public struct Route: Sendable {
    public let method: String
    public let pattern: RoutePattern
    public let policy: Policy
    /// The register that the policy asks about where the path names none.
    public var register: String?
    /// Whether the handler takes the body from `Request.stream` while it arrives.
    public var takesStream = false
    /// What the document for programs says of it; every route under /api has it.
    var api: ApiDescription?
    let handler: Handler

    /// What answers: a method of the desk, which knows who asks.
    typealias Handler = @Sendable (Desk) -> @Sendable (Request) async throws -> Response

    /// Whether a token that reads alone is not enough.
    var changes: Bool { method != "GET" && pattern != .apiCheck }

    static func get(_ pattern: RoutePattern, _ policy: Policy, _ handler: @escaping Handler)
        -> Route
    {
        Route(method: "GET", pattern: pattern, policy: policy, handler: handler)
    }

    /// For what a request brings along or changes; refused where it is not of one's own session.
    static func post(_ pattern: RoutePattern, _ policy: Policy, _ handler: @escaping Handler)
        -> Route
    {
        Route(method: "POST", pattern: pattern, policy: policy, handler: handler)
    }

    /// The same route, open to those whom its policy lets do this in the register.
    func on(_ register: String) -> Route {
        var route = self
        route.register = register
        return route
    }

    /// A route for programs, as its document tells of it.
    static func api(
        _ method: String, _ pattern: RoutePattern, _ policy: Policy, _ handler: @escaping Handler,
        _ description: ApiDescription
    ) -> Route {
        Route(
            method: method, pattern: pattern, policy: policy, api: description,
            handler: handler)
    }

    /// The same route, whose body comes as `Request.stream`.
    func whileItArrives() -> Route {
        var route = self
        route.takesStream = true
        return route
    }

    /// For files: the body comes as `Request.stream`, and has a limit and a time of its own.
    static func upload(_ pattern: RoutePattern, _ policy: Policy, _ handler: @escaping Handler)
        -> Route
    {
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

    /// Routes whose paths have as many parts and begin alike: the first part of each is a word.
    private struct Stem: Hashable {
        let parts: Int
        let first: Substring
    }

    private let routes: [Stem: [(parts: [Substring], route: Route)]]

    init(_ routes: [Route]) {
        let sorted = routes.map { (parts: $0.pattern.parts, route: $0) }
            .sorted { Self.named($0.parts) < Self.named($1.parts) }
        self.routes = Dictionary(grouping: sorted) {
            Stem(parts: $0.parts.count, first: $0.parts.first ?? "")
        }
    }

    /// All routes of the path, whatever their method.
    func matches(_ path: String) -> [Match] {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        let stem = Stem(parts: parts.count, first: parts.first.map { Substring($0) } ?? "")
        return (routes[stem] ?? []).compactMap { entry in
            Self.arguments(entry.parts, parts).map { Match(route: entry.route, arguments: $0) }
        }
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
