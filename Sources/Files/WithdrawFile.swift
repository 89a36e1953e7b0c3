import Catalogue
import Journal
public import Registers
import Store
import Values

extension CityFiles {
    /// Takes a file off its record. Its content stays while the record of it does: what was once
    /// shown can still be proved.
    /// - Parameters:
    ///   - id: of the record in the register `file`.
    ///   - mayRead: whether the viewer may see a record of a register.
    ///   - mayAdd: whether the viewer may add to it, and so take away.
    /// - Returns: the record of the file.
    /// - Throws: `FileRefusal.notFound`, `.mayNotAdd`; `RecordRefusal.needsReason`.
    public func withdraw(
        _ id: Int64, reason: String, by viewer: Viewer,
        mayRead: (_ register: String, _ record: Int64) async throws -> Bool,
        mayAdd: (_ register: String, _ record: Int64) async throws -> Bool
    ) async throws -> Record {
        let (about, of) = try await subject(of: id)
        guard try await mayRead(about, of) else { throw FileRefusal.notFound }
        guard try await mayAdd(about, of) else { throw FileRefusal.mayNotAdd }
        guard !reason.isEmpty else { throw RecordRefusal.needsReason(what: "撤回文件") }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(Self.register).withdrawn",
            reason: reason)
        return try await registry.database.write(act) { [registry] writer in
            try registry.withdraw(Self.register, id, writer)
        }
    }

    /// The record that a file in force is about.
    private func subject(of id: Int64) async throws -> (String, Int64) {
        let record = try? await registry.database.read { [registry] in
            try registry.record($0, Self.register, id)
        }
        guard let record, record.state != Lifecycle.withdrawn,
            let about = record["about_register"].text, let of = record["about_record"].integer
        else { throw FileRefusal.notFound }
        return (about, of)
    }
}
