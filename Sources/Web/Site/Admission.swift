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

    /// The desk of whoever asks.
    /// - Throws: `WebError.notSignedIn`, `.forbidden`, `.notOfThisSession`, `.otherSite`.
    func desk() async throws -> Desk {
        var desk = desk
        if let viewer = request.viewer {
            desk.viewer = viewer
        } else if let token = request.cookie(desk.entrance.cookieName) {
            let (accounts, asking) = (desk.accounts, desk)
            let found = try await desk.read { reader in
                try accounts.session(reader, token: token).map { session in
                    (
                        session, try accounts.unread(reader, of: session.account.id),
                        try asking.name(reader, of: session.viewer.organisation)
                    )
                }
            }
            if let (session, unread, organisation) = found {
                await touch(session)
                desk.session = session
                desk.viewer = session.viewer
                desk.notices = unread
                desk.actingFor = organisation
            }
        }
        let isIn = request.viewer != nil || desk.session != nil
        guard isIn || !route.policy.needsSession else { throw WebError.notSignedIn }
        if desk.session?.needsEnrolment ?? false, !route.servesEnrolment {
            throw WebError.needsEnrolment
        }
        try checkOrigin(desk)
        try permit(desk)
        return desk
    }

    /// On a disk that takes no more writes, what is there is still shown.
    private func touch(_ session: Session) async {
        do {
            try await desk.accounts.touch(session)
        } catch {
            desk.log.write(
                .warning, "session-not-touched", [("words", .text(ErrorWords.plain(error)))])
        }
    }

    /// What changes something is asked for by a form of this very session. Without a session
    /// (signing in) at least the browser must not say that another site sent it.
    private func checkOrigin(_ desk: Desk) throws {
        guard route.method != "GET" else { return }
        if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" {
            throw WebError.otherSite
        }
        if let origin = request.headers["origin"], origin != "null",
            let host = request.headers["host"],
            origin.lowercased() != desk.entrance.origin,
            !["http://\(host)", "https://\(host)"].contains(origin.lowercased())
        {
            throw WebError.otherSite
        }
        guard let session = desk.session else { return }
        let given = request.headers["x-form-token"] ?? request.formToken
        guard given == session.formToken else { throw WebError.notOfThisSession }
    }

    private func permit(_ desk: Desk) throws {
        let viewer = desk.viewer
        let role = viewer.role
        let refusal = WebError.forbidden(role: role.title)
        switch route.policy {
        case .anyone, .thisMachine, .signedIn: return
        case .role(let act): try permit(act, desk)
        case .city(let act):
            if viewer.isLimited { throw refusal }
            try permit(act, desk)
        case .county(let act):
            if role.reach == .organisation { throw refusal }
            try permit(act, desk)
        }
    }

    private func permit(_ act: Role.Act, _ desk: Desk) throws {
        let role = desk.viewer.role
        let named = request.arguments["register"].flatMap(desk.catalogue.register)
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
    /// Signing in takes a place among the requests in work, like what follows it.
    var takesPasswords: Bool {
        pattern == .signIn || pattern == .invitation
    }

    /// What an account may do that has yet to set up its authenticator.
    var servesEnrolment: Bool {
        [.authenticator, .signOut, .signIn, .invitation].contains(pattern)
    }
}

extension Request {
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
