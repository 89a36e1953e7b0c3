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

    private func report(_ message: String, _ advice: String) {
        conditions.report(message, advice, at: figure.place)
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

    private var conditions: ConditionCheck {
        ConditionCheck(
            subject: "指标 \(figure.name)", catalogue: catalogue, problems: problems)
    }

    private func field(_ path: [String], _ register: Register) -> Field? {
        conditions.field(path, register, figure.place)
    }

    private func check(_ query: Query) {
        guard let register = conditions.register(query.register, at: figure.place) else { return }
        switch query.aggregate {
        case .countRecords: break
        case .countRows(let name):
            guard let field = register.field(name), field.type.columns != nil else {
                report("\(name) 不是登记册 \(register.name) 的明细字段", "count-of-rows 只能数明细")
                break
            }
            conditions.check(rows: query.rowConditions, of: field)
        case .countDistinct(let path), .value(let path): _ = field(path, register)
        case .sum(let path):
            if let field = field(path, register), !field.type.isSummable {
                report("\(field.title)不能求和", "求和只对金额、整数、小数")
            }
        case .average(let path), .max(let path):
            if let field = field(path, register), !field.type.isSummable {
                report("\(field.title)不能求平均、最大", "只对金额、整数、小数")
            }
        }
        conditions.check(query.conditions, of: register)
        for name in [
            figure.nilField, figure.growthStated, figure.changeStated, figure.asOfField,
            figure.breakdown,
        ]
        .compactMap({ $0 }) { _ = field([name], register) }
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
}
