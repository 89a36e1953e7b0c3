import Foundation
import Journal
import Store
public import Values

/// Why somebody is not signed in. Which of account and password was wrong is told to nobody.
public enum SignInRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case wrong
    case wrongCode
    /// The secret that a form brought back is none that was given to this account.
    case noEnrolment
    case waiting(until: Instant)
    case notInForce
    case onlyInDemonstration
    case crowded

    public var description: String {
        switch self {
        case .wrong: "登录名或密码不对。忘了密码，请联系本单位管理员或系统管理员重发启用链接。"
        case .wrongCode: "验证码不对或已用过。等验证器换一个新的再填；手机不在身边，可用恢复码。"
        case .noEnrolment: "这张绑定页面不能用了，已换了新的密钥。请删去手机上刚加的，重新添加。"
        case .waiting(let until): "失败次数太多，请在 \(until.businessTime) 之后再试。"
        case .notInForce: "这个账号现在不能登录，请联系系统管理员。"
        case .onlyInDemonstration: "演示账号只能在演示城市里登录。"
        case .crowded: "登录的人太多，等几秒再试。"
        }
    }
}

/// What proving oneself came to.
public enum SignInResult: Sendable, Hashable {
    /// A session began; the token goes into the browser's cookie and nowhere else.
    case signedIn(token: String)
    /// The password was right; a code of the authenticator, or a recovery code, is asked for.
    case needsCode
    /// The password was right, and this role needs an authenticator, which is not set up yet: a
    /// session began that may do nothing else.
    case needsEnrolment(token: String)
}

extension Accounts {
    /// Signs in with a password and, where the account has an authenticator, its code.
    ///
    /// The database is asked, the password tried off its threads, then one write decides.
    /// - Throws: `SignInRefusal`.
    public func signIn(
        login: String, password: String, code: String? = nil, from origin: Origin
    ) async throws -> SignInResult {
        let login = login.trimmingCharacters(in: .whitespaces).lowercased()
        let found = try await database.read { try self.candidate($0, login, origin) }
        if let until = found.waiting {
            try await note(.delayed, found.account?.id, login, origin)
            throw SignInRefusal.waiting(until: until)
        }
        let isRight = try await gate.matches(password, found.secret?.password)
        guard let account = found.account, let secret = found.secret, isRight else {
            try await fail(.failed, found.account?.id, login, origin)
            throw SignInRefusal.wrong
        }
        guard account.state == .active else { throw SignInRefusal.notInForce }
        if account.isDemonstration, !database.isDemonstration {
            throw SignInRefusal.onlyInDemonstration
        }
        let renewed =
            secret.password?.cost == policy.passwordCost ? nil : try await gate.hash(password)
        let needsCode = account.needsCode && !account.isDemonstration
        guard let sealed = secret.code else {
            let token = try await begin(
                account, secret, origin, renewed, isWhole: !needsCode)
            return needsCode ? .needsEnrolment(token: token) : .signedIn(token: token)
        }
        guard let code, !code.isEmpty else { return .needsCode }
        let key = try Base32.bytes(try seal.opened(sealed, as: Secret.place(account.id)))
        guard let step = try await accept(code, key, account, origin) else {
            try await fail(.codeFailed, account.id, login, origin)
            throw SignInRefusal.wrongCode
        }
        let token = try await begin(
            account, secret, origin, renewed, isWhole: true, step: step)
        return .signedIn(token: token)
    }

    private struct Candidate: Sendable {
        var account: Account?
        var secret: Secret?
        var waiting: Instant?
    }

    private func candidate(_ reader: Reader, _ login: String, _ origin: Origin) throws -> Candidate
    {
        var found = Candidate()
        found.account = try account(reader, login: login)
        found.secret = try found.account.flatMap { try reader.secret($0.id) }
        let places = [Self.place(account: login), Self.place(address: origin.address)]
        found.waiting = try places.map { try reader.throttle($0).until }.max()
            .flatMap { $0 > now ? $0 : nil }
        return found
    }

