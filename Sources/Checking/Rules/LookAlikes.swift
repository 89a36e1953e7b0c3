import Foundation

extension Rule {
    /// Characters that look like others.
    static let lookAlikes = Rule(
        "look-alike-characters", "形近字符", .warning,
        source: "GB 18030；公文使用规范汉字，部首、兼容和私用区字符不是规范汉字",
        "看着像规范汉字、实际是另一个字符的：“硏”（U+784F，应为“研”）、康熙部首、兼容汉字、数字里的字母O和l。检索和统计时会漏掉它们。",
        examples: [
            .finds("产学硏", in: "促进产学硏结合。"), .finds("1O5万元", in: "支出1O5万元。"), .passes("促进产学研结合。"),
        ]
    ) { reading, ledger in
        for (index, passage) in reading.passages.enumerated() {
            let text = passage.text
            for place in text.indices
            where text[place].value > 0x7F || text[place] == "O" || text[place] == "l" {
                guard let right = replacement(text, place) else { continue }
                let start = max(0, place - 2)
                let code = String(text[place].value, radix: 16, uppercase: true)
                ledger.report(
                    index, (text[start..<place].allSatisfy(\.isHan) ? start : place)..<place + 1,
                    computed: right,
                    stated: text.string(place..<place + 1),
                    "“\(text.string(place..<place + 1))”（U+\(code)）是形近字符", do: "改为“\(right)”")
            }
        }
    }

    private static let known: [Unicode.Scalar: String] = [
        "硏": "研", "戸": "户", "內": "内", "囯": "国", "來": "来", "歩": "步", "収": "收", "査": "查", "増": "增",
        "値": "值",
        "黙": "默", "産": "产", "徳": "德", "巿": "市", "呉": "吴", "別": "别", "効": "效", "関": "关", "経": "经",
        "済": "济",
        "決": "决", "沖": "冲", "況": "况", "鄕": "乡", "郞": "郎", "靑": "青", "淸": "清", "敎": "教", "旣": "既",
        "戶": "户",
        "產": "产", "爲": "为", "溫": "温", "稅": "税", "說": "说", "吿": "告", "衆": "众", "眞": "真", "强": "强",
    ]

    private static func replacement(_ text: Scalars, _ place: Int) -> String? {
        let scalar = text[place]
        if let right = known[scalar], right != String(scalar) { return right }
        switch scalar.value {
        case 0x2E80...0x2FDF, 0xF900...0xFAFF:
            let plain = String(scalar).decomposedStringWithCompatibilityMapping
            return plain == String(scalar) ? "规范汉字" : plain
        case 0xE000...0xF8FF: return "规范汉字"
        case 0x4F, 0x6C:
            // A letter between digits of an amount: 1O5万元.
            let before = place > 0 && text[place - 1].isDigit
            let after = place + 1 < text.count && text[place + 1].isDigit
            return before && after ? (scalar == "O" ? "0" : "1") : nil
        default: return nil
        }
    }
}
