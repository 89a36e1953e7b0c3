import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// All registers with their counts.
    func showRegisters(_ request: Request) async throws -> Response {
        let search = request.parameters["q"] ?? ""
        let model = try await read { reader in
            RegistersPage(
                frame: try frame(reader, "登记册", in: .registers),
                groups: try registerGroups(reader, search), search: search)
        }
        return .page(model.html)
    }

    /// The same for programs.
    func sendRegisters(_ request: Request) async throws -> Response {
        let groups = try await read { try registerGroups($0, request.parameters["q"] ?? "") }
        return .json(
            .array(
                groups.flatMap { group in
                    group.entries.map { entry in
                        .object([
                            ("name", .string(entry.name)), ("title", .string(entry.title)),
                            ("section", .string(group.title)),
                            ("count", .integer(Int64(entry.count))),
                            ("href", .string(Link(.apiRegister, [entry.name]).path)),
                        ])
                    }
                }))
    }

    private func registerGroups(_ reader: Reader, _ search: String) throws -> [RegistersPage.Group]
    {
        let chosen = catalogue.registers.filter {
            registry.may(viewer, .read, on: $0) && RecordScope(viewer, $0) != .none
                && (search.isEmpty || $0.title.contains(search) || $0.name.contains(search))
        }
        let sections = catalogue.list("sections")?.codes.map { ($0.code, $0.title) } ?? []
        let known = Set(sections.map(\.0))
        let groups = sections.map { code, title in
            (title, chosen.filter { $0.section == code })
        }
        let others = chosen.filter { !known.contains($0.section ?? "") }
        return try (groups + [("其他", others)]).filter { !$0.1.isEmpty }.map { title, registers in
            RegistersPage.Group(title: title, entries: try registers.map { try entry(reader, $0) })
        }
    }

    private func entry(_ reader: Reader, _ register: Register) throws -> RegistersPage.Entry {
        let scope: SQL =
            RecordScope(viewer, register).condition().map { " WHERE \($0)" } ?? ""
        return RegistersPage.Entry(
            name: register.name, title: register.title,
            count: Int(
                try reader.integer("SELECT count(*) FROM \(table: register.table)\(scope)")),
            help: register.help)
    }
}
