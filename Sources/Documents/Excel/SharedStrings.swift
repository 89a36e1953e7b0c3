/// The texts that cells name by number, end to end in one buffer: a workbook may have a million.
final class SharedStrings: XMLEvents {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isText = false
    /// Inside the reading aid of a Japanese text, which is no part of it.
    private var isPhonetic = false

    var count: Int { ends.count }

    /// The bytes of a text; 0 where there is none.
    func length(_ index: Int) -> Int {
        guard ends.indices.contains(index) else { return 0 }
        return ends[index] - (index == 0 ? 0 : ends[index - 1])
    }

    subscript(_ index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return unescaped(String(decoding: bytes[start..<ends[index]], as: UTF8.self))
    }

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        if named(name, "rPh") { isPhonetic = true }
        if named(name, "t") { isText = !isPhonetic }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        if named(name, "t") { isText = false }
        if named(name, "rPh") { isPhonetic = false }
        if named(name, "si") { ends.append(bytes.count) }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) { if isText { bytes.append(contentsOf: piece) } }
}

/// Excel writes characters that XML cannot hold as `_x000D_`.
func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    var result = ""
    var rest = Substring(text)
    while let place = rest.firstRange(of: "_x") {
        result += rest[..<place.lowerBound]
        let code = rest[place.upperBound...].prefix(5)
        if code.count == 5, code.last == "_", let value = UInt32(code.dropLast(), radix: 16),
            let scalar = UnicodeScalar(value)
        {
            result.unicodeScalars.append(scalar)
            rest = rest[place.upperBound...].dropFirst(5)
        } else {
            result += "_x"
            rest = rest[place.upperBound...]
        }
    }
    return result + rest
}
