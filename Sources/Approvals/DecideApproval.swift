import Accounts
public import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Approvals {
    /// Decides the step that waits: agrees, returns it to the asker, or refuses. With the last
    /// agreement the move is made, in the same write.
    /// - Parameters:
    ///   - version: of the request that the approver saw.
    ///   - opinion: needed for anything but agreeing.
    /// - Throws: `ApprovalRefusal`, `RecordRefusal` where the move itself cannot be made.
    public func decide(
        _ id: Int64, _ kind: ApprovalDecision.Kind, opinion: String?, version: Int64?,
        by viewer: Viewer
    ) async throws -> ApprovalRequest {
        let opinion = opinion.flatMap { $0.isEmpty ? nil : String($0.prefix(400)) }
        if kind != .approve, opinion == nil {
            throw ApprovalRefusal.needsOpinion(decision: kind.title)
        }
        let event = [.approve: "approved", .return: "returned", .refuse: "refused"][kind] ?? ""
        let act = Self.act(viewer, event, opinion ?? kind.title)
        return try await database.write(act) { writer in
            let request = try request(writer.reader, id)
            try refuseStale(request, version)
            let (step, standing) = try standing(writer.reader, viewer, request)
            let decision = ApprovalDecision(
                round: request.round, step: step.name, role: step.role, by: viewer.name,
                account: viewer.account ?? 0, onBehalfOf: standing.absentee, kind: kind,
                opinion: opinion, at: writer.now.written)
            try note(decision, on: request, writer)
            let isThrough = kind == .approve && request.next == nil
            if kind == .approve { try permitMove(request, writer.reader) }
            if isThrough { try makeMove(request, by: viewer, writer) }
            if kind != .approve || isThrough {
                _ = try registry.move(Self.register, id, kind.rawValue, version: nil, writer)
            }
            let after = try self.request(writer.reader, id)
            try tell(after, kind, writer)
            return after
        }
    }

    /// As whom the viewer decides now.
    /// - Throws: `ApprovalRefusal`.
    public func standing(_ reader: Reader, _ viewer: Viewer, _ request: ApprovalRequest) throws
        -> (step: ApprovalChain.Step, standing: ApprovalPolicy.Standing)
    {
        guard request.state == .waiting else {
            throw ApprovalRefusal.notWaiting(state: ApprovalPolicy.title(request.state))
        }
        let step = try step(of: request)
        let standing = try ApprovalPolicy.standing(
            of: viewer, in: request, step, of: catalogue.approvals[request.chain],
            reach: reach(of: step),
            absences: try deputised(reader, to: viewer.account))
        return (step, standing)
    }

    private func note(_ decision: ApprovalDecision, on request: ApprovalRequest, _ writer: Writer)
        throws
    {
        let next = decision.kind == .approve ? request.next : nil
        let draft = Draft(
            [
                "step": next.map(Scalar.text) ?? .null,
                "step_since": .text(writer.now.businessDate.iso),
            ], rows: ["decisions": request.decisions.map(\.row) + [decision.row]])
        _ = try registry.change(Self.register, request.id, to: draft, version: nil, writer)
    }

    private func permitMove(_ request: ApprovalRequest, _ reader: Reader) throws {
        let register = try registry.register(request.register)
        let record = try registry.record(reader, register.name, request.record)
        let cycle = catalogue.lifecycle(of: register)
        if let obstacle = ApprovalPolicy.obstacle(request, record, cycle) { throw obstacle }
    }

    /// The move that all have agreed to, with what their agreement fills in.
    private func makeMove(_ request: ApprovalRequest, by viewer: Viewer, _ writer: Writer) throws {
        var draft = Draft()
        let chain = catalogue.approvals[request.chain]
        if let field = chain?.deciderField { draft.fields[field] = .text(viewer.name) }
        if let field = chain?.dayField { draft.fields[field] = .text(writer.now.businessDate.iso) }
        if !draft.fields.isEmpty {
            _ = try registry.change(
                request.register, request.record, to: draft, version: nil, writer)
        }
        _ = try registry.move(
            request.register, request.record, request.move, version: nil, writer)
    }

    private func tell(_ request: ApprovalRequest, _ kind: ApprovalDecision.Kind, _ writer: Writer)
        throws
    {
        let link = "/approvals/\(request.id)"
        switch request.state {
        case .waiting: try tellApprovers(of: request, writer)
        case .returned:
            try writer.tell(
                [request.asker], "approval-returned", "您报批的被退回，看过意见改好再报：\(request.title)",
                link: link)
        default:
            let word = kind == .approve ? "批准了，已经办理" : "没有批准"
            try writer.tell(
                [request.asker], "approval-decided", "您报批的\(word)：\(request.title)", link: link)
        }
    }
}
