import Registers
import Store
import Values

/// The part of a list that a program asked for: lists that grow are read from the newest on,
/// behind a cursor that neither skips nor repeats an entry when others come.
struct Stretch: Sendable {
    /// Only entries with lower ids.
    let before: Int64?
    /// Entries to look for: one more than are answered, which tells whether there are more.
    let limit: Int

    /// Of a list that is there as a whole.
    func of<Item>(_ items: [Item], by id: (Item) -> Int64) -> [Item] {
        let own = items.filter { id($0) < before ?? .max }.sorted { id($0) > id($1) }
        return Array(own.prefix(limit))
    }
}

/// One entry of a stretch.
typealias StretchItem = (id: Int64, json: JSON)

extension Desk {
    /// Answers with a stretch of a list.
    /// - Parameters:
    ///   - head: what is told of the list as a whole, at its beginning.
    ///   - items: at most `limit` of the stretch, the highest id first.
    /// - Throws: `ApiRefusal.badCursor`, `WebError.badParameter`.
    func stretch(
        _ request: Request,
        head: @escaping @Sendable (Reader) throws -> [(String, JSON)] = { _ in [] },
        _ items: @escaping @Sendable (Reader, Stretch) throws -> [StretchItem]
    ) async throws -> Response {
        let place = try request.parameters["cursor"].map(RecordPlace.init(cursor:))
        guard place == nil || place?.sort == request.path else { throw ApiRefusal.badCursor }
        let limit = try limit(request)
        let (json, next) = try await read { reader -> (JSON, String?) in
            let found = try items(reader, Stretch(before: place?.id, limit: limit + 1))
            let shown = found.prefix(limit)
            var next: String?
            if found.count > limit, let last = shown.last {
                let cursor = RecordPlace(sort: request.path, value: .null, id: last.id).cursor
                next = request.path + request.parameters.with("cursor", cursor).text
            }
            let told: [(String, JSON)] = [
                ("items", .array(shown.map(\.json))), ("next", .string(next)),
            ]
            return (.object(told + (place == nil ? try head(reader) : [])), next)
        }
        var response = Response.json(json)
        if let next { response.headers.append(("Link", "<\(next)>; rel=\"next\"")) }
        return response
    }
}
