import Approvals

/// What stands against asking, deciding, and entering who is away.
extension Failure {
    init(_ error: ApprovalRefusal) {
        let status =
            switch error {
            case .needsOpinion: 422
            case .needsAccount, .ownRequest, .ownRequestThroughDeputy, .decidedBefore, .wrongRole,
                .wrongSection, .notAsker:
                403
            default: 409
            }
        self.init(status: status, title: "没有办理", message: error.description, advice: "")
        if case .needsOpinion = error { problems = [Problem("/opinion", "必填", "写明意见")] }
    }

    init(_ error: AbsenceRefusal) {
        let status =
            switch error {
            case .notYours: 403
            case .overlaps: 409
            default: 422
            }
        self.init(status: status, title: "没有登记", message: error.description, advice: "")
    }
}
