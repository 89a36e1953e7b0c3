import Applications

/// What stands against an act of recommending or checking.
extension Failure {
    init(_ error: RecommendationRefusal) {
        let status =
            switch error {
            case .notRecommender, .dishonest: 403
            case .notYours: 404
            case .noStage, .late, .overQuota, .notNow: 409
            case .nothingChosen, .chosenTwice, .noReason, .noScan: 422
            }
        self.init(
            status: status, title: "没有办成", message: error.description, advice: "",
            suggestions: [Suggestion(title: "申报", link: Link(.calls))])
    }

    init(_ error: GateRefusal) {
        let status =
            switch error {
            case .notKeeper, .notOfBureau, .ownApplication: 403
            case .decidedAlready: 409
            case .noReason, .nothingChosen: 422
            }
        self.init(
            status: status, title: "没有办成", message: error.description, advice: "",
            suggestions: [Suggestion(title: "审查", link: Link(.checks))])
    }

    init(_ error: CheckRefusal) {
        let status =
            switch error {
            case .ownApplication, .notHead, .handledBefore, .samePerson: 403
            case .notApplicant: 404
            case .notNow, .notRecommended, .undecided, .upheld, .appealLate, .appealedAlready,
                .notRejected, .askedAlready, .nothingToAsk, .nothingRead, .answersMissing,
                .problemsLeft, .noProblem, .changedSince:
                409
            case .itemMissing, .reasonMissing, .reasonOfOther, .noReason, .noDepartments,
                .nothingChosen:
                422
            }
        self.init(
            status: status, title: "没有办成", message: error.description, advice: "",
            suggestions: [Suggestion(title: "申报", link: Link(.calls))])
    }
}
