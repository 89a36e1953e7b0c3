import Documents
import Registers
import Store
import Values

/// A file as the model knows it: what its cells must be read as.
struct GivenTable: Sendable, CustomStringConvertible {
    let register: String
    let columns: [String]
    let rows: [[String: Given]]
    let digest: String

    var description: String {
        let lines = rows.map { row in columns.map { row[$0]?.text ?? "" }.joined(separator: ",") }
        return ([register, columns.joined(separator: ",")] + lines).joined(separator: "\n    ")
    }

    var csv: CSVTable {
        CSVTable(
            header: columns,
            rows: rows.enumerated().map { index, row in
                CSVRow(line: index + 2, cells: columns.map { row[$0]?.text ?? "" })
            })
    }

    /// Whether its names of other records mean the same whenever it is read.
    var isSteady: Bool {
        rows.allSatisfy { row in
            ["firm", "contract"].allSatisfy { row[$0]?.text.hasPrefix("#") ?? true }
        }
    }
}

/// What must become of a file.
private struct ForetoldImport {
    var created: [Kept] = []
    var changed: [(before: Kept, after: Kept)] = []
    var unchanged = 0
    /// Records that were there already and that the file names.
    var known: Set<Int64> = []
    /// How many faults each line has.
    var faults: [Int: Int] = [:]
}

extension ModelWriter {
    /// Imports a file: a new one, or the last one once more.
    mutating func importTable() async throws {
        let register = maker.pick(["contract", "contract", "payment", "person"]) ?? "contract"
        let role = maker.chance(97) ? "officer" : "clerk"
        let viewer = try city.viewer(role)
        let table =
            maker.chance(20) ? partition.lastTables[register] ?? table(register) : table(register)
        let source = maker.chance(85) ? "\(partition.prefix)系统" : nil
        let keepsGood = maker.chance(60)
        let isIncrement = maker.chance(25)
        let request = ImportRequest(
            file: "表\(partition.prefix).csv", digest: table.digest, source: source,
            keepsGood: keepsGood, isIncrement: isIncrement)
        let what = "import \(table) of \(source ?? "nowhere"), keeps good: \(keepsGood)"
        let foretold = foretell(table)
        let report: ImportReport
        do {
            report = try await registry.importTable(
                ImportTable(table.csv, isOurs: maker.chance(50)), into: register, by: viewer,
                request)
        } catch let refusal as ImportRefusal {
            let found = refusal.findings.reduce(into: [:]) { $0[$1.line, default: 0] += 1 }
            try same(found, foretold.faults, what)
            return try same(keepsGood, false, what)
        } catch let refusal as RecordRefusal {
            return try same(Outcome.words(refusal), role == "clerk" ? "role may not" : "", what)
        }
        try same(keepsGood || foretold.faults.isEmpty, true, what)
        let found = report.findings.reduce(into: [:]) { $0[$1.line, default: 0] += 1 }
        try same(found, foretold.faults, what)
        try same(
            [report.created, report.changed, report.unchanged],
            [foretold.created.count, foretold.changed.count, foretold.unchanged], what)
        try await take(table, foretold, report, request, what)
        partition.lastTables[register] = table.isSteady ? table : nil
    }

    private mutating func table(_ register: String) -> GivenTable {
        let match = ModelRules.match[register] ?? ""
        let usable = (ModelRules.fields[register] ?? []).filter {
            $0 != "steps" && $0 != "note" && $0 != match
        }
        let required = Set(ModelRules.required[register] ?? [])
        let columns =
            [match] + usable.filter { required.contains($0) || maker.chance(35) }
        let rows = (0..<maker.number(1...8)).map { _ in
            var row: [String: Given] = [:]
            for column in columns { row[column] = maker.answer(register, column, partition) }
            return row
        }
        return GivenTable(
            register: register, columns: columns, rows: rows,
            digest: "\(maker.number(1...Int.max))")
    }

