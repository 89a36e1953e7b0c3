import Catalogue
public import Registers
public import Store
import Synchronization
public import Values

extension Applications {
    /// The terms of a call: those it keeps since it was opened; before that what its programme says
    /// today. Nil where the catalogue has no such programme any more.
    public func terms(of call: Record, on today: CalendarDate) throws -> CallTerms? {
        if let text = call["terms"].text { return try FrozenTerms.shared.terms(text) }
        return catalogue.programme(call["programme"].text ?? "").map {
            CallTerms($0, catalogue, on: today)
        }
    }

    /// The terms of the call of an application.
    /// - Throws: `RecordRefusal.notFound`.
    public func terms(_ reader: Reader, ofApplication application: Record, on today: CalendarDate)
        throws -> CallTerms?
    {
        let call = try registry.record(reader, Self.calls, application["call"].integer ?? 0)
        return try terms(of: call, on: today)
    }
}

/// Terms read before, by their whole text: a submission does not read ten thousand characters of
/// JSON anew, and no other text can be mistaken for them.
private final class FrozenTerms: Sendable {
    static let shared = FrozenTerms()
    private static let most = 64
    private let known = Mutex<[String: CallTerms]>([:])

    func terms(_ text: String) throws -> CallTerms {
        if let terms = known.withLock({ $0[text] }) { return terms }
        let terms = try CallTerms(text: text)
        known.withLock { known in
            if known.count >= Self.most { known.removeAll() }
            known[text] = terms
        }
        return terms
    }
}
