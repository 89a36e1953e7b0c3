import Funds

/// What stands against an act on an allocation paper, or on money that came of it.
extension Failure {
    init(_ error: AllocationRefusal) {
        let all = [Suggestion(title: "收到的资金", link: .receivedFunds)]
        let status =
            switch error {
            case .notManager: 403
            case .notDrafted, .beingApproved, .previewChanged, .steps, .nothingToChase: 409
            case .noRule, .table, .split, .notReady, .nothingChosen, .badStep: 422
            }
        self.init(
            status: status, title: "没有办成", message: error.description, advice: "",
            suggestions: all)
        switch error {
        case .split(let found):
            problems = found.prefix(200).map { Problem("/table", $0.description, $0.advice) }
        case .notReady(let found):
            problems = found.map { Problem("", $0.what, $0.advice) }
        case .table(let what, let advice): problems = [Problem("/table", what, advice)]
        case .badStep(let what, let advice): problems = [Problem("", what, advice)]
        case .nothingChosen: problems = [Problem("/allocations", "一笔也没有选", "写上要办的编号")]
        default: break
        }
    }
}
