public import Values

/// A threshold, weight, ratio, limit or term: a value that holds from a day, with its source.
public struct DatedRule: Sendable {
    public struct Value: Sendable {
        public let from: CalendarDate
        public let value: String
        public let source: String
    }

    public let name: String
    public let title: String
    public let unit: String?
    /// In order of their first day.
    public let values: [Value]

    /// The value in force on a day, or nil before the first.
    public func value(on day: CalendarDate) -> Value? { values.last { $0.from <= day } }
}

extension DatedRule {
    static func read(_ name: String, _ reader: DeclarationReader) -> DatedRule {
        reader.allow(["title", "unit", "values", "help"])
        var values: [Value] = []
        if case .list(let items) = reader.node["values"]?.shape {
            for item in items {
                let value = DeclarationReader(item, "规则 \(name) 的值", reader.problems)
                value.allow(["from", "value", "source"])
                let from = value.required("from")
                guard let day = CalendarDate(iso: from) else {
                    value.problems.add(
                        value.place(of: "from"), "规则 \(name) 的 from “\(from)” 不是日期",
                        advice: "写成 2025-06-16")
                    continue
                }
                values.append(
                    Value(
                        from: day, value: value.required("value"), source: value.required("source"))
                )
            }
        }
        if values.isEmpty {
            reader.problems.add(
                reader.node.place, "规则 \(name) 没有值", advice: "补上 values: [{from, value, source}]")
        }
        return DatedRule(
            name: name, title: reader.required("title"), unit: reader.text("unit"),
            values: values.sorted { $0.from < $1.from })
    }
}
