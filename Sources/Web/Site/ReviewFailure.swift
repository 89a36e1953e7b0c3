import Awards
import Review

/// What stands against an act of review, or against a decision, a notice, an award.
extension Failure {
    init(_ error: ReviewRefusal) {
        let status =
            switch error {
            case .notReviewer, .checkedBySelf: 403
            case .panelState, .nothingToCheck, .notReady, .callOpen, .noMatching, .previewChanged:
                409
            case .noTerms, .noRule, .noExpert, .sheets, .table: 422
            }
        self.init(
            status: status, title: "没有办成", message: error.description, advice: "",
            suggestions: [Suggestion(title: "评审", link: .reviews)])
        switch error {
        case .sheets(let found):
            problems = found.prefix(200).map { Problem("/sheets", $0.description, $0.advice) }
        case .notReady(let found):
            problems = found.prefix(200).map { Problem("", $0.what, $0.advice) }
        case .table(let what, let advice): problems = [Problem("/table", what, advice)]
        default: break
        }
    }

    init(_ error: DecisionRefusal) {
        let status =
            switch error {
            case .notDecider: 403
            case .nothingToDecide, .previewChanged, .wrongState, .noStage, .noticeRunning,
                .objectionsOpen, .nothingToAward, .notEnough, .numberTaken, .alreadyDrafted:
                409
            case .badCutOff, .missing, .noFund, .byContract, .split: 422
            }
        self.init(
            status: status, title: "没有办成", message: error.description, advice: "",
            suggestions: [Suggestion(title: "评审", link: .reviews)])
    }
}
