import Journal
import Registers
public import Store
import Values

/// What of an account itself went to its successor.
public struct HandedOver: Sendable, Hashable {
    public var drafts = 0
    public var notices = 0
    /// Organisations that the successor administers from now on.
    public var organisations = 0

    public init() {}
}

extension Accounts {
    /// What would go to a successor.
    public func counted(_ reader: Reader, handingOver account: Int64) throws -> HandedOver {
        var counts = HandedOver()
        counts.drafts = Int(
            try reader.integer("SELECT count(*) FROM draft WHERE account = \(account)"))
        counts.notices = try unread(reader, of: account)
        counts.organisations = try memberships(reader, of: account)
            .count { $0.role == "administrator" }
        return counts
    }

    /// Gives drafts, unread notices and administrations of organisations to a successor, inside a
    /// write whose act says why.
    public func handOver(_ old: Account, to successor: Account, _ writer: Writer) throws
        -> HandedOver
    {
        var counts = HandedOver()
        counts.notices = try unread(writer.reader, of: old.id)
        counts.drafts = try handDrafts(old.id, to: successor.id, writer)
        try writer.execute(
            "UPDATE notice SET account = \(successor.id) WHERE account = \(old.id) AND read IS NULL"
        )
        for membership in try memberships(writer.reader, of: old.id)
        where membership.role == "administrator" {
            try hand(membership, to: successor.id, writer)
            counts.organisations += 1
        }
        return counts
    }

    /// Drafts are sealed to their owner, so each is opened and sealed anew.
    private func handDrafts(_ old: Int64, to successor: Int64, _ writer: Writer) throws -> Int {
        let drafts = try writer.reader.all(
            "SELECT key, content FROM draft WHERE account = \(old) ORDER BY key")
        for row in drafts {
            guard let key = row[0].text, let content = row[1].text else { continue }
            let text = try seal.opened(content, as: Self.place(old, key))
            let sealed = try seal.sealed(text, as: Self.place(successor, key))
            try writer.execute(
                """
                UPDATE draft SET account = \(successor), content = \(sealed)
                WHERE account = \(old) AND key = \(key)
                """)
        }
        return drafts.count
    }

    /// The successor administers; the predecessor's membership ends, and its history stays.
    private func hand(_ membership: Membership, to successor: Int64, _ writer: Writer) throws {
        let today = writer.now.businessDate.iso
        let own = try memberships(writer.reader, of: successor)
            .first { $0.organisation == membership.organisation }
        if let own {
            _ = try registry.change(
                Membership.register, own.id, to: Draft(["role": .text("administrator")]),
                version: nil, writer)
        } else {
            _ = try registry.create(
                Draft(
                    [
                        "account": .integer(successor),
                        "organisation": .integer(membership.organisation),
                        "role": .text("administrator"), "from": .text(today),
                        "ground": .text("接任"),
                    ], state: "in-force"), in: Membership.register, writer)
        }
        _ = try registry.change(
            Membership.register, membership.id, to: Draft(["until": .text(today)]),
            version: nil, writer)
        _ = try registry.move(Membership.register, membership.id, "end", version: nil, writer)
    }
}
