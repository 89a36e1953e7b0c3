import Catalogue
import Registers
import Store
import Values

/// What was known of each receiver before: its sheet of the period before, or its records.
struct LastPeriod {
    /// The last values, and what the new sheet starts with.
    struct Known {
        var last: SheetAnswers
        var start: SheetAnswers
    }

    private let returns: Returns
    private let form: ReturnForm
    private let reader: Reader
    private let before: ReturnForm?
    private let sheets: [Record]

    init(_ returns: Returns, _ form: ReturnForm, _ reader: Reader) throws {
        self.returns = returns
        self.form = form
        self.reader = reader
        before = try form.previous.map { try returns.form(reader, $0) }
        sheets = try form.previous.map { try returns.sheets(reader, of: $0) } ?? []
    }

    func answers(of receiver: ReturnReceiver) throws -> Known {
        let sheet = sheets.first { sheet in
            switch receiver {
            case .county(let code):
                sheet["county"].text == code && sheet["organisation"].isNull
            case .organisation(let id): sheet["organisation"].integer == id
            }
        }
        var last = SheetAnswers([])
        // Only what was handed in counts as last period's value.
        if let sheet, let before, ["sent", "accepted"].contains(sheet.state) {
            last = carried(SheetAnswers(stored: sheet["answers"].text), from: before)
        } else if form.prefill == .register, case .county(let code) = receiver {
            last = try records(of: code)
        }
        return Known(last: last, start: start(last))
    }

    /// Columns are the same where they are the same field, or have the same heading; amounts are
    /// carried into the unit of today.
    private func carried(_ answers: SheetAnswers, from before: ReturnForm) -> SheetAnswers {
        let pairs = form.columns.compactMap { column in
            before.columns.first {
                $0.field != nil ? $0.key == column.key : $0.heading == column.heading
            }.map { (column, $0) }
        }
        return SheetAnswers(
            answers.rows.map { row in
                pairs.reduce(into: [:]) { texts, pair in
                    let (column, old) = pair
                    guard let text = row[old.key] else { return }
                    let cell = try? old.cell(text, in: returns.catalogue) { _, _ in .null }
                    texts[column.key] =
                        column.type == .money && old.type == .money
                        ? cell.map { column.text($0, in: returns.catalogue) } ?? text : text
                }
            })
    }

    /// The county's records in force, the newest of each key.
    private func records(of county: String) throws -> SheetAnswers {
        guard let register = form.register, register.hasCounty else { return SheetAnswers([]) }
        let asked = form.columns.filter { $0.field != nil }
        let cells = (["state"] + asked.map(\.key)).map { "\(column: $0)" as SQL }
        let found = try reader.all(
            """
            SELECT \(cells.joined(", ")) FROM \(table: register.table) WHERE county = \(county)
            ORDER BY id DESC LIMIT \(SheetRules.mostRows)
            """)
        let cycle = returns.catalogue.lifecycle(of: register)
        let inForce = found.filter { row in
            row[0].text.flatMap(cycle.state).map { !$0.final } ?? false
        }
        let names = try names(asked, in: inForce)
        var seen: Set<[String]> = []
        var rows: [[String: String]] = []
        for cells in inForce {
            var row: [String: String] = [:]
            for (column, cell) in zip(asked, cells.dropFirst()) where !cell.isNull {
                row[column.key] =
                    column.type.target == nil
                    ? column.text(cell, in: returns.catalogue)
                    : cell.integer.flatMap { names[column.key]?[$0] }
            }
            let key = form.keyColumns.map { row[$0] ?? "" }
            if seen.insert(key).inserted { rows.append(row) }
        }
        return SheetAnswers(rows.reversed())
    }

    /// The names of the records that they name, by column.
    private func names(_ asked: [ReturnColumn], in rows: [[Scalar]]) throws
        -> [String: [Int64: String]]
    {
        try asked.enumerated().reduce(into: [:]) { names, column in
            guard let target = column.element.type.target else { return }
            let ids = rows.compactMap { $0[column.offset + 1].integer }
            names[column.element.key] = try returns.registry.labels(reader, target, ids: ids)
        }
    }

    /// The rows that a sheet starts with: those of the form, else those of before where they are
    /// asked for; of their cells the key and what is carried into the cell.
    private func start(_ last: SheetAnswers) -> SheetAnswers {
        let keys = Set(form.keyColumns)
        let kept = form.columns.filter { keys.contains($0.key) || $0.carry == .prefilled }
        func row(_ known: [String: String]) -> [String: String] {
            known.filter { key, _ in kept.contains { $0.key == key } }
        }
        if let first = form.columns.first, !form.rowTitles.isEmpty {
            return SheetAnswers(
                form.rowTitles.map { title in
                    var start = row(last.rows.first { $0[first.key] == title } ?? [:])
                    start[first.key] = title
                    return start
                })
        }
        return form.prefill == .none ? SheetAnswers([]) : SheetAnswers(last.rows.map(row))
    }
}
