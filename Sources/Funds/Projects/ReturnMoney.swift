import Registers
import Store
import Values

/// Books what units give back, what is recovered from them, and payments that are taken back: never
/// more than stands with the unit, and into the year that it came from.
struct ReturnMoney: RecordConsequence {
    let registers: Set<String> = ["fund-return"]
    let isLasting = true

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        func refused(_ refusal: FundingRefusal) -> RefusedFunding {
            RefusedFunding(
                refusal, record, registry, Money(fen: record["amount"].integer ?? 0))
        }
        guard step.enters("booked") else { return }
        if record["kind"].text == "reversed" {
            try reverse(record, refused, registry, writer)
        } else {
            try giveBack(record, refused, registry, writer)
        }
    }

    private func day(_ record: Record, _ writer: Writer) -> CalendarDate {
        record["returned_on"].text.flatMap(CalendarDate.init(iso:)) ?? writer.now.businessDate
    }

    private func giveBack(
        _ record: Record, _ refused: (FundingRefusal) -> RefusedFunding, _ registry: Registry,
        _ writer: Writer
    ) throws {
        let year = Int(record["year"].integer ?? 0)
        let amount = Money(fen: record["amount"].integer ?? 0)
        let purse = try UnitPurse.of(
            project: record["project"].integer ?? 0, year: year, writer.reader)
        guard let parts = purse.draw(amount) else {
            throw refused(.beyondUnit(year: year, left: purse.available, asked: amount))
        }
        let ledger = Ledger(registry)
        let event = record["kind"].text == "recovered" ? "recovery" : "refund"
        let requests = try parts.enumerated().map { index, part -> TransferRequest in
            let earmark = part.account.earmark ?? 0
            return TransferRequest(
                "fund-return#\(record.id)/\(index)", event, from: part.account,
                to: .fund(
                    earmark, try ProjectBooks.name(of: earmark, writer.reader), year: year),
                part.amount, on: day(record, writer), about: .init("fund-return", record.id),
                docNo: record["doc_no"].text,
                note: record["reason"].text.map { String($0.prefix(200)) })
        }
        try ledger.post(requests, writer)
    }

    /// Takes a payment back that should not have been made: its money and its discharge.
    private func reverse(
        _ record: Record, _ refused: (FundingRefusal) -> RefusedFunding, _ registry: Registry,
        _ writer: Writer
    ) throws {
        let reader = writer.reader
        let paid = try registry.record(
            reader, "payment-request", record["payment"].integer ?? 0)
        let payment = try Payment(paid, registry, writer)
        let label = paid["request_no"].text ?? "#\(paid.id)"
        guard paid.state == "arrived", paid["project"] == record["project"] else {
            throw refused(.notArrived(payment: label))
        }
        let amount = Money(fen: record["amount"].integer ?? 0)
        let ledger = Ledger(registry)
        let key = "payment-request#\(paid.id)"
        let arrival = try ledger.transfer(reader, key + "/arrive")
        guard let arrival = try arrival ?? ledger.transfer(reader, key + "/pay") else {
            throw refused(.notArrived(payment: label))
        }
        try ledger.reverse(
            arrival, key: "fund-return#\(record.id)/0", amount: amount, on: day(record, writer),
            reason: String((record["reason"].text ?? "冲销").prefix(200)),
            about: .init("fund-return", record.id), writer)
        try payment.giveBack(
            amount, "fund-return#\(record.id)/discharge", on: day(record, writer))
        let project = try registry.record(
            reader, "project-funding", paid["project"].integer ?? 0)
        try payment.books.settleEnded(project, after: record, writer)
    }
}
