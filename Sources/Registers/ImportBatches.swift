import Catalogue
import Documents
import Journal
import Store
import Values

/// Batches: what a file changed, beside what the file before from the same source held.
extension Registry {
    /// Notes the batch and what has vanished since the one before. A file that changes nothing and
    /// came before leaves no trace.
    func keepBatch(_ run: inout ImportRun, _ writer: Writer, by viewer: Viewer) throws {
        guard let source = run.request.source, catalogue.register("import-batch") != nil else {
            return
        }
        let register = run.register
        let last = try writer.reader.first(
            """
            SELECT id, digest FROM import_batch WHERE "register" = \(register.name)
            AND source = \(source) AND state <> \(Lifecycle.withdrawn) ORDER BY id DESC LIMIT 1
            """)
        let previous = last?[0].integer
        if let previous, !run.request.isIncrement {
            run.report.vanished = try vanished(since: previous, run, writer.reader)
        }
        try answerReturned(run, source: source, writer)
        let isNothingNew = run.report.created == 0 && run.report.changed == 0
        if isNothingNew, last?[1].text == run.request.digest { return }
        let report = run.report
        var draft = Draft()
        draft.fields = [
            "register": .text(register.name), "source": .text(source),
            "file": .text(String(run.request.file.suffix(200))),
            "digest": .text(run.request.digest),
            "sheet": run.table.sheet.map(Scalar.text) ?? .null,
            "as_of": run.request.asOf.map { .text($0.iso) } ?? .null,
            "by": .text(viewer.name), "rows": .integer(Int64(run.table.rows.count)),
            "created": .integer(Int64(report.created)), "changed": .integer(Int64(report.changed)),
            "unchanged": .integer(Int64(report.unchanged)),
            "refused": .integer(Int64(Set(report.findings.map(\.line)).count)),
            "vanished": .integer(Int64(report.vanished.count)),
            "previous": previous.map(Scalar.integer) ?? .null,
        ]
        draft.rows["missing"] = report.vanished.map {
            ["record_id": .integer($0.id), "label": .text($0.label)]
        }
        let batch = try create(draft, in: "import-batch", writer)
        run.report.batch = batch.id
        for member in Set(run.members).sorted() {
            try writer.execute(
                "INSERT INTO batch_member (batch, record) VALUES (\(batch.id), \(member))")
        }
    }

    /// Records in force that the batch before named and this file does not.
    private func vanished(since batch: Int64, _ run: ImportRun, _ reader: Reader) throws
        -> [ImportReport.Vanished]
    {
        let named = Set(run.members)
        let period = run.register.match.compactMap(run.register.field).first { $0.type == .year }
        let year: SQL = period.map { "r.\(column: $0.name)" } ?? "0"
        let before = try reader.all(
            """
            SELECT m.record, \(year) FROM batch_member m JOIN \(table: run.register.table) r
            ON r.id = m.record WHERE m.batch = \(batch) AND r.state <> \(Lifecycle.withdrawn)
            ORDER BY m.record
            """)
        // A file of another year says nothing of this one.
        let ids = before.filter { period == nil || run.years.contains($0[1]) }
            .compactMap { $0[0].integer }.filter { !named.contains($0) }
        let labels = try self.labels(reader, run.register.name, ids: ids)
        return ids.map { .init(id: $0, label: labels[$0] ?? "#\($0)") }
    }

    /// Records that had vanished from the source and are named again need no answer any more.
    private func answerReturned(_ run: ImportRun, source: String, _ writer: Writer) throws {
        let named = Set(run.members)
        let open = try writer.reader.all(
            """
            SELECT DISTINCT m.record, m.record_id FROM import_batch__missing m
            JOIN import_batch b ON b.id = m.record WHERE b."register" = \(run.register.name)
            AND b.source = \(source) AND m.answer IS NULL
            """
        ).compactMap { row in row[0].integer.flatMap { b in row[1].integer.map { (b, $0) } } }
        for batch in Set(open.filter { named.contains($0.1) }.map(\.0)).sorted() {
            let record = try self.record(writer.reader, "import-batch", batch)
            var draft = Draft()
            draft.rows["missing"] = (record.rows["missing"] ?? []).map { row in
                guard row["answer"] ?? .null == .null, let id = row["record_id"]?.integer,
                    named.contains(id)
                else { return row }
                return row.merging([
                    "answer": .text("returned"),
                    "answered_on": .text(writer.now.businessDate.iso),
                ]) { $1 }
            }
            _ = try change("import-batch", batch, to: draft, version: nil, writer)
        }
    }

    /// Keeps what the source calls a field, for the next file.
    func saveMapping(_ request: ImportRequest, _ register: Register, _ writer: Writer) throws {
        guard let source = request.source, catalogue.register("import-mapping") != nil else {
            return
        }
        for (heading, name) in request.map.sorted(by: { $0.key < $1.key }) {
            let field = register.field(name) ?? register.fields.first { $0.title == name }
            let plain = Heading(heading).plain
            let known = try writer.reader.first(
                """
                SELECT id FROM import_mapping WHERE "register" = \(register.name)
                AND source = \(source) AND heading = \(plain)
                AND state <> \(Lifecycle.withdrawn)
                """)
            var draft = Draft()
            draft.fields = ["field": .text(field?.name ?? "-")]
            if let id = known?[0].integer {
                _ = try change("import-mapping", id, to: draft, version: nil, writer)
            } else {
                draft.fields["register"] = .text(register.name)
                draft.fields["source"] = .text(source)
                draft.fields["heading"] = .text(plain)
                _ = try create(draft, in: "import-mapping", writer)
            }
        }
    }
}
