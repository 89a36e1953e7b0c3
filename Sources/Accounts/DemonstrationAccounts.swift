import Catalogue
import Journal
import Registers
public import Store
import Values

extension Accounts {
    /// One account a role, for showing the platform: they sign in only in a demonstration city,
    /// which says so on its sign-in page, their common password with them.
    public static let demonstrationPassword = "dongting-yanshi-2026"

    /// An account of the demonstration, as its sign-in page offers it.
    public struct DemonstrationAccount: Sendable, Hashable {
        public let login: String
        public let name: String
        public let role: String
    }

    static let demonstrationLogins: [(login: String, name: String, role: String, place: String?)] =
        [
            ("demo-officer", "演示·高新科经办", "officer", "high-tech"),
            ("demo-transfer", "演示·成果科经办", "officer", "technology-transfer"),
            ("demo-office", "演示·办公室经办", "officer", "office"),
            ("demo-planning", "演示·规划科经办", "officer", "planning-policy"),
            ("demo-planning-head", "演示·规划科科长", "section-head", "planning-policy"),
            ("demo-head", "演示·高新科科长", "section-head", "high-tech"),
            ("demo-transfer-head", "演示·成果科科长", "section-head", "technology-transfer"),
            ("demo-finance", "演示·财务", "finance", nil),
            ("demo-leader", "演示·分管领导", "leader", nil),
            ("demo-director", "演示·局长", "leader", nil),
            ("demo-supervisor", "演示·监督", "supervisor", nil),
            ("demo-clerk", "演示·县市区经办", "clerk", "first"),
            ("demo-clerk2", "演示·另一县市区经办", "clerk", "second"),
            ("demo-unit", "演示·单位管理员", Account.applicant, nil),
            ("demo-member", "演示·单位人员", Account.applicant, nil),
            ("demo-second", "演示·另一单位管理员", Account.applicant, "other"),
            ("demo-department", "演示·联审部门", Account.applicant, "department"),
            ("demo-bank", "演示·银行管理员", Account.applicant, "bank"),
            ("demo-teller", "演示·银行经办", Account.applicant, "bank"),
            ("demo-system", "演示·系统管理员", "system-administrator", nil),
            ("demo-security", "演示·安全管理员", "security-administrator", nil),
            ("demo-audit", "演示·审计管理员", "audit-administrator", nil),
        ]

    private static let administrators = [
        "demo-unit", "demo-second", "demo-bank", "demo-department",
    ]

    /// Makes the accounts of a demonstration city.
    /// - Parameters:
    ///   - organisation: the one that the two accounts of a unit act for.
    ///   - other: another unit's; without it there is no account of one.
    ///   - department: one of the city's departments that looks at units in a joint check.
    ///   - bank: the one that the two accounts of a bank act for; without it there are none.
    public func makeDemonstrationAccounts(
        for organisation: Int64, other: Int64? = nil, bank: Int64? = nil,
        department: Int64? = nil
    ) async throws {
        let hash = try await gate.hash(Self.demonstrationPassword)
        // The list also names those that lie in no county: their clerk would see nothing.
        let counties = (registry.catalogue.list("counties")?.codes ?? []).map(\.code)
            .filter { $0 != "unassigned" && $0 != "outside" }
        let act = Act(
            actor: "演示", role: "system-administrator", event: "account.created", reason: "演示账号")
        try await database.write(act) { writer in
            for (login, name, role, place) in Self.demonstrationLogins
            where (place != "bank" || bank != nil) && (place != "other" || other != nil)
                && (place != "department" || department != nil)
            {
                var answers: [String: Answer] = [
                    "login": .text(login), "name": .text(name), "role": .text(role),
                    "demonstration": .text("是"),
                ]
                switch place {
                case "first": answers["county"] = .text(counties.first ?? "")
                case "bank", "other", "department": break
                case "second": answers["county"] = .text(counties.dropFirst().first ?? "")
                case .some(let section): answers["section"] = .text(section)
                case nil: break
                }
                let account = try create(answers, state: .active, writer)
                try writer.setPassword(hash, of: account.id)
                guard role == Account.applicant else { continue }
                let member = Draft(
                    [
                        "account": .integer(account.id),
                        "organisation": .integer(
                            [
                                "bank": bank, "other": other, "department": department,
                            ][place ?? ""].flatMap { $0 } ?? organisation),
                        "role": .text(
                            Self.administrators.contains(login) ? "administrator" : "member"),
                        "from": .text(writer.now.businessDate.iso),
                    ], state: "in-force")
                _ = try registry.create(member, in: Membership.register, writer)
            }
        }
    }

    /// What a demonstration city's sign-in page offers; nothing anywhere else.
    public func demonstrationAccounts(_ reader: Reader) throws -> [DemonstrationAccount] {
        guard database.isDemonstration else { return [] }
        let titles = registry.catalogue.list("account-roles")
        return try reader.all(
            """
            SELECT login, name, role FROM account WHERE demonstration = 1 AND state = 'active'
            ORDER BY id
            """
        ).map { row in
            DemonstrationAccount(
                login: row[0].text ?? "", name: row[1].text ?? "",
                role: titles?.title(of: row[2].text ?? "") ?? "")
        }
    }
}
