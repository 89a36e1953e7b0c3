import Catalogue
import Documents
import Journal
import Registers
import Store
import Values

/// The accepted sheets of a return as one table that its register imports.
struct Landing {
    let table: CSVTable
    /// Receiver and row of each line of the table, from line 1.
    private let places: [(receiver: String, row: Int)]

    /// SHA-256 over the table, by which a second landing of the same is known.
    var digest: String {
        let lines = [table.header] + table.rows.map(\.cells)
        return Digest(of: lines.map { $0.joined(separator: "\u{1}") }.joined(separator: "\n")).hex
    }

    /// - Throws: `ReturnRefusal.landing` where two receivers report the same record.
    init(
        _ form: ReturnForm, _ register: Register, _ views: [SheetView], _ returns: Returns,
        _ reader: Reader
    ) throws {
        let asked = form.columns.filter { $0.field != nil }
        let fixed = form.fixed.sorted { $0.key < $1.key }
        let hasSource = register.field("source_system") != nil
        var header = asked.map(\.key) + fixed.map(\.key)
        if register.hasCounty { header.append("county") }
        if hasSource { header.append("source_system") }
        let counties = try Self.counties(of: views, returns, reader)
        var rows: [CSVRow] = []
        var places: [(receiver: String, row: Int)] = []
        var seen: [[String]: Int] = [:]
        var doubles: [String] = []
        for view in views {
            for (index, row) in view.answers.rows.enumerated() {
                let key = form.keyColumns.map { row[$0] ?? "" }
                places.append((view.receiver, index + 1))
                if let first = seen[key] {
                    let (receiver, row) = places[first - 1]
                    let here = "\(view.receiver)第 \(index + 1) 行"
                    doubles.append("\(here)：与\(receiver)第 \(row) 行是同一条。只留一行")
                }
                seen[key] = places.count
                var cells = asked.map { Self.text(row[$0.key] ?? "", $0, returns.catalogue) }
                cells += fixed.map(\.value)
                if register.hasCounty { cells.append(counties[view.sheet.id] ?? "") }
                if hasSource { cells.append("county-returns") }
                rows.append(CSVRow(line: places.count, cells: cells))
            }
        }
        if !doubles.isEmpty { throw ReturnRefusal.landing(doubles) }
        table = CSVTable(header: header, rows: rows)
        self.places = places
    }

    /// As the register reads it: amounts in yuan.
    private static func text(_ text: String, _ column: ReturnColumn, _ catalogue: Catalogue)
        -> String
    {
        guard column.type == .money, !text.isEmpty,
            let cell = try? column.cell(text, in: catalogue, reference: { _, _ in .null })
        else { return text }
        return column.type.text(cell, in: catalogue)
    }

    /// The county that a sheet's records belong to: the receiver's own, or its organisation's.
    private static func counties(of views: [SheetView], _ returns: Returns, _ reader: Reader)
        throws -> [Int64: String]
    {
        let ids = views.compactMap { $0.sheet["organisation"].integer }
        let units = try returns.registry.records(reader, "organisation", ids: ids)
        let byUnit = Dictionary(units.map { ($0.id, $0["county"].text) }) { $1 }
        return views.reduce(into: [:]) { counties, view in
            counties[view.sheet.id] =
                view.sheet["county"].text
                ?? view.sheet["organisation"].integer.flatMap { byUnit[$0] ?? nil }
        }
    }

    /// A fault of the import, told by receiver and row.
    func words(_ finding: ImportFinding) -> String {
        guard places.indices.contains(finding.line - 1) else { return finding.message }
        let (receiver, row) = places[finding.line - 1]
        let column = finding.column.map { "“\($0)”" } ?? ""
        return "\(receiver)第 \(row) 行\(column)：\(finding.message)"
    }
}
