import Catalogue
import Registers
public import Store
import Values

extension SearchIndex {
    /// Holds the whole index against the records.
    /// - Returns: what differs, at most `limit` findings; none where the index is what rebuilding
    ///   would make. An index that is behind is a finding.
    public func check(_ reader: Reader, limit: Int = 100) throws -> [String] {
        let lag = try lag(reader)
        if !lag.isNone { return [lag.words + "等它跟上再核对。"] }
        var findings: [String] = []
        var count: Int64 = 0
        for register in registry.catalogue.registers {
            guard let plan = plans.plans[register.name] else { continue }
            let title = register.title
            let missing = try reader.all(
                """
                SELECT r.id FROM \(table: register.table) r
                LEFT JOIN search_document d ON d.id = r.id WHERE d.id IS NULL LIMIT \(limit)
                """)
            findings += missing.map { "\(title) \($0[0].integer ?? 0)：索引里没有" }
            let ids = try reader.all(
                "SELECT id FROM search_document WHERE register = \(register.name) ORDER BY id"
            ).compactMap { $0[0].integer }
            count += Int64(ids.count)
            for start in stride(from: 0, to: ids.count, by: 500) {
                let chunk = Array(ids[start..<min(start + 500, ids.count)])
                findings += try differences(plan, chunk, reader)
                if findings.count >= limit { return Array(findings.prefix(limit)) }
            }
        }
        let all = try reader.integer("SELECT count(*) FROM search_document")
        if all != count { findings.append("索引里有 \(all - count) 条属于没有声明的登记册") }
        if reader.dialect == .sqlite {
            let tokens = try reader.integer("SELECT count(*) FROM search_token")
            if tokens != all { findings.append("索引有 \(all) 条记录，词表却有 \(tokens) 条") }
        }
        return findings
    }

    private func differences(_ plan: IndexPlan, _ ids: [Int64], _ reader: Reader) throws -> [String]
    {
        let texts = try plan.texts(registry, reader, ids: ids)
        let title = plan.register.title
        var findings = Set(ids).subtracting(texts.map(\.id)).sorted()
            .map { "\(title) \($0)：索引里有，登记册里没有" }
        for text in texts where try !holds(IndexDocument(text, readings), reader) {
            findings.append("\(title) \(text.id)：索引与记录不符")
        }
        return findings
    }

    private func holds(_ document: IndexDocument, _ reader: Reader) throws -> Bool {
        let row = try reader.first(
            """
            SELECT register, state, label, sound, initials FROM search_document
            WHERE id = \(document.id)
            """)
        let expected = [
            document.register, document.state, document.label, document.sound, document.initials,
        ]
        guard row?.compactMap(\.text) == expected else { return false }
        switch reader.dialect {
        case .sqlite:
            let row = try reader.first(
                "SELECT place, label, body, open FROM search_token WHERE rowid = \(document.id)")
            return row?.compactMap(\.text) == document.columns
        case .postgresql:
            let open = document.openWords.map(Scalar.text) ?? .null
            return try reader.integer(
                """
                SELECT count(*) FROM search_document WHERE id = \(document.id)
                AND words = \(document.words)::text::tsvector
                AND open IS NOT DISTINCT FROM \(open)::text::tsvector
                """) == 1
        }
    }
}
