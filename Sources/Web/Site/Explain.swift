import Operating

extension Desk {
    /// The page of an error, for whoever asks; what is ours to mend is logged.
    func explain(_ error: any Error, _ request: Request) -> Response {
        if let way = wayIn(error, request) ?? offerAgain(error, request) { return way }
        var failure = Failure(error, catalogue) ?? .fault(reference: request.id)
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
            response = .json(FailurePage.json(failure), status: failure.status)
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

    /// Whoever only has to sign in first is led there, and from there back.
    private func wayIn(_ error: any Error, _ request: Request) -> Response? {
        guard !request.wantsJSON, request.method == "GET" else { return nil }
        switch error {
        case WebError.notSignedIn:
            return .see(.signIn(then: request.path + request.parameters.text))
        case WebError.needsEnrolment: return .see(Link(.authenticator))
        default: return nil
        }
    }
}
