import Catalogue
import Registers
import Store
import Values

/// An account of the ledger: where money stands, or the outside it comes from and goes to.
///
/// Accounts are not set up by anybody; the first transfer that names one opens it.
public struct LedgerAccount: Sendable, Hashable {
    /// A code of list `ledgers`: within one of them debits equal credits at all times.
    public enum Book: String, Sendable, CaseIterable {
        case money, commitment, pool, matching
    }

    /// A code of list `ledger-account-kinds`.
    public enum Kind: String, Sendable, CaseIterable {
        case source, fund, county, unit, outlay, plan, commitment, discharged, pool, bearer
    }

    /// What it is known by: words and ids between slashes, `fund/12/2025`.
    public let code: String
    public let title: String
    public let book: Book
    public let kind: Kind
    /// Whether no more may leave it than came in. The outside, a source or what is spent, has no
    /// bound.
    public let isBounded: Bool
    /// The special fund (record of `special-fund`) that its money is kept for; nil for the outside.
    public let earmark: Int64?
    public let year: Int?
    /// A code of list `counties`.
    public let county: String?
    /// The organisation whose account it is.
    public let organisation: Int64?
    /// The record that it belongs to, `project-funding#12`.
    public let holder: String?

    /// An account with what it is known by and belongs to.
    public init(
        code: String, title: String, book: Book, kind: Kind, bounded: Bool, earmark: Int64? = nil,
        year: Int? = nil, county: String? = nil, organisation: Int64? = nil, holder: String? = nil
    ) {
        self.code = code
        self.title = title
        self.book = book
        self.kind = kind
        isBounded = bounded
        self.earmark = earmark
        self.year = year
        self.county = county
        self.organisation = organisation
        self.holder = holder
    }

    var draft: Draft {
        var fields: [String: Scalar] = [
            "code": .text(code), "title": .text(title), "ledger": .text(book.rawValue),
            "kind": .text(kind.rawValue), "bounded": .integer(isBounded ? 1 : 0),
        ]
        if let earmark { fields["earmark"] = .integer(earmark) }
        if let year { fields["year"] = .integer(Int64(year)) }
        if let county { fields["county"] = .text(county) }
        if let organisation { fields["organisation"] = .integer(organisation) }
        if let holder { fields["holder"] = .text(holder) }
        return Draft(fields)
    }

    /// The columns that an account is read from, of the table called `a`.
    static let columns: SQL = """
        a.code, a.title, a.ledger, a.kind, a.bounded, a.earmark, a.year, a.county, a.organisation,
        a.holder
        """

    /// An account from those columns.
    init(_ row: ArraySlice<Scalar>) {
        let cells = Array(row)
        self.init(
            code: cells[0].text ?? "", title: cells[1].text ?? "",
            book: cells[2].text.flatMap(Book.init) ?? .money,
            kind: cells[3].text.flatMap(Kind.init) ?? .source, bounded: cells[4].integer == 1,
            earmark: cells[5].integer, year: cells[6].integer.map(Int.init),
            county: cells[7].text, organisation: cells[8].integer, holder: cells[9].text)
    }

    init(_ record: Record) {
        self.init(
            code: record["code"].text ?? "", title: record["title"].text ?? "",
            book: record["ledger"].text.flatMap(Book.init) ?? .money,
            kind: record["kind"].text.flatMap(Kind.init) ?? .source,
            bounded: record["bounded"].integer == 1, earmark: record["earmark"].integer,
            year: record["year"].integer.map(Int.init), county: record["county"].text,
            organisation: record["organisation"].integer, holder: record["holder"].text)
    }
}

extension LedgerAccount {
    /// Where public money comes from: the budget of a level, outside the ledger.
    public static func source(_ book: Book = .money, _ word: String = "budget", title: String)
        -> LedgerAccount
    {
        LedgerAccount(
            code: "source/\(book.rawValue)/\(word)", title: title, book: book, kind: .source,
            bounded: false)
    }

    /// The year's money of a special fund, in the city's treasury.
    public static func fund(_ earmark: Int64, _ name: String, year: Int) -> LedgerAccount {
        LedgerAccount(
            code: "fund/\(earmark)/\(year)", title: "\(name) \(year)年", book: .money, kind: .fund,
            bounded: true, earmark: earmark, year: year)
    }

    /// A special fund's money that a county's treasury holds.
    public static func county(_ code: String, _ title: String, earmark: Int64, year: Int)
        -> LedgerAccount
    {
        LedgerAccount(
            code: "county/\(code)/\(earmark)/\(year)", title: "\(title)国库 \(year)年", book: .money,
            kind: .county, bounded: true, earmark: earmark, year: year, county: code)
    }

    /// A special fund's money that has arrived at whoever does the work.
    /// - Parameter holder: the record that it arrived for, `allocation#12`.
    public static func unit(
        _ holder: String, _ title: String, earmark: Int64, year: Int, organisation: Int64? = nil,
        county: String? = nil
    ) -> LedgerAccount {
        LedgerAccount(
            code: "unit/\(holder)", title: title, book: .money, kind: .unit, bounded: true,
            earmark: earmark, year: year, county: county, organisation: organisation,
            holder: holder)
    }

    /// What has been spent with receipts: money that has left for good.
    public static func outlay(earmark: Int64, year: Int) -> LedgerAccount {
        LedgerAccount(
            code: "outlay/\(earmark)/\(year)", title: "已列支 \(year)年", book: .money, kind: .outlay,
            bounded: false, earmark: earmark, year: year)
    }

    /// What is approved for a project in a year, and not yet promised.
    public static func plan(_ holder: String, _ title: String, earmark: Int64, year: Int)
        -> LedgerAccount
    {
        LedgerAccount(
            code: "plan/\(holder)/\(year)", title: "\(title) \(year)年计划", book: .commitment,
            kind: .plan, bounded: true, earmark: earmark, year: year, holder: holder)
    }

    /// What is promised by a signed contract in a year, and not yet paid.
    public static func commitment(_ holder: String, _ title: String, earmark: Int64, year: Int)
        -> LedgerAccount
    {
        LedgerAccount(
            code: "commitment/\(holder)/\(year)", title: "\(title) \(year)年承诺", book: .commitment,
            kind: .commitment, bounded: true, earmark: earmark, year: year, holder: holder)
    }

    /// What of the promises of a project has been paid.
    public static func discharged(_ holder: String, _ title: String, earmark: Int64)
        -> LedgerAccount
    {
        LedgerAccount(
            code: "discharged/\(holder)", title: "\(title) 已兑现", book: .commitment,
            kind: .discharged, bounded: true, earmark: earmark, holder: holder)
    }
}
