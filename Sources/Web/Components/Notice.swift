/// A calm word about what happened or what holds, with what can be done about it.
struct Notice: Sendable {
    enum Kind: String, Sendable {
        case done, news, caution, wrong

        var shape: String {
            switch self {
            case .done: "✓"
            case .news: "ℹ"
            case .caution: "▲"
            case .wrong: "✕"
            }
        }
    }

    let kind: Kind
    let text: String
    var action: (title: String, link: Link)?

    var html: HTML {
        let way: HTML? = action.map { " <a href=\"\($0.link)\">\($0.title)</a>" }
        // What is wrong interrupts whoever listens; the rest waits its turn.
        let role = kind == .wrong ? "alert" : "status"
        return """
            <div class="notice \(kind.rawValue)" role="\(role)"><span aria-hidden="true">\(kind.shape)</span>\
            <p>\(text)\(way)</p></div>
            """
    }
}

/// Where there is nothing: one sentence, and one thing to do.
struct EmptyState: Sendable {
    let sentence: String
    var action: (title: String, link: Link)?

    var html: HTML {
        let way: HTML? = action.map { "\n<a class=\"btn\" href=\"\($0.link)\">\($0.title)</a>" }
        return "<div class=\"empty\"><p>\(sentence)</p>\(way)</div>"
    }
}
