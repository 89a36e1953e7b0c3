import Accounts
import Catalogue
import Journal
import Registers
import Store
import Values
import Work

/// Reminds units of what they owe of their projects: a report, an acceptance, a signature. Once so
/// many working days before it falls due, once when it is overdue, then their county's clerks too.
public struct ProjectReminders: Sendable {
    public static let job = "project-reminders"
    private static let act = Act(actor: "平台", role: "system", event: "reminder.told")

    let awards: Awards

    public init(_ awards: Awards) { self.awards = awards }

    /// Reminds whoever is to be reminded today, on working days, under the lease of the job.
    /// - Returns: how many notices were made; nil where another process does it.
    public func run() async throws -> Int? {
        let database = awards.database
        return try await database.withLease(Self.job, for: .seconds(300)) { lease in
            try await database.write(Self.act) { writer in
                try writer.keep(lease)
                return try remind(writer)
            }
        }
    }

    /// The same inside a write.
    func remind(_ writer: Writer) throws -> Int {
        let today = writer.now.businessDate
        let working = WorkingDays(awards.catalogue.calendar)
        guard working.isWorked(today), try writer.reader.hasTable("membership"),
            let days = awards.rule("project_reminder_days", on: today)?.number
        else { return 0 }
        let until = working.adding(days, to: today)
        return try owed(writer.reader, until: until).reduce(0) { told, one in
            try told + tell(one, today, writer)
        }
    }

    private struct Owed {
        let project: Int64
        let organisation: Int64?
        let county: String?
        let what: String
        let due: String
    }

    private func owed(_ reader: Reader, until: CalendarDate) throws -> [Owed] {
        let rows = try reader.all(
            """
            SELECT p.id, p.organisation, p.county, p.name, r.report_no, r.due_on
            FROM project_report r JOIN project p ON p.id = r.project
            WHERE r.state IN ('due', 'returned') AND r.due_on <= \(until.iso)
            AND coalesce(p.rehearsal, 0) = 0 AND p.state IN ('running', 'suspended')
            UNION ALL
            SELECT p.id, p.organisation, p.county, p.name, 'acceptance', p.acceptance_due_on
            FROM project p WHERE p.state IN ('running', 'suspended', 'failed')
            AND p.acceptance_due_on <= \(until.iso) AND coalesce(p.rehearsal, 0) = 0
            UNION ALL
            SELECT p.id, p.organisation, p.county, p.name, 'contract', p.contract_due_on
            FROM project p JOIN project_contract c ON c.project = p.id
            WHERE p.state = 'approved' AND c.state = 'drafted'
            AND p.contract_due_on <= \(until.iso) AND coalesce(p.rehearsal, 0) = 0
            ORDER BY 1, 5
            """)
        return rows.map { row in
            let name = row[3].text ?? ""
            let what =
                switch row[4].text {
                case "acceptance": "项目“\(name)”申请验收"
                case "contract": "项目“\(name)”签任务书"
                case let number: "项目“\(name)”的报告 \(number ?? "")"
                }
            return Owed(
                project: row[0].integer ?? 0, organisation: row[1].integer, county: row[2].text,
                what: what, due: row[5].text ?? "")
        }
    }

    /// Tells each account the same thing once.
    private func tell(_ one: Owed, _ today: CalendarDate, _ writer: Writer) throws -> Int {
        let isLate = one.due < today.iso
        let text = "\(one.what)\(isLate ? "已逾期，期限是" : "快到期了，期限是") \(one.due)。"
        let link = "/projects/\(one.project)"
        var accounts = try ids(
            """
            SELECT a.id FROM account a JOIN membership m ON m.account = a.id
            WHERE m.organisation = \(one.organisation ?? 0) AND m.state = 'in-force'
            AND a.state = 'active' ORDER BY a.id
            """, writer.reader)
        if isLate, let county = one.county {
            accounts += try ids(
                """
                SELECT id FROM account WHERE role = 'clerk' AND county = \(county)
                AND state = 'active' ORDER BY id
                """, writer.reader)
        }
        let fresh = try accounts.filter { account in
            try writer.reader.integer(
                """
                SELECT count(*) FROM notice WHERE account = \(account) AND kind = 'project-due'
                AND link = \(link) AND text = \(text)
                """) == 0
        }
        try writer.tell(fresh, "project-due", text, link: link)
        return fresh.count
    }

    private func ids(_ question: SQL, _ reader: Reader) throws -> [Int64] {
        try reader.all(question).compactMap { $0[0].integer }
    }
}
