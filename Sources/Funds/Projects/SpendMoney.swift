import Journal
import Registers
import Store
import Values

/// Books what units spent with receipts: of money that arrived, each year's for itself, and never
/// more than is left of it.
struct SpendMoney: RecordConsequence {
    let registers: Set<String> = ["project-expense"]
    let isLasting = true

    private static let fixed = [
        "project", "allocation", "year", "category", "amount", "receipt_no", "spent_on",
    ]

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        let amount = Money(fen: record["amount"].integer ?? 0)
        func refused(_ refusal: FundingRefusal) -> RefusedFunding {
            RefusedFunding(refusal, record, registry, amount)
        }
        if record["project"].isNull == record["allocation"].isNull { throw refused(.notBoth) }
        if let before = step.before, before.state == "booked" {
            if Self.fixed.contains(where: { before[$0] != record[$0] })
                || step.enters("withdrawn")
            {
                throw refused(.settled(what: "支出已经列支", advice: "错了的冲销，另报一条"))
            }
            if step.enters("reversed") { try reverse(record, registry, writer) }
            return
        }
        guard step.enters("booked") else { return }
        let year = Int(record["year"].integer ?? 0)
        let purse = try UnitPurse.of(record, year: year, writer.reader)
        guard let parts = purse.draw(amount) else {
            throw refused(.beyondUnit(year: year, left: purse.available, asked: amount))
        }
        let spent = record["spent_on"].text.flatMap(CalendarDate.init(iso:))
        let requests = parts.enumerated().map { index, part in
            TransferRequest(
                "project-expense#\(record.id)/\(index)", "spending", from: part.account,
                to: .outlay(earmark: part.account.earmark ?? 0, year: year), part.amount,
                on: spent ?? writer.now.businessDate, about: .init("project-expense", record.id),
                docNo: record["receipt_no"].text, note: record["item"].text)
        }
        try Ledger(registry).post(requests, writer)
    }

    private func reverse(_ record: Record, _ registry: Registry, _ writer: Writer) throws {
        try Ledger(registry).reverseAll(
            about: .init("project-expense", record.id), key: "project-expense#\(record.id)",
            reason: writer.act.reason ?? "冲销", writer)
    }
}

extension UnitPurse {
    /// The accounts that an expense speaks of.
    static func of(_ record: Record, year: Int, _ reader: Reader) throws -> UnitPurse {
        if let project = record["project"].integer {
            return try of(project: project, year: year, reader)
        }
        return try of(allocation: record["allocation"].integer ?? 0, year: year, reader)
    }
}

extension Ledger {
    /// Takes back whatever was booked for a record, each transfer by one the other way, today.
    func reverseAll(
        about: TransferRequest.About, key: String, reason: String, _ writer: Writer
    ) throws {
        let ids = try writer.reader.all(
            """
            SELECT id FROM ledger_transfer WHERE about_register = \(about.register)
            AND about_record = \(about.record) AND reverses IS NULL ORDER BY id DESC
            """
        ).compactMap { $0[0].integer }
        for id in ids {
            try reverse(
                id, key: "\(key)/reverse/\(id)", on: writer.now.businessDate,
                reason: String(reason.prefix(200)), about: about, writer)
        }
    }
}
