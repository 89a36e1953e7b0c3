import Values

/// What may be paid of a contract now: the rules of a payment, over what was paid before. Pure.
struct StageRules {
    let plan: ProjectPlan
    /// Asked for, paid or on its way of the stage, besides this.
    let takenOfStage: Money
    /// Paid of the year's promises, by requests and by papers.
    let paidOfYear: Money
    /// 中文 of the conditions.
    let title: (String) -> String
    /// 中文 of the project's state.
    let state: String

    /// What stands against paying so much of a stage.
    /// - Parameter mustBeDue: whether it is to be paid, and not only asked for.
    func obstacle(_ number: Int, year: Int, _ amount: Money, mustBeDue: Bool) -> FundingRefusal? {
        if plan.state != "contracted" {
            return .noContract(project: plan.name, state: state)
        }
        guard let stage = plan.stage(number) else { return .noStage(number, project: plan.name) }
        if stage.year != year {
            return .otherYear(stage: number, of: stage.year, asked: year)
        }
        if mustBeDue, stage.metOn == nil {
            return .notDue(stage: number, condition: title(stage.condition))
        }
        let left = Money(fen: max(stage.amount.fen - takenOfStage.fen, 0))
        if amount > left { return .beyondStage(number, left: left, asked: amount) }
        return mustBeDue ? beyondDue(year, amount) : nil
    }

    /// What stands against paying so much in a year, whatever stages it is for.
    func obstacle(year: Int, _ amount: Money) -> FundingRefusal? {
        if plan.state != "contracted" {
            return .noContract(project: plan.name, state: state)
        }
        return beyondDue(year, amount)
    }

    private func beyondDue(_ year: Int, _ amount: Money) -> FundingRefusal? {
        let due = plan.stages.filter { $0.year == year && $0.metOn != nil }
            .reduce(Int64(0)) { $0 + $1.amount.fen }
        let left = Money(fen: max(due - paidOfYear.fen, 0))
        return amount > left ? .beyondDue(year: year, left: left, asked: amount) : nil
    }
}
