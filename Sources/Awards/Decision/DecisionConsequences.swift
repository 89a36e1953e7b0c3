import Registers

/// What the rules of meetings, notices and awards add to the steps of records.
enum DecisionConsequences {
    /// In the order in which they follow a step.
    static let all: [any RecordConsequence] = [
        KeepMeeting(), FollowObjection(), GuardApplication(),
    ]
}
