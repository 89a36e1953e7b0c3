import Catalogue
import Journal
import Registers
import Store
import Values

/// Why somebody does not become a member of an organisation.
public enum MembershipRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case badCode(String)
    case nameDiffers(code: String, registered: String)
    case alreadyMember(organisation: String)
    case loginTaken(String)
    case mayNot
    case lastAdministrator(organisation: String)
    case unknown

    public var description: String {
        switch self {
        case .badCode(let rule): "统一社会信用代码不对：\(rule)。"
        case .nameDiffers(let code, let registered):
            "代码 \(code) 已登记为“\(registered)”，与填写的单位名称不同。核对营业执照；单位更名的，先联系科室改名。"
        case .alreadyMember(let organisation): "您已是“\(organisation)”的成员，或已提出申请，不用再报。"
        case .loginTaken(let login): "登录名“\(login)”已有人用。换一个。"
        case .mayNot: "只有本单位管理员或市科技局科室能办理单位成员。"
        case .lastAdministrator(let organisation):
            "这是“\(organisation)”最后一位管理员，离任前先请科室确认接任的人。"
        case .unknown: "没有这位成员。"
        }
    }
}

/// What a person who registers an organisation fills in.
public struct OrganisationClaim: Sendable {
    public var code: String
    public var organisation: String
    public var county: String?
    public var login: String
    public var name: String
    public var email: String
    public var phone: String
    public var password: String
    public var ground: String

    public init(
        code: String, organisation: String, county: String?, login: String, name: String,
        email: String, phone: String, password: String, ground: String
    ) {
        self.code = code
        self.organisation = organisation
        self.county = county
        self.login = login
        self.name = name
        self.email = email
        self.phone = phone
        self.password = password
        self.ground = ground
    }
}

extension Accounts {
    /// Registers an organisation by its code and its first administrator, or a further member of
    /// one that is there. Nothing is seen or done for it before somebody else has confirmed it: an
    /// officer the first administrator, an administrator the others.
    /// - Throws: `MembershipRefusal`, `AccountRefusal`, `PasswordProblem`, `RecordRefusal`.
    public func register(_ claim: OrganisationClaim, from origin: Origin) async throws -> Account {
        let code: UnifiedCreditCode
        do {
            code = try UnifiedCreditCode.parse(claim.code)
        } catch {
            throw MembershipRefusal.badCode(error.rule)
        }
        try checkPassword(
            claim.password, words: [claim.login, claim.name, registry.catalogue.city.title])
        try await countRegistration(from: origin)
        let hash = try await gate.hash(claim.password)
        let act = Act(
            actor: claim.name, role: "organisation-member", event: "organisation.claimed",
            reason: "单位注册")
        return try await database.write(act) { writer in
            if try account(writer.reader, login: claim.login) != nil {
                throw MembershipRefusal.loginTaken(claim.login)
            }
            let organisation = try organisation(claim, code, writer)
            let account = try create(
                [
                    "login": .text(claim.login), "name": .text(claim.name),
                    "role": .text(Account.applicant), "email": .text(claim.email),
                    "phone": .text(claim.phone),
                ], state: .active, writer)
            try writer.setPassword(hash, of: account.id)
            try join(account.id, organisation, ground: claim.ground, writer)
            try writer.note(.passwordSet, of: account.id, login: account.login, origin)
            return account
        }
    }

    /// Each attempt counts, good or not.
    private func countRegistration(from origin: Origin) async throws {
        let place = "registration/" + Self.place(address: origin.address)
        let policy = policy
        try await database.write(Self.act) { writer in
            let waits = [place, Self.place(address: origin.address)]
            let until = try waits.map { try writer.reader.throttle($0).until }.max()
            if let until, until > writer.now { throw SignInRefusal.waiting(until: until) }
            let throttle = try writer.reader.throttle(place)
            try writer.keep(
                throttle.failed(at: writer.now, allowed: policy.addressRegistrations, policy),
                at: place)
        }
    }

