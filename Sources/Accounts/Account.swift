import Catalogue
public import Registers
public import Store
import Values

/// An account as its record in register `account` has it.
public struct Account: Sendable, Hashable {
    public static let register = "account"

    public enum State: String, Sendable {
        case proposed, invited, active, suspended, closed
    }

    public let id: Int64
    public let version: Int64
    public let login: String
    public let name: String
    /// A code of list `account-roles`: a role, or `applicant`, who acts for organisations.
    public let role: String
    public let section: String?
    public let county: String?
    public let isDemonstration: Bool
    public let state: State

    init?(_ record: Record) {
        guard record.register == Self.register, let login = record["login"].text,
            let name = record["name"].text, let role = record["role"].text
        else { return nil }
        id = record.id
        version = record.version
        self.login = login
        self.name = name
        self.role = role
        section = record["section"].text
        county = record["county"].text
        isDemonstration = record["demonstration"].integer == 1
        state = State(rawValue: record.state) ?? .closed
    }

    /// One who acts for organisations, by membership.
    public static let applicant = "applicant"

    /// Roles that guard the platform or decide for the bureau: a password alone is not enough.
    var needsCode: Bool { role != Self.applicant && role != "clerk" }
}

extension Accounts {
    /// The account of that login, whatever its state.
    func account(_ reader: Reader, login: String) throws -> Account? {
        let row = try reader.first("SELECT id FROM account WHERE login = \(login.lowercased())")
        return try row?[0].integer.flatMap { try account(reader, id: $0) }
    }

    public func account(_ reader: Reader, id: Int64) throws -> Account? {
        Account(try registry.record(reader, Account.register, id))
    }

    /// A stretch of all accounts, the latest made first.
    /// - Parameter before: only accounts with lower ids.
    public func accounts(_ reader: Reader, before: Int64, limit: Int) throws -> [Account] {
        let ids = try reader.all(
            """
            SELECT id FROM account WHERE state <> 'withdrawn' AND id < \(before)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Account.register, ids: ids)
            .sorted { $0.id > $1.id }.compactMap { Account($0) }
    }

    /// Who an account is when it acts: for an organisation where it is a member of one.
    public func viewer(_ reader: Reader, _ account: Account, organisation: Int64?) throws
        -> Viewer?
    {
        let roles = registry.catalogue.roles
        guard account.role == Account.applicant else {
            guard let role = roles[account.role] else { return nil }
            return Viewer(
                name: account.name, role: role, account: account.id, section: account.section,
                county: account.county)
        }
        let memberships = try memberships(reader, of: account.id)
        let chosen = memberships.first { $0.organisation == organisation } ?? memberships.first
        let kind = try chosen.flatMap { try registry.kind(reader, of: $0.organisation) }
        guard let role = Role.ofMember(chosen?.role ?? "member", kind: kind, among: roles) else {
            return nil
        }
        return Viewer(
            name: account.name, role: role, account: account.id,
            organisation: chosen?.organisation,
            entries: try registry.entries(reader, of: chosen?.organisation, for: role))
    }
}

/// For whom a person acts, since when.
public struct Membership: Sendable, Hashable {
    public static let register = "membership"

    public let id: Int64
    public let account: Int64
    public let organisation: Int64
    /// `administrator` or `member`.
    public let role: String
    public let from: String
    public let until: String?
}

extension Accounts {
    /// The memberships of an account that are in force today.
    public func memberships(_ reader: Reader, of account: Int64) throws -> [Membership] {
        let today = database.clock.today.iso
        return try reader.all(
            """
            SELECT id, organisation, role, "from", until FROM membership
            WHERE account = \(account) AND state = 'in-force' AND "from" <= \(today)
            AND (until IS NULL OR until >= \(today)) ORDER BY id
            """
        ).compactMap { row in
            guard let id = row[0].integer, let organisation = row[1].integer,
                let role = row[2].text, let from = row[3].text
            else { return nil }
            return Membership(
                id: id, account: account, organisation: organisation, role: role, from: from,
                until: row[4].text)
        }
    }
}
