import Catalogue
import Journal
import Registers
import Store
import Values

/// Books what comes into and leaves the risk pools. A claim of a loan is parted among the pools of
/// province, city and county, the bank and the guarantor; what is recovered goes back the same way.
struct BookPoolEntry: RecordConsequence {
    let registers: Set<String> = ["pool-entry"]
    let isLasting = true

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        let amount = Money(fen: record["amount"].integer ?? 0)
        do {
            if step.before?.state == "booked" {
                guard step.enters("reversed") else { throw PoolRefusal.booked }
                return try Ledger(registry).reverseAll(
                    about: .init("pool-entry", record.id), key: "pool-entry#\(record.id)",
                    reason: writer.act.reason ?? "冲销", writer)
            }
            guard step.enters("booked") else { return }
            let entry = PoolEntry(
                record: record, amount: amount, registry: registry, writer: writer)
            switch record["kind"].text {
            case "claim": try entry.claim()
            case "recovery": try entry.recover()
            default: try entry.book()
            }
        } catch let refusal as PoolRefusal {
            throw RefusedFunding(refusal, record, registry, amount)
        }
    }
}

/// One entry of a pool with what it needs to be booked.
struct PoolEntry {
    let record: Record
    let amount: Money
    let registry: Registry
    let writer: Writer

    private var kind: String { record["kind"].text ?? "" }
    private var reader: Reader { writer.reader }

    static func account(_ pool: Int64, _ name: String) -> LedgerAccount {
        LedgerAccount(
            code: "pool/\(pool)", title: String(name.prefix(120)), book: .pool, kind: .pool,
            bounded: true, holder: "loan-pool#\(pool)")
    }

    private func outside(_ word: String) -> LedgerAccount {
        let title =
            registry.catalogue.list("loss-bearers")?[word]?.title
            ?? registry.catalogue.list("pool-entry-kinds")?[word]?.title
        return .source(.pool, word, title: title ?? word)
    }

    private func bearer(_ bearer: String, _ loan: Record) -> LedgerAccount {
        let title = registry.catalogue.list("loss-bearers")?.title(of: bearer) ?? bearer
        return LedgerAccount(
            code: "bearer/loan#\(loan.id)/\(bearer)",
            title: "借据\(loan["note_no"].text ?? "") \(title)", book: .pool, kind: .bearer,
            bounded: true, county: loan["county"].text, holder: "loan#\(loan.id)")
    }

    private func request(
        _ word: String, _ event: String, from: LedgerAccount, to: LedgerAccount, _ amount: Money
    ) -> TransferRequest {
        let day = record["booked_on"].text.flatMap(CalendarDate.init(iso:))
        return TransferRequest(
            "pool-entry#\(record.id)/\(word)", event, from: from, to: to, amount,
            on: day ?? writer.now.businessDate, about: .init("pool-entry", record.id),
            docNo: record["doc_no"].text, note: record["note"].text)
    }

    /// What concerns one pool alone.
    func book() throws {
        let id = record["pool"].integer ?? 0
        let pool = try registry.record(reader, "loan-pool", id)
        let account = Self.account(id, pool["name"].text ?? "")
        let ledger = Ledger(registry)
        switch kind {
        case "fee", "withdrawal":
            try ledger.post(
                [request("out", "pool-\(kind)", from: account, to: outside(kind), amount)], writer)
        default:
            let event = kind == "interest" ? "interest" : "contribution"
            try ledger.post(
                [request("in", event, from: outside(kind), to: account, amount)], writer)
        }
    }

