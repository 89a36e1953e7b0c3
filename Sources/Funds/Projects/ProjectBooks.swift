import Registers
import Store
import Values

/// The accounts of one project, and what stands in them.
struct ProjectBooks {
    let plan: ProjectPlan
    let earmarkName: String
    let ledger: Ledger

    /// - Throws: `RecordRefusal.notFound` where its special fund is not there.
    init(_ plan: ProjectPlan, _ ledger: Ledger, _ reader: Reader) throws {
        self.plan = plan
        self.ledger = ledger
        earmarkName = try Self.name(of: plan.earmark, reader)
    }

    static func name(of earmark: Int64, _ reader: Reader) throws -> String {
        try reader.first("SELECT name FROM special_fund WHERE id = \(earmark)")?[0].text ?? ""
    }

    /// Titles of accounts hold 200 characters, the year and what it is besides the name.
    private var title: String { String(plan.name.prefix(120)) }

    static let approval = LedgerAccount.source(.commitment, "approval", title: "计划批复")

    func planAccount(_ year: Int) -> LedgerAccount {
        .plan(plan.holder, title, earmark: plan.earmark, year: year)
    }

    func commitment(_ year: Int) -> LedgerAccount {
        .commitment(plan.holder, title, earmark: plan.earmark, year: year)
    }

    var discharged: LedgerAccount { .discharged(plan.holder, title, earmark: plan.earmark) }

    func fund(_ year: Int) -> LedgerAccount { .fund(plan.earmark, earmarkName, year: year) }

    /// The year's money of the project at its unit: each year's apart, so that what comes back goes
    /// to the year that it came from.
    func unit(_ year: Int) -> LedgerAccount {
        let who = plan.unit.isEmpty ? title : "\(plan.unit.prefix(60))：\(title.prefix(100))"
        return LedgerAccount(
            code: "unit/\(plan.holder)/\(year)", title: "\(who) \(year)年", book: .money,
            kind: .unit,
            bounded: true, earmark: plan.earmark, year: year, county: plan.county,
            organisation: plan.organisation, holder: plan.holder)
    }

    /// What a year's promise has been paid, less what was taken back of it.
    func paid(_ reader: Reader, _ year: Int) throws -> Money {
        let code = commitment(year).code
        let other = discharged.code
        let row = try reader.first(
            """
            SELECT coalesce(sum(CASE WHEN c.code = \(code) THEN t.amount ELSE -t.amount END), 0)
            FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit
            JOIN ledger_account c ON c.id = t.credit
            WHERE t.phase = 'posted' AND ((c.code = \(code) AND d.code = \(other))
            OR (d.code = \(code) AND c.code = \(other)))
            """)
        return Money(fen: row?[0].integer ?? 0)
    }

    /// The years in which anything was planned, promised or booked.
    func years(_ reader: Reader) throws -> [Int] {
        let booked = try reader.all(
            """
            SELECT DISTINCT year FROM ledger_account WHERE holder = \(plan.holder)
            AND year IS NOT NULL
            """
        ).compactMap { $0[0].integer.map(Int.init) }
        return Set(booked + plan.years.map(\.year) + plan.stages.map(\.year)).sorted()
    }
}

/// Where a unit's money of a year stands: what a project was paid itself, and what came for it by
/// papers.
struct UnitPurse {
    /// Accounts with what can leave them, in the order in which they are drawn on.
    let accounts: [(account: LedgerAccount, available: Money)]

    var available: Money { Money(fen: accounts.reduce(0) { $0 + max($1.available.fen, 0) }) }

    /// The accounts of a project for a year.
    static func of(
        project: Int64, year: Int, _ reader: Reader
    ) throws -> UnitPurse {
        let holder = "project-funding#\(project)"
        let allocations = try reader.all(
            "SELECT id FROM allocation WHERE project_funding = \(project) ORDER BY id"
        ).compactMap { $0[0].integer.map { "allocation#\($0)" } }
        return try of(holders: [holder] + allocations, year: year, reader)
    }

    /// The accounts of an allocation.
    static func of(allocation: Int64, year: Int, _ reader: Reader) throws -> UnitPurse {
        try of(holders: ["allocation#\(allocation)"], year: year, reader)
    }

    private static func of(holders: [String], year: Int, _ reader: Reader) throws -> UnitPurse {
        let rows = try holders.flatMap { holder in
            try reader.all(
                """
                SELECT a.code, a.title, a.earmark, a.county, a.organisation, a.holder,
                b.debits - b.credits - b.pending_credits
                FROM ledger_account a JOIN ledger_balance b ON b.account = a.id
                WHERE a.kind = 'unit' AND a.ledger = 'money' AND a.holder = \(holder)
                AND a.year = \(year) ORDER BY a.id
                """)
        }
        return UnitPurse(
            accounts: rows.map { row in
                (
                    LedgerAccount(
                        code: row[0].text ?? "", title: row[1].text ?? "", book: .money,
                        kind: .unit, bounded: true, earmark: row[2].integer, year: year,
                        county: row[3].text, organisation: row[4].integer, holder: row[5].text),
                    Money(fen: row[6].integer ?? 0)
                )
            })
    }

    /// How much of an amount to draw from which account; nil where there is not enough.
    func draw(_ amount: Money) -> [(account: LedgerAccount, amount: Money)]? {
        var left = amount.fen
        var parts: [(LedgerAccount, Money)] = []
        for (account, available) in accounts where left > 0 && available.fen > 0 {
            let part = min(left, available.fen)
            parts.append((account, Money(fen: part)))
            left -= part
        }
        return left == 0 ? parts : nil
    }
}
