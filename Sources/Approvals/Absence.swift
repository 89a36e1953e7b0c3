import Accounts
import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// Days on which somebody is away, and who decides for them.
public struct Absence: Sendable, Hashable {
    static let register = "absence"

    public let id: Int64
    public let account: Int64
    /// Who is away.
    public let name: String
    public let role: String
    public let section: String?
    /// The first and the last day, both included.
    public let from: String
    public let until: String
    /// Nil where nobody decides for them.
    public let deputy: Int64?
    public let deputyName: String?
    public let ground: String

    public init(
        id: Int64, account: Int64, name: String, role: String, section: String?, from: String,
        until: String, deputy: Int64?, deputyName: String?, ground: String
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.role = role
        self.section = section
        self.from = from
        self.until = until
        self.deputy = deputy
        self.deputyName = deputyName
        self.ground = ground
    }
}

/// Why an absence was not entered.
public enum AbsenceRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case notYours
    case unknown
    case deputyIsSelf
    case days(String)
    case overlaps(from: String, until: String)
    case deputyDiffers(name: String)
    case deputyNotInForce

    public var description: String {
        switch self {
        case .notYours: "只有本人和局领导能登记外出。"
        case .unknown: "没有这个人，或外出已经结束。"
        case .deputyIsSelf: "不能由自己代办自己。换一个人，或不指定。"
        case .days(let rule): rule
        case .overlaps(let from, let until): "\(from) 至 \(until) 已经登记过外出。先结束那一条。"
        case .deputyDiffers(let name): "\(name)与外出的人不是同一角色、同一科室，要由局领导指定。"
        case .deputyNotInForce: "代办人的账号没有启用。换一个人。"
        }
    }
}

extension Approvals {
    /// Enters that somebody is away: oneself, or as a leader anybody, for whom then any colleague
    /// may be named.
    /// - Parameters:
    ///   - deputy: nil where nobody decides for them.
    ///   - also: what is written beside it; if it throws, nothing stands.
    /// - Throws: `AbsenceRefusal`, `RecordRefusal`.
    public func enter(
        absenceOf account: Int64, from: CalendarDate, until: CalendarDate, deputy: Int64?,
        ground: String, by viewer: Viewer, also: @escaping Beside<Absence> = { _, _ in }
    ) async throws -> Absence {
        let isLeader = viewer.role.name == "leader"
        guard viewer.account == account || isLeader else { throw AbsenceRefusal.notYours }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "absence.created", reason: ground)
        return try await database.write(act) { writer in
            let today = writer.now.businessDate
            guard until >= from else { throw AbsenceRefusal.days("最后一天不能早于第一天。") }
            guard until >= today else { throw AbsenceRefusal.days("这几天已经过去了，不用登记。") }
            let reader = writer.reader
            guard let away = try accountInForce(reader, account) else {
                throw AbsenceRefusal.unknown
            }
            try permit(deputy, for: away, isLeader: isLeader, reader)
            let others = try absences(reader, "a.account = \(account)")
            if let other = others.first(where: { $0.from <= until.iso && $0.until >= from.iso }) {
                throw AbsenceRefusal.overlaps(from: other.from, until: other.until)
            }
            var draft = Draft([
                "account": .integer(account), "from": .text(from.iso), "until": .text(until.iso),
                "ground": .text(String(ground.prefix(200))), "made_by": .text(viewer.name),
                "named_by_leader": .integer(isLeader ? 1 : 0),
            ])
            draft.fields["deputy"] = deputy.map(Scalar.integer) ?? .null
            let record = try registry.create(draft, in: Absence.register, writer)
            if let deputy {
                try writer.tell(
                    [deputy], "deputy-named", "\(from.iso) 至 \(until.iso) 请您代\(away.name)审批",
                    link: "/approvals")
            }
            guard let made = try absences(reader, "a.id = \(record.id)").first else {
                throw AbsenceRefusal.unknown
            }
            try also(writer, made)
            return made
        }
    }

    private func permit(_ deputy: Int64?, for away: Account, isLeader: Bool, _ reader: Reader)
        throws
    {
        guard let deputy else { return }
        guard deputy != away.id else { throw AbsenceRefusal.deputyIsSelf }
        guard let other = try accountInForce(reader, deputy) else {
            throw AbsenceRefusal.deputyNotInForce
        }
        let isAlike = other.role == away.role && other.section == away.section
        // Who acts for an organisation or a county never decides for the bureau.
        let isOfBureau = other.role != Account.applicant && other.county == nil
        guard isAlike || (isLeader && isOfBureau) else {
            throw AbsenceRefusal.deputyDiffers(name: other.name)
        }
    }

    private func accountInForce(_ reader: Reader, _ id: Int64) throws -> Account? {
        do {
            let account = try accounts.account(reader, id: id)
            return account?.state == .active ? account : nil
        } catch RecordRefusal.notFound {
            return nil
        }
    }

    /// Ends an absence before its last day: who is back decides again.
    public func end(absence id: Int64, by viewer: Viewer) async throws {
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "absence.moved:end", reason: nil)
        try await database.write(act) { writer in
            guard let absence = try absences(writer.reader, "a.id = \(id)").first else {
                throw AbsenceRefusal.unknown
            }
            guard viewer.account == absence.account || viewer.role.name == "leader" else {
                throw AbsenceRefusal.notYours
            }
            _ = try registry.move(Absence.register, id, "end", version: nil, writer)
        }
    }

    /// Absences that are not over yet, of one account or those in which it is the deputy.
    public func absences(_ reader: Reader, concerning account: Int64) throws -> [Absence] {
        try absences(reader, "(a.account = \(account) OR a.deputy = \(account))")
    }

    /// Absences that are not over yet as somebody sees them: all for leaders, who enter them for
    /// others, and for supervision; else those of one's own and those in which one stands in.
    public func absences(_ reader: Reader, seenBy viewer: Viewer) throws -> [Absence] {
        guard viewer.role.name != "leader", !viewer.role.acts.contains(.verify) else {
            return try absences(reader, "1 = 1")
        }
        return try viewer.account.map { try absences(reader, concerning: $0) } ?? []
    }

    /// Absences of today in which the account is the deputy.
    func deputised(_ reader: Reader, to account: Int64?) throws -> [Absence] {
        guard let account else { return [] }
        let today = database.clock.today.iso
        return try absences(reader, "a.deputy = \(account)").filter { $0.from <= today }
    }

    /// Absences in force whose last day has not passed.
    func absences(_ reader: Reader, _ condition: SQL) throws -> [Absence] {
        let today = database.clock.today.iso
        return try reader.all(
            """
            SELECT a.id, a.account, p.name, p.role, p.section, a."from", a.until, a.deputy,
            d.name, a.ground FROM absence a JOIN account p ON p.id = a.account
            LEFT JOIN account d ON d.id = a.deputy
            WHERE a.state = 'in-force' AND a.until >= \(today) AND \(condition)
            ORDER BY a."from", a.id
            """
        ).map { row in
            Absence(
                id: row[0].integer ?? 0, account: row[1].integer ?? 0, name: row[2].text ?? "",
                role: row[3].text ?? "", section: row[4].text, from: row[5].text ?? "",
                until: row[6].text ?? "", deputy: row[7].integer, deputyName: row[8].text,
                ground: row[9].text ?? "")
        }
    }
}
