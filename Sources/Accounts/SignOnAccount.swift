import Catalogue
import Foundation
import Journal
public import Registers
public import Store
import Values

/// Somebody as a provider of sign-on vouches for them: its name and its lasting sign for the
/// person. Names and addresses of mail change hands, so nobody is known by them.
public struct SignOnSubject: Sendable, Hashable {
    public let issuer: String
    public let subject: String

    public init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}

/// Why nobody is signed in, or nothing is bound, through a provider.
public enum SignOnRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// No account is bound to them; accounts are never made by themselves.
    case unknown
    case notInForce
    case onlyInDemonstration
    /// The role needs an authenticator, for which the provider does not stand.
    case secondStepNeeded
    case boundToAnother
    /// The account is bound already, to somebody else at the provider.
    case boundOtherwise
    case mayNot(role: String)

    public var description: String {
        switch self {
        case .unknown:
            "统一认证认出了您，但这里还没有与之绑定的账号。先用登录名和密码登录，在“我的账号”里绑定；没有账号的，请联系系统管理员。"
        case .notInForce: "这个账号现在不能登录，请联系系统管理员。"
        case .onlyInDemonstration: "演示账号只能在演示城市里登录。"
        case .secondStepNeeded: "您的角色要用验证器，统一认证不能代替。请用登录名、密码和验证码登录。"
        case .boundToAnother: "这个统一认证用户已绑定另一个账号。一人一个账号；绑错的，请安全管理员解除。"
        case .boundOtherwise: "您的账号已绑定另一个统一认证用户。要换的，请安全管理员先解除。"
        case .mayNot(let role): "角色“\(role)”不能改统一认证的绑定。由安全管理员办理。"
        }
    }
}

extension Accounts {
    /// Begins a session for the account that is bound to somebody at a provider.
    /// - Parameter isSecondStep: whether the provider stands for the second step of signing in.
    /// - Returns: the session's token.
    /// - Throws: `SignOnRefusal`.
    public func signOn(_ subject: SignOnSubject, isSecondStep: Bool, from origin: Origin)
        async throws -> String
    {
        let found = try await database.read { try self.bound($0, to: subject) }
        do {
            guard let account = found else { throw SignOnRefusal.unknown }
            guard account.state == .active else { throw SignOnRefusal.notInForce }
            if account.isDemonstration, !database.isDemonstration {
                throw SignOnRefusal.onlyInDemonstration
            }
            if account.needsCode, !account.isDemonstration, !isSecondStep {
                throw SignOnRefusal.secondStepNeeded
            }
        } catch {
            try await note(.failed, found?.id, found?.login ?? "", origin, detail: "统一认证")
            throw error
        }
        guard let account = found else { throw SignOnRefusal.unknown }
        let token = RandomBytes.token()
        let ends = now.adding(policy.absolute)
        try await database.write(Self.act) { writer in
            // Suspended meanwhile: the row decides, not what was read before.
            guard try self.account(writer.reader, id: account.id)?.state == .active else {
                throw SignOnRefusal.notInForce
            }
            try writer.begin(token, account.id, origin, ends: ends, isWhole: true)
            try writer.note(
                .signedIn, of: account.id, login: account.login, origin, detail: "统一认证")
        }
        return token
    }

    private func bound(_ reader: Reader, to subject: SignOnSubject) throws -> Account? {
        let row = try reader.first(
            """
            SELECT id FROM account WHERE sign_on_issuer = \(subject.issuer)
            AND sign_on_subject = \(subject.subject) AND state <> 'withdrawn'
            """)
        return try row?[0].integer.flatMap { try account(reader, id: $0) }
    }

    /// Whom an account is bound to.
    public func subject(_ reader: Reader, of account: Int64) throws -> SignOnSubject? {
        let record = try registry.record(reader, Account.register, account)
        guard let issuer = record["sign_on_issuer"].text,
            let subject = record["sign_on_subject"].text
        else { return nil }
        return SignOnSubject(issuer: issuer, subject: subject)
    }

    /// Binds one's own account once, signed in, to whom the provider has just vouched for.
    /// - Throws: `SignOnRefusal`.
    public func bind(_ session: Session, to subject: SignOnSubject) async throws {
        let act = Act(
            actor: session.account.name, role: session.viewer.role.name,
            event: "account.changed", reason: "本人绑定统一认证")
        try await write(subject, to: session.account.id, act, isOwn: true)
    }

    /// Binds an account, or with nil unbinds it, as the administrator who approves accounts.
    /// - Throws: `SignOnRefusal`.
    public func bind(_ account: Int64, to subject: SignOnSubject?, by viewer: Viewer) async throws {
        guard viewer.role.acts.contains(.approveAccounts), viewer.account != account else {
            throw SignOnRefusal.mayNot(role: viewer.role.title)
        }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "account.changed",
            reason: subject == nil ? "解除统一认证的绑定" : "绑定统一认证")
        try await write(subject, to: account, act, isOwn: false)
    }

    private func write(
        _ subject: SignOnSubject?, to account: Int64, _ act: Act, isOwn: Bool
    ) async throws {
        try await database.write(act) { writer in
            if isOwn, let present = try self.subject(writer.reader, of: account),
                present != subject
            {
                throw SignOnRefusal.boundOtherwise
            }
            let other = try subject.flatMap { try bound(writer.reader, to: $0) }
            if let other, other.id != account { throw SignOnRefusal.boundToAnother }
            let draft = Draft([
                "sign_on_issuer": subject.map { .text($0.issuer) } ?? .null,
                "sign_on_subject": subject.map { .text($0.subject) } ?? .null,
            ])
            _ = try registry.change(Account.register, account, to: draft, version: nil, writer)
        }
    }

    /// Seals what a browser keeps for a while, so that it can neither read nor change it.
    public func sealed(_ text: String, for purpose: String) throws -> String {
        try seal.sealed(text, as: "browser/" + purpose)
    }

    /// What a browser was given to keep; nil where it is something else.
    public func opened(_ text: String, for purpose: String) -> String? {
        try? seal.opened(text, as: "browser/" + purpose)
    }
}
