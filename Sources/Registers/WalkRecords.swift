public import Catalogue
public import Store
public import Values

/// A place in a list: behind which record, by what that record held when it was shown, so that
/// the place stays where it was while records come, go and change.
public struct RecordPlace: Sendable, Hashable {
    /// What the list is sorted by, as `RecordQuery.sort`; nil for the register's own order.
    public let sort: String?
    /// The value that the list is sorted by.
    public let value: Scalar
    public let id: Int64

    public init(sort: String?, value: Scalar, id: Int64) {
        self.sort = sort
        self.value = value
        self.id = id
    }
}

extension Registry {
    /// The ids of records in their order behind a place, as the viewer may see them, and the place
    /// behind the last of them; nil where there are no more.
    /// - Parameter place: nil for the beginning.
    /// - Throws: `RecordRefusal.badFilter`, `FieldProblem`.
    public func walk(
        _ reader: Reader, _ register: Register, _ query: RecordQuery, after place: RecordPlace?,
        by viewer: Viewer
    ) throws -> (ids: [Int64], next: RecordPlace?) {
        let register = register.seen(by: viewer)
        try permit(viewer, .read, on: register)
        let order = try WalkOrder(self, register, query.sort)
        var conditions: [SQL] = []
        if let scope = try condition(query.filters, register, reader, by: viewer) {
            conditions.append(scope)
        }
        if let place { conditions.append(try order.behind(place)) }
        let filter: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(" AND "))"
        let rows = try reader.all(
            """
            SELECT id, \(order.key) FROM \(table: register.table)\(filter)
            ORDER BY \(order.terms) LIMIT \(query.limit + 1)
            """)
        let shown = rows.prefix(query.limit)
        let ids = shown.compactMap { $0[0].integer }
        guard rows.count > query.limit, let last = shown.last, let id = last[0].integer else {
            return (ids, nil)
        }
        return (ids, RecordPlace(sort: query.sort, value: last[1], id: id))
    }
}

/// An order with the id as its last word, so that no two records share a place.
private struct WalkOrder {
    /// What the list is sorted by before the id.
    let key: SQL
    let isDescending: Bool
    let isInteger: Bool
    /// Whether records without a value come last.
    let emptyLast: Bool

    init(_ registry: Registry, _ register: Register, _ sort: String?) throws {
        var (name, descending) = registry.sorting(sort, register)
        // Nobody reads a walk aloud, and ordering every record of a large register takes seconds.
        if sort == nil, registry.isSpoken(name, in: register) { (name, descending) = ("id", false) }
        isDescending = descending
        if registry.isSpoken(name, in: register) {
            key = "(SELECT d.sound FROM search_document d WHERE d.id = \(table: register.table).id)"
            emptyLast = true
            isInteger = false
            return
        }
        let field = register.columns.first { $0.name == name }
        guard name == "id" || field != nil else {
            throw RecordRefusal.badFilter(
                name, advice: Catalogue.advice(for: name, among: register.columns.map(\.name)))
        }
        key = "\(column: name)"
        emptyLast = descending
        isInteger = field?.type.isInteger ?? true
    }

    var terms: SQL {
        let down: SQL = isDescending ? " DESC" : ""
        let empty: SQL = emptyLast ? " NULLS LAST" : " NULLS FIRST"
        return "\(key)\(down)\(empty), id\(down)"
    }

    /// - Throws: `RecordRefusal.badFilter` for a place in another list.
    func behind(_ place: RecordPlace) throws -> SQL {
        guard place.value.isNull || isInteger == (place.value.integer != nil) else {
            throw RecordRefusal.badFilter("cursor", advice: "从第一页重新取，沿 next 走")
        }
        let after: SQL = isDescending ? "<" : ">"
        let further: SQL = "id \(after) \(place.id)"
        if place.value.isNull {
            return emptyLast
                ? "(\(key) IS NULL AND \(further))"
                : "(\(key) IS NOT NULL OR \(further))"
        }
        let empty: SQL = emptyLast ? " OR \(key) IS NULL" : ""
        return """
            (\(key) \(after) \(place.value)\(empty) OR (\(key) = \(place.value) AND \(further)))
            """
    }
}
