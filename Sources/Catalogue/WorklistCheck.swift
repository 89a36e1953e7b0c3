/// Checks one work list against the register it asks.
struct WorklistCheck {
    let worklist: Worklist
    let catalogue: Catalogue
    let problems: ProblemList

    init(_ worklist: Worklist, _ catalogue: Catalogue, _ problems: ProblemList) {
        self.worklist = worklist
        self.catalogue = catalogue
        self.problems = problems
    }

    private var conditions: ConditionCheck {
        ConditionCheck(
            subject: "工作清单 \(worklist.name)", catalogue: catalogue, problems: problems)
    }

    private func report(_ message: String, _ advice: String, at place: Place? = nil) {
        conditions.report(message, advice, at: place ?? worklist.place)
    }

    func run() {
        checkSection()
        guard let register = conditions.register(worklist.register, at: worklist.place) else {
            return
        }
        let rows = worklist.rows.flatMap { rowsField($0, register) }
        conditions.check(worklist.conditions, of: register)
        if let rows { conditions.check(rows: worklist.rowConditions, of: rows) }
        if worklist.rows == nil, !worklist.rowConditions.isEmpty {
            report("写了 rows，没有写 each", "用 each 写明逐行列出哪个明细")
        }
        checkDue(register, rows)
        checkShown(register, rows)
        if let sort = worklist.sort?.field, let field = field(sort, register, rows) {
            if field.type.columns != nil || field.personal {
                report("不能按\(field.title)排序", "换一个不是明细、不是个人信息的字段")
            }
        }
    }

    private func checkSection() {
        guard let section = worklist.section else { return }
        let sections = catalogue.list("sections")
        if sections?[section] == nil {
            report(
                "科室 \(section) 不在代码表 sections 里",
                Catalogue.advice(for: section, among: sections?.codes.map(\.code) ?? []))
        }
    }

    private func rowsField(_ name: String, _ register: Register) -> Field? {
        if let field = register.field(name), field.type.columns != nil { return field }
        let known = register.rowFields.map(\.name)
        report(
            "\(name) 不是登记册 \(register.name) 的明细字段", Catalogue.advice(for: name, among: known))
        return nil
    }

    /// A column of the rows, or a field of the record.
    private func field(_ name: String, _ register: Register, _ rows: Field?) -> Field? {
        if name == Condition.stateSince { return Field.stateSince }
        if let column = rows?.type.columns?.first(where: { $0.name == name }) { return column }
        if let field = register.field(name) { return field }
        let known = register.fields.map(\.name) + (rows?.type.columns ?? []).map(\.name)
        report(
            "登记册 \(register.name) 里没有字段 \(name)", Catalogue.advice(for: name, among: known))
        return nil
    }

    private func checkDue(_ register: Register, _ rows: Field?) {
        for condition in worklist.dueConditions {
            guard worklist.due != nil else {
                report("条件 due 没有期限可问", "写出 due: 字段", at: condition.place)
                continue
            }
            switch condition.test {
            case .overdue: break
            case .withinDays(let days), .untilDays(let days), .olderThanDays(let days):
                conditions.check(days, unit: "日", condition.place)
            default:
                report(
                    "条件 due 只问早晚", "可用：overdue、within-days、until-days、older-than-days",
                    at: condition.place)
            }
        }
        guard let due = worklist.due else { return }
        if case .field(let name) = due.base, let field = field(name, register, rows) {
            if field.type != .date { report("\(field.title)不是日期", "due 只能从 date 算起") }
            if field.personal { report("\(field.title)是个人信息", "期限不能从个人信息算起") }
        }
        if let term = due.term {
            conditions.check(term.length, unit: term.unit.title, worklist.place)
        }
    }

    private func checkShown(_ register: Register, _ rows: Field?) {
        if worklist.shown.isEmpty { report("没有写 show", "列出要显示的字段，例如 show: [name, county]") }
        let columns = rows?.type.columns ?? []
        for name in worklist.shown {
            guard let field = field(name, register, rows) else { continue }
            if field.type.columns != nil { report("show 里的\(field.title)是明细", "换成单个字段") }
            if field.personal, columns.contains(where: { $0.name == name }) {
                report("明细里的\(field.title)是个人信息", "明细的个人信息不能列出")
            }
        }
    }
}
