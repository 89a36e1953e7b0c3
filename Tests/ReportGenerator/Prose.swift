/// A list whose number of items the text states.
struct ItemList: Sendable {
    let id: Int
    let items: [String]
    let joiner: String
    let lastJoiner: String

    func written(without dropped: Int? = nil) -> String {
        var kept = items
        if let dropped { kept.remove(at: dropped) }
        guard kept.count > 1, let last = kept.last else { return kept.joined() }
        return kept.dropLast().joined(separator: joiner) + lastJoiner + last
    }
}

/// The number before a heading.
struct HeadingNumber: Sendable {
    let id: Int
    let level: Int
    let number: Int
    let halfBrackets: Bool

    func written(_ number: Int) -> String {
        let numeral = ChineseNumerals.write(number)
        if level == 1 { return numeral + "、" }
        return halfBrackets ? "(\(numeral))" : "（\(numeral)）"
    }
}

/// Text that remembers which of its words are figures, lists and heading numbers.
struct Prose: Sendable, ExpressibleByStringInterpolation {
    enum Segment: Sendable {
        case text(String)
        case figure(Figure)
        case list(ItemList)
        case heading(HeadingNumber)
    }

    var segments: [Segment]

    init(_ segments: [Segment]) { self.segments = segments }
    init(_ text: String) { segments = [.text(text)] }
    init(stringLiteral value: String) { segments = [.text(value)] }
    init(stringInterpolation: Interpolation) { segments = stringInterpolation.segments }

    struct Interpolation: StringInterpolationProtocol {
        var segments: [Segment] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            segments.reserveCapacity(interpolationCount * 2 + 1)
        }

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { segments.append(.text(literal)) }
        }

        mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
        mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }
        mutating func appendInterpolation(_ figure: Figure) { segments.append(.figure(figure)) }
        mutating func appendInterpolation(_ list: ItemList) { segments.append(.list(list)) }
        mutating func appendInterpolation(_ prose: Prose) {
            segments.append(contentsOf: prose.segments)
        }
    }

    static func + (left: Prose, right: Prose) -> Prose { Prose(left.segments + right.segments) }
    static func += (left: inout Prose, right: Prose) {
        left.segments.append(contentsOf: right.segments)
    }

    var isEmpty: Bool { segments.isEmpty }

    /// The text, with one figure, list or heading number written otherwise.
    func written(_ edit: Edit? = nil) -> String {
        var text = ""
        for segment in segments {
            switch segment {
            case .text(let words): text += words
            case .figure(let figure):
                text += edit?.id == figure.id ? edit?.text ?? "" : figure.text
            case .list(let list):
                text += edit?.id == list.id ? edit?.text ?? "" : list.written()
            case .heading(let heading):
                text += edit?.id == heading.id ? edit?.text ?? "" : heading.written(heading.number)
            }
        }
        return text
    }
}

extension [Prose] {
    func joined(_ separator: String) -> Prose {
        var joined = Prose([])
        for (index, prose) in enumerated() {
            if index > 0 { joined += Prose(separator) }
            joined += prose
        }
        return joined
    }
}

/// A change of one thing that a report says.
struct Edit: Sendable {
    let id: Int
    let text: String
}
