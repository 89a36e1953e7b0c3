/// Finds numbers with a unit that were typed into a passage instead of the name of a figure.
///
/// Years and days (2025年, 12月31日), durations (3个月), numbered headings (1.) and articles of
/// regulations (第3条) are not figures; neither are Chinese numerals.
struct LiteralFigures {
    private let units: [[Character]]

    /// - Parameter units: units of declared figures, besides those that reports use anyway.
    init(units declared: some Sequence<String>) {
        let all = Set(Self.usual).union(declared).union(Self.durations).subtracting([""])
        // The longest first: 个百分点 before 个.
        units = all.sorted { ($1.count, $0) < ($0.count, $1) }.map(Array.init)
    }

    private static let usual: Set<String> = [
        "万亿元", "亿元", "万元", "千元", "元", "亿美元", "万美元", "美元", "亿", "万", "%", "％", "‰",
        "个百分点", "百分点", "倍", "个", "家", "项", "名", "次", "笔", "单", "场", "所", "人", "人次",
        "人年", "位", "件", "张", "篇", "户", "辆", "台", "套", "条", "支", "期", "批", "处", "只",
        "座", "届", "亩", "公顷", "平方米", "平方公里", "公里", "吨",
    ]
    private static let durations: Set<String> = ["个月", "个工作日", "个自然日", "个小时", "个季度", "个年度", "个星期"]
    private static let articles: Set<String> = ["条", "款", "项"]

    /// Each number found, quoted with the words before it.
    /// - Parameter text: the words of a passage; `blank` stands for each figure in them.
    func find(in text: String) -> [String] {
        let characters = Array(text)
        var quotes: [String] = []
        var at = 0
        while at < characters.count {
            guard Self.isDigit(characters[at]) else {
                at += 1
                continue
            }
            let start = at
            at = Self.endOfNumber(characters, from: at)
            if let end = endOfUnit(characters, number: start..<at) {
                quotes.append(Self.quote(characters, start..<end))
                at = end
            }
        }
        return quotes
    }

    /// Stands in a text for a number that is a figure's.
    static let blank: Character = "\u{FFFC}"

    private func endOfUnit(_ text: [Character], number: Range<Int>) -> Int? {
        if number.lowerBound > 0, text[number.lowerBound - 1].isASCII,
            text[number.lowerBound - 1].isLetter
        {
            return nil
        }
        var at = number.upperBound
        while at < text.count, text[at].isWhitespace || "余多几".contains(text[at]) { at += 1 }
        guard let unit = units.first(where: { text[at...].starts(with: $0) }) else { return nil }
        let word = String(unit)
        if Self.durations.contains(word) { return nil }
        let isOrdinal = number.lowerBound > 0 && text[number.lowerBound - 1] == "第"
        if isOrdinal, Self.articles.contains(word) { return nil }
        return at + unit.count
    }

    private static func endOfNumber(_ text: [Character], from start: Int) -> Int {
        var at = start
        while at < text.count {
            if isDigit(text[at]) {
                at += 1
            } else if ",.，．".contains(text[at]), at + 1 < text.count, isDigit(text[at + 1]) {
                at += 2
            } else {
                break
            }
        }
        return at
    }

    /// The clause up to the number, at most ten characters of it.
    private static func quote(_ text: [Character], _ found: Range<Int>) -> String {
        var start = found.lowerBound
        while start > 0, found.lowerBound - start < 10, text[start - 1] != blank,
            !"，。；：、！？（）“”\n".contains(text[start - 1])
        {
            start -= 1
        }
        return String(text[start..<found.upperBound])
    }

    /// Not `isNumber`, which is also true of 一 and Ⅲ.
    private static func isDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character) || ("０"..."９").contains(character)
    }
}
