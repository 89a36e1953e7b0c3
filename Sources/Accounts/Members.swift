import Catalogue
import Journal
public import Registers
public import Store
import Values

/// A member of an organisation, or somebody who asks to be, as the list of members shows them.
public struct Member: Sendable, Hashable {
    public let id: Int64
    public let version: Int64
    public let account: Int64
    public let name: String
    public let login: String
    public let organisation: Int64
    public let organisationName: String
    public let role: String
    public let state: String
    public let from: String
    public let until: String?
    public let ground: String?
}

extension Accounts {
    /// The members that the viewer has to do with: of all organisations for an officer, of one's
    /// own for its administrator; those who wait first.
    public func members(_ reader: Reader, by viewer: Viewer, limit: Int = 500) throws -> [Member] {
        let scope: SQL
        switch viewer.role.reach {
        case .organisation: scope = "m.organisation = \(viewer.organisation ?? 0)"
        case .county: scope = "o.county = \(viewer.county ?? "")"
        case .city, .section: scope = "1 = 1"
        }
        return try reader.all(
            """
            SELECT m.id, m.version, m.account, a.name, a.login, m.organisation, o.name, m.role,
            m.state, m."from", m.until, m.ground
            FROM membership m JOIN account a ON a.id = m.account
            JOIN organisation o ON o.id = m.organisation
            WHERE \(scope) AND m.state <> 'withdrawn'
            ORDER BY CASE m.state WHEN 'claimed' THEN 0 WHEN 'in-force' THEN 1 ELSE 2 END,
            m.id DESC LIMIT \(limit)
            """
        ).compactMap { row in
            guard let id = row[0].integer, let version = row[1].integer,
                let account = row[2].integer, let organisation = row[5].integer
            else { return nil }
            return Member(
                id: id, version: version, account: account, name: row[3].text ?? "",
                login: row[4].text ?? "", organisation: organisation,
                organisationName: row[6].text ?? "", role: row[7].text ?? "",
                state: row[8].text ?? "", from: row[9].text ?? "", until: row[10].text,
                ground: row[11].text)
        }
    }

    /// Whether the viewer decides about a member: an officer about administrators, an
    /// organisation's administrator about the others, nobody about oneself.
    public func mayDecide(_ viewer: Viewer, _ member: Member) -> Bool {
        if viewer.account == member.account { return false }
        if viewer.role.isAdministratorOfUnit { return viewer.organisation == member.organisation }
        return ["officer", "section-head"].contains(viewer.role.name)
    }

    /// Confirms, refuses or ends a membership; the day of leaving is kept, since conflicts of
    /// interest are judged by where somebody was.
    /// - Throws: `MembershipRefusal`, `RecordRefusal`.
    public func move(
        member id: Int64, _ move: String, by viewer: Viewer, reason: String?
    ) async throws {
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "membership.moved:\(move)",
            reason: reason)
        try await database.write(act) { writer in
            let all = try members(writer.reader, by: viewer, limit: 100_000)
            guard let member = all.first(where: { $0.id == id }) else {
                throw MembershipRefusal.unknown
            }
            guard mayDecide(viewer, member) else { throw MembershipRefusal.mayNot }
            if move == "end" {
                try keepAdministrator(of: member, all)
                let until = writer.now.businessDate.iso
                _ = try registry.change(
                    Membership.register, id, to: Draft(["until": .text(until)]), version: nil,
                    writer)
            }
            _ = try registry.move(
                Membership.register, id, move, version: nil, by: viewer, writer)
            if let words = Self.toldOf[move] {
                try writer.tell([member.account], "membership-\(move)", words, link: "/me")
            }
        }
    }

    private static let toldOf = [
        "confirm": "您已被确认为单位成员，可以办理那个单位的事", "refuse": "您加入单位的申请没有被确认，看看是什么原因",
        "end": "您在一个单位的成员身份已经结束",
    ]

    private func keepAdministrator(of member: Member, _ all: [Member]) throws {
        guard member.role == "administrator" else { return }
        let others = all.filter {
            $0.organisation == member.organisation && $0.role == "administrator"
                && $0.state == "in-force" && $0.id != member.id
        }
        if others.isEmpty {
            throw MembershipRefusal.lastAdministrator(organisation: member.organisationName)
        }
    }
}

extension Accounts {
    /// Whether the viewer has members of organisations to do with.
    public static func seesMembers(_ viewer: Viewer) -> Bool {
        viewer.role.isAdministratorOfUnit
            || ["officer", "section-head", "supervisor"].contains(viewer.role.name)
    }
}
