/// An ordered or unordered list of a web page and its next number.
struct WebList {
    private var next: Int
    private let form: String?
    private let close: String

    /// - Parameter isOrdered: bullets are marks without meaning and are not read.
    init(isOrdered: Bool, _ attributes: [String: String]) {
        next = Self.number(attributes["start"]) ?? 1
        let style = (attributes["style"] ?? "").lowercased()
        /// Most lists have no style, and a search costs as much as reading an item.
        func says(_ words: String) -> Bool { !style.isEmpty && style.contains(words) }
        let isChinese =
            says("chinese-informal") || says("cjk-ideographic") || says("cjk-decimal")
        switch attributes["type"] {
        case "a": form = "lowerLetter"
        case "A": form = "upperLetter"
        case "i": form = "lowerRoman"
        case "I": form = "upperRoman"
        default:
            let isBare =
                !isOrdered || says("list-style:none")
                || says("list-style-type:none") || says("list-style: none")
                || says("list-style-type: none")
            form =
                isBare
                ? nil
                : isChinese
                    ? "chineseCountingThousand"
                    : says("upper-roman")
                        ? "upperRoman"
                        : says("lower-roman")
                            ? "lowerRoman"
                            : says("upper-alpha")
                                ? "upperLetter"
                                : says("lower-alpha") ? "lowerLetter" : "decimal"
        }
        close = isChinese ? "、" : ". "
    }

    /// What stands before the next item.
    mutating func mark(_ value: String?) -> String {
        if let value = Self.number(value) { next = value }
        defer { next += 1 }
        guard let form else { return "" }
        return (next > 0 ? NumberForms.text(next, form) : String(next)) + close
    }

    /// Numbers of lists are small; a larger one is no number.
    private static func number(_ text: String?) -> Int? {
        text.flatMap { Int($0) }.flatMap { (-999_999...999_999).contains($0) ? $0 : nil }
    }
}
