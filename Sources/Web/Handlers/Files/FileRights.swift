import Applications
import Catalogue
import Files
import Funds
import Registers
import Returns
import Store
import Values

/// Whose files one may see and add to: those of the records that one may see and change.
extension Desk {
    /// Whether the viewer may see a record, and so its files.
    func maySee(_ name: String, _ id: Int64) async throws -> Bool {
        try await read { try record($0, name, id) != nil }
    }

    /// Whether the viewer may add files to a record, and take them away.
    func mayAdd(_ name: String, _ id: Int64) async throws -> Bool {
        try await read { reader in
            guard let register = catalogue.register(name), let record = try record(reader, name, id)
            else { return false }
            return try mayAdd(reader, to: record, in: register)
        }
    }

    /// The same of a record that is there. What is closed to changes by then may still get the
    /// paper that proves it, from the section that keeps it.
    func mayAdd(_ reader: Reader, to record: Record, in register: Register) throws -> Bool {
        if register.name == "collection-sheet" {
            let asked = try returns.form(reader, record["collection"].integer ?? 0)
            return viewer.role.may(.change, on: register)
                && ReturnPolicy.maySee(
                    party.standing, section: asked.section, county: record["county"].text,
                    organisation: record["organisation"].integer)
        }
        if register.name == Applications.recommendations {
            // The stamped letter often comes after the list.
            return viewer.isLimited && viewer.role.may(.move, on: register)
                && RecordScope(viewer, register).admits(record)
        }
        if register.name == Allocations.lines {
            // Receipts and vouchers come from whoever takes the steps, also when all is done.
            return viewer.role.may(.move, on: register)
                && RecordScope(viewer, register).admits(record)
        }
        if register.name == Applications.applications {
            // Managed by its own acts; what is attached belongs to it while it is written.
            return RecordScope(viewer, register).admits(record)
                && (viewer.role.reach == .organisation
                    ? viewer.role.may(.change, on: register)
                        && ["drafted", "returned"].contains(record.state)
                    : viewer.role.reach == .section && viewer.role.may(.change, on: register))
        }
        return registry.mayChange(viewer, record, in: register)
            || viewer.role.reach == .section && registry.may(viewer, .change, on: register)
    }

    /// The record, where there is one for the viewer.
    private func record(_ reader: Reader, _ name: String, _ id: Int64) throws -> Record? {
        guard let register = catalogue.register(name), viewer.role.may(.read, on: register) else {
            return nil
        }
        do {
            return try registry.record(reader, register, id, by: viewer)
        } catch RecordRefusal.notFound {
            return nil
        }
    }
}
