/// A refusal that the journal keeps: nothing of the refused write stands, and a write of its own
/// tells of the attempt.
public protocol KeptRefusal: Error {
    /// The event of that write, in the past tense.
    var event: String { get }
    /// Writes what is kept of the attempt.
    func keep(_ writer: Writer) throws
}
