import Accounts
import Approvals

/// What stands against handing over a desk, or making two entries one.
extension Failure {
    init(_ error: HandOverRefusal) {
        let status =
            switch error {
            case .mayNot: 403
            case .unknown, .same, .needsNote: 422
            case .successorNotInForce, .placeDiffers: 409
            }
        self.init(status: status, title: "没有移交", message: error.description, advice: "")
        if case .needsNote = error { problems = [Problem("/note", "必填", "写明移交说明")] }
    }

    init(_ error: MergeRefusal) {
        let status =
            switch error {
            case .mayNot: 403
            case .same, .needsReason: 422
            case .changedMeanwhile: 412
            case .withdrawn, .codesDiffer, .doubles: 409
            }
        self.init(status: status, title: "没有合并", message: error.description, advice: "")
        if case .needsReason = error { problems = [Problem("/reason", "必填", "写明理由")] }
    }
}
