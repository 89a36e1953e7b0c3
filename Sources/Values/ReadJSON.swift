/// Why a text is not JSON: at which byte, from 1, and what was found there.
public struct JSONProblem: Error, Sendable, Hashable, CustomStringConvertible {
    public let byte: Int
    public let rule: String

    public var description: String { "第 \(byte) 个字节处\(rule)" }
}

extension JSON {
    /// Reads JSON strictly (RFC 8259): a name twice in one object, half a surrogate pair or more
    /// than `mostLevels` levels are refused, because two readers would take them differently.
    ///
    /// A number keeps its digits; one with an exponent is refused.
    public static func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSON {
        var reading = JSONReading(bytes: bytes)
        let value = try reading.value(level: 0)
        reading.skipBlanks()
        guard reading.isAtEnd else { throw reading.problem("还有多余的内容") }
        return value
    }

    /// The value of a name, where this is an object that has it.
    public subscript(name: String) -> JSON? {
        guard case .object(let pairs) = self else { return nil }
        return pairs.first { $0.0 == name }?.1
    }

    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    public var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    public var array: [JSON]? {
        if case .array(let values) = self { values } else { nil }
    }

    public var isNull: Bool {
        if case .null = self { true } else { false }
    }
}

private struct JSONReading {
    static let mostLevels = 64

    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }
    private var next: UInt8? { isAtEnd ? nil : bytes[place] }

    func problem(_ rule: String) -> JSONProblem { JSONProblem(byte: place + 1, rule: rule) }

    mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        place += 1
        return true
    }

    mutating func value(level: Int) throws(JSONProblem) -> JSON {
        guard level <= Self.mostLevels else { throw problem("套的层数太多") }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(level)
        case UInt8(ascii: "["): return try array(level)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw problem("没有写完")
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONProblem) -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw problem("不是 JSON 的值") }
        place += word.utf8.count
        return value
    }

    private mutating func object(_ level: Int) throws(JSONProblem) -> JSON {
        place += 1
        var pairs: [(String, JSON)] = []
        var names: Set<String> = []
        skipBlanks()
        if take("}") { return .object([]) }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw problem("应是带引号的名字") }
            let name = try string()
            guard names.insert(name).inserted else { throw problem("名字重复") }
            skipBlanks()
            guard take(":") else { throw problem("应是冒号") }
            pairs.append((name, try value(level: level + 1)))
            skipBlanks()
        } while take(",")
        guard take("}") else { throw problem("应是逗号或右花括号") }
        return .object(pairs)
    }

    private mutating func array(_ level: Int) throws(JSONProblem) -> JSON {
        place += 1
        var values: [JSON] = []
        skipBlanks()
        if take("]") { return .array([]) }
        repeat {
            values.append(try value(level: level + 1))
            skipBlanks()
        } while take(",")
        guard take("]") else { throw problem("应是逗号或右方括号") }
        return .array(values)
    }

    private mutating func number() throws(JSONProblem) -> JSON {
        let begin = place
        _ = take("-")
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else {
            place = begin
            throw problem("不是 JSON 的值")
        }
        let isWhole = !take(".")
        if !isWhole, digits() == 0 { throw problem("小数点后应有数字") }
        if let byte = next, byte | 0x20 == UInt8(ascii: "e") { throw problem("数不能带指数") }
        let text = String(decoding: bytes[begin..<place], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = try? FixedDecimal.parse(text) else {
            place = begin
            throw problem("数太长")
        }
        return .decimal(value)
    }

    private mutating func digits() -> Int {
        let begin = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        return place - begin
    }

    private mutating func string() throws(JSONProblem) -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                guard let read = String(validating: text, as: UTF8.self) else {
                    throw problem("文字不是 UTF-8")
                }
                return read
            case UInt8(ascii: "\\"):
                place += 1
                text.append(contentsOf: String(try escaped()).utf8)
            case 0..<0x20: throw problem("文字里有控制字符，应写成转义")
            default:
                text.append(byte)
                place += 1
            }
        }
        throw problem("文字没有写完")
    }

    private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
        let plain: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
            UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
            UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
        ]
        guard let byte = next else { throw problem("转义没有写完") }
        place += 1
        if let scalar = plain[byte] { return scalar }
        guard byte == UInt8(ascii: "u") else { throw problem("不认识的转义") }
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
            throw problem("代理对不全")
        }
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw problem("代理对不全") }
        return scalar
    }

    private mutating func unit() throws(JSONProblem) -> UInt32 {
        let end = place + 4
        guard end <= bytes.count,
            bytes[place..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: bytes[place..<end], as: UTF8.self), radix: 16)
        else { throw problem("应是四位十六进制数") }
        place = end
        return unit
    }
}
