import Catalogue
import Values

extension Catalogue {
    /// A whole number that a dated rule gives on a day, with its source; nil where the rule is not
    /// declared, not in force yet, or no whole number: what no rule says is not held against
    /// anybody.
    func number(_ rule: String, on day: CalendarDate) -> (value: Int64, source: String)? {
        guard let rule = rules[rule]?.value(on: day), let value = Int64(rule.value) else {
            return nil
        }
        return (value, rule.source)
    }
}

extension CalendarDate {
    /// A day as a cell holds it.
    init?(_ cell: Scalar) {
        guard let text = cell.text else { return nil }
        self.init(iso: text)
    }
}
