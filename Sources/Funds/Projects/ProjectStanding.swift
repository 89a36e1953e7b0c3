import Catalogue
public import Registers
public import Store
public import Values

/// How a project's money stands: by year, by stage, and every movement of it.
public struct ProjectStanding: Sendable {
    /// One year.
    public struct Year: Sendable, Hashable {
        public let year: Int
        public let planned: Money
        public let committed: Money
        public let paid: Money
        public let arrived: Money
        public let spent: Money
        public let returned: Money
        /// Still with the unit.
        public let held: Money
        /// Promised and not paid.
        public var open: Money { Money(fen: committed.fen - paid.fen) }
    }

    /// One stage of the contract.
    public struct StageLine: Sendable {
        public let stage: ProjectPlan.Stage
        /// Agreed to, and not paid.
        public let agreed: Money
        /// Paid, on its way or arrived, what was reversed aside.
        public let paid: Money
    }

    /// A promise of co-funding.
    public struct Match: Sendable {
        public let record: Int64
        /// A code of list `co-funding-sides`.
        public let side: String
        public let payer: String
        public let promised: Money
        public let arrived: Money
        public let dueOn: String
        public let state: String
    }

    /// What passed through one account of the project.
    public struct Account: Sendable {
        public let title: String
        public let balance: LedgerBalance
        public let lines: [StatementLine]
    }

    public let record: Record
    public let plan: ProjectPlan
    public let earmarkName: String
    public let stateTitle: String
    public let years: [Year]
    public let stages: [StageLine]
    public let matches: [Match]
    public let accounts: [Account]
}

extension ExplainMoney {
    /// How a project's money stands.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func project(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> ProjectStanding
    {
        let register = try registry.register("project-funding")
        try registry.permit(viewer, .read, on: register)
        let record = try registry.record(reader, register, id, by: viewer)
        let plan = ProjectPlan(record)
        let ledger = Ledger(registry)
        let books = try ProjectBooks(plan, ledger, reader)
        let years = try books.years(reader).map { try year($0, books, reader) }
        let accounts = try reader.all(
            """
            SELECT id, code, title FROM ledger_account WHERE holder = \(plan.holder) ORDER BY id
            """
        ).map { row in
            ProjectStanding.Account(
                title: row[2].text ?? "",
                balance: try ledger.balance(reader, row[1].text ?? ""),
                lines: try ledger.statement(reader, account: row[0].integer ?? 0))
        }
        return ProjectStanding(
            record: record, plan: plan, earmarkName: books.earmarkName,
            stateTitle: registry.catalogue.lifecycle(of: register).title(of: record.state),
            years: years, stages: try plan.stages.map { try stage($0, id, reader) },
            matches: try matches(id, reader), accounts: accounts)
    }

    private func year(_ year: Int, _ books: ProjectBooks, _ reader: Reader) throws
        -> ProjectStanding.Year
    {
        let paid = try books.paid(reader, year).fen
        let open = try books.ledger.balance(reader, books.commitment(year).code).standing.fen
        let plan = try books.ledger.balance(reader, books.planAccount(year).code).standing.fen
        let purse = try UnitPurse.of(project: books.plan.id, year: year, reader)
        var (arrived, spent, returned) = (Int64(0), Int64(0), Int64(0))
        for (account, _) in purse.accounts {
            try reader.each(
                """
                SELECT t.amount, d.code, d.kind, c.kind FROM ledger_transfer t
                JOIN ledger_account d ON d.id = t.debit JOIN ledger_account c ON c.id = t.credit
                WHERE t.phase IN ('posted', 'settled')
                AND (d.code = \(account.code) OR c.code = \(account.code))
                """
            ) { row in
                let fen = row[0].integer ?? 0
                let isIn = row[1].text == account.code
                switch (isIn, isIn ? row[3].text : row[2].text) {
                case (true, "outlay"): spent -= fen
                case (false, "outlay"): spent += fen
                case (true, _): arrived += fen
                case (false, _): returned += fen
                }
            }
        }
        return ProjectStanding.Year(
            year: year, planned: Money(fen: plan + open + paid), committed: Money(fen: open + paid),
            paid: Money(fen: paid), arrived: Money(fen: arrived), spent: Money(fen: spent),
            returned: Money(fen: returned), held: purse.available)
    }

    private func stage(_ stage: ProjectPlan.Stage, _ project: Int64, _ reader: Reader) throws
        -> ProjectStanding.StageLine
    {
        func sum(_ states: SQL) throws -> Int64 {
            try reader.integer(
                """
                SELECT coalesce(sum(amount), 0) FROM payment_request
                WHERE project = \(project) AND stage = \(stage.number) AND state IN (\(states))
                """)
        }
        let reversed = try reader.integer(
            """
            SELECT coalesce(sum(f.amount), 0) FROM fund_return f
            JOIN payment_request p ON p.id = f.payment WHERE p.project = \(project)
            AND p.stage = \(stage.number) AND f.kind = 'reversed' AND f.state = 'booked'
            """)
        return ProjectStanding.StageLine(
            stage: stage, agreed: Money(fen: try sum("'approved'")),
            paid: Money(fen: try sum("'paid', 'arrived'") - reversed))
    }

    private func matches(_ project: Int64, _ reader: Reader) throws -> [ProjectStanding.Match] {
        try reader.all(
            """
            SELECT m.id, m.side, m.payer, m.promised, m.due_on, m.state,
            (SELECT coalesce(sum(a.amount), 0) FROM co_funding_arrival a
            WHERE a.promise = m.id AND a.state = 'booked')
            FROM co_funding m WHERE m.project = \(project) AND m.state <> 'withdrawn'
            ORDER BY m.due_on, m.id
            """
        ).map { row in
            ProjectStanding.Match(
                record: row[0].integer ?? 0, side: row[1].text ?? "", payer: row[2].text ?? "",
                promised: Money(fen: row[3].integer ?? 0), arrived: Money(fen: row[6].integer ?? 0),
                dueOn: row[4].text ?? "", state: row[5].text ?? "")
        }
    }
}
