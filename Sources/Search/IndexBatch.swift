import Catalogue
import Registers
import Store
import Values

/// What one step puts into the index: images behind `from`, and records that wait because one they
/// name was renamed.
struct IndexBatch: Sendable {
    /// What is put in of one register, and what is taken out.
    struct Part: Sendable {
        let register: String
        let documents: [IndexDocument]
        /// Ids and labels that the index has already.
        let known: [Int64: String]
    }

    let from: SearchIndex.Place
    let reached: SearchIndex.Place
    let parts: [Part]
    /// Ids that no longer wait.
    let waited: [Int64]
    /// Images and records that waited.
    let count: Int
}

extension SearchIndex {
    /// The next batch as a snapshot shows it; nil where nothing is left. Of an index that is to be
    /// made anew it is empty.
    func nextBatch(_ reader: Reader) throws -> IndexBatch? {
        if try isUpToDate(reader) { return nil }
        let row = try reader.first(
            "SELECT entry, position, making FROM search_progress WHERE id = 1")
        let from = row.map { Place($0) } ?? Place(entry: 0, position: 0)
        let head = try reader.integer("SELECT number FROM journal_head WHERE id = 1")
        guard row?[2].text == plans.making, from.entry <= head else {
            return IndexBatch(from: from, reached: from, parts: [], waited: [], count: 0)
        }
        let size = isCrowded ? max(1, batch / 8) : batch
        let images = try reader.all(
            """
            SELECT entry, position, register, record FROM journal_image
            WHERE (entry, position) > (\(from.entry), \(from.position)) AND entry <= \(head)
            ORDER BY entry, position LIMIT \(size)
            """)
        let waiting = try reader.all(
            "SELECT register, id FROM search_pending ORDER BY id LIMIT \(size)")
        var records: [String: Set<Int64>] = [:]
        for row in images { records[row[2].text ?? "", default: []].insert(row[3].integer ?? 0) }
        for row in waiting { records[row[0].text ?? "", default: []].insert(row[1].integer ?? 0) }
        let parts = try records.sorted(by: { $0.key < $1.key }).compactMap {
            try part($0, $1.sorted(), reader)
        }
        let last = images.count < size ? nil : images.last
        return IndexBatch(
            from: from,
            reached: last.map { Place(entry: $0[0].integer ?? 0, position: $0[1].integer ?? 0) }
                ?? Place(entry: head, position: SearchProgress.whole),
            parts: parts, waited: waiting.compactMap { $0[1].integer },
            count: images.count + waiting.count)
    }

    private func part(_ register: String, _ ids: [Int64], _ reader: Reader) throws
        -> IndexBatch.Part?
    {
        // A register that is declared no more is found no more.
        guard let plan = plans.plans[register] else { return nil }
        var known: [Int64: String] = [:]
        for chunk in IndexPlan.chunks(ids) {
            let list = chunk.map { "\($0)" as SQL }.joined(", ")
            for row in try reader.all(
                "SELECT id, label FROM search_document WHERE id IN (\(list))")
            {
                known[row[0].integer ?? 0] = row[1].text ?? ""
            }
        }
        let texts = try plan.texts(registry, reader, ids: ids)
        return IndexBatch.Part(
            register: register, documents: texts.map { IndexDocument($0, readings) }, known: known)
    }

    func put(_ batch: IndexBatch, _ writer: DerivedWriter) throws {
        for chunk in IndexPlan.chunks(batch.waited) {
            let list = chunk.map { "\($0)" as SQL }.joined(", ")
            try writer.execute("DELETE FROM search_pending WHERE id IN (\(list))")
        }
        for part in batch.parts {
            try IndexWriter(writer: writer).put(part.documents, known: Set(part.known.keys))
            let gone = Set(part.known.keys).subtracting(part.documents.map(\.id))
            try IndexWriter(writer: writer).remove(gone.sorted())
            let renamed = part.documents.filter { document in
                part.known[document.id].map { $0 != document.label } ?? false
            }
            try noteReferrers(of: part.register, renamed.map(\.id), writer)
        }
    }

    /// Notes how far the index has come.
    func note(_ reached: Place, _ writer: DerivedWriter) throws {
        try writer.execute(
            """
            UPDATE search_progress SET entry = \(reached.entry), position = \(reached.position),
            making = \(plans.making) WHERE id = 1
            """)
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
