import Approvals
import Catalogue
import Registers
import Store
import Values

/// Approvals for programs: what waits, what was asked and decided, and what would be asked.
extension Desk {
    func sendApprovals(_ request: Request) async throws -> Response {
        let list = try approvalList(request)
        return try await stretch(request) { reader, stretch in
            try approvals.list(
                reader, list, before: stretch.before, limit: stretch.limit, for: viewer
            ).map { ($0.id, .object(members($0))) }
        }
    }

    private func approvalList(_ request: Request) throws -> Approvals.List {
        let name = request.parameters["list"] ?? Approvals.List.waiting.rawValue
        guard let list = Approvals.List(rawValue: name) else {
            let known = Approvals.List.allCases.map(\.rawValue).joined(separator: "、")
            throw WebError.badParameter(
                title: "清单", value: name, rule: "不认识", advice: "可用：\(known)")
        }
        if list == .all, !viewer.role.acts.contains(.verify) {
            throw WebError.forbidden(role: viewer.role.title)
        }
        return list
    }

    func sendApproval(_ request: Request) async throws -> Response {
        let id = try approvalID(request)
        let found = try await read { try json($0, try approval($0, id)) }
        return .versioned(found).unlessKnown(request)
    }

    /// Whom asking for a move would ask, in which order.
    func sendAsking(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let name = request.arguments["move"] ?? ""
        let asking = try await read { reader in
            try approvals.asking(
                try registry.record(reader, register, id, by: viewer), register, name)
        }
        return .json(
            .object([
                ("chain", .string(asking.chain.name)), ("title", .string(asking.chain.title)),
                ("move", .string(name)), ("section", .string(asking.section)),
                ("steps", .array(asking.steps.map(Self.json))),
            ]))
    }

    private static func json(_ step: ApprovalChain.Step) -> JSON {
        .object([
            ("name", .string(step.name)), ("title", .string(step.title)),
            ("role", .string(step.role)),
        ])
    }

    /// A request with who decides now, what would happen, and what the viewer may do.
    func json(_ reader: Reader, _ approval: ApprovalRequest) throws -> JSON {
        let isWaiting = approval.state == .waiting
        let preview = isWaiting ? try approvals.preview(reader, approval, by: viewer) : nil
        let approvers = try approvals.approvers(reader, of: approval).map { approver in
            JSON.object([
                ("name", .string(approver.name)),
                ("away_until", .string(approver.absence?.until)),
                ("deputy", .string(approver.absence?.deputyName)),
            ])
        }
        return .object(
            members(approval) + [
                ("approvers", .array(approvers)), ("then", .string(preview?.then)),
                ("obstacle", .string(preview?.obstacle)),
                ("acts", .array(approvalActs(reader, approval).map { .string($0) })),
                ("decisions", .array(approval.decisions.map(Self.json))),
            ])
    }

    private func members(_ approval: ApprovalRequest) -> [(String, JSON)] {
        let isWaiting = approval.state == .waiting
        return [
            ("id", .integer(approval.id)), ("version", .integer(approval.version)),
            ("state", .string(approval.state.rawValue)), ("title", .string(approval.title)),
            ("chain", .string(approval.chain)), ("register", .string(approval.register)),
            ("record", .integer(approval.record)),
            ("record_version", .integer(approval.recordVersion)),
            ("move", .string(approval.move)), ("section", .string(approval.section)),
            ("steps", .array(approval.steps.map { .string($0) })),
            ("step", .string(approval.step)), ("since", .string(approval.since)),
            ("due", .string(isWaiting ? approvalWords.due(approval)?.iso : nil)),
            ("round", .integer(approval.round)), ("asked_by", .string(approval.askedBy)),
            ("asked_on", .string(approval.askedOn)), ("note", .string(approval.note)),
        ]
    }

    private static func json(_ decision: ApprovalDecision) -> JSON {
        .object([
            ("round", .integer(decision.round)), ("step", .string(decision.step)),
            ("role", .string(decision.role)), ("by", .string(decision.by)),
            ("on_behalf_of", .string(decision.onBehalfOf)),
            ("decision", .string(decision.kind.rawValue)),
            ("opinion", .string(decision.opinion)), ("at", .string(decision.at)),
        ])
    }
}
