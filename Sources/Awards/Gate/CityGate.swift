public import Applications

/// What every application of a city is checked against: the gate's own rules and those of later
/// modules. Similarity of texts joins here.
public enum CityGate {
    /// In the order in which findings are shown.
    public static let rules: [any GateRule] =
        Gate.rules + [OverdueAcceptanceRule(), OverdueReportRule()]
}
