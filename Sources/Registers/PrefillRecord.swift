public import Catalogue
public import Store
public import Values

extension Registry {
    /// What the record chosen in a field offers to the empty fields of a form: nothing that the
    /// viewer may not read there, nothing that is not the viewer's to fill in here.
    public func prefill(
        _ reader: Reader, _ register: Register, from name: String, _ id: Int64, by viewer: Viewer
    ) throws -> [(field: Field, cell: Scalar)] {
        let declared = register.prefills.filter { $0.from == name }
        guard !declared.isEmpty,
            let target = register.field(name)?.type.target.flatMap({ catalogue.register($0) }),
            viewer.role.may(.read, on: target)
        else { return [] }
        let chosen = try records(reader, target.name, ids: [id]).first
        guard let chosen, RecordScope(viewer, target).admits(chosen) else { return [] }
        let own = fields(viewer, in: register)
        return declared.compactMap { prefill in
            guard let field = own.first(where: { $0.name == prefill.to }) else { return nil }
            let cell = chosen[prefill.of]
            return cell.isNull ? nil : (field, cell)
        }
    }

    /// Records to begin a new one with: the viewer's latest, those in force only.
    public func latest(_ reader: Reader, _ register: Register, by viewer: Viewer, limit: Int) throws
        -> [Record]
    {
        let scope = RecordScope(viewer, register).condition()
        let also: SQL = scope.map { " AND \($0)" } ?? ""
        let rows = try reader.all(
            """
            SELECT id FROM \(table: register.table)
            WHERE state <> \(Lifecycle.withdrawn)\(also) ORDER BY id DESC LIMIT \(Int64(limit))
            """)
        return try records(reader, register.name, ids: rows.compactMap { $0[0].integer }).reversed()
    }
}
