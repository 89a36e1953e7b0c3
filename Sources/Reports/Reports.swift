public import Figures

/// The yearly reports: text from passages, numbers from figures, composed, frozen and read back.
public struct Reports: Sendable {
    public let figures: Figures

    public init(_ figures: Figures) { self.figures = figures }

    /// The declared outline used where none is named.
    public static let selfEvaluation = "performance-self-evaluation"
}
