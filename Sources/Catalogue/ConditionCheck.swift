import Values

/// Checks the conditions of one declaration (a figure, a work list) against the register it asks.
struct ConditionCheck {
    /// What problems begin with: 指标 visits, 工作清单 visits-due.
    let subject: String
    let catalogue: Catalogue
    let problems: ProblemList

    func report(_ message: String, _ advice: String, at place: Place) {
        problems.add(place, "\(subject)：\(message)", advice: advice)
    }

    /// The register of that name; a problem where there is none.
    func register(_ name: String, at place: Place) -> Register? {
        if let register = catalogue.register(name) { return register }
        report(
            "没有登记册 \(name)",
            Catalogue.advice(for: name, among: catalogue.registers.map(\.name)), at: place)
        return nil
    }

    /// The field at the end of a path that may be asked; a problem where there is none.
    func field(_ path: [String], _ register: Register, _ place: Place) -> Field? {
        if path == [Condition.stateSince] { return Field.stateSince }
        let names = register.fields.map(\.name)
        guard let first = path.first, let field = register.field(first) else {
            report(
                "登记册 \(register.name) 里没有字段 \(path.first ?? "")",
                Catalogue.advice(for: path.first ?? "", among: names), at: place)
            return nil
        }
        if field.personal { report("\(field.title)是个人信息", "条件和度量不能用个人信息", at: place) }
        guard path.count == 2 else { return field }
        guard let target = field.type.target.flatMap(catalogue.register) else {
            report("字段 \(first) 不是引用", "路径只能经过引用字段", at: place)
            return nil
        }
        return self.field([path[1]], target, place)
    }

    /// Conditions on records of the register.
    func check(_ conditions: [Condition], of register: Register, isRelated: Bool = false) {
        for condition in conditions { check(condition, of: register, isRelated) }
    }

    /// Conditions on the rows of a rows field: of its columns alone.
    func check(rows conditions: [Condition], of field: Field) {
        let columns = field.type.columns ?? []
        for condition in conditions {
            let name = condition.path.first ?? "state"
            guard condition.path.count == 1, let column = columns.first(where: { $0.name == name })
            else {
                report(
                    "明细“\(field.title)”里没有列 \(name)",
                    Catalogue.advice(for: name, among: columns.map(\.name)), at: condition.place)
                continue
            }
            if column.personal {
                report("\(column.title)是个人信息", "条件和度量不能用个人信息", at: condition.place)
            }
            check(condition.test, on: column, condition.place)
        }
    }

    private func check(_ condition: Condition, of register: Register, _ isRelated: Bool) {
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
                if let field = field([name], register, place), field.type != .date {
                    report("\(field.title)不是日期", "起止字段都应是 date", at: place)
                }
            }
        case .withRecord(let related), .withoutRecord(let related):
            if isRelated { report("条件套得太深", "with-record 里不能再写 with-record", at: place) }
            check(related, of: register, place)
        default:
            guard let field = field(condition.path, register, place) else { return }
            if field.type.columns != nil, condition.path.count == 2 {
                report("\(field.title)是另一登记册的明细", "只能问本册的明细", at: place)
            }
            check(condition.test, on: field, place)
        }
    }

    private func check(_ related: Condition.Related, of register: Register, _ place: Place) {
        guard let other = self.register(related.register, at: place) else { return }
        func type(_ name: String, _ register: Register) -> FieldType? {
            if name == "id" { return .record(register: register.name) }
            guard let field = field([name], register, place) else { return nil }
            if field.type.columns != nil { report("\(field.title)是明细", "对上要用单个字段", at: place) }
            return field.type
        }
        for pair in related.same {
            guard let theirs = type(pair.theirs, other), let ours = type(pair.ours, register) else {
                continue
            }
            if theirs.isInteger != ours.isInteger || theirs.target != ours.target {
                report(
                    "\(other.title)的 \(pair.theirs) 与 \(pair.ours) 不是同一类字段", "两边类型要相同",
                    at: place)
            }
        }
        check(related.conditions, of: other, isRelated: true)
    }

    /// A length that is a rule: there, in the right unit, a whole number.
    func check(_ length: Condition.Length, unit: String, _ place: Place) {
        guard case .rule(let name) = length else { return }
        guard let rule = catalogue.rules[name] else {
            report(
                "\(name) 既不是整数，也不是规则的名字",
                Catalogue.advice(for: name, among: catalogue.rules.keys), at: place)
            return
        }
        let units = unit == "日" ? ["日", "天"] : unit == "月" ? ["月", "个月"] : [unit]
        if !units.contains(rule.unit ?? "") {
            report("规则 \(name) 的单位是\(rule.unit ?? "空")，这里要\(unit)", "换一条规则，或改用相应的键", at: place)
        }
        for value in rule.values where (Int(value.value) ?? -1) < 0 {
            report("规则 \(name) 的值 \(value.value) 不是整数", "这里只能用整数", at: place)
        }
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
        if field.type.columns != nil, !test.isOfRows {
            report("\(field.title)是明细", "明细只问 present、absent、with、without", at: place)
            return
        }
        switch test {
        case .isIn(let texts), .isNotIn(let texts): texts.forEach(literal)
        case .atLeast(let text), .atMost(let text):
            if !field.type.isInteger {
                report("\(field.title)不是数", "at-least、at-most 只用于数", at: place)
            }
            literal(text)
        case .inYear, .inPreviousYear, .beforeYear, .untilYear, .fromYear:
            if !field.type.isCalendar {
                report("\(field.title)不是日期、月份或年份", "in-year 只用于时间字段", at: place)
            }
        case .until:
            if field.type != .date { report("\(field.title)不是日期", "until 只用于 date", at: place) }
        case .overdue:
            if field.type != .date { report("\(field.title)不是日期", "overdue 只用于 date", at: place) }
        case .withinDays(let days), .untilDays(let days), .olderThanDays(let days),
            .sinceDays(let days):
            if field.type != .date { report("\(field.title)不是日期", "天数只对 date 来数", at: place) }
            check(days, unit: "日", place)
        case .within, .outside:
            if field.type != .region && field.type != .county {
                report("\(field.title)不是地区", "within、outside 只用于 region", at: place)
            }
        case .under:
            if field.type.codeList == nil {
                report("\(field.title)不是代码", "under 只用于有代码表的字段", at: place)
            }
        case .withRows(let conditions), .withoutRows(let conditions):
            guard field.type.columns != nil else {
                report("\(field.title)不是明细", "with、without 只用于 rows", at: place)
                return
            }
            check(rows: conditions, of: field)
        case .present, .absent, .validOn, .overlapsYear, .stateIn, .stateOn, .withRecord,
            .withoutRecord:
            break
        }
    }
}

extension Condition.Test {
    /// Whether the test can be asked of a rows field.
    fileprivate var isOfRows: Bool {
        switch self {
        case .present, .absent, .withRows, .withoutRows: true
        default: false
        }
    }
}

extension Field {
    /// The kernel's column that tells since when a record is in its state.
    public static let stateSince = Field(
        name: Condition.stateSince, title: "状态起始日", type: .date, required: true, standard: nil,
        personal: false, openness: .never, help: nil, limits: FieldLimits(), isCommon: true,
        place: Place(file: "", line: 0, layer: ""))
}
