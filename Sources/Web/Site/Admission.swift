import Accounts
import Catalogue
import Operating
import Registers
import Store

/// Who a request is from, and whether its route is for them: decided once, before any handler.
struct Admission {
    let desk: Desk
    let request: Request
    let route: Route

    /// Somebody of the public: who is not signed in.
    static func nobody(_ catalogue: Catalogue) -> Viewer {
        Viewer(name: "", role: catalogue.roles["public"] ?? .nothing)
    }

    /// The desk of whoever asks; that of nobody where no session is known.
    static func identify(_ desk: Desk, _ request: Request) async throws -> Desk {
        var known = desk
        if let viewer = request.viewer {
            known.viewer = viewer
            return known
        }
        if let token = request.bearer { return try await identify(desk, bearer: token) }
        guard let token = request.cookie(desk.entrance.cookieName) else { return desk }
        let found = try await desk.read { reader in
            try desk.accounts.session(reader, token: token).map { session in
                (
                    session, try desk.accounts.unread(reader, of: session.account.id),
                    try desk.name(reader, of: session.viewer.organisation)
                )
            }
        }
        guard let (session, unread, organisation) = found else { return desk }
        await unlessReadOnly(desk) { try await desk.accounts.touch(session) }
        known.session = session
        known.viewer = session.viewer
        known.notices = unread
        known.actingFor = organisation
        return known
    }

    /// The desk of whom a token stands for. A wrong token is not taken for nobody's: whoever shows
    /// one is told that it is no good.
    /// - Throws: `ApiRefusal.badToken`.
    private static func identify(_ desk: Desk, bearer text: String) async throws -> Desk {
        var known = desk
        let found = try await desk.read { try desk.accounts.bearer($0, token: text) }
        guard let (session, token) = found else { throw ApiRefusal.badToken }
        await unlessReadOnly(desk) { try await desk.accounts.touch(token) }
        known.session = session
        known.viewer = session.viewer
        known.token = token
        return known
    }

    /// Refuses where the route is not for whoever asks.
    /// - Throws: `WebError.notSignedIn`, `.needsEnrolment`, `.otherSite`, `.notOfThisSession`,
    ///   `.forbidden`.
    func check() throws {
        let isIn = request.viewer != nil || desk.session != nil
        guard isIn || !route.policy.needsSession else { throw WebError.notSignedIn }
        if desk.session?.needsEnrolment ?? false, !route.servesEnrolment {
            throw WebError.needsEnrolment
        }
        if let token = desk.token {
            guard token.writes || !route.changes else { throw ApiRefusal.tokenReadsOnly }
        } else {
            try checkOrigin()
        }
        try permit()
    }

    /// On a disk that takes no more writes, what is there is still shown.
    private static func unlessReadOnly(_ desk: Desk, _ touch: () async throws -> Void) async {
        do {
            try await touch()
        } catch {
            desk.log.write(
                .warning, "session-not-touched", [("words", .text(ErrorWords.plain(error)))])
        }
    }

    /// What changes something is asked for by a form of this very session. Without a session
    /// (signing in) at least the browser must not say that another site sent it. A token needs
    /// neither: no browser sends one by itself.
    private func checkOrigin() throws {
        guard route.method != "GET" else { return }
        if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" {
            throw WebError.otherSite
        }
        if let origin = request.headers["origin"]?.lowercased() {
            let host = request.headers["host"]?.lowercased() ?? ""
            // Where the address is known, what a request calls its host does not count.
            let own = desk.entrance.origin.map { [$0] } ?? ["http://\(host)", "https://\(host)"]
            guard own.contains(origin) else { throw WebError.otherSite }
        }
        // A form that is gone through while it arrives carries its token before its file.
        guard let session = desk.session, !route.takesStream || request.wantsJSON else { return }
        let header = request.headers["x-form-token"]
        let given = request.wantsJSON ? header : header ?? request.formToken
        guard given == session.formToken else { throw WebError.notOfThisSession }
    }

    private func permit() throws {
        let viewer = desk.viewer
        let role = viewer.role
        let refusal = WebError.forbidden(role: role.title)
        switch route.policy {
        case .anyone, .thisMachine, .signedIn: return
        case .role(let act): try permit(act)
        case .city(let act):
            if viewer.isLimited { throw refusal }
            try permit(act)
        case .county(let act):
            if role.reach == .organisation { throw refusal }
            try permit(act)
        case .anyOf(let acts):
            guard !role.acts.isDisjoint(with: acts), viewer.seesInternal else { throw refusal }
        case .members:
            guard Accounts.seesMembers(viewer) else { throw refusal }
        }
    }

    private func permit(_ act: Role.Act) throws {
        let role = desk.viewer.role
        let name = request.arguments["register"] ?? route.register
        let named = name.flatMap(desk.catalogue.register)
        let mayAct = named.map { role.may(act, on: $0) } ?? role.acts.contains(act)
        guard mayAct, desk.viewer.seesInternal else {
            throw WebError.forbidden(role: role.title)
        }
    }
}

extension Policy {
    /// Whether whole registers may be read for it.
    var exports: Bool {
        switch self {
        case .role(.export), .city(.export), .county(.export): true
        default: false
        }
    }
}

extension Route {
    /// Coming in takes a place among the requests in work, like what follows it, and is looked at
    /// for where it was sent from.
    var comesIn: Bool {
        [.signIn, .invitation, .registration, .signOn, .signOnCallback].contains(pattern)
    }

    /// What an account may do that has yet to set up its authenticator.
    var servesEnrolment: Bool {
        [.authenticator, .signOut, .signIn, .invitation, .registration, .signOn, .signOnCallback]
            .contains(pattern)
    }
}

extension Request {
    /// The token of a program (RFC 6750), which opens nothing but the addresses for programs.
    var bearer: String? {
        guard wantsJSON, let header = headers["authorization"] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// The token that a form of ours carries, in whichever way the form was sent.
    var formToken: String? {
        if let token = form["csrf"] { return token }
        guard let type = headers["content-type"], type.hasPrefix("multipart/form-data"),
            let parts = try? Multipart(body, type: type).parts
        else { return nil }
        return parts.first { $0.name == "csrf" }
            .map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
