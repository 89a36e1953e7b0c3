extension Rule {
    /// What editing and templates leave behind.
    static let editingLeftovers = Rule(
        "editing-leftovers", "编辑残留", .error, source: "公文校对常规；文稿中不应有域代码、占位符和重复的字句",
        "域代码（[bookmark: …]、REF）、公式错误（#REF!）、占位符（XX、{{…}}、待补充）、重复的标点和词语（“其中：其中：”）。",
        examples: [
            .finds("其中：其中：", in: "基本支出1200.53万元，其中：其中：行政运行支出960.47万元。"),
            .finds("[bookmark: _GoBack]", in: "[bookmark: _GoBack]进一步加强预算管理。"),
            .finds("。。", in: "工作取得成效。。"), .finds("XX万元", in: "支出XX万元。"),
            .finds("#REF!", in: "合计#REF!万元。"),
            .passes("讨论讨论，研究研究。"), .passes("目的的实现。"),
        ]
    ) { reading, ledger in
        for (index, passage) in reading.passages.enumerated() {
            marks(passage.text, index, &ledger)
            repeated(passage.text, index, &ledger)
        }
    }

    private static let literals = Lexicon([
        "[bookmark:", "MERGEFIELD", "HYPERLINK \"", "错误！未找到引用源", "错误!未找到引用源",
        "Error! Reference source",
        "Error!Reference", "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "{{", "}}",
        "待补充", "待核实",
        "待填", "待完善", "TODO", "此处填写", "请填写", "请补充", "XXX", "XX万元", "XX年", "XX个", "XX项", "XX家", "XX%",
        "××万元", "××%",
        "××年", "X月X日", "X年X月", "＿＿＿", "____", "PAGEREF _", "_Toc", "\u{FFFD}", "锟斤拷", "烫烫烫", "xxx",
        "xx万元", "xx%", "$$",
        "点击此处", "Lorem", "样例文字",
    ])
    private static let doubledMarks: [Scalars] = [
        "，，", "。。", "、、", "；；", "：：", "，。", "。，", "、，", "，、", "；。", "。；", "；，", "：，", "、。", "，；",
    ].map { Scalars($0) }

    private static func marks(_ text: Scalars, _ passage: Int, _ ledger: inout Ledger) {
        var place = 0
        while place < text.count {
            if let length = literals.length(in: text, at: place, to: text.count) {
                var end = place + length
                // A field runs on to its bracket.
                if text[place] == "[", let close = text[end...].prefix(60).firstIndex(of: "]") {
                    end = close + 1
                }
                if text[place] == "{", let close = text[end...].prefix(60).firstIndex(of: "}") {
                    end = close + 1
                }
                ledger.report(
                    passage, place..<end, stated: text.string(place..<end),
                    "残留“\(text.string(place..<end))”", do: "删去，或补上应有的内容")
                place = end
            } else if let mark = doubledMarks.first(where: {
                text.has($0, at: place, to: text.count)
            }),
                place == 0 || text[place - 1] != text[place]
            {
                ledger.report(
                    passage, place..<place + mark.count,
                    stated: text.string(place..<place + mark.count),
                    "标点重复：“\(text.string(place..<place + mark.count))”", do: "留下一个")
                place += mark.count
            } else {
                place += 1
            }
        }
    }

    /// Label of two to eight characters that stand twice in a row with their mark, or of four and
    /// more without one.
    private static func repeated(_ text: Scalars, _ passage: Int, _ ledger: inout Ledger) {
        var place = 0
        while place + 3 < text.count {
            guard text[place].isHan, let length = repeatLength(text, place) else {
                place += 1
                continue
            }
            let range = place..<place + 2 * length
            ledger.report(
                passage, range, computed: text.string(place..<place + length),
                stated: text.string(range),
                "词语重复：“\(text.string(range))”", do: "删去一遍")
            place = range.upperBound
        }
    }

    private static func repeatLength(_ text: Scalars, _ place: Int) -> Int? {
        for length in 2...9 where place + 2 * length <= text.count {
            guard text[place + length] == text[place],
                text[place + 2 * length - 1] == text[place + length - 1],
                text[place..<place + length].elementsEqual(
                    text[place + length..<place + 2 * length])
            else { continue }
            let unit = text[place..<place + length]
            let last = text[place + length - 1]
            if last.endsClause || last == "、" {
                // 稳步推进，稳步推进，… is rhetoric; 其中：其中： is not.
                return last == "：" || last == ":" || length <= 5 && last != "，" ? length : nil
            }
            guard unit.allSatisfy(\.isHan), length >= 3, Set(unit).count > 1 else { continue }
            // 一个个一个个, 层层层层: reduplication.
            return length >= 4 || !unit.contains { $0.isNumeral } ? length : nil
        }
        return nil
    }
}
