import Values

extension Rule {
    /// 一是, 二是, ①, ②.
    static let listSequence = Rule(
        "list-sequence", "列举序号", .error, source: "GB/T 9704—2012；列举逐项顺编",
        "“一是、二是、三是……”和“①②③”逐项加一；遇到“一是”“①”另起一组，标题之后重新起算。",
        examples: [
            .finds("四是", in: "主要做法：一是抓谋划；二是抓项目；四是抓落实。"),
            .passes("一是抓谋划。\n二是抓项目。\n三是抓落实。"),
            .finds("③", in: "包括：①设备费；③劳务费。"),
        ]
    ) { reading, ledger in
        var last = 0
        var troubles: [Trouble] = []
        var all = 0
        for (index, passage) in reading.passages.enumerated() where !passage.isCell {
            if let mark = reading.marks[index], mark.form != .spoken, mark.isShort { last = 0 }
            spoken(passage.text, index, &last, &all, &troubles)
            circled(passage.text, index, &ledger)
        }
        // Headings printed twice, or pages put together: one word for all.
        if troubles.count > 3, troubles.count * 4 > all, let first = troubles.first {
            ledger.report(
                first.passage, first.range, severity: .warning,
                "“x是”的列举有\(troubles.count)处不连续，多半是文字重复或错页，未逐一列出", do: "通读一遍，删去重复")
            return
        }
        for one in troubles {
            ledger.report(
                one.passage, one.range, computed: one.right,
                stated: reading.text(one.passage).string(one.range), one.message, do: "补上缺的一项，或改正序号"
            )
        }
    }

    private struct Trouble {
        let passage: Int
        let range: Range<Int>
        let right: String
        let message: String
    }

    private static func spoken(
        _ text: Scalars, _ passage: Int, _ last: inout Int, _ all: inout Int,
        _ troubles: inout [Trouble]
    ) {
        var place = 0
        while place + 1 < text.count {
            guard text[place].isNumeral, text[place] != "零", text[place] != "百",
                isBoundary(text, place),
                let number = NumberText.read(text, at: place, to: text.count),
                number.range.upperBound < text.count, text[number.range.upperBound] == "是"
            else {
                place += 1
                continue
            }
            let value = Int(number.unscaled)
            let range = place..<number.range.upperBound + 1
            if value != 1, value != last + 1 {
                let right = ChineseNumeral.text(last + 1) + "是"
                troubles.append(
                    Trouble(
                        passage: passage, range: range, right: right,
                        message: last == 0
                            ? "列举从“\(text.string(range))”开始，前面没有“一是”"
                            : "“\(ChineseNumeral.text(last))是”之后应为“\(right)”，这里是“\(text.string(range))”"
                    ))
            }
            all += 1
            last = value
            place = range.upperBound
        }
    }

    /// 唯一是 is no list.
    private static func isBoundary(_ text: Scalars, _ place: Int) -> Bool {
        place == 0 || text[place - 1].endsClause || text[place - 1].isBlank
            || text[place - 1] == "、" || text[place - 1] == "“" || text[place - 1].closesBracket
    }

    private static func circled(_ text: Scalars, _ passage: Int, _ ledger: inout Ledger) {
        var last = 0
        for place in text.indices where (0x2460...0x2473).contains(text[place].value) {
            let value = Int(text[place].value) - 0x245F
            if value != 1, value != last + 1, last > 0 {
                ledger.report(
                    passage, place..<place + 1, computed: "第\(last + 1)项",
                    stated: text.string(place..<place + 1),
                    "列举序号由第\(last)项跳到第\(value)项", do: "补上缺的一项，或改正序号")
            }
            last = value
        }
    }
}
