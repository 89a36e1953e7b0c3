import Catalogue
public import Registers
public import Store
import Values

/// A budget line of money that is passed on stands in the ledger: what its year's budget changes by
/// comes into the special fund's year, or leaves it.
///
/// What was carried in comes from the fund of the year before, as far as that still has it; the
/// rest from the budget. The ledger refuses to take out what has been issued.
public struct PostBudget: RecordConsequence {
    public let registers: Set<String> = [BudgetLine.register]
    public let isLasting = true

    /// The postings of budget lines.
    public init() {}

    /// What a line keeps in a special fund's year.
    struct Share: Hashable {
        let earmark: Int64
        let year: Int
        let amount: Int64
        /// Of it, what came from the year before.
        let carried: Int64

        init(earmark: Int64, year: Int, amount: Int64, carried: Int64) {
            self.earmark = earmark
            self.year = year
            self.amount = amount
            self.carried = carried
        }

        /// Nothing for the department's own spending, a line without a fund, a withdrawn one.
        init?(_ record: Record?) {
            guard let record, record.state != Lifecycle.withdrawn,
                record["own_spend"].integer == 0, let earmark = record["earmark"].integer,
                let year = record["year"].integer, let total = record["budget_total"].integer
            else { return nil }
            let amount = total - (record["surplus_taken"].integer ?? 0)
            self.init(
                earmark: earmark, year: Int(year), amount: max(0, amount),
                carried: max(0, min(record["carried_in"].integer ?? 0, amount)))
        }
    }

    /// One change of what stands in a fund's year: above nought what comes, below what goes.
    struct Change: Hashable {
        let earmark: Int64
        let year: Int
        let event: String
        let amount: Int64
    }

    /// What goes out stands before what comes in, so that a line may pass from one fund to another.
    static func changes(from before: Share?, to after: Share?) -> [Change] {
        if let before, let after, before.earmark == after.earmark, before.year == after.year {
            let difference = after.amount - before.amount
            let carried = min(max(0, after.carried - before.carried), max(0, difference))
            return [
                Change(
                    earmark: after.earmark, year: after.year, event: "cut",
                    amount: min(0, difference)),
                Change(
                    earmark: after.earmark, year: after.year, event: "carry-over", amount: carried),
                Change(
                    earmark: after.earmark, year: after.year, event: "appropriation",
                    amount: max(0, difference) - carried),
            ].filter { $0.amount != 0 }
        }
        let out = before.map {
            [Change(earmark: $0.earmark, year: $0.year, event: "cut", amount: -$0.amount)]
        }
        let into = after.map {
            [
                Change(
                    earmark: $0.earmark, year: $0.year, event: "carry-over", amount: $0.carried),
                Change(
                    earmark: $0.earmark, year: $0.year, event: "appropriation",
                    amount: $0.amount - $0.carried),
            ]
        }
        return ((out ?? []) + (into ?? [])).filter { $0.amount != 0 }
    }

    public func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let changes = Self.changes(from: Share(step.before), to: Share(step.after))
        if changes.isEmpty { return }
        let ledger = Ledger(registry)
        let day = Self.day(step, on: writer.now.businessDate)
        let about = TransferRequest.About(BudgetLine.register, step.after.id)
        let source = LedgerAccount.source(title: "财政预算")
        var requests: [TransferRequest] = []
        func ask(
            _ part: String, _ event: String, from credit: LedgerAccount, to debit: LedgerAccount,
            _ fen: Int64
        ) {
            guard fen > 0 else { return }
            requests.append(
                TransferRequest(
                    "\(BudgetLine.register)#\(step.after.id)/\(step.after.version)/\(part)", event,
                    from: credit, to: debit, Money(fen: fen), on: day, about: about,
                    docNo: Self.document(step.after), note: BudgetLine(step.after).label))
        }
        for change in changes {
            let fund = try account(change.earmark, change.year, registry, writer)
            if change.amount < 0 {
                ask("cut", change.event, from: fund, to: source, -change.amount)
            } else if change.event == "carry-over" {
                let last = try account(change.earmark, change.year - 1, registry, writer)
                let there = try ledger.balance(writer.reader, last.code).available.fen
                let kept = min(max(0, there), change.amount)
                ask("carried", change.event, from: last, to: fund, kept)
                ask("carried-anew", change.event, from: source, to: fund, change.amount - kept)
            } else {
                ask("given", change.event, from: source, to: fund, change.amount)
            }
        }
        try ledger.post(requests, writer)
    }

    private func account(_ earmark: Int64, _ year: Int, _ registry: Registry, _ writer: Writer)
        throws -> LedgerAccount
    {
        let fund = try registry.record(writer.reader, "special-fund", earmark)
        return .fund(earmark, fund["name"].text ?? "专项 #\(earmark)", year: year)
    }

    /// When it happened: the day of the last adjustment that is new, or of the document that gave
    /// it; today where neither is known.
    private static func day(_ step: RecordStep, on today: CalendarDate) -> CalendarDate {
        let known = Set((step.before?.rows["adjustments"] ?? []).compactMap { $0["adjusted_on"] })
        let new = (step.after.rows["adjustments"] ?? []).compactMap { $0["adjusted_on"] }
            .filter { !known.contains($0) }.compactMap(\.text).max()
        let given = step.before == nil ? step.after["doc_on"].text : nil
        let day = (new ?? given).flatMap { CalendarDate(iso: $0) } ?? today
        return min(day, today)
    }

    private static func document(_ record: Record) -> String? {
        record.rows["adjustments"]?.last?["doc_no"]?.text ?? record["doc_no"].text
    }
}
