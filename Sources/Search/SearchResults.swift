public import Catalogue

/// One record that was found.
public struct SearchHit: Sendable {
    public let id: Int64
    public let register: Register
    public let state: String
    /// The label as the viewer may see it; `#id` where they may not.
    public let title: MarkedText
    /// Fields in which words stand, at most three, with their titles.
    public let places: [(title: String, text: MarkedText)]
}

/// How many records of a register were found.
public struct SearchFacet: Sendable {
    public let register: Register
    public let count: Int
    /// Whether there are more than were counted.
    public let isMore: Bool

    public var countText: String { isMore ? "1,000+" : "\(count)" }
}

/// What a search found, one page of it.
public struct SearchResults: Sendable {
    public let query: SearchQuery
    public let hits: [SearchHit]
    /// Counted up to `SearchResults.most` in each register.
    public let count: Int
    public let isMore: Bool
    /// Every register in which something was found, most first; of all registers, whichever one the
    /// query is restricted to.
    public let facets: [SearchFacet]
    /// How many of the hits can be paged through.
    public let reachable: Int
    public let lag: SearchLag
    /// Words to try instead, where nothing was found.
    public let suggestions: [String]

    /// Hits ranked for one query, and counted for one register.
    public static let most = 1_000

    public var countText: String {
        guard isMore else { return "\(count)" }
        let digits = String(count)
        let split = digits.index(digits.endIndex, offsetBy: -min(3, digits.count))
        let grouped =
            split == digits.startIndex ? digits : digits[..<split] + "," + digits[split...]
        return grouped + "+"
    }
}
