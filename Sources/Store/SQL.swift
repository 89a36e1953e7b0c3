public import Values

/// A piece of SQL in which every interpolated value is bound, never written into the text.
///
/// ```swift
/// let sql: SQL = "SELECT id FROM \(table: "loan") WHERE filed_on >= \(from) AND bank = \(bank)"
/// ```
/// Names of tables and columns go through `table:` and `column:`, which accept snake_case only.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case text(String)
        case bind(Scalar)
    }

    var parts: [Part]

    public init(stringLiteral value: String) { parts = [.text(value)] }

    public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    public struct Interpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        public mutating func appendInterpolation(_ value: Scalar) { parts.append(.bind(value)) }
        public mutating func appendInterpolation(_ value: Int64) {
            parts.append(.bind(.integer(value)))
        }
        public mutating func appendInterpolation(_ value: Int) {
            parts.append(.bind(.integer(Int64(value))))
        }
        public mutating func appendInterpolation(_ value: String) {
            parts.append(.bind(.text(value)))
        }
        public mutating func appendInterpolation(_ value: SQL) { parts += value.parts }
        public mutating func appendInterpolation(table name: String) {
            parts.append(.text(Self.checked(name)))
        }
        public mutating func appendInterpolation(column name: String) {
            parts.append(.text(Self.checked(name)))
        }

        /// A name is quoted, so that `order` or `to` may be columns, and stripped of anything that
        /// is not a letter, a digit or an underscore.
        private static func checked(_ name: String) -> String {
            "\"\(String(decoding: name.utf8.filter(isOfName), as: UTF8.self))\""
        }

        private static func isOfName(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var result = left
        result.parts += right.parts
        return result
    }

    public static func += (left: inout SQL, right: SQL) { left.parts += right.parts }
}

extension Sequence<SQL> {
    /// The pieces with `separator` between them.
    public func joined(_ separator: SQL) -> SQL {
        var result: SQL = ""
        for (index, piece) in enumerated() {
            if index > 0 { result += separator }
            result += piece
        }
        return result
    }
}

/// A statement in one engine's words, its values in the order of their places.
public struct Statement: Sendable {
    public let text: String
    public var values: [Scalar]

    public init(_ sql: SQL, _ dialect: Dialect) {
        var text = ""
        var values: [Scalar] = []
        for part in sql.parts {
            switch part {
            case .text(let piece): text += piece
            case .bind(let value):
                values.append(value)
                text += dialect.place(values.count)
            }
        }
        self.text = text
        self.values = values
    }
}