    static func place(account login: String) -> String { "account/\(login.prefix(60))" }

    /// Of IPv6 the network: whoever has one address there has 2^64.
    static func place(address: String) -> String {
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count > 2, !address.lowercased().hasPrefix("::ffff:") else {
            return "address/\(address)"
        }
        let first = groups.prefix { !$0.isEmpty }.prefix(4).joined(separator: ":")
        return "address/\(first)::/64"
    }

    /// Counts a failure against the account, named or invented, and against the address.
    func fail(
        _ kind: SecurityEvent.Kind, _ account: Int64?, _ login: String, _ origin: Origin
    ) async throws {
        let policy = policy
        try await database.write(Self.act) { writer in
            let places = [
                (Self.place(account: login), policy.accountFailures),
                (Self.place(address: origin.address), policy.addressFailures),
            ]
            for (place, allowed) in places {
                let throttle = try writer.reader.throttle(place)
                try writer.keep(
                    throttle.failed(at: writer.now, allowed: allowed, policy), at: place)
            }
            try writer.note(kind, of: account, login: login, origin)
        }
    }

    func note(
        _ kind: SecurityEvent.Kind, _ account: Int64?, _ login: String, _ origin: Origin,
        detail: String = ""
    ) async throws {
        try await database.write(Self.act) {
            try $0.note(kind, of: account, login: login, origin, detail: detail)
        }
    }

    /// The step of a good code, or -1 for a recovery code, which is used up; nil for neither.
    private func accept(_ code: String, _ key: [UInt8], _ account: Account, _ origin: Origin)
        async throws -> Int64?
    {
        try await database.write(Self.act) { writer -> Int64? in
            guard let secret = try writer.reader.secret(account.id) else { return nil }
            let now = writer.now.milliseconds
            if let step = OneTimeCode.accepted(code, key, now: now, after: secret.step) {
                return step
            }
            guard let rest = secret.recovery(without: code) else { return nil }
            try writer.execute(
                "UPDATE account_secret SET recovery = \(rest) WHERE account = \(account.id)")
            try writer.note(
                .recoveryUsed, of: account.id, login: account.login, origin,
                detail: "还剩 \(rest.split(separator: " ").count) 个")
            return -1
        }
    }

    /// The last word is had in the write: what was proved is refused where meanwhile the account
    /// was suspended, its password set anew, or too many attempts failed beside this one.
    func begin(
        _ account: Account, _ proved: Secret, _ origin: Origin, _ renewed: PasswordHash?,
        isWhole: Bool, step: Int64? = nil
    ) async throws -> String {
        let token = RandomBytes.token()
        let ends = now.adding(policy.absolute)
        try await database.write(Self.act) { writer in
            let reader = writer.reader
            let until = try reader.throttle(Self.place(account: account.login)).until
            if until > writer.now { throw SignInRefusal.waiting(until: until) }
            guard try self.account(reader, id: account.id)?.state == .active else {
                throw SignInRefusal.notInForce
            }
            let secret = try reader.secret(account.id)
            guard secret?.password?.text == proved.password?.text, secret?.code == proved.code
            else { throw SignInRefusal.wrong }
            try writer.forgetFailures(at: Self.place(account: account.login))
            if let renewed {
                try writer.execute(
                    "UPDATE account_secret SET password = \(renewed.text) WHERE account = \(account.id)"
                )
            }
            // The same code a second time, even at the same moment, is another's.
            if let step, step >= 0 {
                let last = try writer.reader.secret(account.id)?.step ?? 0
                guard step > last else { throw SignInRefusal.wrongCode }
                try writer.execute(
                    "UPDATE account_secret SET code_step = \(step) WHERE account = \(account.id)")
            }
            try writer.begin(token, account.id, origin, ends: ends, isWhole: isWhole)
            try writer.note(.signedIn, of: account.id, login: account.login, origin)
        }
        return token
    }

    /// Nothing of this is journaled: it changes no record.
    static let act = Act(actor: "账号", role: "system", event: "account.session")
}
