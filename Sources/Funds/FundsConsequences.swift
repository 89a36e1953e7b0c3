public import Registers

/// What the money's rules add to the steps of declared registers; the city is opened with these.
public enum FundsConsequences {
    /// In the order in which they follow a step.
    public static let all: [any RecordConsequence] = [
        PostPlan(), PayStage(), DischargeAllocation(), ReturnMoney(), SpendMoney(), MatchMoney(),
        BookPoolEntry(), WatchPool(),
        FollowReceptionRules(),
        KeepWithinStandard(),
        KeepWithinLimit(),
        FeedMileage(),
        BudgetRules(),
        PostBudget(),
        AllocationSteps(),
    ]
}
