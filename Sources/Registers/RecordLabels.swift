import Catalogue
public import Store
import Values

extension Registry {
    /// The labels of records: what a link to them says.
    public func labels(_ reader: Reader, _ register: String, ids: [Int64]) throws -> [Int64: String]
    {
        let plan = try plan(register)
        let wanted = Array(Set(ids)).sorted()
        guard !wanted.isEmpty, let field = plan.register.field(plan.register.label) else {
            return Dictionary(uniqueKeysWithValues: wanted.map { ($0, "#\($0)") })
        }
        let table = field.personal ? plan.register.table + "_personal" : plan.register.table
        var labels: [Int64: String] = [:]
        var references: [(Int64, Int64)] = []
        for start in stride(from: 0, to: wanted.count, by: 500) {
            let chunk = wanted[start..<min(start + 500, wanted.count)]
            let places = chunk.map { "\($0)" as SQL }.joined(", ")
            try reader.each(
                "SELECT id, \(column: field.name) FROM \(table: table) WHERE id IN (\(places))"
            ) { row in
                guard let id = row[0].integer else { return }
                if field.type.target != nil, let other = row[1].integer {
                    references.append((id, other))
                } else {
                    let text = field.type.text(row[1], in: catalogue)
                    labels[id] = text.isEmpty ? "#\(id)" : String(text.prefix(60))
                }
            }
        }
        if let target = field.type.target {
            let names = try self.labels(reader, target, ids: references.map(\.1))
            for (id, other) in references { labels[id] = names[other] }
        }
        for id in wanted where labels[id] == nil { labels[id] = "#\(id)" }
        return labels
    }
}
