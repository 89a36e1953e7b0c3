import Catalogue
public import Figures
import Logging
public import Registers
public import Reports
import Search
import Values
import Work

/// The whole platform as pages and JSON, without a socket: a request in, a response out.
public struct Site: Sendable {
    /// Every route with its policy and handler.
    public let routes: [Route]
    private let table: RouteTable
    private let desk: Desk

    /// - Parameters:
    ///   - viewer: whoever looks; until accounts exist, one for all.
    ///   - assets: folders that may hold `chart.min.js`; pages are whole without it.
    public init(
        registry: Registry, figures: Figures, reports: Reports, viewer: Viewer,
        assets: [String] = Site.standardAssets
    ) {
        desk = Desk(
            registry: registry, figures: figures, reports: reports,
            worklists: Worklists(registry), search: SearchIndex(registry), viewer: viewer,
            assets: Assets(folders: assets),
            logger: Self.logger)
        routes = desk.routes
        table = RouteTable(routes)
    }

    /// Where Debian installs the chart script.
    public static let standardAssets = Assets.standardFolders

    static let logger = Logger(label: "dongting.web") { StreamLogHandler.standardError(label: $0) }

    /// Answers a request; every error has its page.
    public func respond(_ request: Request) async -> Response {
        var response: Response
        do {
            response = try await handle(request)
        } catch {
            response = explain(error, request)
        }
        if request.method == "HEAD" { response.body = .text("") }
        response.headers += Self.securityHeaders
        return response
    }

    private func handle(_ request: Request) async throws -> Response {
        let matches = table.matches(request.path)
        let method = request.method == "HEAD" ? "GET" : request.method
        guard let match = matches.first(where: { $0.route.method == method }) else {
            if matches.isEmpty {
                throw WebError.noPage(PercentCoding.decoded(request.path.utf8))
            }
            throw WebError.methodNotAllowed(request.method, allowed: ["GET", "HEAD"])
        }
        var request = request
        request.arguments = match.arguments
        try permit(match.route.policy, request)
        return try await match.route.handler(request)
    }

    private func permit(_ policy: Policy, _ request: Request) throws {
        guard case .role(let act) = policy else { return }
        let role = desk.viewer.role
        let named = request.arguments["register"].flatMap { desk.catalogue.register($0)?.name }
        let mayAct = named.map { role.may(act, on: $0) } ?? role.acts.contains(act)
        guard mayAct, desk.viewer.seesInternal else {
            throw WebError.forbidden(role: role.title)
        }
    }

    private func explain(_ error: any Error, _ request: Request) -> Response {
        let failure = Failure(error, desk.catalogue) ?? fault(error, request)
        var response: Response
        if request.wantsJSON {
            response = .json(FailurePage.json(failure), status: failure.status)
        } else {
            let page = FailurePage(frame: desk.plainFrame(failure.title), failure: failure)
            response = .page(page.html, status: failure.status)
        }
        if case WebError.methodNotAllowed(_, let allowed) = error {
            response.headers.append(("Allow", allowed.joined(separator: ", ")))
        }
        return response
    }

    private func fault(_ error: any Error, _ request: Request) -> Failure {
        let reference = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
        desk.logger.error("\(reference) \(request.method) \(request.path): \(error)")
        return .fault(reference: reference)
    }

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
