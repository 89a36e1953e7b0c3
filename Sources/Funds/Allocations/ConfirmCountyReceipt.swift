import Accounts
import Catalogue
public import Registers
public import Store
public import Values

extension Allocations {
    /// Confirms that a county's treasury has received what was issued to it: one, or many at once,
    /// all or none. In the ledger the county now has the money.
    /// - Parameter day: on which the county received it.
    /// - Returns: the allocations as they are now.
    /// - Throws: `AllocationRefusal.steps` with whatever stands in the way, `.nothingChosen`;
    ///   `RecordRefusal.notFound`, `.roleMayNot`, `.moveNeedsRole`; `RefusedTransfer`.
    public func confirmCountyReceipt(_ ids: [Int64], on day: CalendarDate, by viewer: Viewer)
        async throws -> [Record]
    {
        try await take(.receive, ids, on: day, by: viewer) { line, money, writer in
            try money.receive(line, on: day, writer.reader)
        }
    }

    /// One allocation of a step that is about to be taken.
    public struct StepLine: Sendable {
        /// As it is.
        public let line: Record
        /// Why it will not be taken; nil where it will.
        public let obstacle: String?
    }

    /// What a step would do with each of these; nothing is written.
    /// - Throws: `RecordRefusal`, `AllocationRefusal.nothingChosen`.
    public func previewStep(
        _ reader: Reader, _ step: AllocationStep, _ ids: [Int64], on day: CalendarDate,
        today: CalendarDate, by viewer: Viewer
    ) throws -> [StepLine] {
        if ids.isEmpty { throw AllocationRefusal.nothingChosen }
        let register = try registry.register(Self.lines)
        try registry.permit(viewer, .move, on: register)
        return try ids.map { id in
            let line = try registry.record(reader, register, id, by: viewer)
            return StepLine(
                line: line,
                obstacle: obstacle(step, line, by: viewer)
                    ?? StepRules.obstacle(
                        step, line, on: day, today: today, state: state(line)))
        }
    }

    /// Whose step it is, beyond what the life cycle says of roles.
    private func obstacle(_ step: AllocationStep, _ line: Record, by viewer: Viewer) -> String? {
        let isDirect = line["through"].text == "direct"
        if step == .disburse, isDirect, viewer.isLimited { return "由市级国库直接支付，市局财务办理拨付。" }
        let roles = catalogue.register(Self.lines).flatMap {
            catalogue.lifecycle(of: $0).move(step.rawValue)?.roles
        }
        if let roles, !roles.contains(viewer.role.name) {
            let who = roles.map { catalogue.roles[$0]?.title ?? $0 }.joined(separator: "、")
            return "“\(step.title)”由\(who)办理，你是\(viewer.role.title)。"
        }
        return nil
    }

    /// Takes allocations a step further in one write.
    /// - Parameter transfers: what the step moves in the ledger, from the allocation before it.
    func take(
        _ step: AllocationStep, _ ids: [Int64], on day: CalendarDate, by viewer: Viewer,
        fields further: [String: Scalar] = [:], reason: String? = nil,
        _ transfers:
            @escaping @Sendable (Record, AllocationMoney, Writer) throws
            -> [TransferRequest]
    ) async throws -> [Record] {
        let allocations = self
        let act = act(
            viewer, "allocation.\(Self.events[step] ?? step.rawValue)",
            reason: reason ?? "\(step.title) \(day.iso)")
        return try await database.write(act) { writer in
            let reader = writer.reader
            let lines = try allocations.previewStep(
                reader, step, ids, on: day, today: writer.now.businessDate, by: viewer)
            let obstacles = lines.compactMap { line in
                line.obstacle.map {
                    StepObstacle(
                        id: line.line.id, recipient: line.line["recipient"].text ?? "", what: $0)
                }
            }
            if !obstacles.isEmpty { throw AllocationRefusal.steps(obstacles) }
            var money: [Int64: AllocationMoney] = [:]
            var requests: [TransferRequest] = []
            var taken: [Record] = []
            for line in lines.map(\.line) {
                let paper = line["paper"].integer ?? 0
                let of =
                    try money[paper]
                    ?? AllocationMoney(
                        allocations, allocations.registry.record(reader, Self.papers, paper),
                        reader)
                money[paper] = of
                requests += try transfers(line, of, writer)
                let draft = Draft(
                    StepRules.days(step, line, on: day).merging(further) { $1 })
                _ = try allocations.registry.change(
                    Self.lines, line.id, to: draft, version: nil, writer)
                taken.append(
                    try allocations.registry.move(
                        Self.lines, line.id, step.rawValue, version: nil, by: viewer, writer))
            }
            try allocations.ledger.post(requests, writer)
            try allocations.tellTaken(step, taken, by: viewer, writer)
            for paper in money.keys { try allocations.closeIfDone(paper, writer) }
            return taken
        }
    }

    private static let events: [AllocationStep: String] = [
        .receive: "received", .disburse: "disbursed", .arrive: "arrived",
    ]

    private func tellTaken(
        _ step: AllocationStep, _ lines: [Record], by viewer: Viewer, _ writer: Writer
    ) throws {
        guard step == .disburse else { return }
        for line in lines {
            try writer.tell(
                try members(line["organisation"].integer, writer.reader), "allocation-disbursed",
                "\(line["doc_no"].text ?? "")的 \(line.net) 已于 \(line["disbursed_on"].text ?? "") 拨付，到账后请凭回单确认。",
                link: Self.received)
        }
    }

    /// A paper all of whose money has arrived or gone back is done with.
    func closeIfDone(_ paper: Int64, _ writer: Writer) throws {
        let record = try registry.record(writer.reader, Self.papers, paper)
        guard record.state == "issued" else { return }
        let lines = try lines(writer.reader, of: record)
        guard lines.allSatisfy({ ["arrived", "returned"].contains($0.state) }) else { return }
        _ = try registry.move(Self.papers, paper, "close", version: nil, writer)
    }
}
