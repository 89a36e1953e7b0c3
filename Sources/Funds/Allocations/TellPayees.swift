import Accounts
import Registers
import Store
import Values

/// Who is told of what, in the write that it is about.
extension Allocations {
    /// The page on which counties and units find what has come for them.
    static let received = "/funds/received"

    /// Active accounts of a county's clerks.
    func clerks(_ county: String?, _ reader: Reader) throws -> [Int64] {
        guard let county, try reader.hasTable("account") else { return [] }
        return try reader.all(
            """
            SELECT id FROM account WHERE role = 'clerk' AND county = \(county)
            AND state = 'active' ORDER BY id
            """
        ).compactMap { $0[0].integer }
    }

    /// Active accounts of an organisation's members.
    func members(_ organisation: Int64?, _ reader: Reader) throws -> [Int64] {
        guard let organisation, try reader.hasTable("account") else { return [] }
        return try reader.all(
            """
            SELECT a.id FROM account a JOIN membership m ON m.account = a.id
            WHERE m.organisation = \(organisation) AND m.state = 'in-force'
            AND a.state = 'active' ORDER BY a.id
            """
        ).compactMap { $0[0].integer }
    }

    /// Active accounts of those who answer for the city's money.
    func finance(_ reader: Reader) throws -> [Int64] {
        guard try reader.hasTable("account") else { return [] }
        return try reader.all(
            "SELECT id FROM account WHERE role = 'finance' AND state = 'active' ORDER BY id"
        ).compactMap { $0[0].integer }
    }

    /// Each county once with its count and sum, each unit with its own amount.
    func tellIssued(_ paper: Record, _ lines: [Record], due: CalendarDate, _ writer: Writer) throws
    {
        let name = "《\(paper["title"].text ?? "")》（\(paper["doc_no"].text ?? "")）"
        for (county, own) in Dictionary(grouping: lines, by: { $0["county"].text }) {
            let sum = Money(fen: own.reduce(0) { $0 + $1.money("amount").fen })
            try writer.tell(
                try clerks(county, writer.reader), "allocation-issued",
                "\(name)下达你县 \(own.count) 笔，共 \(sum)，\(due.chinese)前要到单位账上。收到后请确认。",
                link: Self.received)
        }
        for line in lines {
            try writer.tell(
                try members(line["organisation"].integer, writer.reader), "allocation-issued",
                "\(name)给你单位 \(line.money("amount"))，\(due.chinese)前应到账。到账后请确认。",
                link: Self.received)
        }
    }
}
