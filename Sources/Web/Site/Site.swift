public import Accounts
import Catalogue
public import Figures
public import Files
public import Operating
public import Registers
public import Reports
import Search
import Store
import Values
import Work

/// The whole platform as pages and JSON, without a socket: a request in, a response out.
public struct Site: Sendable {
    /// Every route with its policy and handler.
    public let routes: [Route]
    private let table: RouteTable
    private let desk: Desk

    var limits: Limits { desk.limits }
    var entrance: Entrance { desk.entrance }
    var runLog: RunLog { desk.log }

    /// - Parameters:
    ///   - accounts: who may come in.
    ///   - assets: folders that may hold Bootstrap and Chart.js; pages are whole without them.
    ///   - signOn: a provider through which people may sign in.
    ///   - limits: what one request may take of the server.
    ///   - log: gets one line a request.
    ///   - files: takes and gives files; pages show none without it.
    public init(
        registry: Registry, figures: Figures, reports: Reports, accounts: Accounts,
        entrance: Entrance = Entrance(), assets: [String] = Site.standardAssets,
        limits: Limits = Limits(), signOn: SignOnDoor? = nil,
        log: RunLog = RunLog(.nowhere), files: CityFiles? = nil
    ) {
        let desk = Desk(
            registry: registry, figures: figures, reports: reports,
            worklists: Worklists(registry), search: SearchIndex(registry), accounts: accounts,
            signOn: signOn,
            viewer: Admission.nobody(registry.catalogue), entrance: entrance,
            assets: Assets(folders: assets), limits: limits, log: log, files: files)
        self.init(desk, routes: Route.all)
    }

    init(_ desk: Desk, routes: [Route]) {
        self.desk = desk
        self.routes = routes
        table = RouteTable(routes)
    }

    /// Where Debian installs Bootstrap and Chart.js.
    public static let standardAssets = Assets.standardFolders

    /// Answers a request; every error has its page.
    public func respond(_ request: Request) async -> Response {
        await answer(request) { try await handle(request, $0, &$1) }
    }

    /// Answers a request that is not even looked at, because of what is wrong with it.
    func refuse(_ error: WebError, _ request: Request) async -> Response {
        await answer(request) { _, _ in throw error }
    }

    /// From here on the server calls itself not ready, and still answers.
    public func beginStopping() { desk.operation.stop() }

    /// Requests being answered now.
    public var requestsInWork: Int { desk.operation.counts.inWork }

