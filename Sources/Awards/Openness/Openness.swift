public import Applications
import Catalogue
public import Registers
import Store
public import Values

/// What the public sees of calls and projects without an account: when one may apply, what became
/// of the applications in numbers, how long each stage took, and what was funded.
///
/// Numbers come once a call is decided. Never a reviewer, never what an application that was not
/// funded says or who it was from, and no number that rests on too few units.
public struct Openness: Sendable {
    let registry: Registry

    public init(_ registry: Registry) { self.registry = registry }

    var catalogue: Catalogue { registry.catalogue }

    /// How many units a public number rests on at least; a dated rule.
    public func least(on day: CalendarDate) -> Int {
        catalogue.rules["open_statistics_minimum"]?.value(on: day).flatMap { Int($0.value) } ?? 5
    }
}

/// A call as the public sees it.
public struct OpenCall: Sendable {
    public let id: Int64
    public let number: String
    public let title: String
    /// A code of list `programmes`.
    public let programme: String
    public let year: Int
    public let basis: String?
    /// Beijing time to the second: 2026-04-01 17:00:00.
    public let opensAt: String
    public let closesAt: String
    public let guide: String?
    public let enquiries: String?
    public let standing: CallStanding
    /// The terms that it was opened with.
    public let terms: CallTerms?
    /// The topics of its guide: number and title.
    public let topics: [Topic]

    public struct Topic: Sendable, Hashable {
        public let number: String
        public let title: String
        public let content: String?
        public let goals: String?
    }
}

/// Why nothing is shown.
public enum OpennessRefusal: Error, Sendable, CustomStringConvertible {
    /// There is no such call for the public: not published, a rehearsal, or none at all.
    case noCall(String)

    public var description: String {
        switch self {
        case .noCall(let id): "没有公开的申报通知 \(id)。请从“申报通知”的列表里进入。"
        }
    }
}
