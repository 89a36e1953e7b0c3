public import Registers

/// What the rules of review add to the steps of declared registers.
public enum ReviewConsequences {
    /// In the order in which they follow a step.
    public static let all: [any RecordConsequence] = [KeepPanel(), KeepVisit(), AnswerMatching()]
}
