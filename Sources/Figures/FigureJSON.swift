import Catalogue
import Journal
import Values

extension Figures {
    /// Figures as the list of objects that `dongting figures --format json` and `/api/figures`
    /// give: id, reference, title, value, unit, growth, delta, data_year, as_of, forecast, nil.
    ///
    /// Numbers are decimal strings in the figure's unit without closing zeros; what is not known or
    /// not compared is null.
    public static func json(_ results: [FigureResult]) -> String {
        "[\n" + results.map { "  " + json($0) }.joined(separator: ",\n") + "\n]\n"
    }

    static func json(_ result: FigureResult) -> String {
        let definition = result.definition
        var value = result.value?.trimmed
        if result.status == .nilReturn { value = "0" }
        let pairs: [(String, String)] = [
            ("id", quoted(definition.name)),
            ("reference", quoted(definition.reference)),
            ("title", quoted(definition.title)),
            ("value", quoted(value)),
            ("unit", quoted(definition.unit)),
            ("growth", quoted(definition.shown == .change ? nil : result.growth?.trimmed)),
            ("delta", quoted(result.change?.trimmed)),
            ("data_year", String(result.dataYear)),
            ("as_of", quoted(result.asOf)),
            ("forecast", result.isForecast ? "true" : "false"),
            ("nil", result.isNil ? "true" : "false"),
        ]
        return "{" + pairs.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }

    private static func quoted(_ text: String?) -> String {
        guard let text else { return "null" }
        var out = ""
        Canonical.append(text, to: &out)
        return out
    }
}
