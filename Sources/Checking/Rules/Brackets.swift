extension Rule {
    /// Brackets, quotes and blanks.
    static let brackets = Rule(
        "brackets", "括号和空格", .warning,
        source: "GB/T 15834—2011 标点符号用法；中文里用全角括号，数字与汉字之间不留空格",
        "括号、引号、书名号不成对；中文里用了半角括号（与全角混用）；数字与汉字之间的空格。同一种情况合并为一条，写明处数。",
        examples: [
            .finds("（简称", in: "市自然科学基金（简称基金，依法管理。"),
            .finds("(专项、基金等)", in: "管理科技计划(专项、基金等)，设立平台（简称平台）。"),
            .finds("11 个", in: "局机关内设科室 11 个。"),
            .passes("市自然科学基金（简称基金）依法管理。"),
        ]
    ) { reading, ledger in
        var halves: [(Int, Range<Int>)] = []
        var fulls = 0
        var blanks: [(Int, Range<Int>)] = []
        for (index, passage) in reading.passages.enumerated() where !passage.isCell {
            pairs(passage.text, index, &ledger)
            let text = passage.text
            for place in text.indices {
                if text[place] == "（" { fulls += 1 }
                if text[place] == "(", let range = halfBracket(text, place) {
                    halves.append((index, range))
                }
                if text[place].isBlank, let range = loneBlank(text, place) {
                    blanks.append((index, range))
                }
            }
        }
        if let (passage, range) = halves.first {
            let mixed = fulls > 0 ? "，与全角括号混用" : ""
            ledger.report(
                passage, range, stated: reading.text(passage).string(range),
                "中文里用了半角括号，共\(halves.count)处\(mixed)：\(places(reading, halves))", do: "统一改为全角括号“（）”"
            )
        }
        if let (passage, range) = blanks.first {
            ledger.report(
                passage, range, stated: reading.text(passage).string(range),
                "数字与汉字之间有空格，共\(blanks.count)处：\(places(reading, blanks))", do: "删去空格")
        }
    }

    private static func places(_ reading: Reading, _ all: [(Int, Range<Int>)]) -> String {
        let shown = all.prefix(8).map { passage, range in
            "“\(reading.text(passage).string(range.count > 16 ? range.lowerBound..<range.lowerBound + 16 : range))”（\(reading.passages[passage].place(range.lowerBound).description)）"
        }
        return shown.joined(separator: "、") + (all.count > 8 ? "等" : "")
    }

    /// A half-width bracket around Chinese words.
    private static func halfBracket(_ text: Scalars, _ place: Int) -> Range<Int>? {
        guard
            let close = text[(place + 1)...].prefix(60).firstIndex(where: { $0 == ")" || $0 == "）" }
            )
        else {
            return nil
        }
        let inner = place + 1..<close
        let isChinese = text[inner].contains(where: \.isHan) || place == 0 || text[place - 1].isHan
        return isChinese ? place..<close + 1 : nil
    }

    /// A blank between a digit and a Chinese character.
    private static func loneBlank(_ text: Scalars, _ place: Int) -> Range<Int>? {
        guard place > 0, place + 1 < text.count else { return nil }
        let (before, after) = (text[place - 1], text[place + 1])
        if before.isDigit, after.isHan {
            var start = place
            while start > 0, text[start - 1].isDigit || text[start - 1] == "." { start -= 1 }
            // 1. 标题 and years of a header are no amounts.
            return start > 0 || after != "、" ? start..<place + 2 : nil
        }
        return nil
    }

    private static let closers: [Unicode.Scalar: Unicode.Scalar] = [
        "（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "「": "」",
    ]

    private static func pairs(_ text: Scalars, _ passage: Int, _ ledger: inout Ledger) {
        var open: [(Unicode.Scalar, Int)] = []
        for place in text.indices {
            let scalar = text[place]
            if closers[scalar] != nil {
                if open.count < 32 { open.append((scalar, place)) }
            } else if "）)》”〕】」".unicodeScalars.contains(scalar) {
                if let last = open.last, matches(last.0, scalar) {
                    open.removeLast()
                } else if isNumberMark(text, place) {
                    continue
                } else if !open.contains(where: { matches($0.0, scalar) }) {
                    tell(text, passage, place, "缺与“\(String(scalar))”配对的前一半", &ledger)
                } else {
                    open.removeLast()
                }
            }
        }
        if let (scalar, place) = open.first {
            tell(text, passage, place, "“\(String(scalar))”没有配对的后一半", &ledger)
        }
    }

    private static func matches(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Bool {
        if open.opensBracket, close.closesBracket {
            return (open == "（" || open == "(") == (close == "）" || close == ")")
        }
        return closers[open] == close
    }

    /// 1）and a）are marks of lists.
    private static func isNumberMark(_ text: Scalars, _ place: Int) -> Bool {
        place > 0
            && (text[place - 1].isDigit || text[place - 1].isLatin || text[place - 1].isNumeral)
    }

    private static func tell(
        _ text: Scalars, _ passage: Int, _ place: Int, _ words: String, _ ledger: inout Ledger
    ) {
        ledger.report(
            passage, place..<min(text.count, place + 1), stated: text.string(place..<place + 1),
            words, do: "补上或删去")
    }
}
