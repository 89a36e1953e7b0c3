import Catalogue
import Registers
import Store
import Values

extension SearchIndex {
    /// One batch: images behind `place`, and records that wait because one they name was renamed.
    func follow(_ writer: DerivedWriter, from place: Place, to head: Int64) throws -> Step {
        let images = try writer.reader.all(
            """
            SELECT entry, position, register, record FROM journal_image
            WHERE (entry, position) > (\(place.entry), \(place.position)) AND entry <= \(head)
            ORDER BY entry, position LIMIT \(batch)
            """)
        let waiting = try writer.reader.all(
            "SELECT register, id FROM search_pending ORDER BY id LIMIT \(batch)")
        var records: [String: Set<Int64>] = [:]
        for row in images { records[row[2].text ?? "", default: []].insert(row[3].integer ?? 0) }
        for row in waiting { records[row[0].text ?? "", default: []].insert(row[1].integer ?? 0) }
        for chunk in IndexPlan.chunks(waiting.compactMap { $0[1].integer }) {
            let list = chunk.map { "\($0)" as SQL }.joined(", ")
            try writer.execute("DELETE FROM search_pending WHERE id IN (\(list))")
        }
        for (register, ids) in records.sorted(by: { $0.key < $1.key }) {
            try index(register, Array(ids).sorted(), writer)
        }
        let last = images.count < batch ? nil : images.last
        let reached =
            last.map { Place(entry: $0[0].integer ?? 0, position: $0[1].integer ?? 0) }
            ?? Place(entry: head, position: SearchProgress.whole)
        try writer.execute(
            """
            UPDATE search_progress SET entry = \(reached.entry), position = \(reached.position),
            making = \(plans.making) WHERE id = 1
            """)
        return .indexed(images.count + waiting.count)
    }

    private func index(_ register: String, _ ids: [Int64], _ writer: DerivedWriter) throws {
        // A register that is declared no more is found no more.
        guard let plan = plans.plans[register] else { return }
        var known: [Int64: String] = [:]
        for chunk in IndexPlan.chunks(ids) {
            let list = chunk.map { "\($0)" as SQL }.joined(", ")
            for row in try writer.reader.all(
                "SELECT id, label FROM search_document WHERE id IN (\(list))")
            {
                known[row[0].integer ?? 0] = row[1].text ?? ""
            }
        }
        let texts = try plan.texts(registry, writer.reader, ids: ids)
        let documents = texts.map { IndexDocument($0, readings) }
        try IndexWriter(writer: writer).put(documents, known: Set(known.keys))
        let gone = Set(known.keys).subtracting(documents.map(\.id))
        try IndexWriter(writer: writer).remove(gone.sorted())
        let renamed = documents.filter {
            known[$0.id].map { [label = $0.label] in $0 != label } ?? false
        }
        try noteReferrers(of: register, renamed.map(\.id), writer)
    }

    /// Records that show a renamed record's name are indexed again, batch after batch.
    private func noteReferrers(of register: String, _ ids: [Int64], _ writer: DerivedWriter) throws
    {
        guard !ids.isEmpty, let references = plans.references[register] else { return }
        for reference in references {
            for chunk in IndexPlan.chunks(ids) {
                let list = chunk.map { "\($0)" as SQL }.joined(", ")
                let column: SQL
                let table: SQL
                if let rows = reference.rows {
                    column = "record"
                    table = "\(table: RegisterTables.rowsTable(rows, of: reference.register))"
                } else {
                    column = "id"
                    table = "\(table: reference.register.table)"
                }
                try writer.execute(
                    """
                    INSERT INTO search_pending (id, register)
                    SELECT DISTINCT \(column), \(reference.register.name) FROM \(table)
                    WHERE \(column: reference.field.name) IN (\(list))
                    ON CONFLICT DO NOTHING
                    """)
            }
        }
    }
}
