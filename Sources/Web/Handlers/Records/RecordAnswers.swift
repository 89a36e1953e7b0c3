import Catalogue
import Registers
import Values

extension PostedForm {
    /// What was answered to the questions of a register, as the register reads it. Fields that the
    /// form did not have are left alone; those it left empty are cleared.
    func answers(_ fields: [Field]) -> [String: Answer] {
        let sent = Set(values.items.map { $0.name.prefix { $0 != "." } }.map(String.init))
        var answers: [String: Answer] = [:]
        for field in fields {
            if field.type.columns != nil {
                answers[field.name] = .rows(rows(field.name))
            } else if sent.contains(field.name) {
                answers[field.name] = .text(answer(field))
            }
        }
        return answers
    }

    private func answer(_ field: Field) -> String {
        switch field.type {
        case .money:
            let (text, unit) = money(field.name)
            // Whoever types the unit means it.
            return text.isEmpty || text.contains("元") ? text : text + unit.rawValue
        case .region: return region(field.name)
        case .record:
            switch record(field.name) {
            case .none: return ""
            case .chosen(let id): return "#\(id)"
            case .typed(let text): return text
            }
        default: return text(field.name)
        }
    }
}
