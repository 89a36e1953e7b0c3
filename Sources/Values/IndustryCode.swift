/// A code of an industry (GB/T 4754-2017): section letter and two to four digits.
public struct IndustryCode: Hashable, Sendable, CustomStringConvertible {
    /// The level of an industry, told by its digits.
    public enum Level: String, Sendable {
        /// Two digits.
        case division = "大类"
        /// Three digits.
        case group = "中类"
        /// Four digits.
        case `class` = "小类"
    }

    /// The code with its section letter, also when it was given without: `C3921`.
    public let text: String

    /// The code with its section letter.
    public var description: String { text }

    /// Reads `C3921` or `3921`; the letter, when given, must fit the division.
    ///
    /// Throws `ValueProblem` for length, characters, an unknown division or a letter that is not
    /// its section's.
    public static func parse(_ text: String) throws(ValueProblem) -> IndustryCode {
        let code = try CodeText(text, name: "国民经济行业代码")
        let letter = code.characters.first.flatMap { $0.isASCII && $0.isLetter ? $0 : nil }
        let start = letter == nil ? 0 : 1
        let digits = code.characters.dropFirst(start)
        guard (2...4).contains(digits.count) else {
            throw code.problem(
                at: nil, "国民经济行业代码为门类字母（可省）加2至4位数字", "写作“C3921”或“3921”的样子")
        }
        try code.requireDigits(start..<code.characters.count)
        let division = String(digits.prefix(2))
        guard let section = sections.first(where: { $0.divisions.contains(division) }) else {
            throw code.problem(at: start, "国民经济行业大类为01至97，没有“\(division)”")
        }
        guard letter == nil || letter == section.letter else {
            throw code.problem(
                at: 0, "大类\(division)属于门类\(section.letter)（\(section.name)）",
                "改写为“\(section.letter)\(String(digits))”")
        }
        return IndustryCode(text: String(section.letter) + String(digits))
    }

    /// The section's letter, `A`…`T`.
    public var section: String { String(text.prefix(1)) }

    /// The section's Chinese name.
    public var sectionName: String {
        Self.sections.first { String($0.letter) == section }?.name ?? section
    }

    /// The two digits of the division: `39`.
    public var division: String { String(text.dropFirst().prefix(2)) }

    /// The digits without the letter: `3921`.
    public var digits: String { String(text.dropFirst()) }

    /// The level, told by the digits.
    public var level: Level {
        switch digits.count {
        case 2: .division
        case 3: .group
        default: .class
        }
    }

    private typealias Section = (letter: Character, name: String, divisions: ClosedRange<String>)

    /// The sections with their divisions, GB/T 4754-2017 table 1.
    private static let sections: [Section] = [
        ("A", "农、林、牧、渔业", "01"..."05"),
        ("B", "采矿业", "06"..."12"),
        ("C", "制造业", "13"..."43"),
        ("D", "电力、热力、燃气及水生产和供应业", "44"..."46"),
        ("E", "建筑业", "47"..."50"),
        ("F", "批发和零售业", "51"..."52"),
        ("G", "交通运输、仓储和邮政业", "53"..."60"),
        ("H", "住宿和餐饮业", "61"..."62"),
        ("I", "信息传输、软件和信息技术服务业", "63"..."65"),
        ("J", "金融业", "66"..."69"),
        ("K", "房地产业", "70"..."70"),
        ("L", "租赁和商务服务业", "71"..."72"),
        ("M", "科学研究和技术服务业", "73"..."75"),
        ("N", "水利、环境和公共设施管理业", "76"..."79"),
        ("O", "居民服务、修理和其他服务业", "80"..."82"),
        ("P", "教育", "83"..."83"),
        ("Q", "卫生和社会工作", "84"..."85"),
        ("R", "文化、体育和娱乐业", "86"..."90"),
        ("S", "公共管理、社会保障和社会组织", "91"..."96"),
        ("T", "国际组织", "97"..."97"),
    ]
}
