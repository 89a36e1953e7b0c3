import Catalogue
public import Registers
public import Store
import Values

/// Explains a special fund's money: from the year's fund to the last receipt, and back from a
/// receipt to the fund.
public struct ExplainMoney: Sendable {
    public let registry: Registry

    /// Over the books of a city.
    public init(_ registry: Registry) { self.registry = registry }

    /// Every special fund with money in a year, in the order of their codes.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func specialFunds(_ reader: Reader, year: Int, by viewer: Viewer) throws
        -> [SpecialFundYear]
    {
        try registry.permit(viewer, .read, on: try registry.register("special-fund"))
        return try reader.all(
            """
            SELECT DISTINCT f.id, f.code FROM special_fund f JOIN ledger_account a
            ON a.earmark = f.id WHERE a.ledger = 'money' AND a.year = \(year) ORDER BY f.code
            """
        ).compactMap { $0[0].integer }.map { try explain(reader, $0, year: year) }
    }

    /// The years in which a special fund has money, the latest first; of all funds where nil.
    public func years(_ reader: Reader, earmark: Int64? = nil) throws -> [Int] {
        var question: SQL = """
            SELECT DISTINCT year FROM ledger_account WHERE ledger = 'money' AND year IS NOT NULL
            AND earmark IS NOT NULL
            """
        if let earmark { question += " AND earmark = \(earmark)" }
        return try reader.all(question + " ORDER BY year DESC")
            .compactMap { $0[0].integer.map(Int.init) }
    }

    /// One special fund's year as a tree.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func specialFund(_ reader: Reader, _ earmark: Int64, year: Int, by viewer: Viewer)
        throws -> SpecialFundYear
    {
        let register = try registry.register("special-fund")
        try registry.permit(viewer, .read, on: register)
        _ = try registry.record(reader, register, earmark, by: viewer)
        return try explain(reader, earmark, year: year)
    }

    /// The ways of a receipt's money, each from the fund down to the receipt: one, but where the
    /// unit took it from two accounts. None where it is not booked.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func receipt(_ reader: Reader, _ expense: Int64, by viewer: Viewer) throws -> [(
        fund: SpecialFundYear, path: [MoneyNode]
    )] {
        let register = try registry.register("project-expense")
        try registry.permit(viewer, .read, on: register)
        let record = try registry.record(reader, register, expense, by: viewer)
        let about = TransferRequest.About("project-expense", record.id)
        let funds = try reader.all(
            """
            SELECT DISTINCT c.earmark, c.year FROM ledger_transfer t
            JOIN ledger_account c ON c.id = t.credit WHERE t.about_register = 'project-expense'
            AND t.about_record = \(record.id) AND c.kind = 'unit' ORDER BY c.earmark, c.year
            """)
        return try funds.flatMap { row in
            guard let earmark = row[0].integer, let year = row[1].integer else {
                return [(fund: SpecialFundYear, path: [MoneyNode])]()
            }
            let fund = try explain(reader, earmark, year: Int(year))
            return fund.root.paths(to: about).map { (fund: fund, path: $0) }
        }
    }

    private func explain(_ reader: Reader, _ earmark: Int64, year: Int) throws -> SpecialFundYear {
        var tally = TallyMoney()
        try reader.each(
            """
            SELECT t.id, t.booked_on, t.event, t.phase, t.amount, t.doc_no, t.note,
            t.about_register, t.about_record, t.settles, d.code, d.kind, d.earmark, d.year,
            c.code, c.kind, c.earmark, c.year
            FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit
            JOIN ledger_account c ON c.id = t.credit WHERE t.ledger = 'money'
            AND ((d.earmark = \(earmark) AND d.year = \(year))
            OR (c.earmark = \(earmark) AND c.year = \(year))) ORDER BY t.id
            """
        ) { row in
            func side(_ first: Int) -> TallyMoney.Side {
                TallyMoney.Side(
                    code: row[first].text ?? "",
                    kind: row[first + 1].text.flatMap(LedgerAccount.Kind.init) ?? .source,
                    isOwn: row[first + 2].integer == earmark
                        && row[first + 3].integer == Int64(year))
            }
            let entry = MoneyEntry(
                transfer: row[0].integer ?? 0, on: row[1].text ?? "", event: row[2].text ?? "",
                phase: row[3].text ?? "", amount: Money(fen: row[4].integer ?? 0),
                docNo: row[5].text, note: row[6].text,
                about: row[7].text.map { .init($0, row[8].integer ?? 0) })
            tally.take(
                TallyMoney.Row(
                    entry: entry, debit: side(10), credit: side(14), settles: row[9].integer))
        }
        let names = try MoneyNames(reader, earmark: earmark, year: year, registry.catalogue)
        let booked = try Ledger(registry).balance(reader, "fund/\(earmark)/\(year)").available
        return names.assemble(tally, booked: booked)
    }
}
