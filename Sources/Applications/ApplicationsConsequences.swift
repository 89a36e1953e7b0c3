public import Registers

/// What the rules of calls and applications add to the steps of declared registers.
public enum ApplicationsConsequences {
    /// In the order in which they follow a step.
    public static let all: [any RecordConsequence] = [CarryProjectToNeeds()]
}
