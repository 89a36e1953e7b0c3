import Catalogue
import Journal
import Registers
import Store
import Values

/// Keeps the books of promises as the projects' records say: approved per year, promised per year
/// by the contract, and what a change or an end of either gives back.
///
/// What is booked is always the difference between what the record says and what the books say, so
/// that a first approval, a change by document and a termination are the same act.
struct PostPlan: RecordConsequence {
    let registers: Set<String> = ["project-funding"]
    let isLasting = true

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let plan = ProjectPlan(step.after)
        func refuse(_ refusal: FundingRefusal) -> RefusedFunding {
            RefusedFunding(refusal, step.after, registry)
        }
        if let before = step.before.map({ ProjectPlan($0) }),
            let refusal = plan.unfounded(since: before)
        {
            throw refuse(refusal)
        }
        if let refusal = plan.broken() { throw refuse(refusal) }
        let isEnding = step.enters("closed") || step.enters("terminated")
        if isEnding, step.before != nil {
            let underway = try writer.reader.integer(
                """
                SELECT count(*) FROM payment_request
                WHERE project = \(plan.id) AND state = 'paid'
                """)
            if underway > 0 { throw refuse(.onItsWay(Int(underway))) }
        }
        let books = try ProjectBooks(plan, Ledger(registry), writer.reader)
        if step.enters("closed"), step.before != nil {
            let left = try books.years(writer.reader).reduce(Int64(0)) { sum, year in
                let code = books.commitment(year).code
                return sum + (try books.ledger.balance(writer.reader, code).standing.fen)
            }
            if left > 0 { throw refuse(.unpaidLeft(Money(fen: left))) }
        }
        try books.agree(with: step.after, writer)
        if step.enters("terminated"), step.before != nil {
            try askBack(plan, step.after, registry, writer)
        }
    }

    /// What was paid and not spent is asked back, each year's for itself.
    private func askBack(
        _ plan: ProjectPlan, _ record: Record, _ registry: Registry, _ writer: Writer
    ) throws {
        let today = writer.now.businessDate
        let ended = record["terminated_on"].text.flatMap(CalendarDate.init(iso:)) ?? today
        let days = registry.catalogue.rules["recovery_days"]?.value(on: today).flatMap {
            Int($0.value)
        }
        let years = try writer.reader.all(
            """
            SELECT DISTINCT a.year FROM ledger_account a WHERE a.kind = 'unit'
            AND a.ledger = 'money' AND a.year IS NOT NULL AND a.earmark = \(plan.earmark)
            ORDER BY a.year
            """
        ).compactMap { $0[0].integer.map(Int.init) }
        for year in years {
            let left = try UnitPurse.of(project: plan.id, year: year, writer.reader).available
            guard left.fen > 0 else { continue }
            let reason = "项目终止，退回没有用的：\(writer.act.reason ?? "")"
            let draft = Draft([
                "return_no": .text("终止-\(plan.id)-\(year)"), "kind": .text("recovered"),
                "project": .integer(plan.id), "year": .integer(Int64(year)),
                "amount": .integer(left.fen), "due_on": .text(ended.adding(days: days ?? 0).iso),
                "reason": .text(String(reason.prefix(300))),
            ])
            _ = try registry.create(draft, in: "fund-return", writer)
        }
    }
}

extension ProjectBooks {
    /// Books what the record says beyond what the books say, all of it or none: promises are given
    /// back before plans are, and plans are made before promises.
    /// - Throws: `RefusedFunding`, `RefusedTransfer`.
    /// - Parameter word: makes the keys of a later agreement under the same version its own.
    func agree(with record: Record, word: String = "", _ writer: Writer) throws {
        var back: [TransferRequest] = []
        var unplan: [TransferRequest] = []
        var add: [TransferRequest] = []
        var promise: [TransferRequest] = []
        let about = TransferRequest.About("project-funding", plan.id)
        let suffix = word
        let (day, document) = basis(of: record, writer)
        for year in try years(writer.reader) {
            let paid = try self.paid(writer.reader, year).fen
            let standing = try ledger.balance(writer.reader, commitment(year).code).standing.fen
            let open = try ledger.balance(writer.reader, planAccount(year).code).standing.fen
            let (wantsPlan, wantsPromise) = wanted(year, paid: paid)
            if wantsPromise < paid {
                let refusal = FundingRefusal.belowPaid(
                    year: year, paid: Money(fen: paid), asked: Money(fen: wantsPromise))
                throw RefusedFunding(
                    refusal, record, ledger.registry, Money(fen: wantsPromise))
            }
            func request(
                _ word: String, _ event: String, _ from: LedgerAccount, _ to: LedgerAccount,
                _ fen: Int64
            ) -> TransferRequest {
                TransferRequest(
                    "\(plan.holder)/\(word)/\(year)/\(record.version)\(suffix)", event, from: from,
                    to: to,
                    Money(fen: fen), on: day, about: about, docNo: document)
            }
            let promiseBy = wantsPromise - paid - standing
            let planBy = wantsPlan - (open + standing + paid)
            if promiseBy > 0 {
                promise.append(
                    request(
                        "sign", "commitment", planAccount(year), commitment(year), promiseBy))
            } else if promiseBy < 0 {
                back.append(
                    request(
                        "release", "release", commitment(year), planAccount(year), -promiseBy))
            }
            if planBy > 0 {
                add.append(request("plan", "plan", Self.approval, planAccount(year), planBy))
            } else if planBy < 0 {
                unplan.append(
                    request("unplan", "release", planAccount(year), Self.approval, -planBy))
            }
        }
        try ledger.post(back + unplan + add + promise, writer)
    }

    /// What a year's plan and promise should be.
    private func wanted(_ year: Int, paid: Int64) -> (plan: Int64, promise: Int64) {
        switch plan.state {
        case "approved": (plan.planned[year] ?? 0, 0)
        case "contracted": (plan.planned[year] ?? 0, plan.promised[year] ?? 0)
        // What is over is what was paid.
        case "closed", "terminated": (paid, paid)
        default: (0, 0)
        }
    }

    /// The day and the document that the difference rests on.
    private func basis(of record: Record, _ writer: Writer) -> (CalendarDate, String?) {
        let today = writer.now.businessDate
        let change = record.rows["changes"]?.last
        let (day, document): (String?, String?) =
            switch plan.state {
            case "approved" where change == nil:
                (record["approved_on"].text, record["approved_doc"].text)
            case "contracted" where change == nil:
                (record["signed_on"].text, record["contract_no"].text)
            case "terminated": (record["terminated_on"].text, record["terminated_doc"].text)
            case "approved", "contracted":
                (change?["changed_on"]?.text, change?["doc_no"]?.text)
            default: (nil, nil)
            }
        return (day.flatMap(CalendarDate.init(iso:)) ?? today, document)
    }
}
