import Values

/// Checks one figure against the registers it asks.
struct FigureCheck {
    let figure: FigureDefinition
    let catalogue: Catalogue
    let problems: ProblemList

    init(_ figure: FigureDefinition, _ catalogue: Catalogue, _ problems: ProblemList) {
        self.figure = figure
        self.catalogue = catalogue
        self.problems = problems
    }

    func run() {
        switch figure.measure {
        case .query(let query): check(query)
        case .share(let part, _): check(part)
        case .difference(let of, let minus, _): checkFigures([of, minus])
        case .ratio(let of, let to): checkFigures([of, to])
        }
        if figure.yearOffset > 0 { report("year 只能是 0 或负数", "例如 year: -1") }
        if figure.decimals < 0 || figure.decimals > 6 { report("decimals 应在 0 至 6 之间", "例如 2") }
        checkStated()
        checkCycle()
    }

    private func report(_ message: String, _ advice: String, at place: Place? = nil) {
        problems.add(place ?? figure.place, "指标 \(figure.name)：\(message)", advice: advice)
    }

    private func checkFigures(_ names: [String]) {
        for name in names where catalogue.figure(name) == nil {
            report(
                "没有指标 \(name)", Catalogue.advice(for: name, among: catalogue.figures.map(\.name)))
        }
    }

    /// A figure made of figures must not, in the end, be made of itself.
    private func checkCycle() {
        var open = [figure.name]
        var seen: Set<String> = []
        while let name = open.popLast() {
            switch catalogue.figure(name)?.measure {
            case .difference(let of, let minus, _):
                open += [of, minus].filter { seen.insert($0).inserted }
            case .ratio(let of, let to): open += [of, to].filter { seen.insert($0).inserted }
            default: break
            }
        }
        if seen.contains(figure.name) { report("由自己算出自己", "改掉 difference 或 ratio") }
    }

    private func check(_ query: Query) {
        guard let register = catalogue.register(query.register) else {
            report(
                "没有登记册 \(query.register)",
                Catalogue.advice(for: query.register, among: catalogue.registers.map(\.name)))
            return
        }
        switch query.aggregate {
        case .countRecords: break
        case .countRows(let name):
            guard let columns = register.field(name)?.type.columns else {
                report("\(name) 不是登记册 \(register.name) 的明细字段", "count-of-rows 只能数明细")
                break
            }
            for condition in query.rowConditions {
                check(condition, fields: columns, of: register)
            }
        case .countDistinct(let path), .value(let path): _ = field(path, register, figure.place)
        case .sum(let path):
            if let field = field(path, register, figure.place), !field.type.isSummable {
                report("\(field.title)不能求和", "求和只对金额、整数、小数")
            }
        }
        for condition in query.conditions {
            check(condition, fields: register.fields, of: register)
        }
        for name in [
            figure.nilField, figure.growthStated, figure.changeStated, figure.asOfField,
            figure.breakdown,
        ]
        .compactMap({ $0 }) { _ = field([name], register, figure.place) }
    }

    private func checkStated() {
        guard figure.comparison == .stated else {
            if figure.growthStated != nil || figure.changeStated != nil {
                report("写了来源所述的增速或增量", "同时写 compare: stated")
            }
            return
        }
        guard case .query(let query) = figure.measure, case .value = query.aggregate else {
            report("compare: stated 只用于 value", "增速由系统计算就写 compare: previous-year")
            return
        }
        if figure.growthStated == nil && figure.changeStated == nil {
            report("compare: stated 要写明字段", "补上 growth-stated 或 change-stated")
        }
    }

    private func field(_ path: [String], _ register: Register, _ place: Place) -> Field? {
        let names = register.fields.map(\.name)
        guard let first = path.first, let field = register.field(first) else {
            report(
                "登记册 \(register.name) 里没有字段 \(path.first ?? "")",
                Catalogue.advice(for: path.first ?? "", among: names), at: place)
            return nil
        }
        if field.personal { report("\(field.title)是个人信息", "指标不能用个人信息", at: place) }
        guard path.count == 2 else { return field }
        guard let target = field.type.target.flatMap(catalogue.register) else {
            report("字段 \(first) 不是引用", "路径只能经过引用字段", at: place)
            return nil
        }
        return self.field([path[1]], target, place)
    }

    private func check(_ condition: Condition, fields: [Field], of register: Register) {
        let place = condition.place
        switch condition.test {
        case .stateIn(let states), .stateOn(let states, _):
            let cycle = catalogue.lifecycle(of: register)
            for state in states where cycle.state(state) == nil {
                report(
                    "登记册 \(register.name) 没有状态 \(state)",
                    Catalogue.advice(for: state, among: cycle.states.map(\.name)), at: place)
            }
        case .validOn(let from, let to, _), .overlapsYear(let from, let to):
            for name in [from, to] {
                if let field = find([name], fields, register, place), field.type != .date {
                    report("\(field.title)不是日期", "起止字段都应是 date", at: place)
                }
            }
        default:
            guard let field = find(condition.path, fields, register, place) else { return }
            check(condition.test, on: field, place)
        }
    }

    private func find(_ path: [String], _ fields: [Field], _ register: Register, _ place: Place)
        -> Field?
    {
        if path.count == 1, let field = fields.first(where: { $0.name == path[0] }) {
            if field.personal { report("\(field.title)是个人信息", "指标不能用个人信息", at: place) }
            return field
        }
        return self.field(path, register, place)
    }

    private func check(_ test: Condition.Test, on field: Field, _ place: Place) {
        func literal(_ text: String) {
            do {
                _ = try field.type.scalar(from: text, in: catalogue)
            } catch {
                report(
                    "\(field.title)不会等于 \(text)：\(error.rule)", error.suggestion ?? "", at: place)
            }
        }
        switch test {
        case .isIn(let texts), .isNotIn(let texts): texts.forEach(literal)
        case .atLeast(let text), .atMost(let text):
            if !field.type.isInteger {
                report("\(field.title)不是数", "at-least、at-most 只用于数", at: place)
            }
            literal(text)
        case .inYear, .untilYear:
            if !field.type.isCalendar {
                report("\(field.title)不是日期、月份或年份", "in-year 只用于时间字段", at: place)
            }
        case .until:
            if field.type != .date { report("\(field.title)不是日期", "until 只用于 date", at: place) }
        case .within, .outside:
            if field.type != .region && field.type != .county {
                report("\(field.title)不是地区", "within、outside 只用于 region", at: place)
            }
        case .under:
            if field.type.codeList == nil {
                report("\(field.title)不是代码", "under 只用于有代码表的字段", at: place)
            }
        case .present, .absent, .validOn, .overlapsYear, .stateIn, .stateOn: break
        }
    }
}
