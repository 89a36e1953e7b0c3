/// One thing that a doctor looked at.
public struct Check: Sendable, Hashable {
    /// How it was found; the worst of all is what the program ends with.
    public enum State: Int, Sendable, Comparable {
        case fine = 0
        case attention = 1
        case wrong = 2

        public static func < (left: State, right: State) -> Bool {
            left.rawValue < right.rawValue
        }

        /// As people read it.
        public var title: String {
            switch self {
            case .fine: "正常"
            case .attention: "留意"
            case .wrong: "有误"
            }
        }
    }

    /// In kebab-case, for programs: `disk-space`.
    public let name: String
    public let title: String
    public let state: State
    /// What was found, and where.
    public let what: String
    /// The rule it is measured by; nil where there is nothing to measure.
    public let rule: String?
    /// What to do; nil where nothing needs to be done.
    public let advice: String?

    static func fine(_ name: String, _ title: String, _ what: String) -> Check {
        Check(
            name: name, title: title, state: .fine, what: what, rule: nil, advice: nil)
    }

    static func attention(
        _ name: String, _ title: String, _ what: String, rule: String, advice: String
    ) -> Check {
        Check(
            name: name, title: title, state: .attention, what: what, rule: rule, advice: advice)
    }

    static func wrong(
        _ name: String, _ title: String, _ what: String, rule: String, advice: String
    ) -> Check {
        Check(name: name, title: title, state: .wrong, what: what, rule: rule, advice: advice)
    }
}
