/// 三方面工作：一是…二是…
enum SpokenList {
    private static let units: Set<String> = ["项", "个", "大", "方面", "点", "类", "步", "件"]

    private static let announced = Lexicon(
        "方面 工作 任务 阶段 步骤 层面 维度 途径 措施 原则 特点 问题 举措 亮点 环节 要求 抓手 大事 重点 行动 关系 经验 做法 成效 目标 特征")
    private static let announcing = Lexicon("以下 如下 下列 主要 重点 做好 抓好 把握 坚持 突出 做到 围绕")

    /// How many items 一是… tells right behind a count; nil where no such list follows.
    static func count(_ reading: Reading, _ figure: Figure) -> Int? {
        guard case .count(let unit) = figure.unit.dimension, units.contains(unit),
            (2...20).contains(figure.stated.unscaled)
        else { return nil }
        let text = reading.text(figure.passage)
        // The count announces them and ends its clause: …以下三项工作：一是.
        var place = figure.range.upperBound
        while place < text.count, place - figure.range.upperBound < 14, text[place].isHan {
            place += 1
        }
        guard
            announced.contains(text, figure.range.upperBound..<place)
                || announcing.contains(text, figure.lead)
        else { return nil }
        guard place < text.count,
            text[place] == "：" || text[place] == ":" || text[place] == "。" || text[place] == "，"
        else {
            return nil
        }
        let next = text.skippingBlanks(place + 1, to: text.count)
        if next < text.count {
            guard text[next] == "一", next + 1 < text.count, text[next + 1] == "是" else {
                return nil
            }
            return highest(text, from: next, 0)
        }
        // The items are paragraphs of their own.
        guard text[place] != "，" else { return nil }
        let first = figure.passage + 1
        guard first < reading.passages.count, !reading.passages[first].isCell else { return nil }
        if let mark = reading.marks[first], mark.form != .spoken {
            return mark.number == 1 ? marked(reading, from: first, mark.form) : nil
        }
        return spoken(reading, from: first)
    }

    /// Items that begin with 1. or （一）.
    private static func marked(_ reading: Reading, from first: Int, _ form: HeadingMark.Form)
        -> Int?
    {
        var number = 0
        for passage in first..<min(reading.passages.count, first + 80) {
            guard !reading.passages[passage].isCell else { break }
            guard let mark = reading.marks[passage], mark.form == form else { continue }
            if mark.number != number + 1 { break }
            number += 1
        }
        return number > 1 ? number : nil
    }

    /// Paragraphs that begin with 一是, 二是, each perhaps with more behind.
    private static func spoken(_ reading: Reading, from first: Int) -> Int? {
        guard reading.marks[first]?.form == .spoken else { return nil }
        var number = 0
        for passage in first..<min(reading.passages.count, first + 60) {
            guard !reading.passages[passage].isCell else { break }
            let found = highest(reading.text(passage), from: 0, number)
            // A heading ends the list; a paragraph without a number goes on with its item.
            if found == number, reading.marks[passage] != nil { break }
            number = found
        }
        return number > 0 ? number : nil
    }

    /// The last number of a run 一是, 二是 … that goes on from a number.
    private static func highest(_ text: Scalars, from start: Int, _ number: Int) -> Int {
        var number = number
        var place = start
        while place + 1 < text.count {
            if text[place].isNumeral, let found = NumberText.read(text, at: place, to: text.count),
                found.range.upperBound < text.count, text[found.range.upperBound] == "是",
                Int(found.unscaled) == number + 1,
                place == 0 || !text[place - 1].isHan
            {
                number += 1
                place = found.range.upperBound
            } else if number > 0, text[place] == "一", text[place + 1] == "是",
                place > 0, !text[place - 1].isHan
            {
                break
            }
            place += 1
        }
        return number
    }
}
