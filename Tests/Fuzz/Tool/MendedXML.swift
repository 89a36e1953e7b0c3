/// Makes well-formed XML of almost well-formed bytes, so that an input that lost a bracket still
/// says something: a strict parser would stop there, and the fuzzer would learn little.
struct MendedXML {
    private var out: [UInt8] = []
    private var open: [ArraySlice<UInt8>] = []
    private var rest: ArraySlice<UInt8>

    static func mend(_ bytes: [UInt8]) -> [UInt8] {
        // Invalid UTF-8 becomes U+FFFD; XML takes no control characters at all.
        let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
            .filter { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }
        var mending = MendedXML(rest: text[...])
        mending.run()
        return mending.out
    }

    private init(rest: ArraySlice<UInt8>) { self.rest = rest }

    private mutating func run() {
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "<"): tag()
            case UInt8(ascii: "&"): out += Array("&amp;".utf8)
            case UInt8(ascii: ">"): out += Array("&gt;".utf8)
            default: out.append(byte)
            }
        }
        while let name = open.popLast() { close(name) }
    }

    private mutating func tag() {
        let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex
        var inside = rest[rest.startIndex..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        if inside.first == UInt8(ascii: "/") {
            // Whatever it closes, what is open innermost ends.
            if let name = open.popLast() { close(name) }
            return
        }
        let name = Self.name(&inside)
        guard !name.isEmpty else { return }
        out.append(UInt8(ascii: "<"))
        out += name
        attributes(&inside)
        let isEmpty = inside.last == UInt8(ascii: "/")
        out += isEmpty ? [UInt8(ascii: "/"), UInt8(ascii: ">")] : [UInt8(ascii: ">")]
        if !isEmpty { open.append(name) }
    }

    private mutating func close(_ name: ArraySlice<UInt8>) {
        out += [UInt8(ascii: "<"), UInt8(ascii: "/")]
        out += name
        out.append(UInt8(ascii: ">"))
    }

    /// Pairs of a name and a value in quotes, each name once.
    private mutating func attributes(_ inside: inout ArraySlice<UInt8>) {
        var names: Set<[UInt8]> = []
        while true {
            inside = inside.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
            let name = Self.name(&inside)
            guard !name.isEmpty, inside.popFirst() == UInt8(ascii: "="),
                inside.popFirst() == UInt8(ascii: "\"")
            else { return }
            let value = inside.prefix { $0 != UInt8(ascii: "\"") }
            inside = inside[value.endIndex...].dropFirst()
            guard names.insert(Array(name)).inserted else { continue }
            out.append(0x20)
            out += name
            out += Array("=\"".utf8)
            for byte in value {
                switch byte {
                case UInt8(ascii: "<"): out += Array("&lt;".utf8)
                case UInt8(ascii: "&"): out += Array("&amp;".utf8)
                default: out.append(byte)
                }
            }
            out.append(UInt8(ascii: "\""))
        }
    }

    /// Letters and digits after a letter; `w:` in front is kept, and no other prefix.
    private static func name(_ inside: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
        let whole = inside
        if inside.starts(with: "w:".utf8) { inside = inside.dropFirst(2) }
        guard let first = inside.first, isLetter(first) else {
            inside = whole
            return []
        }
        inside = inside.drop { isLetter($0) || (48...57).contains($0) }
        return whole[..<inside.startIndex]
    }
}
