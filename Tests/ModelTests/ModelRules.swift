import Values

/// The rules of the model's four registers, written once more by hand.
enum ModelRules {
    static let registers = ["firm", "contract", "person", "payment"]
    static let fields = [
        "firm": ["name", "code", "nature", "capital"],
        "contract": [
            "number", "firm", "slot", "kind", "county", "day", "until", "year", "made", "total",
            "cost", "shifted", "people", "rate", "urgent", "note", "contact", "phone", "steps",
        ],
        "person": ["post", "name", "identity", "firm"],
        "payment": ["serial", "contract", "amount", "paid_on"],
    ]
    static let required = [
        "firm": ["name"], "contract": ["number"], "person": ["name", "identity"],
        "payment": ["serial", "contract", "amount"],
    ]
    static let initial = [
        "firm": "in-force", "contract": "open", "person": "in-force", "payment": "planned",
    ]
    static let personal = ["contract": ["contact", "phone"], "person": ["name", "identity"]]
    static let unique = [
        "firm": [["code"]], "contract": [["number"], ["phone"], ["firm", "slot"]],
        "person": [["identity"]], "payment": [["serial"]],
    ]
    static let match = [
        "firm": "code", "contract": "number", "person": "identity", "payment": "serial",
    ]
    /// The fields that a record is named by: the match, the label.
    static let names = ["firm": ("code", "name"), "contract": ("number", "number")]
    static let defaults: Set<String> = ["year", "made", "urgent"]

    struct Move {
        let name: String
        let from: Set<String>
        let to: String
        var role: String?
        var requires: [String] = []
        var needsReason = false
    }

    private static let lapse = Move(
        name: "lapse", from: ["in-force"], to: "lapsed", needsReason: true)
    static let moves: [String: [Move]] = [
        "firm": [lapse], "person": [lapse],
        "contract": [
            Move(
                name: "check", from: ["open"], to: "checked", role: "officer",
                requires: ["cost", "steps"]),
            Move(name: "close", from: ["checked"], to: "closed", role: "leader"),
            Move(name: "reopen", from: ["checked"], to: "open", needsReason: true),
            Move(name: "drop", from: ["open", "checked"], to: "dropped", needsReason: true),
        ],
        "payment": [Move(name: "pay", from: ["planned"], to: "paid", requires: ["paid_on"])],
    ]

    static func may(_ role: String, _ act: String, _ register: String) -> Bool {
        switch role {
        case "officer": true
        case "leader": act == "move"
        default: act == "create" && register == "firm"
        }
    }

    /// Changed only with a reason.
    static func isFixed(_ state: String) -> Bool {
        ["closed", "dropped", "paid"].contains(state)
    }

    /// Keys by which a record is found: its names, and each unique group.
    static func keys(_ register: String, _ record: Kept) -> Set<String> {
        var keys = Set(uniqueKeys(register, record))
        if let (match, label) = names[register] {
            for field in [match, label] where !record[field].isNull {
                keys.insert("\(register).\(field)=\(record[field])")
            }
        }
        return keys
    }

    /// The unique groups that have all their values, in the order they are looked at.
    static func uniqueKeys(_ register: String, _ record: Kept) -> [String] {
        (unique[register] ?? []).compactMap { group in
            let cells = group.map { record[$0] }
            if cells.contains(.null) { return nil }
            return "\(register).\(group.joined(separator: ","))="
                + cells.map(\.description).joined(separator: ",")
        }
    }

    /// What empty fields of a new record become.
    static func fillDefaults(_ register: String, _ fields: inout [String: Scalar], _ day: String) {
        guard register == "contract" else { return }
        let year = Scalar.integer(Int64(day.prefix(4)) ?? 0)
        for (name, cell) in ["year": year, "made": .text(day), "urgent": .integer(0)]
        where fields[name] == nil {
            fields[name] = cell
        }
    }

    /// The fields that break a rule, each once for each time.
    static func broken(_ register: String, _ record: Kept, today: String) -> [String] {
        var broken: [String] = []
        func need(_ fields: String...) {
            broken += fields.filter { record[$0].isNull }
        }
        func money(_ fields: String...) {
            broken += fields.filter { record[$0] < .integer(0) && !record[$0].isNull }
        }
        func past(_ field: String) {
            if record[field] > .text(today) { broken.append(field) }
        }
        switch register {
        case "firm":
            need("name")
            money("capital")
        case "person": need("name", "identity")
        case "payment":
            need("serial", "contract", "amount")
            money("amount")
            past("paid_on")
        default:
            need("number")
            money("total")
            past("day")
            if !record["until"].isNull, record["until"] < record["day"] { broken.append("until") }
            if let cost = record["cost"].integer,
                cost < 0 || record["total"].integer.map({ cost > $0 }) ?? false
            {
                broken.append("cost")
            }
            if let people = record["people"].integer, !(1...100).contains(people) {
                broken.append("people")
            }
            for row in record.rows["steps"] ?? [] {
                if row["on"].map({ $0 > .text(today) }) ?? true { broken.append("on") }
                if let spent = row["spent"]?.integer, spent < 0 { broken.append("spent") }
            }
        }
        return broken.sorted()
    }
}