    private func foretell(_ table: GivenTable) -> ForetoldImport {
        var foretold = ForetoldImport()
        // Rows see what the rows before them have done.
        var trial = self
        var seen: Set<String> = []
        let match = ModelRules.match[table.register] ?? ""
        for (index, row) in table.rows.enumerated() {
            func fault(_ count: Int = 1) { foretold.faults[index + 2] = count }
            let bad = row.values.count { if case .unreadable = $0.reading { true } else { false } }
            let key = row[match]?.text ?? ""
            let named = trial.partition.named(
                "\(table.register).\(match)=\(key)", in: table.register)
            let before = key.isEmpty ? nil : named.first { !$0.isWithdrawn } ?? named.last
            if bad > 0 {
                // A row with a fault names its record all the same.
                if let before { foretold.known.insert(before.id) }
                fault(bad)
                continue
            }
            if !key.isEmpty, !seen.insert(key).inserted {
                fault()
                continue
            }
            let outcome =
                before.map { trial.updating(table.register, $0, row) }
                ?? trial.creating(table.register, row)
            switch outcome {
            case .refused(let why):
                if let before { foretold.known.insert(before.id) }
                let isRules = why.hasPrefix("fields ")
                fault(isRules ? why.split(separator: ",").count : 1)
            case .done(var record):
                if let before {
                    foretold.known.insert(before.id)
                    if record == before {
                        foretold.unchanged += 1
                    } else {
                        foretold.changed.append((before, record))
                    }
                } else {
                    record.id = -Int64(index + 1)
                    foretold.created.append(record)
                }
                trial.partition.put(
                    table.register, record, Step(before, record, "", role: "", reason: nil))
            }
        }
        return foretold
    }

    private func updating(_ register: String, _ before: Kept, _ row: [String: Given]) -> Outcome {
        // An empty cell does not take away what was filled in when the record was made.
        let row = row.filter { $0.value.text != "" || !ModelRules.defaults.contains($0.key) }
        var after = before
        _ = read(row, into: &after)
        return changed(register, before, after, hasReason: true)
    }

    /// Takes what was imported into the model, and compares it with what is there.
    private mutating func take(
        _ table: GivenTable, _ foretold: ForetoldImport, _ report: ImportReport,
        _ request: ImportRequest, _ what: String
    ) async throws {
        let register = table.register
        let match = ModelRules.match[register] ?? ""
        let officer = try city.viewer("officer")
        let registry = registry
        var written: [(before: Kept?, after: Kept)] = foretold.changed.map { ($0.before, $0.after) }
        for record in foretold.created {
            let filter = RecordFilter(
                field: match, comparison: .equals, value: record[match].description)
            let page = try await registry.database.read {
                try registry.find($0, register, RecordQuery(filters: [filter]), by: officer)
            }
            let ids = page.lines.filter { $0.state != "withdrawn" }.map(\.id)
            try same(ids.count, 1, what)
            var made = record
            made.id = ids[0]
            written.append((nil, made))
        }
        let reason = "导入 \(request.file)"
        for (before, after) in written {
            let found = try await registry.database.read {
                Kept(try registry.record($0, register, after.id))
            }
            try same(found, after, what)
            partition.put(
                register, after,
                Step(before, after, "\(register).imported", role: "officer", reason: reason))
        }
        let members = foretold.known.union(written.map(\.after.id))
        let hasBatch = try await takeBatch(
            table, members, report, request, isNew: !written.isEmpty, what)
        if hasBatch || !written.isEmpty { partition.entries += 1 }
    }

    private mutating func takeBatch(
        _ table: GivenTable, _ members: Set<Int64>, _ report: ImportReport,
        _ request: ImportRequest, isNew: Bool, _ what: String
    ) async throws -> Bool {
        let register = table.register
        let last = partition.batches[register]
        guard request.source != nil, isNew || last?.digest != table.digest else {
            try same(report.batch, nil, what)
            return false
        }
        let gone =
            request.isIncrement
            ? []
            : (last?.members ?? []).subtracting(members).sorted().filter {
                partition.records[register]?[$0]?.isWithdrawn == false
            }
        try same(report.vanished.map(\.id), gone, what)
        guard let batch = report.batch else {
            throw Mismatch(what, expected: "a batch", found: "none")
        }
        let registry = registry
        let kept = try await registry.database.read {
            try registry.record($0, "import-batch", batch)
        }
        let counts = ["rows", "created", "changed", "unchanged", "refused", "vanished", "previous"]
        let expected: [Int64?] =
            [
                table.rows.count, report.created, report.changed, report.unchanged,
                Set(report.findings.map(\.line)).count, gone.count,
            ].map(Int64.init) + [last?.id]
        try same(counts.map { kept[$0].integer }, expected, what)
        try same(
            (kept.rows["missing"] ?? []).map { $0["record_id"]?.integer ?? 0 }, gone, what)
        partition.batches[register] = .init(id: batch, digest: table.digest, members: members)
        partition.batchCount += 1
        return true
    }
}
