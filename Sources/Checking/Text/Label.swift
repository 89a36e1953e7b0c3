/// A few words taken out of a text, to be compared with others: by scalars, which is many times
/// faster than by characters, and the same for Chinese.
struct Label: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    let scalars: Scalars

    init(_ scalars: Scalars) { self.scalars = scalars }

    init(_ text: Scalars, _ range: Range<Int>) { scalars = Array(text[range]) }

    init(stringLiteral value: String) { scalars = Scalars(value) }

    var count: Int { scalars.count }
    var isEmpty: Bool { scalars.isEmpty }
    var description: String { scalars.joined }

    func hasPrefix(_ other: Label) -> Bool { scalars.has(other.scalars, at: 0, to: count) }

    func hasSuffix(_ other: Label) -> Bool {
        scalars.has(other.scalars, at: count - other.count, to: count)
    }

    func contains(_ other: Label) -> Bool {
        guard let first = other.scalars.first, other.count <= count else { return other.isEmpty }
        for place in 0...(count - other.count) where scalars[place] == first {
            if scalars.has(other.scalars, at: place, to: count) { return true }
        }
        return false
    }

    static func + (left: Label, right: Label) -> Label { Label(left.scalars + right.scalars) }
}
