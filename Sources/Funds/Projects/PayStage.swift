import Catalogue
import Journal
import Registers
import Store
import Values

/// Pays the stages of a contract: a request is held to the contract when it is written, agreed to
/// and paid; paying discharges the promise and sends the money on its way; arrival ends it.
struct PayStage: RecordConsequence {
    let registers: Set<String> = ["payment-request"]
    let isLasting = true

    private static let fixed = [
        "project", "year", "stage", "amount", "payee", "payee_bank", "payee_account",
        "account_tail",
    ]

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let payment = try Payment(step.after, registry, writer)
        try keepAgreed(step, registry)
        switch step.after.state {
        case "drafted": try payment.permit(mustBeDue: false)
        case "approved" where step.enters("approved"): try payment.permit(mustBeDue: true)
        case "paid" where step.enters("paid"):
            try payment.permit(mustBeDue: true)
            try payment.pay(.pending)
        case "arrived" where step.enters("arrived"):
            if step.before?.state == "paid" {
                try payment.arrive()
            } else {
                // Brought in as it ended, from other books.
                try payment.permit(mustBeDue: true)
                try payment.pay(.posted)
            }
        case "bounced" where step.before?.state == "paid": try payment.bounce()
        default: break
        }
    }

    /// What was agreed to is paid as it was agreed to.
    private func keepAgreed(_ step: RecordStep, _ registry: Registry) throws {
        guard let before = step.before, before.state != "drafted" else { return }
        if Self.fixed.contains(where: { before[$0] != step.after[$0] }) {
            throw RefusedFunding(
                .settled(what: "拨款申请已经批准", advice: "批错了的作废，另报一份"), step.after, registry)
        }
        if step.enters("withdrawn"), ["paid", "arrived"].contains(before.state) {
            throw RefusedFunding(
                .settled(what: "钱已经付出", advice: "没到账的办退票，到账的办资金退回"), step.after, registry)
        }
    }
}

/// One payment request with what it is held to.
struct Payment {
    let record: Record
    let amount: Money
    let year: Int
    let stage: Int
    let books: ProjectBooks
    let registry: Registry
    let writer: Writer

    init(_ record: Record, _ registry: Registry, _ writer: Writer) throws {
        self.record = record
        self.registry = registry
        self.writer = writer
        amount = Money(fen: record["amount"].integer ?? 0)
        year = Int(record["year"].integer ?? 0)
        stage = Int(record["stage"].integer ?? 0)
        let project = try registry.record(
            writer.reader, "project-funding", record["project"].integer ?? 0)
        books = try ProjectBooks(ProjectPlan(project), Ledger(registry), writer.reader)
    }

    private var about: TransferRequest.About { .init("payment-request", record.id) }

    private func key(_ word: String) -> String { "payment-request#\(record.id)/\(word)" }

    private func refused(_ refusal: FundingRefusal) -> RefusedFunding {
        RefusedFunding(refusal, record, registry, amount)
    }

    private func day(_ field: String) -> CalendarDate {
        record[field].text.flatMap(CalendarDate.init(iso:)) ?? writer.now.businessDate
    }

    /// What other requests have of the stage, less what was reversed of them.
    private func taken() throws -> Money {
        let reader = writer.reader
        let asked = try reader.integer(
            """
            SELECT coalesce(sum(amount), 0) FROM payment_request
            WHERE project = \(books.plan.id) AND stage = \(stage) AND id <> \(record.id)
            AND state IN ('approved', 'paid', 'arrived')
            """)
        let reversed = try reader.integer(
            """
            SELECT coalesce(sum(f.amount), 0) FROM fund_return f
            JOIN payment_request p ON p.id = f.payment
            WHERE p.project = \(books.plan.id) AND p.stage = \(stage) AND p.id <> \(record.id)
            AND f.kind = 'reversed' AND f.state = 'booked'
            """)
        return Money(fen: asked - reversed)
    }

