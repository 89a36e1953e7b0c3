import Catalogue

/// A state in words, in a quiet pill whose shape tells its kind without its colour.
struct Pill: Sendable {
    let title: String
    let kind: Kind

    enum Kind: String, Sendable {
        case new, moving, kept, ended

        var shape: String {
            switch self {
            case .new: "○"
            case .moving: "◐"
            case .kept: "✓"
            case .ended: "■"
            }
        }
    }

    init(title: String, kind: Kind) {
        self.title = title
        self.kind = kind
    }

    init(state: String, in cycle: Lifecycle) {
        title = cycle.title(of: state)
        let declared = cycle.state(state)
        kind =
            if state == Lifecycle.withdrawn {
                .ended
            } else if declared?.fixed == true || cycle.states.count <= 2 {
                .kept
            } else if declared?.final == true {
                .ended
            } else if state == cycle.initial {
                .new
            } else {
                .moving
            }
    }

    var html: HTML {
        """
        <span class="pill \(kind.rawValue)"><span aria-hidden="true">\(kind.shape)</span> \(title)</span>
        """
    }
}
