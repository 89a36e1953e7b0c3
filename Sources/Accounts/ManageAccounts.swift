import Catalogue
import Foundation
import Journal
public import Registers
public import Store
import Values

/// Why an account is not made or not changed so.
public enum AccountRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case mayNot(role: String, act: String)
    case needsSection(role: String)
    case needsCounty(role: String)
    case badLogin(String)
    case excluded(name: String, role: String, other: String)
    case lastAdministrator(role: String)
    case oneself
    case unknown

    public var description: String {
        switch self {
        case .mayNot(let role, let act): "角色“\(role)”不能\(act)。系统管理员提出，安全管理员审定。"
        case .needsSection(let role): "“\(role)”要写明科室：只办本科室的登记册。"
        case .needsCounty(let role): "“\(role)”要写明县市区：只见本县市区的记录。"
        case .badLogin(let login): "登录名“\(login)”不合规则：3 至 40 个小写字母、数字、点、横线，以字母开头。"
        case .excluded(let name, let role, let other):
            "\(name)已是\(other)，不能再任\(role)：系统、安全、审计三员由不同的人担任。"
        case .lastAdministrator(let role): "这是最后一个\(role)，停用前先启用另一个。"
        case .oneself: "自己的账号请在“我的账号”里办；改不了的，请另一位管理员办。"
        case .unknown: "没有这个账号。"
        }
    }
}

extension Accounts {
    /// Proposes an account; another administrator lets it come into force.
    /// - Parameter also: what is written beside it; if it throws, nothing stands.
    public func propose(
        _ answers: [String: Answer], by viewer: Viewer,
        also: @escaping Beside<Account> = { _, _ in }
    ) async throws -> Account {
        guard viewer.role.acts.contains(.manageAccounts) else {
            throw AccountRefusal.mayNot(role: viewer.role.title, act: "开户")
        }
        let act = Act(actor: viewer.name, role: viewer.role.name, event: "account.created")
        return try await database.write(act) { writer in
            // At the very beginning there is nobody yet who could approve.
            let role = answers["role"].flatMap { registry.catalogue.roles[$0.text] }
            let isFirst = try role?.excludes.isEmpty == false && !hasApprover(writer.reader)
            let account = try create(answers, state: isFirst ? .invited : nil, writer)
            try also(writer, account)
            return account
        }
    }

    private func hasApprover(_ reader: Reader) throws -> Bool {
        try reader.integer(
            """
            SELECT count(*) FROM account
            WHERE role = 'security-administrator' AND state = 'active'
            """) > 0
    }

    func create(_ answers: [String: Answer], state: Account.State?, _ writer: Writer) throws
        -> Account
    {
        let register = try registry.register(Account.register)
        var reading = AnswerReading(registry, writer.reader)
        var draft = try reading.read(answers, for: register)
        draft.fields["login"] = draft.fields["login"]?.text.map { .text($0.lowercased()) }
        try check(draft, writer.reader)
        draft.state = state?.rawValue
        let record = try registry.create(draft, in: Account.register, writer)
        guard let account = Account(record) else { throw AccountRefusal.unknown }
        return account
    }

