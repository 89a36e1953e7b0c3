/// How far something has come: what is done, what is now, what follows.
struct Steps: Sendable {
    struct Step: Sendable {
        enum State: String, Sendable {
            case done, now, ahead

            /// Told to those who do not see the shape.
            var words: String {
                switch self {
                case .done: "已完成"
                case .now: "现在"
                case .ahead: "以后"
                }
            }

            var shape: String {
                switch self {
                case .done: "✓"
                case .now: "◐"
                case .ahead: "○"
                }
            }
        }

        let title: String
        let state: State
        /// Who and when: `李某 3月5日`, or who is waited for.
        var detail: String?
    }

    let steps: [Step]
    var label = "办理进度"

    var html: HTML {
        let items = steps.map { step -> HTML in
            let detail: HTML? = step.detail.map { "<small>\($0)</small>" }
            return """
                <li class="\(step.state.rawValue)"\(attribute: "aria-current", step.state == .now ? "step" : nil)>\
                <span class="dot" aria-hidden="true">\(step.state.shape)</span>\
                <span><span class="visually-hidden">\(step.state.words)：</span>\(step.title)\(detail)</span></li>
                """
        }
        return "<ol class=\"steps\" aria-label=\"\(label)\">\(items)</ol>"
    }
}
