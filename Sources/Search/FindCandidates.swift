import Catalogue
import Store
import Values

/// A record that the index names.
struct Candidate: Sendable {
    let id: Int64
    let register: String
    let label: String
}

/// Where a search may look.
struct Scope: Sendable {
    var registers: [String]
    /// Whether these are all there are.
    var isAll: Bool
    /// Only what is public of released records.
    var isPublic: Bool
    var includesWithdrawn: Bool
    /// The ids of all records that the viewer may see, where these are not all of the registers'.
    var ids: SQL?

    enum Part { case label, anywhere }
}

extension SearchIndex {
    /// The newest records that match.
    func find(
        _ reader: Reader, _ expression: MatchExpression, _ scope: Scope, _ part: Scope.Part,
        limit: Int
    ) throws -> [Candidate] {
        if scope.registers.isEmpty { return [] }
        let sql: SQL =
            switch reader.dialect {
            case .sqlite:
                """
                SELECT d.id, d.register, d.label FROM search_token
                JOIN search_document d ON d.id = search_token.rowid
                WHERE search_token MATCH \(fts5(expression, scope, part))\(within(scope, "+search_token.rowid"))
                ORDER BY search_token.rowid DESC LIMIT \(limit)
                """
            case .postgresql:
                """
                SELECT id, register, label FROM search_document
                WHERE \(condition(expression, scope, part)) ORDER BY id DESC LIMIT \(limit)
                """
            }
        var found: [Candidate] = []
        // Through `each`, which PostgreSQL plans for these very words: common and rare ones want
        // different ways.
        try reader.each(sql) { row in
            found.append(
                Candidate(
                    id: row[0].integer ?? 0, register: row[1].text ?? "", label: row[2].text ?? ""))
        }
        return found
    }

    /// How many records match, counted up to `limit`.
    func count(_ reader: Reader, _ expression: MatchExpression, _ scope: Scope, limit: Int) throws
        -> Int
    {
        if scope.registers.isEmpty { return 0 }
        let sql: SQL =
            switch reader.dialect {
            case .sqlite:
                """
                SELECT count(*) FROM (SELECT 1 FROM search_token
                WHERE search_token MATCH \(fts5(expression, scope, .anywhere))\(within(scope, "+rowid"))
                LIMIT \(limit))
                """
            case .postgresql:
                """
                SELECT count(*) FROM (SELECT 1 FROM search_document
                WHERE \(condition(expression, scope, .anywhere)) LIMIT \(limit)) AS found
                """
            }
        var count: Int64 = 0
        try reader.each(sql) { count = $0[0].integer ?? 0 }
        return Int(count)
    }

    private func fts5(_ expression: MatchExpression, _ scope: Scope, _ part: Scope.Part) -> String {
        let columns = scope.isPublic ? "open" : part == .label ? "label" : "label body"
        var text = "{\(columns)} : (\(expression.fts5))"
        if !scope.isAll {
            let places = scope.registers.map { "\"\(IndexDocument.place($0))\"" }
            text = "({place} : (\(places.joined(separator: " OR ")))) AND \(text)"
        }
        if !scope.includesWithdrawn {
            text = "(\(text)) NOT ({place} : (\"\(Lifecycle.withdrawn)\"))"
        }
        return text
    }

    private func condition(_ expression: MatchExpression, _ scope: Scope, _ part: Scope.Part) -> SQL
    {
        let weight = part == .label && !scope.isPublic ? "A" : ""
        let column: SQL = scope.isPublic ? "open" : "words"
        var sql: SQL = "\(column) @@ \(expression.tsquery(weight))::text::tsquery"
        if !scope.isAll {
            let names = scope.registers.map { "\($0)" as SQL }.joined(", ")
            sql += " AND register IN (\(names))"
        }
        if !scope.includesWithdrawn { sql += " AND state <> \(Lifecycle.withdrawn)" }
        return sql + within(scope, "id")
    }

    /// Ids are given once in a city, whatever the register. On SQLite the id carries a plus, which
    /// keeps it from being looked up: the words would be searched for anew for each id there is.
    private func within(_ scope: Scope, _ id: SQL) -> SQL {
        scope.ids.map { " AND \(id) IN (\($0))" } ?? ""
    }
}
