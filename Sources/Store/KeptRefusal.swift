/// A refusal that the journal keeps: nothing of the refused write stands, and a write of its own
/// tells of the attempt.
public protocol KeptRefusal: Error {
    /// What is kept; nil where this one is not.
    var attempt: KeptAttempt? { get }
}

/// What the journal keeps of an attempt that was refused.
public struct KeptAttempt: Sendable {
    /// The event of its entry, in the past tense.
    public let event: String
    /// Writes it.
    public let keep: @Sendable (Writer) throws -> Void

    /// An attempt by its event and what is written of it.
    public init(event: String, keep: @escaping @Sendable (Writer) throws -> Void) {
        self.event = event
        self.keep = keep
    }
}
