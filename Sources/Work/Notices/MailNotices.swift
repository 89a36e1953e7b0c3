public import Accounts
import Approvals
import Catalogue
import Journal
import Outgoing
import Registers
import Store
import Values

/// Tells by mail that something waits: how much, and where; never what.
///
/// An ordinary mail a person a day at most, on working days, in the hours of the rule. What it
/// says is counted when it is sent, so that nothing lies written in the database.
public struct MailNotices: Sendable {
    public static let job = "mail-notices"

    let accounts: Accounts
    let post: MailPost

    public init(_ accounts: Accounts, _ post: MailPost) {
        self.accounts = accounts
        self.post = post
    }

    private var registry: Registry { accounts.registry }
    private var database: Database { registry.database }
    static let act = Act(actor: "平台", role: "system", event: "mail.queued")

    /// What one run came to.
    public struct Run: Sendable, Hashable {
        public var queued = 0
        public var sent = 0
        public var put = 0
        public var given = 0

        public init() {}
    }

    /// Queues what is to be told and sends what is due, under the lease of the job; nil where
    /// another process does it.
    public func run() async throws -> Run? {
        try await database.withLease(Self.job, for: .seconds(300)) { lease in
            var run = Run()
            run.queued = try await queue(lease)
            for letter in try await due() {
                switch try await send(letter, lease) {
                case .sent: run.sent += 1
                case .putOff: run.put += 1
                case .givenUp: run.given += 1
                case .nothing: break
                }
            }
            return run
        }
    }

    /// One mail for each account with notices that were neither read nor mailed.
    private func queue(_ lease: JobLease) async throws -> Int {
        let working = WorkingDays(registry.catalogue.calendar)
        let rule = post.rule
        return try await database.write(Self.act) { writer in
            try writer.keep(lease)
            let waiting = try writer.reader.all(
                """
                SELECT n.account, (SELECT max(day) FROM mail_outbox o
                WHERE o.account = n.account AND o.state = 'sent')
                FROM notice n JOIN account a ON a.id = n.account
                WHERE n.read IS NULL AND n.mailed IS NULL AND a.state = 'active'
                AND NOT EXISTS (SELECT 1 FROM mail_outbox w
                WHERE w.account = n.account AND w.state = 'waiting')
                GROUP BY n.account ORDER BY n.account LIMIT 5000
                """)
            var queued = 0
            for row in waiting {
                guard let account = row[0].integer,
                    try address(of: account, writer.reader) != nil
                else { continue }
                let last = row[1].text.flatMap { CalendarDate(iso: $0) }
                let template = try self.template(DayCounts(notices: 1))
                var due = writer.now
                switch rule.decide(
                    template, lastOrdinary: last, now: writer.now,
                    isWorkingDay: working.isWorked)
                {
                case .nothingToSay: continue
                case .send: break
                case .wait(let until): due = until
                }
                let day = due.businessDate.iso
                try writer.execute(
                    """
                    INSERT INTO mail_outbox (id, account, day, state, attempts, due, made)
                    VALUES (\(writer.newID()), \(account), \(day), 'waiting', 0,
                    \(due.milliseconds), \(writer.now.milliseconds))
                    ON CONFLICT (account, day) DO NOTHING
                    """)
                queued += 1
            }
            return queued
        }
    }

    struct Letter: Sendable {
        let id: Int64
        let account: Int64
        let attempts: Int
    }

    private func due() async throws -> [Letter] {
        let now = database.clock.now().milliseconds
        return try await database.read { reader in
            try reader.all(
                """
                SELECT id, account, attempts FROM mail_outbox
                WHERE state = 'waiting' AND due <= \(now) ORDER BY due, id LIMIT 200
                """
            ).compactMap { row in
                guard let id = row[0].integer, let account = row[1].integer else { return nil }
                return Letter(id: id, account: account, attempts: Int(row[2].integer ?? 0))
            }
        }
    }

    private enum Outcome: Sendable { case sent, putOff, givenUp, nothing }

    private func send(_ letter: Letter, _ lease: JobLease) async throws -> Outcome {
        let (address, counts) = try await database.read { reader in
            (
                try self.address(of: letter.account, reader),
                try self.counts(reader, of: letter.account)
            )
        }
        let template = try self.template(counts)
        guard let address, template.saysSomething else {
            try await settle(letter, "dropped", lease)
            return .nothing
        }
        do throws(MailError) {
            let mail = try template.mail(
                platform: post.platform, id: "day-\(letter.id)", from: post.from, to: address,
                written: database.clock.now())
            try await post.server.send(mail)
        } catch {
            return try await put(letter, off: error, lease)
        }
        try await settle(letter, "sent", lease)
        return .sent
    }

    private func settle(_ letter: Letter, _ state: String, _ lease: JobLease) async throws {
        try await database.write(Self.act) { writer in
            try writer.keep(lease)
            let now = writer.now.milliseconds
            try writer.execute(
                """
                UPDATE mail_outbox SET state = \(state), attempts = attempts + 1, sent = \(now),
                day = \(writer.now.businessDate.iso), failure = NULL WHERE id = \(letter.id)
                """)
            try writer.execute(
                """
                UPDATE notice SET mailed = \(now) WHERE account = \(letter.account)
                AND read IS NULL AND mailed IS NULL
                """)
        }
    }

    private func put(_ letter: Letter, off error: MailError, _ lease: JobLease) async throws
        -> Outcome
    {
        try await database.write(Self.act) { writer -> Outcome in
            try writer.keep(lease)
            let retry = MailRetry.after(
                attempt: letter.attempts + 1, error, now: writer.now)
            let words = String(error.description.prefix(300))
            switch retry {
            case .again(let due):
                try writer.execute(
                    """
                    UPDATE mail_outbox SET attempts = attempts + 1, due = \(due.milliseconds),
                    failure = \(words) WHERE id = \(letter.id)
                    """)
                return .putOff
            case .giveUp:
                try writer.execute(
                    """
                    UPDATE mail_outbox SET attempts = attempts + 1, state = 'failed',
                    failure = \(words) WHERE id = \(letter.id)
                    """)
                // They stay in the notice centre; the next one is tried by mail again.
                try writer.execute(
                    """
                    UPDATE notice SET mailed = \(writer.now.milliseconds)
                    WHERE account = \(letter.account) AND read IS NULL AND mailed IS NULL
                    """)
                return .givenUp
            }
        }
    }

    private func template(_ counts: DayCounts) throws -> MailTemplate {
        .day(counts, try PlatformLink(platform: post.address, path: "/"))
    }

    /// The address of an account; nil where there is none that mail reaches.
    private func address(of account: Int64, _ reader: Reader) throws -> MailAddress? {
        let record = try registry.record(reader, Account.register, account)
        guard record.state == "active", let text = record["email"].text else { return nil }
        return try? MailAddress(text)
    }

    private func counts(_ reader: Reader, of account: Int64) throws -> DayCounts {
        guard let owner = try accounts.account(reader, id: account),
            let viewer = try accounts.viewer(reader, owner, organisation: nil)
        else { return DayCounts() }
        let approvals = Approvals(accounts)
        let waiting = try approvals.waiting(reader, for: viewer).count
        let returned = try approvals.asked(reader, by: account).count { $0.state == .returned }
        return DayCounts(
            waiting: waiting, returned: returned,
            notices: try accounts.unread(reader, of: account))
    }
}
