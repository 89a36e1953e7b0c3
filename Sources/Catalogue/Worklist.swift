import Values

/// A declared work list: the records of one register that wait for an officer to do something.
public struct Worklist: Sendable {
    /// When a record's thing is to be done by.
    public struct Due: Sendable {
        public enum Unit: String, CaseIterable, Sendable {
            case days, months, years
            case workingDays = "working-days"

            /// As dated rules write it.
            public var title: String {
                switch self {
                case .days: "日"
                case .workingDays: "工作日"
                case .months: "月"
                case .years: "年"
                }
            }
        }

        /// A term that begins on a date: of so many days, months or years.
        public struct Term: Sendable {
            public let unit: Unit
            public let length: Condition.Length
        }

        public enum Base: Sendable, Hashable {
            /// A date field of the record, a column of the row, or `state_since`.
            case field(String)
            /// The same day for all, each year.
            case yearly(month: Int, day: Int)
        }

        public let base: Base
        public let term: Term?
    }

    /// The kebab-case name, the same in YAML, address and command line.
    public let name: String
    public let title: String
    /// One sentence: what to do with each record.
    public let todo: String
    /// Code of the section whose list it is; that of the register where it names none.
    public let section: String?
    public let register: String
    /// A rows field, where each of its rows is one thing to do.
    public let rows: String?
    public let conditions: [Condition]
    /// Conditions on the rows.
    public let rowConditions: [Condition]
    /// Conditions on the day by which it is due.
    public let dueConditions: [Condition]
    public let due: Due?
    /// The order where nothing is due, and among what is due on the same day.
    public let sort: (field: String, descending: Bool)?
    /// Fields of the record, or columns of the row, that each line shows.
    public let shown: [String]
    /// Why the list is kept: the rule or paper behind it.
    public let help: String?
    public let place: Place
}

extension Worklist {
    private static let keys = [
        "title", "from", "each", "rows", "where", "due", "sort", "section", "todo", "show", "help",
    ]

    static func read(_ name: String, _ reader: DeclarationReader) -> Worklist {
        reader.allow(keys)
        if !isKebabCase(name) {
            reader.problems.add(
                reader.node.place, "工作清单名 \(name) 不是小写加连字符", advice: "例如 permit-expiring")
        }
        let conditions = ConditionReading.conditions("where", reader)
        // `due` stands for the day by which the thing is due, whatever it is counted from.
        let isDue = { (condition: Condition) in condition.path == ["due"] }
        return Worklist(
            name: name, title: reader.required("title"), todo: reader.required("todo"),
            section: reader.text("section"), register: reader.required("from"),
            rows: reader.text("each"), conditions: conditions.filter { !isDue($0) },
            rowConditions: ConditionReading.conditions("rows", reader),
            dueConditions: conditions.filter(isDue), due: readDue(reader), sort: readSort(reader),
            shown: reader.words("show").map(named), help: reader.text("help"),
            place: reader.node.place)
    }

    private static func readDue(_ reader: DeclarationReader) -> Due? {
        guard let node = reader.node["due"] else { return nil }
        if let field = node.scalar { return Due(base: base(field), term: nil) }
        guard let parts = reader.mapping("due") else { return nil }
        let units = Due.Unit.allCases.map(\.rawValue)
        parts.allow(["of", "each-year"] + units)
        if let day = parts.text("each-year") { return Due(base: yearly(day, parts), term: nil) }
        let chosen = Due.Unit.allCases.filter { parts.node[$0.rawValue] != nil }
        guard chosen.count == 1, let unit = chosen.first else {
            parts.problems.add(
                parts.node.place, "\(parts.subject)应有一个期限",
                advice: "写 of 和 \(units.joined(separator: "、")) 之一；没有期限就写 due: 字段")
            return nil
        }
        let length = ConditionReading.length(unit.rawValue, parts)
        return Due(base: base(parts.required("of")), term: .init(unit: unit, length: length))
    }

    private static func base(_ field: String) -> Due.Base { .field(named(field)) }

    /// The kernel's own column is written as conditions write it.
    private static func named(_ field: String) -> String {
        field == "state-since" ? Condition.stateSince : field
    }

    private static func yearly(_ text: String, _ reader: DeclarationReader) -> Due.Base {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        // A leap day would be missing in most years.
        if parts.count == 2, (1...12).contains(parts[0]), (1...31).contains(parts[1]),
            CalendarDate(year: 2_025, month: parts[0], day: parts[1]) != nil
        {
            return .yearly(month: parts[0], day: parts[1])
        }
        reader.problems.add(
            reader.place(of: "each-year"), "\(reader.subject)的 each-year “\(text)” 不是每年都有的月日",
            advice: "写成 05-31")
        return .yearly(month: 12, day: 31)
    }

    private static func readSort(_ reader: DeclarationReader) -> (String, Bool)? {
        guard let sort = reader.text("sort") else { return nil }
        return sort.hasPrefix("-") ? (named(String(sort.dropFirst())), true) : (named(sort), false)
    }
}
