import Catalogue
public import Store
import Values

extension Registry {
    /// The labels of records as the viewer may see them: their numbers where they are called by
    /// something personal that the viewer does not see.
    public func labels(_ reader: Reader, _ register: String, ids: [Int64], by viewer: Viewer) throws
        -> [Int64: String]
    {
        let declared = try self.register(register)
        if declared.field(declared.label)?.personal ?? false, !viewer.seesPersonal(in: declared) {
            return Dictionary(uniqueKeysWithValues: Set(ids).map { ($0, "#\($0)") })
        }
        return try labels(reader, register, ids: ids)
    }

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
        // Two sizes only, filled up with the last id: few statements, each prepared once.
        let size = wanted.count <= 50 ? 50 : 500
        let places = (1...size).map(reader.dialect.place).joined(separator: ", ")
        let text = "SELECT id, \"\(field.name)\" FROM \"\(table)\" WHERE id IN (\(places))"
        for start in stride(from: 0, to: wanted.count, by: size) {
            var chunk = wanted[start..<min(start + size, wanted.count)].map(Scalar.integer)
            while chunk.count < size { chunk.append(chunk[chunk.count - 1]) }
            try reader.each(Statement(text: text, values: chunk)) { row in
                guard let id = row[0].integer else { return }
                if field.type.target != nil, let other = row[1].integer {
                    references.append((id, other))
                } else {
                    let cell =
                        field.personal
                        ? try plan.opened(row[1], field.name, field.type, of: id) : row[1]
                    let text = field.type.text(cell, in: catalogue)
                    // 60 bytes hold at most 60 characters; counting characters is dear.
                    let short = text.utf8.count <= 60 ? text : String(text.prefix(60))
                    if !text.isEmpty { labels[id] = short }
                }
            }
        }
        if let target = field.type.target {
            let names = try self.labels(reader, target, ids: references.map(\.1))
            for (id, other) in references { labels[id] = names[other] }
        }
        let unnamed = wanted.filter { labels[$0] == nil }
        if !unnamed.isEmpty {
            labels.merge(try subjects(reader, plan.register, ids: unnamed)) { $1 }
        }
        for id in unnamed where labels[id] == nil { labels[id] = "#\(id)" }
        return labels
    }

    /// The organisations that records without a name of their own are about: those that they are
    /// matched on.
    private func subjects(_ reader: Reader, _ register: Register, ids: [Int64]) throws
        -> [Int64: String]
    {
        let organisation = "organisation"
        let field = register.match.compactMap(register.field).first {
            $0.type.target == organisation && !$0.personal
        }
        guard register.name != organisation, let field else { return [:] }
        let list = ids.map { "\($0)" as SQL }.joined(", ")
        var found: [Int64: Int64] = [:]
        try reader.each(
            """
            SELECT id, \(column: field.name) FROM \(table: register.table) WHERE id IN (\(list))
            """
        ) { row in
            if let id = row[0].integer, let other = row[1].integer { found[id] = other }
        }
        let names = try labels(reader, organisation, ids: Array(found.values))
        return found.compactMapValues { names[$0] }
    }
}
