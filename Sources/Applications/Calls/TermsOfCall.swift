import Catalogue
public import Registers
public import Store
public import Values

extension Applications {
    /// The terms of a call: those it keeps since it was opened; before that what its programme says
    /// today. Nil where the catalogue has no such programme any more.
    public func terms(of call: Record, on today: CalendarDate) throws -> CallTerms? {
        if let text = call["terms"].text { return try CallTerms(text: text) }
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
