import Accounts
import Catalogue
import Journal
public import Registers
public import Store
import Values

/// An application that asks somebody for their consent: what they need to know, and no more.
public struct ConsentAsked: Sendable, Hashable {
    public let application: Int64
    public let title: String
    public let call: String
    public let organisation: String
    public let leader: String
    /// The place among the members, from 0.
    public let place: Int
    public let task: String
    public let months: Int?
    /// A code of `consent-states`.
    public let consent: String
    public let isOpen: Bool
}

extension Applications {
    /// Records the word of a member: only theirs counts, given with their own account.
    ///
    /// - Throws: `ApplicationRefusal.notMember`, `.notNow`.
    public func answerConsent(_ id: Int64, agrees: Bool, by viewer: Viewer) async throws -> Record {
        let applications = self
        let event = agrees ? "application.consented" : "application.declined"
        return try await database.write(act(viewer, event)) { writer in
            guard let person = try applications.person(of: viewer, writer.reader) else {
                throw ApplicationRefusal.notMember
            }
            return try applications.answerConsent(id, agrees: agrees, person: person, writer)
        }
    }

    /// The same inside a write, for a person that the caller knows.
    public func answerConsent(_ id: Int64, agrees: Bool, person: Int64, _ writer: Writer) throws
        -> Record
    {
        let application = try registry.record(writer.reader, Self.applications, id)
        var rows = application.rows["members"] ?? []
        guard let place = rows.firstIndex(where: { $0["person"]?.integer == person }) else {
            throw ApplicationRefusal.notMember
        }
        guard ["drafted", "returned"].contains(application.state) else {
            throw ApplicationRefusal.notNow(
                state: state(application), act: "改变同意", advice: "申报已经审签；要改的请申报单位先收回修改")
        }
        rows[place]["consent"] = .text(agrees ? "agreed" : "refused")
        rows[place]["consented_on"] = .text(writer.now.businessDate.iso)
        let kept = try registry.change(
            Self.applications, id, to: Draft(rows: ["members": rows]), version: nil, writer)
        try tellApplicants(
            kept, "application-consent",
            "\(rows[place]["name"]?.text ?? "成员")\(agrees ? "同意参加" : "不同意参加")“\(kept["title"].text ?? "")”",
            writer)
        return kept
    }

    /// The person that an account stands for.
    public func person(of viewer: Viewer, _ reader: Reader) throws -> Int64? {
        guard let account = viewer.account else { return nil }
        return try reader.first("SELECT person FROM account WHERE id = \(account)")?[0].integer
    }

    /// Where the viewer's consent is asked, or was given while the application is still open.
    public func consents(_ reader: Reader, of viewer: Viewer) throws -> [ConsentAsked] {
        guard catalogue.register(Self.applications) != nil,
            let person = try person(of: viewer, reader)
        else { return [] }
        let states: SQL = "'drafted', 'returned', 'signed-off'"
        return try reader.all(
            """
            SELECT a.id, a.title, c.title, o.name, p.name, m.position, m.task, m.months, m.consent,
            a.state FROM application__members m JOIN application a ON a.id = m.record
            JOIN call c ON c.id = a.call JOIN organisation o ON o.id = a.organisation
            LEFT JOIN person p ON p.id = a.leader
            WHERE m.person = \(person) AND a.state IN (\(states)) ORDER BY a.id DESC LIMIT 100
            """
        ).map { row in
            ConsentAsked(
                application: row[0].integer ?? 0, title: row[1].text ?? "", call: row[2].text ?? "",
                organisation: row[3].text ?? "", leader: row[4].text ?? "",
                place: Int(row[5].integer ?? 0), task: row[6].text ?? "",
                months: row[7].integer.map { Int($0) }, consent: row[8].text ?? "waiting",
                isOpen: row[9].text != "signed-off")
        }
    }

    /// Tells members with an account that they are asked.
    func askConsent(_ kept: Record, before: Record?, _ offer: CallOffer, _ writer: Writer) throws {
        func waiting(_ record: Record?) -> Set<Int64> {
            Set(
                (record?.rows["members"] ?? []).filter { $0["consent"]?.text == "waiting" }
                    .compactMap { $0["person"]?.integer })
        }
        for person in waiting(kept).subtracting(waiting(before)).sorted() {
            let accounts = try writer.reader.all(
                "SELECT id FROM account WHERE person = \(person) AND state = 'active'"
            ).compactMap { $0[0].integer }
            try writer.tell(
                accounts, "application-consent-asked",
                "请您同意参加项目“\(kept["title"].text ?? "")”", link: "/consents")
        }
    }

    /// Tells the people of the applicant.
    func tellApplicants(_ application: Record, _ kind: String, _ text: String, _ writer: Writer)
        throws
    {
        guard let organisation = application["organisation"].integer else { return }
        let accounts = try writer.reader.all(
            """
            SELECT a.id FROM account a JOIN membership m ON m.account = a.id
            WHERE m.organisation = \(organisation) AND m.state = 'in-force'
            AND a.state = 'active' ORDER BY a.id
            """
        ).compactMap { $0[0].integer }
        try writer.tell(accounts, kind, text, link: "/applications/\(application.id)")
    }
}
