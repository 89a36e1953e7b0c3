public import Catalogue
public import Journal
public import Store
import Values

extension Registry {
    /// The last step of a record, where the viewer made it and it can be taken back: a change or a
    /// move that nobody has gone on from, and that touched nothing personal, of which the journal
    /// keeps no text.
    public func undoable(_ reader: Reader, _ register: Register, _ id: Int64, by viewer: Viewer)
        throws -> Entry?
    {
        let record = try record(reader, register, id, by: viewer)
        // The platform's own acts write several things at once; one of them taken back is a lie.
        guard !register.isManaged, !isFollowedForGood(register.name), record.version > 1,
            let step = try history(reader, register.name, id).last, step.version == record.version
        else { return nil }
        let act = step.entry.act
        let isOwn = act.actor == viewer.name && act.role == viewer.role.name
        let isPersonal = step.changes.contains { register.field($0.field)?.personal ?? false }
        let isPlain = act.event.hasSuffix(".changed") || act.event.contains(".moved:")
        guard isOwn, isPlain, !isPersonal else { return nil }
        return step.entry
    }

    /// Takes back the last step of a record: it is as it was before, in a version of its own, and
    /// the journal has both.
    /// - Throws: `RecordRefusal.notUndoable`.
    public func undo(
        _ register: Register, _ id: Int64, by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        try permitDirectly(viewer, .change, on: register)
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(register.name).undone",
            reason: "撤销上一步")
        return try await database.write(act) { writer in
            guard try undoable(writer.reader, register, id, by: viewer) != nil else {
                throw RecordRefusal.notUndoable
            }
            let now = try record(writer.reader, register.name, id)
            var before = try version(writer.reader, register, now, now.version - 1)
            before.version = now.version + 1
            before.changedAt = writer.now
            try refuseDuplicate(of: before, try plan(register.name), writer.reader)
            try admit(before, of: viewer, in: register)
            try writer.update(before, try plan(register.name), database.personalKey)
            try follow(now, before, writer)
            try also(writer, before)
            return before
        }
    }
}