    private func check(_ draft: Draft, _ reader: Reader) throws {
        let login = draft.fields["login"]?.text ?? ""
        let isGood =
            (3...40).contains(login.utf8.count) && login.first?.isLetter ?? false
            && login.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46
            }
        guard isGood else { throw AccountRefusal.badLogin(login) }
        let name = draft.fields["role"]?.text ?? ""
        guard let role = registry.catalogue.roles[name] else { return }
        func isEmpty(_ field: String) -> Bool { draft.fields[field]?.isNull ?? true }
        if role.reach == .section, isEmpty("section") {
            throw AccountRefusal.needsSection(role: role.title)
        }
        if role.reach == .county, isEmpty("county") {
            throw AccountRefusal.needsCounty(role: role.title)
        }
        try checkExclusion(role, draft, reader)
    }

    /// The three administrators are three persons: neither of the same name, however it is spaced
    /// or written, nor of the same entry in the register of people.
    private func checkExclusion(_ role: Role, _ draft: Draft, _ reader: Reader) throws {
        for other in role.excludes {
            let name = Self.plain(draft.fields["name"]?.text ?? "")
            let person = draft.fields["person"] ?? .null
            let holders = try reader.all(
                "SELECT name, person FROM account WHERE role = \(other) AND state <> 'closed'")
            let found = holders.first {
                Self.plain($0[0].text ?? "") == name || (!person.isNull && $0[1] == person)
            }
            guard let found else { continue }
            throw AccountRefusal.excluded(
                name: found[0].text ?? "", role: role.title,
                other: registry.catalogue.roles[other]?.title ?? other)
        }
    }

    /// A name without what makes two of the same look different.
    private static func plain(_ name: String) -> String {
        name.precomposedStringWithCompatibilityMapping.lowercased().filter {
            $0.isLetter || $0.isNumber
        }
    }

    /// Moves an account along its life: approve, refuse, suspend, resume, close. Whoever is
    /// suspended or closed is signed out at once.
    public func move(
        _ id: Int64, _ move: String, version: Int64?, by viewer: Viewer, reason: String?
    ) async throws -> Account {
        let acts = viewer.role.acts
        guard acts.contains(.manageAccounts) || acts.contains(.approveAccounts), move != "accept"
        else { throw AccountRefusal.mayNot(role: viewer.role.title, act: "办理账号") }
        if viewer.account == id { throw AccountRefusal.oneself }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "account.moved:\(move)",
            reason: reason)
        return try await database.write(act) {
            try self.move(id, move, version: version, by: viewer, $0)
        }
    }

    /// Moves an account inside a write whose act says why.
    public func move(
        _ id: Int64, _ move: String, version: Int64?, by viewer: Viewer, _ writer: Writer
    ) throws -> Account {
        let record = try registry.record(writer.reader, Account.register, id)
        guard let before = Account(record) else { throw AccountRefusal.unknown }
        if ["suspend", "close"].contains(move) { try keepOne(before, writer.reader) }
        let moved = try registry.move(
            Account.register, id, move, version: version, by: viewer, writer)
        guard let account = Account(moved) else { throw AccountRefusal.unknown }
        if account.state != .active { try writer.endSessions(of: id) }
        return account
    }

    /// A city without its three administrators could not be brought back in order.
    private func keepOne(_ account: Account, _ reader: Reader) throws {
        guard let role = registry.catalogue.roles[account.role], !role.excludes.isEmpty,
            account.state == .active
        else { return }
        let others = try reader.integer(
            """
            SELECT count(*) FROM account WHERE role = \(account.role) AND state = 'active'
            AND id <> \(account.id)
            """)
        if others == 0 { throw AccountRefusal.lastAdministrator(role: role.title) }
    }

    /// Ends the wait of an account that failed too often.
    public func unlock(_ account: Account, by viewer: Viewer, from origin: Origin) async throws {
        guard viewer.role.acts.contains(.approveAccounts) else {
            throw AccountRefusal.mayNot(role: viewer.role.title, act: "解除暂缓")
        }
        try await database.write(Self.act) { writer in
            try writer.forgetFailures(at: Self.place(account: account.login))
            try writer.note(
                .unlocked, of: account.id, login: account.login, origin, detail: "由\(viewer.name)")
        }
    }

    /// Signs an account out wherever it is signed in, without closing it.
    public func signOut(_ account: Account, by viewer: Viewer, from origin: Origin) async throws {
        guard viewer.role.acts.contains(.approveAccounts) else {
            throw AccountRefusal.mayNot(role: viewer.role.title, act: "结束登录")
        }
        try await database.write(Self.act) { writer in
            try writer.endSessions(of: account.id)
            try writer.note(
                .sessionEnded, of: account.id, login: account.login, origin,
                detail: "全部，由\(viewer.name)")
        }
    }

    /// Takes away the authenticator of somebody who has lost it; it is set up anew at the next
    /// signing in.
    public func removeCode(_ account: Account, by viewer: Viewer, from origin: Origin) async throws
    {
        guard viewer.role.acts.contains(.approveAccounts) else {
            throw AccountRefusal.mayNot(role: viewer.role.title, act: "解除验证器")
        }
        // A browser left open would otherwise be enough to be rid of one's own.
        if viewer.account == account.id { throw AccountRefusal.oneself }
        try await database.write(Self.act) { writer in
            try writer.execute(
                """
                UPDATE account_secret SET code_secret = NULL, recovery = NULL
                WHERE account = \(account.id)
                """)
            try writer.endSessions(of: account.id)
            try writer.note(
                .codeRemoved, of: account.id, login: account.login, origin,
                detail: "由\(viewer.name)")
        }
    }
}

extension Answer {
    fileprivate var text: String {
        if case .text(let text) = self { text } else { "" }
    }
}