    /// Asks to become a member of a further organisation: who changes employers keeps the account.
    public func join(
        _ session: Session, code text: String, ground: String
    ) async throws {
        let code: UnifiedCreditCode
        do {
            code = try UnifiedCreditCode.parse(text)
        } catch {
            throw MembershipRefusal.badCode(error.rule)
        }
        let act = Act(
            actor: session.account.name, role: session.viewer.role.name,
            event: "membership.created", reason: "申请加入单位")
        try await database.write(act) { writer in
            let found = try writer.reader.first(
                "SELECT id FROM organisation WHERE uscc = \(code.text) AND state <> 'withdrawn'")
            guard let organisation = found?[0].integer else {
                throw MembershipRefusal.badCode("还没有单位用这个代码登记过")
            }
            try join(session.account.id, organisation, ground: ground, writer)
        }
    }

    private func organisation(
        _ claim: OrganisationClaim, _ code: UnifiedCreditCode, _ writer: Writer
    )
        throws -> Int64
    {
        let found = try writer.reader.first(
            "SELECT id, name FROM organisation WHERE uscc = \(code.text) AND state <> 'withdrawn'")
        if let found, let id = found[0].integer {
            let registered = found[1].text ?? ""
            guard
                registered.filter({ !$0.isWhitespace })
                    == claim.organisation.filter({ !$0.isWhitespace })
            else { throw MembershipRefusal.nameDiffers(code: code.text, registered: registered) }
            return id
        }
        let register = try registry.register("organisation")
        var reading = AnswerReading(registry, writer.reader)
        var answers: [String: Answer] = [
            "uscc": .text(code.text), "name": .text(claim.organisation),
        ]
        if let county = claim.county, !county.isEmpty { answers["county"] = .text(county) }
        let draft = try reading.read(answers, for: register)
        return try registry.create(draft, in: register.name, writer).id
    }

    /// The first to come is to be its administrator.
    private func join(_ account: Int64, _ organisation: Int64, ground: String, _ writer: Writer)
        throws
    {
        let reader = writer.reader
        let name = try registry.labels(reader, "organisation", ids: [organisation])[organisation]
        let own = try reader.integer(
            """
            SELECT count(*) FROM membership WHERE account = \(account)
            AND organisation = \(organisation) AND state IN ('claimed', 'in-force')
            """)
        if own > 0 { throw MembershipRefusal.alreadyMember(organisation: name ?? "") }
        let administrators = try reader.integer(
            """
            SELECT count(*) FROM membership WHERE organisation = \(organisation)
            AND role = 'administrator' AND state IN ('claimed', 'in-force')
            """)
        let draft = Draft([
            "account": .integer(account), "organisation": .integer(organisation),
            "role": .text(administrators == 0 ? "administrator" : "member"),
            "from": .text(writer.now.businessDate.iso),
            "ground": ground.isEmpty ? .null : .text(String(ground.prefix(200))),
        ])
        _ = try registry.create(draft, in: Membership.register, writer)
        try writer.tell(
            try confirming(reader, organisation), "membership-waiting", "有单位成员等您确认",
            link: "/members")
    }

    /// Who confirms members of an organisation: its administrators; where there are none yet, the
    /// section that keeps the register of organisations.
    private func confirming(_ reader: Reader, _ organisation: Int64) throws -> [Int64] {
        let administrators = try reader.all(
            """
            SELECT account FROM membership WHERE organisation = \(organisation)
            AND role = 'administrator' AND state = 'in-force' ORDER BY account
            """
        ).compactMap { $0[0].integer }
        guard administrators.isEmpty else { return administrators }
        let section = registry.catalogue.register("organisation")?.section ?? ""
        return try reader.all(
            """
            SELECT id FROM account WHERE role IN ('officer', 'section-head')
            AND section = \(section) AND state = 'active' ORDER BY id
            """
        ).compactMap { $0[0].integer }
    }
}
