public import Catalogue
public import Store
import Values

extension Registry {
    /// Records that stand for an organisation in other registers, by register: those to whose
    /// records the role's own belong. A loan belongs to a bank's entry, which names the bank.
    public func entries(_ reader: Reader, of organisation: Int64?, for role: Role) throws
        -> [String: [Int64]]
    {
        guard let organisation, role.reach == .organisation else { return [:] }
        var found: [String: [Int64]] = [:]
        for register in catalogue.registers where role.may(.read, on: register) {
            for target in register.belongsTo.compactMap({ register.field($0)?.type.target })
            where target != "organisation" && found[target] == nil {
                found[target] = try entries(reader, of: organisation, in: self.register(target))
            }
        }
        return found
    }

    private func entries(_ reader: Reader, of organisation: Int64, in register: Register) throws
        -> [Int64]
    {
        let named = register.belongsTo.map { "\(column: $0) = \(organisation)" as SQL }
        guard !named.isEmpty else { return [] }
        return try reader.all(
            """
            SELECT id FROM \(table: register.table) WHERE state <> \(Lifecycle.withdrawn)
            AND (\(named.joined(" OR "))) ORDER BY id
            """
        ).compactMap { $0[0].integer }
    }

    /// The organisation that a record belongs to, by itself or through the entry that it names.
    public func owner(_ reader: Reader, of record: Record, in register: Register) throws -> Int64? {
        for name in register.belongsTo where name != "id" {
            guard let id = record[name].integer, let target = register.field(name)?.type.target
            else { continue }
            if target == "organisation" { return id }
            let entry = try self.record(reader, target, id)
            return try owner(reader, of: entry, in: self.register(target))
        }
        return nil
    }

    /// The kind of an organisation; a code of list `organisation-kinds`.
    public func kind(_ reader: Reader, of organisation: Int64) throws -> String? {
        try reader.first("SELECT kind FROM organisation WHERE id = \(organisation)")?[0].text
    }
}
