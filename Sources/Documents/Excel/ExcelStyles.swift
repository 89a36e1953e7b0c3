/// What the number formats of a workbook mean: which cells are dates, which percentages.
final class ExcelStyles: XMLEvents {
    enum Meaning: UInt8 { case number, date, percent }

    /// Excel itself takes 255 characters; a longer code is no format, and each cell would show it.
    private static let longestCode = 1_000

    private var formats: [Int: Meaning] = [:]
    private var codes: [Int: String] = [:]
    /// By the index that cells name, the number of its format.
    private var identifiers: [Int] = []
    private var shown: [Int: NumberFormat] = [:]
    private var isInsideCells = false
    /// By the index that cells name.
    private(set) var meanings: [Meaning] = []

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        if named(name, "numFmt") {
            if let id = attributes["numFmtId"].flatMap({ Int($0) }),
                let code = attributes["formatCode"], code.utf8.count <= Self.longestCode
            {
                formats[id] = Self.meaning(code)
                codes[id] = code
            }
        } else if named(name, "cellXfs") {
            isInsideCells = true
        } else if isInsideCells, named(name, "xf") {
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            identifiers.append(id)
            meanings.append(formats[id] ?? Self.builtIn(id))
        }
    }

    func end(_ name: UnsafePointer<UInt8>) { if named(name, "cellXfs") { isInsideCells = false } }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// A number as cells of a style show it.
    func text(_ plain: String, style: Int) -> String {
        let id = identifiers.indices.contains(style) ? identifiers[style] : 0
        if let format = shown[id] { return format.text(plain) }
        let format = NumberFormat(codes[id] ?? NumberFormat.builtIn(id))
        shown[id] = format
        return format.text(plain)
    }

    /// ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in Chinese, Japanese and Korean.
    private static func builtIn(_ id: Int) -> Meaning {
        switch id {
        case 14...22, 27...36, 45...47, 50...58: .date
        case 9, 10: .percent
        default: .number
        }
    }

    /// A code with a year, month or day outside quotes and brackets is a date.
    static func meaning(_ code: String) -> Meaning {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        let first = code.split(separator: ";").first ?? ""
        // Its letters are no year.
        if first.lowercased().contains("general") { return .number }
        for character in first {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\\", "_", "*": isEscaped = true
            case "\"": isQuoted.toggle()
            case "[" where !isQuoted: isBracketed = true
            case "]" where !isQuoted: isBracketed = false
            case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "e":
                // E also writes exponents (0.00E+00), e alone is a year.
                if !isQuoted, !isBracketed { return .date }
            case "%" where !isQuoted && !isBracketed: return .percent
            default: break
            }
        }
        return .number
    }
}
