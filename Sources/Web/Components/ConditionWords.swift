import Catalogue

/// Conditions in Chinese, a sentence each, for readers of figures and work lists.
struct ConditionWords: Sendable {
    let catalogue: Catalogue
    /// What the day is called that lengths are counted from: 截止日 of a figure, 今天 in a list.
    let day: String

    /// Conditions on records, what is withdrawn left out unless a state is asked for.
    func all(_ conditions: [Condition], _ register: Register) -> [String] {
        let words = conditions.map { self.words($0, register) }
        return conditions.contains(where: \.isOfState) ? words : words + ["记录未撤回"]
    }

    /// Conditions on the rows of a rows field.
    func all(rows conditions: [Condition], _ field: Field) -> [String] {
        conditions.map { condition in
            let column = field.type.columns?.first { $0.name == condition.path.first }
            return test(condition.test, column?.title ?? "", column)
        }
    }

    /// A condition on the day by which things of a list are due.
    func due(_ condition: Condition) -> String { test(condition.test, "期限", nil) }

    private func words(_ condition: Condition, _ register: Register) -> String {
        let cycle = catalogue.lifecycle(of: register)
        func states(_ names: [String]) -> String {
            names.map { "“\(cycle.title(of: $0))”" }.joined(separator: "或")
        }
        func day(_ day: Condition.Day) -> String { day == .yearEnd ? "年末" : self.day }
        switch condition.test {
        case .stateIn(let names): return "状态为\(states(names))"
        case .stateOn(let names, let on): return "\(day(on))的状态为\(states(names))"
        case .validOn(let from, let to, let on):
            return "\(day(on))有效：\(name([from], register))不晚于该日，\(name([to], register))不早于该日或未填"
        case .overlapsYear(let from, let to):
            return "\(name([from], register))至\(name([to], register))与本年有交集"
        case .withRecord(let other): return "有\(related(other))"
        case .withoutRecord(let other): return "没有\(related(other))"
        default:
            let title = name(condition.path, register)
            return test(condition.test, title, field(condition.path, register))
        }
    }

    private func related(_ related: Condition.Related) -> String {
        guard let other = catalogue.register(related.register) else { return related.register }
        let same = related.same.map { pair in
            pair.theirs == "id" ? "本册所指" : "\(name([pair.theirs], other))相同"
        }
        return
            "《\(other.title)》记录与它\((same + all(related.conditions, other)).joined(separator: "、"))"
    }

    private func rows(_ conditions: [Condition], _ field: Field?) -> String {
        guard let field, !conditions.isEmpty else { return "明细" }
        return all(rows: conditions, field).joined(separator: "、") + "的明细"
    }

    /// A length in words: what a rule says today is told by the page that knows the day.
    func words(_ length: Condition.Length, _ unit: String = "天") -> String {
        switch length {
        case .number(let number): " \(number) \(unit)"
        case .rule(let name): "“\(catalogue.rules[name]?.title ?? name)”"
        }
    }

    private func test(_ test: Condition.Test, _ title: String, _ field: Field?) -> String {
        switch test {
        case .isIn(let values): "\(title)为\(list(values, field, "或"))"
        case .isNotIn(let values): "\(title)不是\(list(values, field, "、"))"
        case .under(let code): "\(title)在 \(code) 类之下"
        case .within(let area): "\(title)在\(words(area))"
        case .outside(let area): "\(title)不在\(words(area))"
        case .present: "\(title)已填"
        case .absent: "\(title)未填"
        case .inYear: "\(title)在本年"
        case .inPreviousYear: "\(title)在上年"
        case .beforeYear: "\(title)在本年以前"
        case .untilYear: "\(title)在本年或以前"
        case .fromYear: "\(title)在本年或以后"
        case .until: "\(title)不晚于\(day)"
        case .overdue: "\(title)早于\(day)"
        case .withinDays(let days): "\(title)在\(day)起\(words(days))之内"
        case .untilDays(let days): "\(title)不晚于\(day)后\(words(days))"
        case .olderThanDays(let days): "\(title)早于\(day)前\(words(days))"
        case .sinceDays(let days): "\(title)不早于\(day)前\(words(days))"
        case .withRows(let conditions): "\(title)里有\(rows(conditions, field))"
        case .withoutRows(let conditions): "\(title)里没有\(rows(conditions, field))"
        case .atLeast(let value): "\(title)不小于 \(value)"
        case .atMost(let value): "\(title)不大于 \(value)"
        default: title
        }
    }

    private func list(_ values: [String], _ field: Field?, _ word: String) -> String {
        values.map { value in
            switch field?.type {
            case .boolean: return value == "true" || value == "1" || value == "是" ? "是" : "否"
            case .some(let type):
                guard let list = type.codeList.flatMap(catalogue.list) else { return "“\(value)”" }
                return "“\(list.title(of: value))”"
            case nil: return "“\(value)”"
            }
        }.joined(separator: word)
    }

    private func words(_ area: Condition.Area) -> String {
        switch area {
        case .city: "本市"
        case .province: "本省"
        case .code(let code):
            catalogue.list("counties")?[code]?.title ?? catalogue.list("regions")?.title(of: code)
                ?? code
        }
    }

    private func field(_ path: [String], _ register: Register) -> Field? {
        if path == [Condition.stateSince] { return .stateSince }
        guard let first = path.first, let field = register.field(first) else { return nil }
        guard path.count == 2 else { return field }
        return field.type.target.flatMap(catalogue.register)?.field(path[1])
    }

    /// A field's title, through a reference both.
    func name(_ path: [String], _ register: Register) -> String {
        guard path.count == 2, let first = register.field(path[0]) else {
            return field(path, register)?.title ?? path.joined(separator: ".")
        }
        return first.title + "的" + (field(path, register)?.title ?? path[1])
    }
}
