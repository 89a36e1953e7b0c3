import Journal
import Registers
import Store
import Values

extension Accounts {
    /// Whether nobody can sign in yet: no account has ever come into force.
    public func isFirstStart() async throws -> Bool {
        try await database.read {
            try $0.integer("SELECT count(*) FROM account WHERE state IN ('active', 'suspended')")
                == 0
        }
    }

    /// The token of a one-time link for the first system administrator, who invites the others;
    /// nil where somebody can sign in already. Each start makes a new one.
    public func firstLink() async throws -> String? {
        guard try await isFirstStart() else { return nil }
        let token = RandomBytes.token()
        let ends = now.adding(.seconds(24 * 3_600))
        let act = Act(
            actor: "本机命令行", role: "system-administrator", event: "account.created",
            reason: "首次启动")
        try await database.write(act) { writer in
            let account =
                try account(writer.reader, login: Self.firstLogin)
                ?? create(
                    [
                        "login": .text(Self.firstLogin), "name": .text("首任系统管理员"),
                        "role": .text("system-administrator"),
                    ], state: .invited, writer)
            try writer.invite(token, account, ends: ends)
            try writer.note(.invited, of: account.id, login: account.login, .terminal)
        }
        return token
    }

    static let firstLogin = "sysadmin"
}
