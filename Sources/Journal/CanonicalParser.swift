import Values

/// An image's text is not canonical JSON: it was changed by hand.
public struct DamagedImage: Error, Sendable {
    public let at: Int
}

extension Canonical {
    /// Reads an image's text back.
    /// - Throws: `DamagedImage` with the byte where it stops making sense.
    public static func parse(_ text: String) throws(DamagedImage) -> [String: ImageValue] {
        var parser = CanonicalParser(bytes: Array(text.utf8))
        let object = try parser.object(rowsAllowed: true)
        guard parser.at == parser.bytes.count else { throw DamagedImage(at: parser.at) }
        return object
    }
}

private struct CanonicalParser {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func expect(_ byte: UInt8) throws(DamagedImage) {
        guard next == byte else { throw DamagedImage(at: at) }
        at += 1
    }

    mutating func object(rowsAllowed: Bool) throws(DamagedImage) -> [String: ImageValue] {
        try expect(UInt8(ascii: "{"))
        var result: [String: ImageValue] = [:]
        while next != UInt8(ascii: "}") {
            if !result.isEmpty { try expect(UInt8(ascii: ",")) }
            let key = try string()
            try expect(UInt8(ascii: ":"))
            if next == UInt8(ascii: "["), rowsAllowed {
                result[key] = .rows(try rows())
            } else {
                result[key] = .scalar(try scalar())
            }
        }
        at += 1
        return result
    }

    private mutating func rows() throws(DamagedImage) -> [[String: Scalar]] {
        try expect(UInt8(ascii: "["))
        var rows: [[String: Scalar]] = []
        while next != UInt8(ascii: "]") {
            if !rows.isEmpty { try expect(UInt8(ascii: ",")) }
            let row = try object(rowsAllowed: false)
            rows.append(
                row.compactMapValues { if case .scalar(let cell) = $0 { cell } else { nil } })
        }
        at += 1
        return rows
    }

    private mutating func scalar() throws(DamagedImage) -> Scalar {
        if next == UInt8(ascii: "\"") { return .text(try string()) }
        let start = at
        while next == UInt8(ascii: "-") || (48...57).contains(next) { at += 1 }
        guard let value = Int64(String(decoding: bytes[start..<at], as: UTF8.self)) else {
            throw DamagedImage(at: start)
        }
        return .integer(value)
    }

    private mutating func string() throws(DamagedImage) -> String {
        try expect(UInt8(ascii: "\""))
        var out: [UInt8] = []
        while next != UInt8(ascii: "\"") {
            guard at < bytes.count else { throw DamagedImage(at: at) }
            if next == UInt8(ascii: "\\") {
                at += 1
                out.append(try escaped())
            } else {
                out.append(next)
                at += 1
            }
        }
        at += 1
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func escaped() throws(DamagedImage) -> UInt8 {
        let byte = next
        at += 1
        switch byte {
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
        case UInt8(ascii: "u"):
            guard at + 4 <= bytes.count,
                let value = UInt8(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
            else { throw DamagedImage(at: at) }
            at += 4
            return value
        default: throw DamagedImage(at: at)
        }
    }
}
