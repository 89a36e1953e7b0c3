import Accounts
import Approvals
import Operating
import Registers

extension Desk {
    /// The page of an error, for whoever asks; what is ours to mend is logged.
    func explain(_ error: any Error, _ request: Request) async -> Response {
        if let way = await wayIn(error, request) { return way }
        if let again = offerAgain(error, request) { return again }
        let error = request.wantsJSON ? Self.asOfProgram(error) : error
        var failure = Failure(error, catalogue) ?? .fault(reference: request.id)
        // A program says itself which version it means (If-Match); a form has it from its page.
        if request.wantsJSON, Self.isStale(error) { failure.status = 412 }
        failure.reference = request.id
        if failure.status >= 500 {
            log.write(
                failure.status == 503 ? .warning : .error, "failure",
                [
                    ("id", .text(request.id)), ("status", .integer(Int64(failure.status))),
                    ("kind", .text(ErrorWords.kind(error))),
                    ("words", .text(ErrorWords.plain(error))),
                ])
        }
        var response: Response
        if request.wantsJSON {
            response = ProblemDocument(failure: failure).response
            if let challenge = (error as? ApiRefusal)?.challenge {
                response.headers.append(("WWW-Authenticate", challenge))
            }
        } else {
            let page = FailurePage(frame: plainFrame(failure.title), failure: failure)
            response = .page(page.html, status: failure.status)
        }
        if case WebError.methodNotAllowed(_, let allowed) = error {
            response.headers.append(("Allow", allowed.joined(separator: ", ")))
        }
        if let seconds = failure.retryAfter {
            response.headers.append(("Retry-After", String(seconds)))
        }
        return response
    }

    private static func isStale(_ error: any Error) -> Bool {
        switch error {
        case RecordRefusal.stale, DraftRefusal.stale, ApprovalRefusal.decidedMeanwhile,
            ApprovalRefusal.changedBeforeAsking:
            true
        default: false
        }
    }

    /// A program has no page to sign in on.
    private static func asOfProgram(_ error: any Error) -> any Error {
        if case WebError.notSignedIn = error { return ApiRefusal.noToken }
        return error
    }

    /// Whoever only has to sign in first is led there, and from there back, with what they sent.
    private func wayIn(_ error: any Error, _ request: Request) async -> Response? {
        guard !request.wantsJSON else { return nil }
        switch (error, request.method) {
        case (WebError.notSignedIn, "GET"):
            return .see(.signIn(then: request.path + request.parameters.text))
        case (WebError.notSignedIn, "POST"): return try? await signInKeeping(request)
        case (WebError.needsEnrolment, "GET"): return .see(Link(.authenticator))
        default: return nil
        }
    }
}
