public import Catalogue
public import Store
import Values

/// Hides personal values from those who need not see them, the way official notices do.
public enum Masking {
    /// Phone 138****1234, identity number first two and last three, mail first letter and domain,
    /// anything else its first character.
    public static func text(_ text: String, _ field: Field) -> String {
        if text.isEmpty { return "" }
        guard case .text(let format, _, _) = field.type else { return "***" }
        switch format {
        case .phone:
            return text.count >= 11
                ? "\(text.prefix(3))****\(text.suffix(4))" : "****\(text.suffix(2))"
        case .idNumber, .uscc:
            let hidden = max(text.count - 5, 0)
            return text.prefix(2) + String(repeating: "*", count: hidden) + text.suffix(3)
        case .email:
            let domain = text.drop { $0 != "@" }
            return "\(text.prefix(1))***\(domain)"
        case nil:
            return text.prefix(1) + String(repeating: "*", count: min(max(text.count - 1, 1), 6))
        }
    }
}

extension Registry {
    /// Personal fields of records in words, as the viewer may see them; records without any are
    /// left out.
    public func personalTexts(
        _ reader: Reader, _ register: String, _ fields: [Field], ids: [Int64], by viewer: Viewer
    ) throws -> [Int64: [String: String]] {
        let wanted = Array(Set(ids)).sorted()
        guard !fields.isEmpty, !wanted.isEmpty else { return [:] }
        let plan = try plan(register)
        let columns = fields.map { "\(column: $0.name)" as SQL }.joined(", ")
        var texts: [Int64: [String: String]] = [:]
        for start in stride(from: 0, to: wanted.count, by: 500) {
            let chunk = wanted[start..<min(start + 500, wanted.count)]
            let list = chunk.map { "\($0)" as SQL }.joined(", ")
            try reader.each(
                """
                SELECT id, \(columns) FROM \(table: plan.register.table + "_personal")
                WHERE id IN (\(list))
                """
            ) { row in
                guard let id = row[0].integer else { return }
                for (index, field) in fields.enumerated() {
                    let cell = try plan.opened(row[index + 1], field.name, field.type, of: id)
                    let text = field.type.text(cell, in: catalogue)
                    texts[id, default: [:]][field.name] =
                        viewer.seesPersonal(in: plan.register) ? text : Masking.text(text, field)
                }
            }
        }
        return texts
    }
}