    /// - Throws: `RefusedFunding` with the first rule that stands against it.
    func permit(mustBeDue: Bool) throws {
        let rules = StageRules(
            plan: books.plan, takenOfStage: try taken(),
            paidOfYear: try books.paid(writer.reader, year),
            title: { registry.catalogue.list("stage-conditions")?.title(of: $0) ?? $0 },
            state: books.plan.stateTitle(registry))
        if let refusal = rules.obstacle(stage, year: year, amount, mustBeDue: mustBeDue) {
            throw refused(refusal)
        }
        if let account = record["payee_account"].text, let tail = record["account_tail"].text,
            !account.hasSuffix(tail)
        {
            throw refused(.wrongTail)
        }
    }

    /// The promise is fulfilled and the money leaves the fund, in one act.
    func pay(_ phase: TransferRequest.Phase) throws {
        let (day, voucher) = (day("paid_on"), record["voucher_no"].text)
        try books.ledger.post(
            [
                TransferRequest(
                    key("discharge"), "discharge", from: books.commitment(year),
                    to: books.discharged, amount, on: day, about: about, docNo: voucher),
                TransferRequest(
                    key("pay"), "disbursement", from: books.fund(year), to: books.unit(year),
                    amount, on: day, phase: phase, about: about, docNo: voucher),
            ], writer)
        try markStage(paidOn: day.iso)
    }

    func arrive() throws {
        guard let pending = try books.ledger.transfer(writer.reader, key("pay")) else { return }
        try books.ledger.post(
            [
                TransferRequest(
                    key("arrive"), "arrival", from: books.fund(year), to: books.unit(year), amount,
                    on: day("arrived_on"), phase: .settling(pending), about: about,
                    docNo: record["receipt_no"].text)
            ], writer)
    }

    /// The money did not go: it is free again, and so is the promise.
    func bounce() throws {
        let ledger = books.ledger
        guard let pending = try ledger.transfer(writer.reader, key("pay")) else { return }
        let day = day("bounced_on")
        try ledger.post(
            [
                TransferRequest(
                    key("bounce"), "reversal", from: books.fund(year), to: books.unit(year),
                    amount, on: day, phase: .voiding(pending), about: about,
                    note: writer.act.reason.map { String($0.prefix(200)) })
            ], writer)
        try giveBack(amount, key("bounce/discharge"), on: day)
    }

    /// Gives so much of the promise back, because its payment was none.
    func giveBack(_ amount: Money, _ key: String, on day: CalendarDate) throws {
        let ledger = books.ledger
        guard let discharge = try ledger.transfer(writer.reader, self.key("discharge")) else {
            return
        }
        try ledger.reverse(
            discharge, key: key, amount: amount, on: day,
            reason: String((writer.act.reason ?? "付款未成").prefix(200)), about: about, writer)
        try markStage(paidOn: nil)
    }

    /// Notes in the contract when a stage has been paid in full, for the list of what is due.
    private func markStage(paidOn day: String?) throws {
        let plan = books.plan
        guard plan.state == "contracted", let stage = plan.stage(stage) else { return }
        let isFull = try taken().fen + amount.fen >= stage.amount.fen
        let project = try registry.record(writer.reader, "project-funding", plan.id)
        var rows = project.rows["stages"] ?? []
        for index in rows.indices where rows[index]["stage"]?.integer == Int64(stage.number) {
            rows[index]["paid_on"] = isFull && day != nil ? .text(day ?? "") : nil
        }
        _ = try registry.change(
            "project-funding", plan.id, to: Draft(rows: ["stages": rows]), version: nil, writer)
    }
}

extension ProjectPlan {
    /// 中文 of its state.
    func stateTitle(_ registry: Registry) -> String {
        registry.catalogue.lifecycles["project-funding"]?.title(of: state) ?? state
    }
}

extension Ledger {
    /// The transfer booked under this key; nil where none was.
    func transfer(_ reader: Reader, _ key: String) throws -> Int64? {
        try reader.first("SELECT id FROM ledger_transfer WHERE key = \(key)")?[0].integer
    }
}
