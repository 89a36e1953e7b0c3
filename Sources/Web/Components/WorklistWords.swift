import Catalogue
import Values

/// A work list's declaration in Chinese sentences.
struct WorklistWords: Sendable {
    let catalogue: Catalogue

    /// The conditions, a sentence each, and how the day is counted by which things are due.
    func conditions(_ list: Worklist) -> [String] {
        guard let register = catalogue.register(list.register) else { return [] }
        let writer = ConditionWords(catalogue: catalogue, day: "今天")
        var words = writer.all(list.conditions, register)
        if let rows = list.rows.flatMap(register.field) {
            words.append("逐行列出明细“\(rows.title)”")
            words += writer.all(rows: list.rowConditions, rows).map { "该行" + $0 }
        }
        words += list.dueConditions.map(writer.due)
        if let due = list.due { words.append(self.words(due, list, register, writer)) }
        return words
    }

    private func words(
        _ due: Worklist.Due, _ list: Worklist, _ register: Register, _ writer: ConditionWords
    ) -> String {
        switch due.base {
        case .yearly(let month, let day): return "期限是每年\(month)月\(day)日"
        case .field(let name):
            let column = list.rows.flatMap(register.field)?.type.columns?.first { $0.name == name }
            let title = column?.title ?? writer.name([name], register)
            guard let term = due.term else { return "期限是\(title)" }
            let unit = [.months: "个月", .workingDays: "个工作日"][term.unit] ?? term.unit.title
            return "期限是\(title)后\(writer.words(term.length, unit))"
        }
    }

    /// The dated rules that the list counts with: what each says today, and by which document.
    func rules(_ list: Worklist, on today: CalendarDate) -> [String] {
        var names: [String] = []
        func note(_ length: Condition.Length?) {
            if case .rule(let name) = length, !names.contains(name) { names.append(name) }
        }
        for condition in list.conditions + list.dueConditions + list.rowConditions {
            switch condition.test {
            case .withinDays(let days), .untilDays(let days), .olderThanDays(let days),
                .sinceDays(let days):
                note(days)
            default: break
            }
        }
        note(list.due?.term?.length)
        return names.compactMap { name in
            guard let rule = catalogue.rules[name] else { return nil }
            guard let value = rule.value(on: today) else { return "\(rule.title)：今天还没有规定" }
            return "\(rule.title)：\(value.value) \(rule.unit ?? "")（\(value.source)）"
        }
    }
}
