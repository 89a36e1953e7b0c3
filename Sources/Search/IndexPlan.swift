import Catalogue
import Journal
import Store

/// What of a register's records is indexed: texts that are not personal, the titles of choices and
/// the labels of the records they name.
struct IndexPlan: Sendable {
    struct Column: Sendable {
        let field: Field
        /// Whether the public may see it once a record is released.
        let isOpen: Bool
        /// Whether a record is looked up by it: what an import matches on, what must be unique.
        let isNumber: Bool
    }

    let register: Register
    /// The label, unless it is personal.
    let label: Column?
    let columns: [Column]
    let rows: [(field: Field, columns: [Field])]
    /// The columns read, in this order, behind id and state.
    let names: [String]
    let hasOpenness: Bool

    init(_ register: Register, _ catalogue: Catalogue) {
        self.register = register
        let numbers = Set(register.match + register.unique.flatMap { $0 } + ["external_no"])
        func column(_ field: Field) -> Column {
            Column(
                field: field,
                isOpen: register.openFields.contains(field.name) && field.openness != .never,
                isNumber: numbers.contains(field.name) && field.type.isText)
        }
        let found = register.columns.filter { Self.isIndexed($0, catalogue) }.map(column)
        label = found.first { $0.field.name == register.label }
        columns = found.filter { $0.field.name != register.label }
        rows = register.rowFields.filter { !$0.isBureaus }.compactMap { field in
            let columns = (field.type.columns ?? []).filter {
                !$0.personal && Self.isIndexed($0, catalogue)
            }
            return columns.isEmpty ? nil : (field, columns)
        }
        hasOpenness = register.field("openness")?.type == .choice(list: "openness")
        names =
            ([label].compactMap { $0 } + columns).map(\.field.name)
            + (hasOpenness ? ["openness"] : [])
    }

    /// What the kernel keeps of every record says nothing of one of them.
    private static let unsearched: Set<String> = ["openness", "source_system"]

    /// The bureau's own fields are not: the index knows no viewers.
    private static func isIndexed(_ field: Field, _ catalogue: Catalogue) -> Bool {
        if field.isBureaus { return false }
        if field.personal || (field.isCommon && unsearched.contains(field.name)) { return false }
        switch field.type {
        case .text, .choice, .region, .county, .year: return true
        case .record(let target): return isPlain(target, catalogue, depth: 0)
        default: return false
        }
    }

    /// Whether the label of a register's records, or of those that it names, is not personal.
    private static func isPlain(_ name: String, _ catalogue: Catalogue, depth: Int) -> Bool {
        guard depth < 4, let register = catalogue.register(name),
            let label = register.field(register.label), !label.personal
        else { return false }
        if let target = label.type.target { return isPlain(target, catalogue, depth: depth + 1) }
        return label.type.columns == nil
    }

    /// What, when it changes, makes an index of the same records another one.
    fileprivate var making: String {
        func words(_ column: Column) -> String {
            "\(column.field.name):\(column.field.type)\(column.isOpen ? "+" : "")\(column.isNumber)"
        }
        let own = (([label].compactMap { $0 }) + columns).map(words)
        let inner = rows.map {
            "\($0.field.name)[\($0.columns.map(\.name).joined(separator: ","))]"
        }
        return "\(register.name)(\((own + inner).joined(separator: ";")))\(hasOpenness)"
    }
}

extension FieldType {
    var isText: Bool { if case .text = self { true } else { false } }
}

/// The plans of a city's registers, and who names whom.
struct IndexPlans: Sendable {
    struct Reference: Sendable {
        let register: Register
        let field: Field
        /// The rows field that the reference stands in, where it does.
        let rows: Field?
    }

    let plans: [String: IndexPlan]
    /// By register: the fields whose indexed text is the label of its records.
    let references: [String: [Reference]]
    /// Changes with the declarations, the titles of codes and the readings: an index made otherwise
    /// is made anew.
    let making: String

    /// Of the tokens and documents that this program makes.
    private static let format = 1

    init(_ catalogue: Catalogue) {
        var plans: [String: IndexPlan] = [:]
        var references: [String: [Reference]] = [:]
        var lists: Set<String> = []
        for register in catalogue.registers {
            let plan = IndexPlan(register, catalogue)
            plans[register.name] = plan
            func note(_ field: Field, _ rows: Field?) {
                if let list = field.type.codeList { lists.insert(list) }
                if let target = field.type.target {
                    references[target, default: []].append(
                        Reference(register: register, field: field, rows: rows))
                }
            }
            for column in [plan.label].compactMap({ $0 }) + plan.columns { note(column.field, nil) }
            for (field, columns) in plan.rows { for column in columns { note(column, field) } }
        }
        self.plans = plans
        self.references = references
        let codes = lists.sorted().map { name in
            let codes = catalogue.list(name)?.codes ?? []
            return name + codes.map { $0.code + $0.title }.joined(separator: ",")
        }
        let readings = catalogue.readings.sorted { $0.key < $1.key }
            .map { $0.key + $0.value.joined(separator: " ") }
        let all = catalogue.registers.compactMap { plans[$0.name]?.making } + codes + readings
        making = Digest(of: "\(Self.format)\n" + all.joined(separator: "\n")).hex
    }
}
