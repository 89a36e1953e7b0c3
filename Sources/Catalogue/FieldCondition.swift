public import Values

/// When a field is asked at all (`when`): where another field of the same record has one of these
/// values.
public struct FieldCondition: Hashable, Sendable {
    /// The field that decides.
    public let field: String
    /// Codes; of a boolean `1` or `0`.
    public let values: [String]
    let place: Place

    /// Options among which a form shows all at once, so that what is chosen is known while one
    /// types; a longer list sends what was typed.
    static let mostOptions = 30

    public static func == (left: FieldCondition, right: FieldCondition) -> Bool {
        left.field == right.field && left.values == right.values
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(field)
        hasher.combine(values)
    }

    static func read(_ reader: DeclarationReader, inRows: Bool) -> FieldCondition? {
        guard let mapping = reader.mapping("when") else { return nil }
        let place = reader.place(of: "when")
        if inRows {
            reader.problems.add(place, "明细的列不能有 when", advice: "写在明细字段上，或删去")
            return nil
        }
        guard let entry = mapping.node.entries.first, mapping.node.entries.count == 1 else {
            reader.problems.add(
                place, "\(reader.subject)的 when 应写明一个字段和它的值", advice: "例如 when: {mode: [transfer]}")
            return nil
        }
        let values = mapping.words(entry.key)
        if values.isEmpty {
            reader.problems.add(place, "\(reader.subject)的 when 没有写值", advice: "写出在哪些值下填")
        }
        return FieldCondition(
            field: entry.key,
            values: values.map { ["true": "1", "false": "0"][$0] ?? $0 }, place: place)
    }
}

extension Register {
    /// Whether a record with these cells is asked for the field. What depends on a field that is
    /// not asked is not asked either.
    public func asks(_ field: Field, of cells: [String: Scalar]) -> Bool {
        guard let when = field.when else { return true }
        guard let other = self.field(when.field), asks(other, of: cells) else { return false }
        switch cells[when.field] {
        case .text(let code): return when.values.contains(code)
        case .integer(let number): return when.values.contains(String(number))
        default: return false
        }
    }

    /// What makes a field be asked, in words: `产品为信用担保贷款`.
    public func words(of when: FieldCondition, in catalogue: Catalogue) -> String {
        guard let other = field(when.field) else { return when.field }
        let titles = when.values.map { value in
            switch other.type {
            case .boolean: value == "1" ? "是" : "否"
            default: other.type.codeList.flatMap(catalogue.list)?.title(of: value) ?? value
            }
        }
        return "“\(other.title)”为\(titles.joined(separator: "或"))"
    }
}

/// Checks that the field a condition names is there, can decide, and has these values.
struct FieldConditionCheck {
    let register: Register
    let catalogue: Catalogue
    let problems: ProblemList

    func run() {
        for field in register.fields {
            if let when = field.when { check(field, when) }
        }
    }

    private func check(_ field: Field, _ when: FieldCondition) {
        let name = "\(register.name).\(field.name)"
        guard let other = register.field(when.field) else {
            problems.add(
                when.place, "字段 \(name) 的 when 里没有字段 \(when.field)",
                advice: Catalogue.advice(for: when.field, among: register.fields.map(\.name)))
            return
        }
        if isCycle(field) {
            problems.add(
                when.place, "字段 \(name) 的 when 绕回了自己", advice: "改由一个不带条件的字段决定")
            return
        }
        if register.isOwners(field), !register.isOwners(other), !register.belongsTo.isEmpty {
            problems.add(
                when.place, "字段 \(name) 由单位填写，决定它的 \(other.name) 却不是",
                advice: "把 \(other.name) 也列入 owner-fields")
        }
        if register.match.contains(field.name) || register.label == field.name {
            problems.add(
                when.place, "字段 \(name) 用来认记录，不能带 when", advice: "删去 when，或换 match、label")
        }
        guard let codes = codes(of: other) else {
            problems.add(
                when.place,
                "字段 \(name) 的 when 不能看 \(other.name)：只能是“是否”，或不超过 \(FieldCondition.mostOptions) 项的选项，且不是个人信息",
                advice: "换一个字段")
            return
        }
        for value in when.values where !codes.contains(value) {
            problems.add(
                when.place, "字段 \(name) 的 when：\(other.title)不会等于 \(value)",
                advice: Catalogue.advice(for: value, among: codes))
        }
    }

    private func isCycle(_ field: Field) -> Bool {
        var seen: Set<String> = [field.name]
        var next = field.when
        while let when = next {
            guard seen.insert(when.field).inserted else { return true }
            next = register.field(when.field)?.when
        }
        return false
    }

    private func codes(of field: Field) -> [String]? {
        if field.personal { return nil }
        if field.type == .boolean { return ["1", "0"] }
        guard case .choice(let name) = field.type, let list = catalogue.list(name),
            list.codes.count <= FieldCondition.mostOptions
        else { return nil }
        return list.codes.map(\.code)
    }
}
