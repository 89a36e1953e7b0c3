import Catalogue
import Foundation
import Registers
import Store
import Values

extension Desk {
    static let mostPicked = 12

    /// Records that a typed name, code or initials may mean: for the script of a picker.
    func pickRecords(_ request: Request) async throws -> Response {
        let register = try registry.register(request.arguments["register"] ?? "")
        try permitPicking(register)
        let text = (request.parameters["q"] ?? "").trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, text.utf8.count <= 200 else { return .json(.array([])) }
        let found = try await read { reader in
            try self.candidates(
                reader, register.name,
                ids: registry.suggest(
                    text, in: register, reader, by: viewer, limit: Self.mostPicked)
            )
        }
        return .json(
            .array(
                found.map {
                    .object([
                        ("id", .integer($0.id)), ("label", .string($0.label)),
                        ("detail", .string($0.detail)),
                    ])
                }))
    }

    /// A name and a code are needed by whoever fills in a form that asks for one; more is not told.
    private func permitPicking(_ register: Register) throws {
        let isAsked = catalogue.registers.contains { other in
            viewer.role.may(.create, on: other)
                && other.fields.contains { field in
                    field.type.target == register.name
                        || (field.type.columns ?? []).contains { $0.type.target == register.name }
                }
        }
        guard isAsked || viewer.role.may(.read, on: register), viewer.seesInternal else {
            throw WebError.forbidden(role: viewer.role.title)
        }
    }

    /// What tells records apart in a picker: the label, and the match value or the county.
    func candidates(_ reader: Reader, _ name: String, ids: [Int64]) throws
        -> [RecordPicker.Candidate]
    {
        let register = try registry.register(name)
        let labels = try registry.labels(reader, name, ids: ids, by: viewer)
        let details = try registry.details(reader, register, ids: ids, by: viewer)
        return ids.map { id in
            RecordPicker.Candidate(
                id: id, label: labels[id] ?? "#\(id)", detail: details[id] ?? "")
        }
    }
}
