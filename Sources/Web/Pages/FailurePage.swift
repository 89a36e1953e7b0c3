/// The one page of errors: what is wrong, where, what to do.
struct FailurePage: Sendable {
    let frame: Frame
    let failure: Failure

    var html: HTML {
        let links: HTML =
            failure.suggestions.isEmpty
            ? ""
            : """
            <ul class="plain">\(each: failure.suggestions, Self.item)</ul>
            """
        return Layout.page(
            frame,
            """
            <div class="failure"><p class="code">\(failure.status)</p>
            <h1>\(failure.title)</h1>
            <p>\(failure.message)</p><p>\(failure.advice)</p>\(links)\(reference)</div>
            """)
    }

    private var reference: HTML {
        guard let reference = failure.reference else { return "" }
        return "<p><small>请求编号 <code>\(reference)</code></small></p>"
    }

    private static func item(_ suggestion: Failure.Suggestion) -> HTML {
        "<li><a href=\"\(suggestion.link)\">\(suggestion.title)</a></li>"
    }
}
