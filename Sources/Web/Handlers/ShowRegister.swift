import Catalogue
import Registers
import Reports
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
                summaryPaper: papers.templates(of: register).first { $0.kind == .summary }?.name,
                moves: movesOfMany(register))
        }
        return .page(model.html)
    }

    func find(_ reader: Reader, _ query: ListQuery, _ number: Int) throws -> RecordPage {
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
}
