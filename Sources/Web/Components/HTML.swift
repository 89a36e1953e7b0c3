/// A piece of HTML in which an interpolated string is escaped and an interpolated `HTML` is not.
///
/// ```swift
/// let cell: HTML = "<td title=\"\(title)\">\(link)</td>"   // title: String, link: HTML
/// ```
/// Attribute values stand in double quotes; markup that is not a literal has no way in but
/// `HTML(trusted:)`, which only this target may use.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The markup.
    public private(set) var text: String

    public init(stringLiteral value: String) { text = value }

    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// Markup of our own that no literal can hold, such as a stylesheet.
    init(trusted text: String) { self.text = text }

    /// A text alone; one that has nothing to escape is not copied.
    init(escaping value: String) {
        guard HTML.hasSpecial(value) else {
            text = value
            return
        }
        text = ""
        HTML.escape(value, to: &text)
    }

    static let empty: HTML = ""

    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }
        public mutating func appendInterpolation(_ value: String) { HTML.escape(value, to: &text) }
        public mutating func appendInterpolation(_ value: Int) { text += String(value) }
        public mutating func appendInterpolation(_ value: Int64) { text += String(value) }
        public mutating func appendInterpolation(_ value: HTML) { text += value.text }
        public mutating func appendInterpolation(_ value: HTML?) {
            if let value { text += value.text }
        }
        public mutating func appendInterpolation(_ link: Link) { HTML.escape(link.path, to: &text) }
        public mutating func appendInterpolation(_ values: [HTML]) {
            for value in values { text += value.text }
        }
        /// One piece for each item.
        public mutating func appendInterpolation<Item>(
            each items: some Sequence<Item>, _ piece: (Item) -> HTML
        ) {
            for item in items { text += piece(item).text }
        }
        /// ` name="value"`, or nothing where the value is nil.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            text += " \(name)=\""
            HTML.escape(value, to: &text)
            text += "\""
        }
    }

    public static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// Appends `value` with the five characters that mean something in markup written as entities.
    static func escape(_ value: String, to text: inout String) {
        guard hasSpecial(value) else {
            text += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\0": text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func hasSpecial(_ value: String) -> Bool {
        value.utf8.withContiguousStorageIfAvailable { bytes in
            for byte in bytes where isSpecial(byte) { return true }
            return false
        } ?? value.utf8.contains(where: isSpecial)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 38, 60, 62, 34, 39, 0: true
        default: false
        }
    }
}