    /// - Throws: `PoolRefusal`, `RefusedTransfer` where a pool has not enough.
    func claim() throws {
        let loan = try registry.record(reader, "loan", record["loan"].integer ?? 0)
        let note = loan["note_no"].text ?? ""
        try requireApproved(loan, note)
        let claimed = try reader.integer(
            """
            SELECT coalesce(sum(amount), 0) FROM pool_entry WHERE loan = \(loan.id)
            AND kind = 'claim' AND state = 'booked' AND id <> \(record.id)
            """)
        let left = Money(fen: max((loan["approved_principal"].integer ?? 0) - claimed, 0))
        if amount > left {
            throw PoolRefusal.beyondPrincipal(loan: note, left: left, asked: amount)
        }
        guard let filed = loan["filed_on"].text.flatMap(CalendarDate.init(iso:)) else {
            throw PoolRefusal.notFiled(loan: note)
        }
        let ratios = try PoolRatios(
            registry.catalogue, isGuaranteed: loan["product"].text == "guaranteed", on: filed)
        let shares = SplitClaim.split(amount, by: ratios.weights).filter { $0.amount.fen > 0 }
        try requireSame(shares)
        let requests = try shares.map { share in
            request(
                share.bearer, "claim", from: try giver(share.bearer, loan),
                to: bearer(share.bearer, loan), share.amount)
        }
        try Ledger(registry).post(requests, writer)
    }

    /// What is recovered is parted by what each still bears, which is in the ratios of the claim;
    /// so nobody gets back more than they gave, however many times something is recovered.
    func recover() throws {
        let loan = try registry.record(reader, "loan", record["loan"].integer ?? 0)
        let note = loan["note_no"].text ?? ""
        let ledger = Ledger(registry)
        let borne = try PoolRatios.bearers.map { name in
            let standing = try ledger.balance(reader, bearer(name, loan).code).standing
            return (bearer: name, weight: FixedDecimal(unscaled: Int128(standing.fen), scale: 0))
        }
        let left = Money(fen: borne.reduce(0) { $0 + Int64($1.weight.unscaled) })
        if amount > left {
            throw PoolRefusal.beyondClaim(loan: note, left: left, asked: amount)
        }
        let shares = SplitClaim.split(amount, by: borne).filter { $0.amount.fen > 0 }
        try requireSame(shares)
        let requests = try shares.map { share in
            request(
                share.bearer, "pool-recovery", from: bearer(share.bearer, loan),
                to: try giver(share.bearer, loan), share.amount)
        }
        try ledger.post(requests, writer)
    }

    private func requireApproved(_ loan: Record, _ note: String) throws {
        let isApproved = ["approved", "compensated", "recovering"].contains(loan.state)
        guard isApproved, !loan["approved_principal"].isNull else {
            let state = registry.catalogue.lifecycles["loan"]?.title(of: loan.state)
            throw PoolRefusal.notApproved(loan: note, state: state ?? loan.state)
        }
    }

    private func requireSame(_ shares: [SplitClaim.Share]) throws {
        guard let given = record.rows["shares"], !given.isEmpty else { return }
        let due = Dictionary(uniqueKeysWithValues: shares.map { ($0.bearer, $0.amount.fen) })
        let stated = Dictionary(
            given.map { ($0["bearer"]?.text ?? "", $0["amount"]?.integer ?? 0) },
            uniquingKeysWith: +
        ).filter { $0.value != 0 }
        if due == stated { return }
        let list = registry.catalogue.list("loss-bearers")
        throw PoolRefusal.sharesDiffer(
            expected: shares.map { "\(list?.title(of: $0.bearer) ?? $0.bearer) \($0.amount)" }
                .joined(separator: "、"))
    }

    /// Whose money it is: a pool's, or the bearer's own, which is outside the books.
    private func giver(_ bearer: String, _ loan: Record) throws -> LedgerAccount {
        guard ["province", "city", "county"].contains(bearer) else { return outside(bearer) }
        var question: SQL = """
            SELECT id, name FROM loan_pool WHERE level = \(bearer) AND state = 'in-force'
            """
        let county = bearer == "county" ? loan["county"].text ?? "" : nil
        if let county { question += " AND county = \(county)" }
        guard let row = try reader.first(question + " ORDER BY id"), let id = row[0].integer else {
            throw PoolRefusal.noPool(
                level: registry.catalogue.list("levels")?.title(of: bearer) ?? bearer,
                county: county.map { registry.catalogue.list("counties")?.title(of: $0) ?? $0 })
        }
        return Self.account(id, row[1].text ?? "")
    }
}