    /// Counts, logs and dresses an answer, whatever becomes of it.
    private func answer(
        _ request: Request, _ body: (RouteTable.Match?, inout Desk) async throws -> Response
    ) async -> Response {
        let begin = ContinuousClock.now
        let match = match(request)
        // Whoever asks is named on pages of failures too, once they are known.
        var asker = desk
        var response: Response
        do {
            response = try await body(match, &asker)
        } catch {
            response = await asker.explain(error, request)
        }
        if request.method == "HEAD" { response.body = .text("") }
        // What somebody brought along is forgotten, also by the browser and by what is between.
        if !["GET", "HEAD"].contains(request.method) { response.forbidKeeping() }
        // What was made for one person is no other's, nor the next one's at the same machine. Only
        // forms stay in the browser's memory, so that going back finds what was typed.
        let isForm = match.map { Self.forms.contains($0.route.pattern) } ?? false
        let isSomebodys = asker.session != nil || match?.route.policy.needsSession ?? false
        let isFixed = match?.route.policy == .anyone && request.method == "GET"
        if isSomebodys, !isForm, !isFixed { response.forbidKeeping() }
        // A file that was uploaded has a stricter policy of its own.
        for header in Self.securityHeaders where response.header(header.name) == nil {
            response.headers.append(header)
        }
        if desk.entrance.isSecure {
            response.headers.append(
                ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))
        }
        response.headers.append(("X-Request-ID", request.id))
        let seconds = (ContinuousClock.now - begin).seconds
        desk.operation.count(request, match?.route.pattern, response.status, seconds)
        log(request, match, response, seconds, asker.viewer.account)
        return response
    }

    /// Whether the body of this request is taken while it arrives.
    func takesStream(_ request: Request) -> Bool { match(request)?.route.takesStream ?? false }

    /// How much of a body is taken before it is known who asks.
    func bodyBytes(_ request: Request) -> Int {
        guard let route = match(request)?.route, route.policy.needsSession else {
            return min(limits.comingInBytes, limits.bodyBytes)
        }
        let type = request.headers["content-type"]?.lowercased() ?? ""
        let isForm = type.hasPrefix("application/x-www-form-urlencoded")
        return isForm ? min(limits.formBytes, limits.bodyBytes) : limits.bodyBytes
    }

    /// Takes room for a body that is on its way; false where there is none.
    func expect(_ bytes: Int) -> Bool {
        desk.operation.expect(bytes, of: max(limits.arrivingBytes, limits.bodyBytes))
    }

    func expectNoLonger(_ bytes: Int) { desk.operation.expectNoLonger(bytes) }

    private func match(_ request: Request) -> RouteTable.Match? {
        let method = request.method == "HEAD" ? "GET" : request.method
        return table.matches(request.path).first { $0.route.method == method }
    }

    private func handle(
        _ request: Request, _ match: RouteTable.Match?, _ asker: inout Desk
    ) async throws -> Response {
        let limits = desk.limits
        guard request.targetBytes <= limits.addressBytes else {
            throw WebError.addressTooLong(limit: limits.addressBytes)
        }
        guard request.headerBytes <= limits.headerBytes else {
            throw WebError.headersTooLarge(limit: limits.headerBytes)
        }
        if request.holdsNUL { throw WebError.nul }
        guard let match else {
            asker = try await Admission.identify(desk, request)
            if table.matches(request.path).isEmpty {
                throw WebError.noPage(PercentCoding.decoded(request.path.utf8))
            }
            throw WebError.methodNotAllowed(request.method, allowed: table.methods(request.path))
        }
        var request = request
        request.arguments = match.arguments
        let route = match.route
        let policy = route.policy
        // Whoever watches is answered also where everybody else is asked to wait.
        guard policy.needsSession || route.comesIn else {
            if policy == .thisMachine, !request.isFromThisMachine {
                throw WebError.onlyFromThisMachine
            }
            return try await route.handler(desk)(request)
        }
        guard desk.operation.enter(of: limits.requests) else { throw WebError.tooManyRequests }
        defer { desk.operation.leave() }
        let reading = policy.exports ? limits.exporting : limits.reading
        asker = try await Admission.identify(desk, request)
        try Admission(desk: asker, request: request, route: route).check()
        return try await Limits.$readingNow.withValue(reading) { [asker, request] in
            try await route.handler(asker)(request)
        }
    }

    /// One line a request: addresses by their pattern, records by their number, nothing typed.
    private func log(
        _ request: Request, _ match: RouteTable.Match?, _ response: Response, _ seconds: Double,
        _ account: Int64?
    ) {
        // Asked every few seconds; worth a line only where the answer is no.
        if let pattern = match?.route.pattern, RoutePattern.watching.contains(pattern),
            response.status < 400
        {
            return
        }
        var fields: [(String, LogLine.Value)] = [
            ("id", .text(request.id)), ("method", .text(Operation.method(request))),
            ("route", .text(match?.route.pattern.rawValue ?? "none")),
        ]
        if let name = match?.arguments["register"], let known = desk.catalogue.register(name) {
            fields.append(("register", .text(known.name)))
            // Any number can be typed; one that was found is a record's.
            if response.status < 400, let record = match?.arguments["id"].flatMap({ Int64($0) }) {
                fields.append(("record", .integer(record)))
            }
        }
        // Who tried what they may not: whoever looks for an intruder begins here.
        if response.status == 403, let account { fields.append(("account", .integer(account))) }
        fields += [
            ("status", .integer(Int64(response.status))), ("ms", .milliseconds(seconds * 1_000)),
            ("bytes", .integer(Int64(response.size))),
        ]
        desk.log.write(response.status >= 500 ? .error : .info, "request", fields)
    }

    private static let forms: Set<RoutePattern> = [
        .newRecord, .editRecord, .moveRecord, .withdrawRecord, .newAccount, .check,
    ]

    private static let securityHeaders: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
            connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
            """
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
}

extension Site {
    /// Where somebody begins with an account, at the address that the server is reached by.
    public static func invitation(_ token: String, at address: String) -> String {
        address + Link(.invitation, [token]).path.dropFirst()
    }
}
