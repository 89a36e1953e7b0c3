/// The named values of a query string, in their order.
public struct Parameters: Hashable, Sendable {
    /// One `name=value`.
    public struct Item: Hashable, Sendable {
        public let name: String
        public let value: String
    }

    public private(set) var items: [Item]

    public init(_ items: [(String, String)] = []) {
        self.items = items.map { Item(name: $0.0, value: $0.1) }
    }

    /// Reads `a=1&b=%E4%B8%AD`; broken escapes stay as they are.
    public init(query: some StringProtocol) {
        items = query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return Item(
                name: PercentCoding.decoded(parts[0], plusIsSpace: true),
                value: parts.count > 1 ? PercentCoding.decoded(parts[1], plusIsSpace: true) : "")
        }
    }

    /// The first value of that name that is not empty.
    public subscript(name: String) -> String? {
        items.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// The same with one value set, or taken away where nil.
    public func with(_ name: String, _ value: String?) -> Parameters {
        var result = self
        result.items.removeAll { $0.name == name }
        if let value { result.items.append(Item(name: name, value: value)) }
        return result
    }

    /// `?a=1&b=2`, or nothing where there is no value.
    var text: String {
        var text = ""
        for item in items where !item.value.isEmpty {
            text += text.isEmpty ? "?" : "&"
            PercentCoding.encode(item.name, to: &text)
            text += "="
            PercentCoding.encode(item.value, to: &text)
        }
        return text
    }
}

/// Percent escapes of URLs, over UTF-8 bytes.
enum PercentCoding {
    static func decoded(_ bytes: some Sequence<UInt8>, plusIsSpace: Bool = false) -> String {
        let bytes = Array(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 32 : byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func encode(_ value: String, to text: inout String) {
        let hex = Array("0123456789ABCDEF")
        for byte in value.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text.append("%")
                text.append(hex[Int(byte >> 4)])
                text.append(hex[Int(byte & 15)])
            }
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
