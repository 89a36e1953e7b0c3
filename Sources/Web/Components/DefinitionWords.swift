import Catalogue

/// A figure's declaration in Chinese sentences, so that its reader need not know the language it
/// is written in.
struct DefinitionWords: Sendable {
    let catalogue: Catalogue

    /// What is measured, and of what.
    func measure(_ figure: FigureDefinition) -> String {
        switch figure.measure {
        case .query(let query): return sentence(query)
        case .share(let part, let whole):
            return "满足全部条件的\(sentence(part))，除以不要求分子专有条件的\(sentence(whole))"
        case .difference(let of, let minus, let year):
            if of == minus { return "“\(title(of))”减去 \(-year) 年前的同一指标" }
            return "“\(title(of))”减去“\(title(minus))”"
        case .ratio(let of, let to): return "“\(title(of))”除以“\(title(to))”"
        }
    }

    private func sentence(_ query: Query) -> String {
        guard let register = catalogue.register(query.register) else { return query.register }
        let of = "登记册《\(register.title)》"
        switch query.aggregate {
        case .countRecords: return "\(of)的记录条数"
        case .countRows(let field):
            return "\(of)里“\(register.field(field)?.title ?? field)”明细的行数"
        case .countDistinct(let path): return "\(of)里不同的“\(name(path, register))”个数，同一个只计一次"
        case .sum(let path): return "\(of)里“\(name(path, register))”之和"
        case .value(let path): return "\(of)里唯一一条记录的“\(name(path, register))”"
        }
    }

    /// The conditions, a sentence each.
    func conditions(_ figure: FigureDefinition) -> [String] {
        var words: [String]
        switch figure.measure {
        case .query(let query): words = conditions(query)
        case .share(let part, let whole):
            let shared = conditions(whole)
            let own = conditions(part).filter { !shared.contains($0) }
            words = shared + own.map { "分子另要求：\($0)" }
        case .difference, .ratio: words = []
        }
        if figure.yearOffset != 0 {
            words.append("数据晚 \(-figure.yearOffset) 年公布，取所问年度 \(-figure.yearOffset) 年前的数")
        }
        if let field = figure.nilField, let register = figure.register.flatMap(catalogue.register) {
            words.append("全部记录都填“\(name([field], register))”时写“无”")
        }
        return words
    }

    private func conditions(_ query: Query) -> [String] {
        guard let register = catalogue.register(query.register) else { return [] }
        var words = query.conditions.map { self.words($0, register, register.fields) }
        if case .countRows(let field) = query.aggregate {
            let columns = register.field(field)?.type.columns ?? []
            words += query.rowConditions.map { "明细中" + self.words($0, register, columns) }
        }
        let statesGiven = query.conditions.contains {
            switch $0.test {
            case .stateIn, .stateOn: true
            default: false
            }
        }
        return statesGiven ? words : words + ["未撤回的记录"]
    }

    private func words(_ condition: Condition, _ register: Register, _ fields: [Field]) -> String {
        let cycle = catalogue.lifecycle(of: register)
        func states(_ names: [String]) -> String {
            names.map { "“\(cycle.title(of: $0))”" }.joined(separator: "或")
        }
        func day(_ day: Condition.Day) -> String { day == .yearEnd ? "年末" : "截止日" }
        switch condition.test {
        case .stateIn(let names): return "状态为\(states(names))"
        case .stateOn(let names, let on): return "\(day(on))的状态为\(states(names))"
        case .validOn(let from, let to, let on):
            return "\(day(on))有效：\(name([from], register))不晚于该日，\(name([to], register))不早于该日或未填"
        case .overlapsYear(let from, let to):
            return "\(name([from], register))至\(name([to], register))与本年有交集"
        default:
            let field = fields.first {
                $0.name == condition.path.first && condition.path.count == 1
            }
            let title = field?.title ?? name(condition.path, register)
            return test(condition.test, title, field ?? self.field(condition.path, register))
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
        case .untilYear: "\(title)在本年或以前"
        case .until: "\(title)不晚于截止日"
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

    private func title(_ figure: String) -> String { catalogue.figure(figure)?.title ?? figure }

    private func field(_ path: [String], _ register: Register) -> Field? {
        guard let first = path.first, let field = register.field(first) else { return nil }
        guard path.count == 2 else { return field }
        return field.type.target.flatMap(catalogue.register)?.field(path[1])
    }

    private func name(_ path: [String], _ register: Register) -> String {
        guard path.count == 2, let first = register.field(path[0]) else {
            return field(path, register)?.title ?? path.joined(separator: ".")
        }
        return first.title + "的" + (field(path, register)?.title ?? path[1])
    }
}
