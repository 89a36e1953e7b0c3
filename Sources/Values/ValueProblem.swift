/// Why a text is not the value it should be: what was found, where, which rule, and what to do.
///
/// Every `parse` of this target throws it, so that a form, an import row and a command line show
/// the same Chinese sentence.
public struct ValueProblem: Error, Hashable, CustomStringConvertible {
    /// The text as it was given; masked where it is a personal number.
    public let found: String
    /// The first wrong character, counted from 1 in `found`; nil when no single place is to blame.
    public let position: Int?
    /// The broken rule as a Chinese sentence without its closing mark.
    public let rule: String
    /// What to do, or the likely slip, as a Chinese sentence without its closing mark.
    public let suggestion: String?

    /// Makes a problem; `position` counts characters from 1.
    public init(found: String, position: Int? = nil, rule: String, suggestion: String? = nil) {
        self.found = found
        self.position = position
        self.rule = rule
        self.suggestion = suggestion
    }

    /// One Chinese sentence that a user can act on.
    public var description: String {
        // A pasted paragraph must not swallow the message that explains it.
        let shown = found.count > 40 ? found.prefix(40) + "…" : found[...]
        let place = position.map { "第\($0)位" } ?? ""
        let advice = suggestion.map { "；\($0)" } ?? ""
        return "“\(shown)”\(place)不合规则：\(rule)\(advice)。"
    }
}
