public import Accounts
import Catalogue
import Journal
import Registers
import Store
import Values

/// Reminds once a working day: of drafts that nobody went on with, and of what comes due on one's
/// work lists. The same thing is said once.
public struct Reminders: Sendable {
    public static let job = "reminders"
    private static let roles = ["officer", "section-head", "finance", "clerk"]

    let accounts: Accounts
    let worklists: Worklists

    public init(_ accounts: Accounts) {
        self.accounts = accounts
        worklists = Worklists(accounts.registry)
    }

    private var catalogue: Catalogue { accounts.registry.catalogue }
    private var database: Database { accounts.registry.database }
    private static let act = Act(actor: "平台", role: "system", event: "reminder.told")
    /// The line that says on which day all were reminded.
    private static let daily = "daily"

    /// Reminds whoever is to be reminded today, under the lease of the job.
    /// - Returns: how many notices were made; nil where another process does it.
    public func run() async throws -> Int? {
        try await database.withLease(Self.job, for: .seconds(300)) { lease in
            try await database.write(Self.act) { writer in
                try writer.keep(lease)
                let today = writer.now.businessDate
                guard WorkingDays(catalogue.calendar).isWorked(today),
                    try last(writer.reader, 0, Self.daily) != today.iso
                else { return 0 }
                let told =
                    try remindOfDrafts(today, writer) + remindOfWork(today, writer)
                try remember(0, Self.daily, today.iso, writer)
                return told
            }
        }
    }

    private func days(_ rule: String, _ today: CalendarDate) -> Int? {
        catalogue.rules[rule]?.value(on: today).flatMap { Int($0.value) }
    }

    private func remindOfDrafts(_ today: CalendarDate, _ writer: Writer) throws -> Int {
        guard let days = days("draft_reminder_days", today) else { return 0 }
        let limit = writer.now.milliseconds - Int64(days) * 86_400_000
        let rows = try writer.reader.all(
            """
            SELECT d.account, d.key, d.register, d.record, d.saved FROM draft d
            JOIN account a ON a.id = d.account
            WHERE d.saved <= \(limit) AND a.state = 'active' ORDER BY d.account, d.key
            """)
        var told = 0
        for row in rows {
            guard let account = row[0].integer, let key = row[1].text,
                let register = row[2].text.flatMap({ catalogue.register($0) })
            else { continue }
            let about = "draft/\(key)"
            let saved = String(row[4].integer ?? 0)
            guard try last(writer.reader, account, about) != saved else { continue }
            let path = Self.form(of: register.name, row[3].integer)
            try writer.tell(
                [account], "draft-lies", "一份\(register.title)的草稿 \(days) 天没动了：接着填，或删去",
                link: "\(path)?draft=\(key)")
            try remember(account, about, saved, writer)
            told += 1
        }
        return told
    }

    /// Where a draft is gone on with; a sheet of a return has a page of its own.
    private static func form(of register: String, _ record: Int64?) -> String {
        guard let record else { return "/registers/\(register)/new" }
        return register == "collection-sheet"
            ? "/returns/sheets/\(record)" : "/registers/\(register)/\(record)/edit"
    }

    /// What comes due by the horizon and was not within it the last time.
    private func remindOfWork(_ today: CalendarDate, _ writer: Writer) throws -> Int {
        guard let days = days("due_reminder_days", today) else { return 0 }
        let horizon = WorkingDays(catalogue.calendar).adding(days, to: today)
        let reader = writer.reader
        let ids = try reader.all(
            "SELECT id, role FROM account WHERE state = 'active' ORDER BY id"
        ).filter { Self.roles.contains($0[1].text ?? "") }.compactMap { $0[0].integer }
        var told = 0
        // Colleagues of one desk ask the same.
        var known: [Desk: Int] = [:]
        for id in ids {
            guard let account = try accounts.account(reader, id: id),
                let viewer = try accounts.viewer(reader, account, organisation: nil)
            else { continue }
            let question = WorkQuestion(today: today, county: viewer.county)
            for worklist in worklists.own(viewer) {
                let about = "worklist/\(worklist.name)"
                let before = try last(reader, id, about).flatMap { CalendarDate(iso: $0) }
                // Whatever is overdue is on the list itself, every day.
                let from = max(before?.adding(days: 1) ?? today, today)
                let desk = Desk(
                    role: viewer.role.name, section: viewer.section, county: viewer.county,
                    worklist: worklist.name, from: from)
                let count =
                    try known[desk]
                    ?? worklists.due(
                        reader, worklist, question, by: viewer, from: from, through: horizon)
                known[desk] = count
                try remember(id, about, horizon.iso, writer)
                guard count > 0 else { continue }
                try writer.tell(
                    [id], "work-due", "“\(worklist.title)”有 \(count) 件在 \(days) 个工作日内到期",
                    link: "/worklists/\(worklist.name)")
                told += 1
            }
        }
        return told
    }

    /// What the number of things on a list depends on.
    private struct Desk: Hashable {
        let role: String
        let section: String?
        let county: String?
        let worklist: String
        let from: CalendarDate
    }

    private func last(_ reader: Reader, _ account: Int64, _ about: String) throws -> String? {
        try reader.first(
            "SELECT day FROM reminder WHERE account = \(account) AND about = \(about)"
        )?[0].text
    }

    private func remember(_ account: Int64, _ about: String, _ day: String, _ writer: Writer) throws
    {
        try writer.execute(
            """
            INSERT INTO reminder (account, about, day) VALUES (\(account), \(about), \(day))
            ON CONFLICT (account, about) DO UPDATE SET day = excluded.day
            """)
    }
}
