/// What one cell of a table holds: nothing, a 64-bit integer or a text.
///
/// Money is fen, decimals are integers scaled by their declaration, dates are ISO text; nothing in
/// the platform is a floating-point number.
public enum Scalar: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)

    /// The integer, or nil for another shape.
    public var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The text, or nil for another shape.
    public var text: String? {
        if case .text(let value) = self { value } else { nil }
    }

    /// Whether the cell is empty.
    public var isNull: Bool { self == .null }
}

extension Scalar: CustomStringConvertible {
    public var description: String {
        switch self {
        case .null: ""
        case .integer(let value): String(value)
        case .text(let value): value
        }
    }
}

extension Scalar: Comparable {
    /// Nothing first, then integers, then texts by their bytes: the order of the databases.
    public static func < (left: Scalar, right: Scalar) -> Bool {
        switch (left, right) {
        case (.null, .null): false
        case (.null, _): true
        case (_, .null): false
        case (.integer(let l), .integer(let r)): l < r
        case (.integer, .text): true
        case (.text, .integer): false
        case (.text(let l), .text(let r)): l.utf8.lexicographicallyPrecedes(r.utf8)
        }
    }
}
