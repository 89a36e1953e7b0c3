import Values

/// Sums up the transfers of one special fund's year by where their money went. Pure: it is given
/// the transfers in the order in which they were booked.
struct TallyMoney {
    /// One side of a transfer.
    struct Side {
        let code: String
        let kind: LedgerAccount.Kind
        /// Whether it is of the fund and year that are summed up.
        let isOwn: Bool

        var isFund: Bool { isOwn && kind == .fund }
        var isCounty: Bool { isOwn && kind == .county }
        var isUnit: Bool { isOwn && kind == .unit }
        var isOutlay: Bool { isOwn && kind == .outlay }
    }

    /// A transfer with its sides.
    struct Row {
        let entry: MoneyEntry
        let debit: Side
        let credit: Side
        let settles: Int64?

        var fen: Int64 { entry.amount.fen }
    }

    /// What left a unit, by the record that it left for.
    struct Leaf {
        let isRefund: Bool
        /// Went back from the county, and was never with the unit.
        let isEarly: Bool
        let about: TransferRequest.About?
        var fen: Int64 = 0
        var entries: [MoneyEntry] = []
    }

    /// Money given to one unit, or to a county as a whole.
    struct Bucket {
        var issued: Int64 = 0
        var arrived: Int64 = 0
        var entries: [MoneyEntry] = []
        var leaves: [Leaf] = []

        func sum(_ which: (Leaf) -> Bool) -> Int64 {
            leaves.filter(which).reduce(0) { $0 + $1.fen }
        }

        /// Given, and not with the unit yet.
        var waiting: Int64 { issued - arrived - sum(\.isEarly) }
        /// With the unit.
        var left: Int64 { arrived - sum { !$0.isEarly } }
    }

    private(set) var inflows: [MoneyEntry] = []
    private(set) var buckets: [String: Bucket] = [:]
    /// The keys of the buckets in the order of their first transfers.
    private(set) var order: [String] = []
    /// What came back into the fund.
    private(set) var returned: Int64 = 0
    private var pending: [Int64: Row] = [:]

    mutating func take(_ row: Row) {
        switch row.entry.phase {
        case "pending":
            pending[row.entry.transfer] = row
            if row.credit.isFund { issue(row, row.fen) } else { note(row) }
        case "voided", "settled":
            guard let held = row.settles.flatMap({ pending.removeValue(forKey: $0) }) else {
                return
            }
            let isSettled = row.entry.phase == "settled"
            let gone = isSettled ? row.fen : 0
            // What did not go is free again.
            if held.credit.isFund { issue(row, gone - held.fen) } else { note(row) }
            if isSettled, row.debit.isUnit { change(row) { $0.arrived += row.fen } }
        default: post(row)
        }
    }

    private mutating func post(_ row: Row) {
        let (debit, credit) = (row.debit, row.credit)
        switch true {
        case debit.isFund && (credit.isUnit || credit.isCounty):
            returned += row.fen
            leave(row, isRefund: true, isEarly: credit.isCounty, row.fen)
        case debit.isFund: inflow(row, row.fen)
        case credit.isFund && (debit.isUnit || debit.isCounty):
            issue(row, row.fen)
            if debit.isUnit { change(row) { $0.arrived += row.fen } }
        case credit.isFund: inflow(row, -row.fen)
        case credit.isCounty && debit.isUnit:
            note(row)
            change(row) { $0.arrived += row.fen }
        case credit.isUnit && debit.isCounty:
            note(row)
            change(row) { $0.arrived -= row.fen }
        case credit.isUnit && debit.isOutlay:
            leave(row, isRefund: false, isEarly: false, row.fen)
        case debit.isUnit && credit.isOutlay:
            leave(row, isRefund: false, isEarly: false, -row.fen)
        case debit.isUnit || debit.isCounty:
            // Brought in where it stood, past the fund's account.
            inflow(row, row.fen)
            issue(row, row.fen)
            if debit.isUnit { change(row) { $0.arrived += row.fen } }
        case credit.isUnit || credit.isCounty:
            leave(row, isRefund: true, isEarly: credit.isCounty, row.fen)
        default: break
        }
    }

    /// The unit that a transfer is of: by its account, or by the allocation on the way there.
    private func key(_ row: Row) -> String {
        if row.debit.isUnit { return row.debit.code }
        if row.credit.isUnit { return row.credit.code }
        if let about = row.entry.about, about.register == "allocation" {
            return "unit/allocation#\(about.record)"
        }
        return row.debit.isCounty ? row.debit.code : row.credit.code
    }

    private mutating func change(_ row: Row, _ body: (inout Bucket) -> Void) {
        let key = key(row)
        if buckets[key] == nil { order.append(key) }
        body(&buckets[key, default: Bucket()])
    }

    private mutating func note(_ row: Row) { change(row) { $0.entries.append(row.entry) } }

    private mutating func issue(_ row: Row, _ fen: Int64) {
        note(row)
        change(row) { $0.issued += fen }
    }

    private mutating func inflow(_ row: Row, _ fen: Int64) {
        inflows.append(row.entry.with(Money(fen: fen)))
    }

    private mutating func leave(_ row: Row, isRefund: Bool, isEarly: Bool, _ fen: Int64) {
        let about = row.entry.about
        change(row) { bucket in
            let known = bucket.leaves.firstIndex {
                $0.about == about && $0.isRefund == isRefund && $0.isEarly == isEarly
            }
            let index = known ?? bucket.leaves.endIndex
            if known == nil {
                bucket.leaves.append(Leaf(isRefund: isRefund, isEarly: isEarly, about: about))
            }
            bucket.leaves[index].fen += fen
            bucket.leaves[index].entries.append(row.entry.with(Money(fen: fen)))
        }
    }
}

extension MoneyEntry {
    /// The same with what it adds here.
    func with(_ amount: Money) -> MoneyEntry {
        MoneyEntry(
            transfer: transfer, on: on, event: event, phase: phase, amount: amount, docNo: docNo,
            note: note, about: about)
    }
}
