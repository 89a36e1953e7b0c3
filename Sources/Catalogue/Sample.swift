public import Documents

/// Made-up rows of a register, in the form in which a person would import them: an example to
/// learn from, and to try an import with.
public struct Sample: Sendable {
    public let register: String
    /// The CSV file that holds it.
    public let file: String
    /// Headings are titles or names of fields, or the words for the state and its first day.
    public let table: CSVTable
    /// Title of the layer that the file stands in.
    let layer: String

    /// The heading of a column of states.
    public static let state = "状态"
    /// The heading of a column of the days since which records are in their states.
    public static let stateSince = "状态起始日"

    /// The cells of one heading in each row; nil where the sample has no such column.
    public func cells(of field: Field) -> [String]? {
        let place =
            table.header.firstIndex(of: field.title) ?? table.header.firstIndex(of: field.name)
        return place.map { place in table.rows.map { $0.cells[place] } }
    }

    /// With the city's own counties in turn where the file leaves that column out: the files of
    /// the nation cannot name them.
    func completed(_ register: Register, _ counties: CodeList?) -> Sample {
        let titles = (counties?.codes ?? []).filter { !Self.noCounties.contains($0.code) }
            .map(\.title)
        guard let field = register.field("county"), field.type == .county, !titles.isEmpty,
            cells(of: field) == nil
        else { return self }
        let rows = table.rows.enumerated().map { index, row in
            CSVRow(line: row.line, cells: row.cells + [titles[index % titles.count]])
        }
        return Sample(
            register: self.register, file: file,
            table: CSVTable(header: table.header + [field.title], rows: rows), layer: layer)
    }

    /// What the nation's list of counties has.
    private static let noCounties: Set<String> = ["unassigned", "outside"]
}

extension Catalogue {
    /// The samples in an order in which they can be imported: what a row names comes before it.
    public var samplesInOrder: [Sample] {
        var order: [Sample] = []
        var seen: Set<String> = []
        func visit(_ name: String) {
            guard let sample = samples[name], seen.insert(name).inserted else { return }
            for target in targets(of: sample) { visit(target) }
            order.append(sample)
        }
        for register in registers { visit(register.name) }
        return order
    }

    /// The registers whose records the rows name.
    private func targets(of sample: Sample) -> [String] {
        (register(sample.register)?.fields ?? []).flatMap { field -> [String] in
            let cells = (sample.cells(of: field) ?? []).filter { !$0.isEmpty }
            if cells.isEmpty { return [] }
            if let target = field.type.target { return [target] }
            return (field.type.columns ?? []).compactMap { column in
                let words = ["\"\(column.title)\"", "\"\(column.name)\""]
                let isUsed = cells.contains { cell in words.contains { cell.contains($0) } }
                return isUsed ? column.type.target : nil
            }
        }
    }
}
