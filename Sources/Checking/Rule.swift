/// One thing that is checked: what, on what ground, and how it is told when it does not hold.
public struct Rule: Sendable {
    /// A worked example, which is also a test of the rule.
    public struct Example: Sendable {
        public enum Outcome: Sendable, Equatable {
            /// The rule speaks, and its quote holds these words.
            case finds(String)
            /// The same as something that cannot be tested.
            case cannotBeTested(String)
            /// The rule has nothing to say.
            case passes
        }

        public let text: String
        public let outcome: Outcome
    }

    /// As in the published form: `growth`.
    public let id: String
    public let title: String
    /// The regulation, standard or arithmetic that it rests on.
    public let source: String
    /// Of most of its findings; a rule may say less of some.
    public let severity: Severity
    /// What is checked and when nothing is said, for whoever asks.
    public let explanation: String
    public let examples: [Example]
    let check: @Sendable (Reading, inout Ledger) -> Void

    init(
        _ id: String, _ title: String, _ severity: Severity, source: String, _ explanation: String,
        examples: [Example], check: @escaping @Sendable (Reading, inout Ledger) -> Void
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.source = source
        self.explanation = explanation
        self.examples = examples
        self.check = check
    }
}

extension Rule.Example {
    static func finds(_ quote: String, in text: String) -> Self {
        Self(text: text, outcome: .finds(quote))
    }
    static func cannotBeTested(_ quote: String, in text: String) -> Self {
        Self(text: text, outcome: .cannotBeTested(quote))
    }
    static func passes(_ text: String) -> Self { Self(text: text, outcome: .passes) }
}
