/// Why nothing was asked or decided; nothing was written.
public enum ApprovalRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case noChain
    case needsAccount
    case alreadyAsked(by: String)
    /// Nobody but the asker could decide this step.
    case nobodyDecides(step: String)
    case chainChanged
    case ownRequest
    case ownRequestThroughDeputy(name: String)
    case decidedBefore(step: String)
    case wrongRole(step: String, role: String)
    case wrongSection(step: String)
    case notWaiting(state: String)
    /// Somebody decided meanwhile.
    case decidedMeanwhile(by: String, at: String)
    /// The record was changed after it was laid before the approvers.
    case recordChanged
    /// The record was changed after whoever asks has looked at it.
    case changedBeforeAsking
    case recordWithdrawn
    /// The record is in a state from which the move is not made.
    case recordMoved(state: String)
    case needsOpinion(decision: String)
    case notAsker(name: String)

    public var description: String {
        switch self {
        case .noChain: "这一步不用报批，在记录页面直接办理。"
        case .needsAccount: "报批和审批要用本人的账号登录办理。"
        case .alreadyAsked(let by): "\(by)已经为这条记录报批，还没有批完。先等批完，或由报批人撤回。"
        case .nobodyDecides(let step):
            "“\(step)”这一关没有别人能批：一个人不批自己报的，也不批两关。请系统管理员核对账号，或换一个人报批。"
        case .chainChanged: "审批的各关在报批后改过了，这一次批不下去。请报批人撤回后重新报批。"
        case .ownRequest: "自己报的不能自己批。由同角色的其他人或代办人来批。"
        case .ownRequestThroughDeputy(let name): "这是\(name)报的，代\(name)批等于自己批自己。由别的人来批。"
        case .decidedBefore(let step): "您已经批过“\(step)”这一关，一个人不批两关。由同角色的其他人来批。"
        case .wrongRole(let step, let role): "现在轮到“\(step)”，角色“\(role)”不能批这一关。"
        case .wrongSection(let step): "“\(step)”由这条记录所在科室的负责人批，您不在那个科室。"
        case .notWaiting(let state): "这次报批现在是“\(state)”，没有要批的。"
        case .decidedMeanwhile(let by, let at): "\(by)在 \(at) 已经办过这一步，您看到的是之前的样子。看过再办。"
        case .recordChanged: "记录在报批以后改过，批的不是现在的内容。请退回，由报批人看过再报。"
        case .changedBeforeAsking: "记录在您看过以后改过，没有报批。看过现在的内容再报。"
        case .recordWithdrawn: "记录已经撤回，不用再批。请退回或由报批人撤回这次报批。"
        case .recordMoved(let state): "记录已是“\(state)”，这一步不能再办。请退回，由报批人核对。"
        case .needsOpinion(let decision): "\(decision)要写明意见，让报批人知道哪里要改。"
        case .notAsker(let name): "这是\(name)报的，只有\(name)能撤回或重新报批。"
        }
    }
}
