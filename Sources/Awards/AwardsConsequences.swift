public import Registers

/// What the rules of awards and of running projects add to the steps of declared registers.
public enum AwardsConsequences {
    /// In the order in which they follow a step.
    public static let all: [any RecordConsequence] = [
        NoteFirstPayment(), FollowProject(), FollowContract(), FollowReport(), FollowChange(),
        FollowAcceptance(), FollowScienceReport(), FollowResult(), FollowExpenditureCheck(),
        IntegritySteps(),
    ]
}
