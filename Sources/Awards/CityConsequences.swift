import Applications
import Funds
public import Registers
import Review

/// What all coded modules add to the steps of declared registers: a city is opened with these.
///
/// It stands here because this is the last of the modules that have any.
public enum CityConsequences {
    /// In the order in which they follow a step.
    public static let all: [any RecordConsequence] =
        FundsConsequences.all + ApplicationsConsequences.all + ReviewConsequences.all
        + DecisionConsequences.all + AwardsConsequences.all
}
