public import Catalogue
public import Registers

/// Who may decide what; pure, over values loaded once.
public enum ApprovalPolicy {
    /// As whom somebody decides.
    public enum Standing: Sendable, Hashable {
        case own
        /// For one who is away.
        case deputy(of: String)

        var absentee: String? {
            if case .deputy(let name) = self { name } else { nil }
        }
    }

    /// Whether a role in a section is the one that decides a step for a section.
    public static func holds(
        _ step: ApprovalChain.Step, reach: Role.Reach, of section: String?, role: String,
        in own: String?
    ) -> Bool {
        role == step.role && (reach != .section || (own != nil && own == section))
    }

    /// As whom the viewer decides the step that waits.
    /// - Parameters:
    ///   - chain: whose steps have titles.
    ///   - absences: those in force in which the viewer is the deputy.
    /// - Throws: `ApprovalRefusal`, the gravest reason first.
    public static func standing(
        of viewer: Viewer, in request: ApprovalRequest, _ step: ApprovalChain.Step,
        of chain: ApprovalChain?, reach: Role.Reach, absences: [Absence]
    ) throws(ApprovalRefusal) -> Standing {
        guard let account = viewer.account else { throw .needsAccount }
        guard request.state == .waiting else { throw .notWaiting(state: title(request.state)) }
        guard account != request.asker else { throw .ownRequest }
        if let before = request.ofThisRound.first(where: { $0.account == account }) {
            let title = chain?.steps.first { $0.name == before.step }?.title
            throw .decidedBefore(step: title ?? before.step)
        }
        if holds(
            step, reach: reach, of: request.section, role: viewer.role.name, in: viewer.section)
        {
            return .own
        }
        let away = absences.filter { absence in
            absence.deputy == account
                && holds(
                    step, reach: reach, of: request.section, role: absence.role,
                    in: absence.section)
        }
        if let absence = away.first(where: { $0.account != request.asker }) {
            return .deputy(of: absence.name)
        }
        if let absence = away.first { throw .ownRequestThroughDeputy(name: absence.name) }
        if viewer.role.name == step.role { throw .wrongSection(step: step.title) }
        throw .wrongRole(step: step.title, role: viewer.role.title)
    }

    /// What stands in the way of agreeing, whoever agrees: what was laid before the approvers is
    /// what they agree to.
    public static func obstacle(
        _ request: ApprovalRequest, _ record: Record, _ cycle: Lifecycle
    ) -> ApprovalRefusal? {
        if record.state == Lifecycle.withdrawn { return .recordWithdrawn }
        guard cycle.moves(from: record.state).contains(where: { $0.name == request.move }) else {
            return .recordMoved(state: cycle.title(of: record.state))
        }
        return record.version == request.recordVersion ? nil : .recordChanged
    }

    /// The state of a request in words.
    public static func title(_ state: ApprovalRequest.State) -> String {
        switch state {
        case .waiting: "待批"
        case .returned: "已退回"
        case .approved: "已批准"
        case .refused: "不同意"
        case .withdrawn: "已撤回"
        }
    }
}
