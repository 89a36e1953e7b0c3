import Catalogue
import Journal
import Registers
import Store
import Values

/// Books what counties and enterprises put beside the city's money, in a book of its own, and
/// closes a promise once all of it has come.
struct MatchMoney: RecordConsequence {
    let registers: Set<String> = ["co-funding-arrival", "co-funding"]
    let isLasting = true

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        if step.after.register == "co-funding" {
            return try keepPromise(step, registry, writer)
        }
        let record = step.after
        let promise = try registry.record(
            writer.reader, "co-funding", record["promise"].integer ?? 0)
        if let before = step.before {
            let changed = ["promise", "amount", "arrived_on", "receipt_no"].contains {
                before[$0] != record[$0]
            }
            if changed || step.enters("withdrawn") {
                throw RefusedFunding(
                    .settled(what: "到位的配套已经入账", advice: "错了的冲销，另记一笔"), record, registry)
            }
        }
        if step.enters("booked") {
            try book(record, promise, registry, writer)
        } else if step.enters("reversed"), step.before != nil {
            try Ledger(registry).reverseAll(
                about: .init(record.register, record.id), key: "co-funding-arrival#\(record.id)",
                reason: writer.act.reason ?? "冲销", writer)
        }
        try moveOn(promise, registry, writer)
    }

    private func book(
        _ record: Record, _ promise: Record, _ registry: Registry, _ writer: Writer
    ) throws {
        let project = ProjectPlan(
            try registry.record(
                writer.reader, "project-funding", promise["project"].integer ?? 0))
        let side = promise["side"].text ?? "other"
        let title = registry.catalogue.list("co-funding-sides")?.title(of: side) ?? side
        let account = LedgerAccount(
            code: "matching/co-funding#\(promise.id)",
            title: "\(project.name.prefix(120)) 配套：\((promise["payer"].text ?? "").prefix(60))",
            book: .matching, kind: .unit, bounded: true, earmark: project.earmark,
            county: promise["county"].text, organisation: project.organisation,
            holder: project.holder)
        let arrived = record["arrived_on"].text.flatMap(CalendarDate.init(iso:))
        try Ledger(registry).post(
            [
                TransferRequest(
                    "co-funding-arrival#\(record.id)", "matching",
                    from: .source(.matching, side, title: title), to: account,
                    Money(fen: record["amount"].integer ?? 0),
                    on: arrived ?? writer.now.businessDate,
                    about: .init(record.register, record.id), docNo: record["receipt_no"].text)
            ], writer)
    }

    private func left(_ promise: Record, _ reader: Reader) throws -> Money {
        let arrived = try reader.integer(
            """
            SELECT coalesce(sum(amount), 0) FROM co_funding_arrival
            WHERE promise = \(promise.id) AND state = 'booked'
            """)
        return Money(fen: (promise["promised"].integer ?? 0) - arrived)
    }

    private func moveOn(_ promise: Record, _ registry: Registry, _ writer: Writer) throws {
        let isComplete = try left(promise, writer.reader).fen <= 0
        let move: String? =
            switch promise.state {
            case "promised" where isComplete: "complete"
            case "arrived" where !isComplete: "reopen"
            default: nil
            }
        guard let move else { return }
        _ = try registry.move("co-funding", promise.id, move, version: nil, writer)
    }

    /// Nobody closes a promise by hand that has not been kept.
    private func keepPromise(_ step: RecordStep, _ registry: Registry, _ writer: Writer) throws {
        guard step.after.state == "arrived", step.before != nil else { return }
        let left = try left(step.after, writer.reader)
        if left.fen > 0 {
            throw RefusedFunding(.incomplete(left: left), step.after, registry, left)
        }
    }
}
