public import Applications
import Review

/// What a rehearsal goes through after submission, in the order of the way.
public enum CityRehearsal {
    /// Each module appends its own.
    public static let stages: [any RehearsalStage] = [
        GateStage(), RecommendStage(), FormalCheckStage(), JointCheckStage(),
        MatchingStage(), ReviewStage(), DecisionStage(), NoticeStage(), AwardStage(),
        ProjectRehearsal(),
    ]
}
