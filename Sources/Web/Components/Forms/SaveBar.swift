import Values

/// The bar at the foot of a form: what is saved, and what can be done.
struct SaveBar: Sendable {
    enum State: Sendable {
        /// Nothing was typed yet.
        case new
        case saved(Instant)
        /// What was typed is on the page and nowhere else.
        case unsaved
        /// Why it could not be saved.
        case failed(String)
    }

    /// A button that sends the form as `act`.
    struct Act: Sendable {
        enum Kind: String, Sendable {
            case primary = "btn btn-primary"
            case quiet = "btn"
            case danger = "btn btn-danger"
        }

        let value: String
        let title: String
        var kind = Kind.quiet
    }

    let state: State
    /// The first is what the return key does.
    let acts: [Act]
    var cancel: Link?

    /// Before every other button of the form: the return key presses the first one, and that must
    /// not be “delete row 1”.
    var standard: HTML? {
        acts.first.map {
            """
            <button class="visually-hidden" name="act" value="\($0.value)" tabindex="-1" \
            aria-hidden="true">\($0.title)</button>
            """
        }
    }

    var html: HTML {
        let buttons = acts.map { act -> HTML in
            """
            <button class="\(act.kind.rawValue)" name="act" value="\(act.value)">\(act.title)</button>
            """
        }
        let leave: HTML? = cancel.map { "<a class=\"btn btn-link\" href=\"\($0)\">不改了</a>" }
        return """
            <div class="save-bar"><p class="save-state" role="status" data-save-state>\(words)</p>\
            <div class="actions">\(buttons)\(leave)</div></div>
            """
    }

    private var words: HTML {
        switch state {
        case .new: "还没有填写"
        case .saved(let at): "<span aria-hidden=\"true\">✓</span> 已保存 \(at.clockTime)"
        case .unsaved: "还没有保存"
        case .failed(let why): "<span class=\"overdue\">没有保存：\(why)</span>"
        }
    }
}

extension Instant {
    /// Hours and minutes at Asia/Shanghai: `14:03`.
    var clockTime: String { String(businessTime.dropFirst(11).prefix(5)) }
}
