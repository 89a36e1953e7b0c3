import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// One page of a register's records.
    func showRegister(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let number = try page(request)
        let model = try await read { reader in
            RegisterPage(
                frame: try frame(
                    reader, register.title, in: .registers,
                    trail: [Crumb(title: "登记册", link: .registers)]),
                page: try find(reader, query, number), cycle: catalogue.lifecycle(of: register),
                form: query.form(catalogue, years: try cache.years(figures, reader)),
                chips: Chips(chips: query.chips, clear: .register(register.name)),
                query: query.parameters, sort: sorting(query), number: number,
                mayCreate: registry.may(viewer, .create, on: register),
                mayExport: viewer.role.may(.export, on: register),
                moves: movesOfMany(register))
        }
        return .page(model.html)
    }

    /// One page of a register's records for programs.
    func sendRegister(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let number = try page(request)
        let json = try await read { reader -> JSON in
            let page = try find(reader, query, number)
            let records = try registry.records(reader, register.name, ids: page.lines.map(\.id))
            let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
            return .object([
                ("register", .string(register.name)), ("title", .string(register.title)),
                ("count", .integer(Int64(min(page.count, RecordPage.countLimit)))),
                ("count_is_more", .bool(page.count > RecordPage.countLimit)),
                ("page", .integer(Int64(number))),
                (
                    "records",
                    .array(
                        page.lines.compactMap { byID[$0.id] }.map { self.json(of: $0, register) })
                ),
            ])
        }
        return .json(json)
    }

    private func find(_ reader: Reader, _ query: ListQuery, _ number: Int) throws -> RecordPage {
        try registry.find(
            reader, query.register.name,
            RecordQuery(
                filters: query.filters, sort: query.sort, limit: RegisterPage.size,
                offset: (number - 1) * RegisterPage.size), by: viewer)
    }

    private func sorting(_ query: ListQuery) -> (field: String, descending: Bool) {
        guard let sort = query.sort else { return query.register.sort }
        return sort.hasPrefix("-") ? (String(sort.dropFirst()), true) : (sort, false)
    }

    /// A record's own cells as machines read them; personal ones are left out.
    func json(of record: Record, _ register: Register) -> JSON {
        let cells = register.columns.map { field -> (String, JSON) in
            let cell = record[field.name]
            if cell.isNull { return (field.name, .null) }
            switch (field.type, cell) {
            case (.boolean, .integer(let value)): return (field.name, .bool(value != 0))
            case (.integer, .integer(let value)), (.year, .integer(let value)),
                (.record, .integer(let value)):
                return (field.name, .integer(value))
            default: return (field.name, .string(field.type.canonicalText(cell, in: catalogue)))
            }
        }
        return .object(
            [
                ("id", .integer(record.id)), ("version", .integer(record.version)),
                ("state", .string(record.state)), ("state_since", .string(record.stateSince)),
            ] + cells)
    }
}
