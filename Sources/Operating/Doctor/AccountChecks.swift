import Catalogue
import Store

/// What must hold of a city's accounts.
extension Doctor {
    /// System, security and audit administrator are three persons, and all three are there: with
    /// one missing, accounts cannot be made or approved, or nobody looks at what they do.
    func administrators(_ reader: Reader, _ catalogue: Catalogue) throws -> Check? {
        guard try reader.hasTable("account") else { return nil }
        let (name, title) = ("administrators", "三员")
        let roles = catalogue.roles.values.filter { !$0.excludes.isEmpty }
            .sorted { $0.name < $1.name }
        let missing = try roles.filter { role in
            try reader.first(
                "SELECT 1 FROM account WHERE role = \(role.name) AND state = 'active' LIMIT 1")
                == nil
        }
        let words = missing.map(\.title).joined(separator: "、")
        guard !missing.isEmpty else {
            return .fine(name, title, roles.map(\.title).joined(separator: "、") + "都在任")
        }
        return .attention(
            name, title, "没有在任的\(words)", rule: "系统、安全、审计三员由不同的人担任，缺一不可",
            advice: missing.count == roles.count
                ? "首次启动时用终端上的一次性链接启用系统管理员，再由他请另外两位"
                : "系统管理员在“账号”里开户，安全管理员审定；两人都不在时用 dongting account")
    }
}
