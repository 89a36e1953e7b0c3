import Accounts
import Catalogue
public import Registers
import Store
public import Values

/// Money that goes back.
public struct AllocationReturn: Sendable {
    /// Less than what is left, where only part goes back; nil for all of it.
    public var amount: Money?
    /// When it was back in the fund.
    public var day: CalendarDate
    /// The voucher that proves it.
    public var docNo: String
    public var reason: String

    /// Money that goes back, with voucher and reason.
    public init(amount: Money? = nil, on day: CalendarDate, docNo: String, reason: String) {
        self.amount = amount
        self.day = day
        self.docNo = docNo
        self.reason = reason
    }
}

extension Allocations {
    /// Takes money back into the fund, whole or in part, from wherever it is. A step that was taken
    /// stays; what went back stands beside it with voucher and reason.
    /// - Throws: `AllocationRefusal.badStep`, `.steps`; `RecordRefusal.needsReason`,
    ///   `.moveNeedsRole`; `RefusedTransfer` where the unit has spent it.
    public func returnAllocation(_ id: Int64, _ given: AllocationReturn, by viewer: Viewer)
        async throws -> Record
    {
        let reason = given.reason.trimmed
        let docNo = given.docNo.trimmed
        if reason.isEmpty { throw RecordRefusal.needsReason(what: "退回") }
        if docNo.isEmpty {
            throw AllocationRefusal.badStep("没有退回凭证号", advice: "填退款凭证或收入退库单的号")
        }
        let register = try registry.register(Self.lines)
        try registry.permit(viewer, .move, on: register)
        let allocations = self
        let act = act(viewer, "allocation.returned", reason: reason)
        return try await database.write(act) { writer in
            let registry = allocations.registry
            let reader = writer.reader
            let line = try registry.record(reader, register, id, by: viewer)
            let amount = try allocations.amount(
                given, of: line, by: viewer, writer.now.businessDate)
            let money = try AllocationMoney(
                allocations, registry.record(reader, Self.papers, line["paper"].integer ?? 0),
                reader)
            let returns = line.rows["returns"] ?? []
            let requests = try money.giveBack(
                line, amount, number: returns.count + 1, on: given.day, reason: reason, reader)
            try allocations.ledger.post(requests, writer)
            let returned = Money(fen: line.money("returned").fen + amount.fen)
            let isWhole = returned == line.money("amount")
            var draft = Draft([
                "returned": .integer(returned.fen),
                "net": .integer(line.money("amount").fen - returned.fen),
            ])
            if isWhole { draft.fields["returned_on"] = .text(given.day.iso) }
            draft.rows["returns"] =
                returns + [
                    [
                        "returned_on": .text(given.day.iso), "amount": .integer(amount.fen),
                        "doc_no": .text(docNo), "reason": .text(reason),
                        "by": .text(viewer.name),
                    ]
                ]
            var after = try registry.change(Self.lines, id, to: draft, version: nil, writer)
            if isWhole {
                after = try registry.move(
                    Self.lines, id, "return", version: nil, by: viewer, writer)
            }
            try allocations.tellReturned(after, amount, reason, writer)
            try allocations.closeIfDone(line["paper"].integer ?? 0, writer)
            return after
        }
    }

    /// How much goes back, held against what there is.
    private func amount(
        _ given: AllocationReturn, of line: Record, by viewer: Viewer, _ today: CalendarDate
    ) throws -> Money {
        func refuse(_ what: String) -> AllocationRefusal {
            .steps([StepObstacle(id: line.id, recipient: line["recipient"].text ?? "", what: what)])
        }
        let cycle = try catalogue.lifecycle(of: registry.register(Self.lines))
        guard let move = cycle.moves(from: line.state).first(where: { $0.name == "return" }) else {
            throw refuse("现在是“\(state(line))”，没有可退的钱。")
        }
        guard move.roles.contains(viewer.role.name) else {
            throw RecordRefusal.moveNeedsRole(
                move: move.title, roles: move.roles.map { catalogue.roles[$0]?.title ?? $0 },
                role: viewer.role.title)
        }
        let amount = given.amount ?? line.net
        if amount.fen <= 0 { throw refuse("退回的金额应大于 0。") }
        if amount > line.net { throw refuse("还在外面的只有 \(line.net)，不能退回 \(amount)。") }
        if given.day > today { throw refuse("退回日期 \(given.day.iso) 还没到，退了再记。") }
        let fields = ["arrived_on", "disbursed_on", "at_county_on", "issued_on"]
        if let last = fields.lazy.compactMap({ line.day($0) }).first, given.day < last {
            throw refuse("退回日期 \(given.day.iso) 早于上一步 \(last.iso)，核对日期。")
        }
        return amount
    }

    private func tellReturned(
        _ line: Record, _ amount: Money, _ reason: String, _ writer: Writer
    ) throws {
        let words =
            "\(line["doc_no"].text ?? "")给“\(line["recipient"].text ?? "")”的 \(amount) 已退回：\(reason)"
        let told =
            try clerks(line["county"].text, writer.reader)
            + members(line["organisation"].integer, writer.reader)
        try writer.tell(told, "allocation-returned", words, link: Self.received)
    }
}
