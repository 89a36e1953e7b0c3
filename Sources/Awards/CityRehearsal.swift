public import Applications

/// What a rehearsal goes through after submission, in the order of the way.
public enum CityRehearsal {
    /// Each module appends its own.
    public static let stages: [any RehearsalStage] = [ProjectRehearsal()]
}
