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
        case .average(let path): return "\(of)里填了“\(name(path, register))”的记录的平均"
        case .max(let path): return "\(of)里最大的“\(name(path, register))”"
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
        let writer = ConditionWords(catalogue: catalogue, day: "截止日")
        var words = writer.all(query.conditions, register)
        if case .countRows(let field) = query.aggregate, let field = register.field(field) {
            words += writer.all(rows: query.rowConditions, field).map { "明细中" + $0 }
        }
        return words
    }

    private func name(_ path: [String], _ register: Register) -> String {
        ConditionWords(catalogue: catalogue, day: "截止日").name(path, register)
    }

    private func title(_ figure: String) -> String { catalogue.figure(figure)?.title ?? figure }
}
