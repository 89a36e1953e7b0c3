import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Tells whose record it is that it is theirs again to put right, in the write that returned
    /// it: the people of the organisation, or the clerks of the county.
    func tellingOwner(_ register: Register) -> WriteBeside {
        let cycle = catalogue.lifecycle(of: register)
        let (registry, own) = (registry, viewer.account)
        return { writer, record in
            guard cycle.isWithOwner(record.state), !record.pastStates.isEmpty else { return }
            let reader = writer.reader
            var accounts: [Int64] = []
            if let organisation = try registry.owner(reader, of: record, in: register) {
                accounts = try reader.all(
                    """
                    SELECT DISTINCT account FROM membership WHERE organisation = \(organisation)
                    AND state = 'in-force' ORDER BY account
                    """
                ).compactMap { $0[0].integer }
            } else if let county = record["county"].text {
                accounts = try reader.all(
                    """
                    SELECT id FROM account WHERE role = 'clerk' AND county = \(county)
                    AND state = 'active' ORDER BY id
                    """
                ).compactMap { $0[0].integer }
            }
            try writer.tell(
                accounts.filter { $0 != own }, "record-returned",
                "一条\(register.title)退回给您，看过理由改好再报",
                link: "/registers/\(register.name)/\(record.id)")
        }
    }
}
