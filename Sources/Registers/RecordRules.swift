import Catalogue
import Values

/// The declared rules that a record's cells must keep; pure, so that a draft can be tried dry.
struct RecordRules {
    let register: Register
    let catalogue: Catalogue
    let today: CalendarDate

    /// Every broken rule.
    func check(_ fields: [String: Scalar], _ rows: [String: [[String: Scalar]]]) -> [FieldProblem] {
        var problems = check(fields, among: register.fields)
        for field in register.rowFields {
            let isEmpty = rows[field.name]?.isEmpty ?? true
            if let when = unmet(field, fields) {
                if !isEmpty { problems.append(uncalled(field, "", when)) }
                continue
            }
            if field.required || field.isRequiredWhenAsked, isEmpty {
                problems.append(problem(field, "", "必填，至少一行", "补上明细"))
            }
            for (index, row) in (rows[field.name] ?? []).enumerated() {
                problems += check(row, among: field.type.columns ?? []).map {
                    $0.placed(field, row: index)
                }
            }
        }
        return problems
    }

    /// Every broken rule of a form of which some fields cannot be read, those first: one round
    /// shows every mistake, and each field is spoken of once.
    func check(
        _ fields: [String: Scalar], _ rows: [String: [[String: Scalar]]],
        besides unread: [FieldProblem]
    ) -> [FieldProblem] {
        func name(_ problem: FieldProblem) -> Substring { problem.field.prefix { $0 != "." } }
        let told = Set(unread.map(name))
        return unread + check(fields, rows).filter { !told.contains(name($0)) }
    }

    private func check(_ cells: [String: Scalar], among fields: [Field])
        -> [FieldProblem]
    {
        var problems: [FieldProblem] = []
        for field in fields where field.type.columns == nil {
            let cell = cells[field.name] ?? .null
            if let when = unmet(field, cells) {
                if !cell.isNull {
                    problems.append(uncalled(field, field.type.text(cell, in: catalogue), when))
                }
                continue
            }
            if cell.isNull {
                if field.required || field.isRequiredWhenAsked {
                    problems.append(problem(field, "", "必填", "填上\(field.title)"))
                }
                continue
            }
            if let (rule, advice) = broken(field, cell, cells, fields) {
                let text = field.type.text(cell, in: catalogue)
                problems.append(problem(field, text, rule, advice))
            }
        }
        return problems
    }

    /// The condition that keeps a record with these cells from being asked for the field.
    private func unmet(_ field: Field, _ cells: [String: Scalar]) -> FieldCondition? {
        guard let when = field.when, !register.asks(field, of: cells) else { return nil }
        return when
    }

    /// Of a field that is filled in where it is not asked.
    private func uncalled(_ field: Field, _ value: String, _ when: FieldCondition) -> FieldProblem {
        problem(
            field, value, "只有\(register.words(of: when, in: catalogue))才填",
            "清空它，或改“\(register.field(when.field)?.title ?? when.field)”")
    }

    private func problem(
        _ field: Field, _ value: String, _ rule: String, _ advice: String
    ) -> FieldProblem {
        FieldProblem(
            field: field.name, title: field.title, value: field.personal ? "" : value,
            rule: rule, advice: advice)
    }

    private func broken(
        _ field: Field, _ cell: Scalar, _ cells: [String: Scalar], _ fields: [Field]
    ) -> (String, String)? {
        let limits = field.limits
        if limits == FieldLimits(), field.type != .money { return nil }
        if field.type == .money, limits.minimum == nil, let fen = cell.integer, fen < 0 {
            return ("金额不能为负", "改成正数")
        }
        if let minimum = bound(limits.minimum, field), cell < minimum {
            return ("不能小于 \(limits.minimum ?? "")", "改大一些，或核对单位")
        }
        if field.type.isInteger, let maximum = bound(limits.maximum, field), cell > maximum {
            return ("不能大于 \(limits.maximum ?? "")", "改小一些，或核对单位")
        }
        for (name, isAfter) in [
            (limits.atMost, false), (limits.notAfter, false), (limits.notBefore, true),
        ] {
            guard let name else { continue }
            if name == "today" {
                if cell > .text(today.iso) { return ("不能晚于今天（\(today.iso)）", "核对日期") }
                continue
            }
            guard let other = fields.first(where: { $0.name == name }) else { continue }
            let against = cells[name] ?? .null
            if against.isNull { continue }
            let shown = other.type.text(against, in: catalogue)
            if isAfter, cell < against {
                return ("不能早于\(other.title)（\(shown)）", "核对两个日期")
            }
            if !isAfter, cell > against {
                return field.type.isCalendar
                    ? ("不能晚于\(other.title)（\(shown)）", "核对两个日期")
                    : ("不能大于\(other.title)（\(shown)）", "核对两个数")
            }
        }
        return nil
    }

    private func bound(_ text: String?, _ field: Field) -> Scalar? {
        guard let text, text != "none" else { return nil }
        return try? field.type.scalar(from: text, in: catalogue)
    }
}
