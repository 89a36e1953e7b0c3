import Funds

/// What stands against an act on the budget.
extension Failure {
    init(_ error: BudgetRefusal) {
        let home = [Suggestion(title: "资金", link: Link(.funds))]
        switch error {
        case .noTable, .noSection:
            self.init(
                status: 404, title: "没有找到", message: error.description, advice: "",
                suggestions: home)
        case .red:
            self.init(
                status: 409, title: "核对不平，不能打印", message: error.description, advice: "",
                suggestions: [Suggestion(title: "决算核对", link: Link(.fundsReconciliation))] + home)
        case .nobodyThere, .notLate, .remindedToday:
            self.init(
                status: 409, title: "没有发出", message: error.description, advice: "",
                suggestions: home)
        default:
            self.init(
                status: 422, title: "没有记下", message: error.description, advice: "改正后再来一次。",
                suggestions: home)
        }
    }
}
