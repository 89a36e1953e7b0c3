/// A list of names behind a count.
struct NamedList {
    /// How many items it may have: separators can be missing or part of a name.
    let counts: ClosedRange<Int>
    /// Whether 等 leaves it open.
    let isOpen: Bool
    let shown: String

    private static let openers = Lexicon(
        "：即 ：分别是 ，即 ，分别是 ，分别为 ，包括 ：包括 ，具体为 ，具体是 ： : （ ( ，即： ，分别是： ，分别为： ，包括： ，具体为： 即 分别是 分别为 包括 ，主要包括 ，具体包括 ，依次为 ，分为"
    )

    /// 县（市、区）: part of the noun.
    private static let suffixes = Lexicon("市、区 县、区 市、县、区 市、区、县 市 区 套 场 中支机构 县、市、区 街道 镇、街道 乡、镇")

    init?(_ reading: Reading, _ figure: Figure) {
        let text = reading.text(figure.passage)
        let sentence = reading.sentences.all[figure.sentence].range
        // Up to a few words of noun between the number and the list: 3家示范单位：.
        var place = figure.range.upperBound
        while place < sentence.upperBound, place - figure.range.upperBound < 14,
            text[place].isHan || text[place].isBlank || text[place] == "“" || text[place] == "”",
            Self.openers.length(in: text, at: place, to: sentence.upperBound) == nil
        {
            place += 1
        }
        guard place < sentence.upperBound,
            let opener = Self.openers.length(in: text, at: place, to: sentence.upperBound)
        else { return nil }
        let isBracket = text[place].opensBracket
        let start = place + opener
        let end = Self.end(text, start, sentence.upperBound, isBracket)
        let range = text.trimmed(start..<end)
        guard range.count >= 3, !text[range].contains(where: \.isDigit),
            !text.has(Scalars("一是"), at: range.lowerBound, to: range.upperBound),
            !Self.suffixes.isWord(text, range)
        else { return nil }
        guard let items = Self.items(text, range) else { return nil }
        counts = items.counts
        isOpen = items.isOpen
        shown = text.string(range.count > 120 ? range.lowerBound..<range.lowerBound + 120 : range)
    }

    private static let joint = Lexicon("共 共计 等 这")
    /// Where a list may begin within its clause: 包括A、B共两个.
    private static let verbs = Lexicon(
        "包括 对 将 为 涵盖 覆盖 围绕 推进 做强 出台 组织 制定 修订印发 修订 印发 开展 实施 推广 办好 打造 统筹")

    /// A、B和C共三个方面; 《甲》《乙》等2项; 新型建材、绿色食品、装备制造3个主导产业.
    init?(before reading: Reading, _ figure: Figure) {
        let text = reading.text(figure.passage)
        let sentence = reading.sentences.all[figure.sentence].range
        var end = figure.range.lowerBound
        while end > sentence.lowerBound, text[end - 1].isBlank { end -= 1 }
        let word = Self.joint.suffix(of: text, sentence.lowerBound..<end)
        end -= word ?? 0
        var start = end
        var depth = 0
        while start > sentence.lowerBound {
            let scalar = text[start - 1]
            if ")）》”】".unicodeScalars.contains(scalar) { depth += 1 }
            if "(（《“【".unicodeScalars.contains(scalar) { depth -= 1 }
            if depth == 0, scalar.isDigit { return nil }
            if depth < 0 || depth == 0 && scalar.endsClause { break }
            start -= 1
        }
        guard depth <= 0, figure.stated.unscaled <= 20, figure.stated.unscaled > 1 else {
            return nil
        }
        // 残疾人两项补贴5大工程: the number behind is the one that counts.
        if let next = reading.ofSentence[figure.sentence].first(where: {
            reading.figures[$0].range.lowerBound > figure.range.lowerBound
        }), reading.figures[next].range.lowerBound - figure.range.upperBound < 8, figure.isChinese {
            return nil
        }
        if let length = Self.verbs.length(in: text, at: min(start, end - 1), to: end) {
            start += length
        }
        let range = text.trimmed(start..<end)
        guard range.count >= 4, !text[range].contains(where: \.isDigit) else { return nil }
        let titles = Self.titles(text, range)
        guard
            word != nil && Self.isCountable(figure) || titles >= 2
                || Self.isPlainList(text, range, figure)
        else { return nil }
        if titles >= 2 {
            counts = titles...titles
        } else {
            guard let items = Self.items(text, range), items.counts.upperBound >= 2 else {
                return nil
            }
            // 和 joins the last two in such lists; a name with 和 in it makes one less.
            counts = items.counts
        }
        isOpen = word.map { text.string(end..<end + $0) == "等" } ?? false
        shown = text.string(range)
    }

    /// How many titles 《…》 a range holds side by side.
    private static func titles(_ text: Scalars, _ range: Range<Int>) -> Int {
        var depth = 0
        var count = 0
        for place in range {
            if text[place] == "《" {
                if depth == 0 { count += 1 }
                depth += 1
            }
            if text[place] == "》" { depth = max(0, depth - 1) }
        }
        return count
    }

    private static func isCountable(_ figure: Figure) -> Bool {
        guard case .count(let unit) = figure.unit.dimension else { return false }
        return ["个", "项", "大", "类", "种", "套", "方面", "件", "部"].contains(unit)
    }

    private static let kinds = Lexicon(
        "工程 行动 产业 制度 系统 平台 项目 活动 任务 机制 领域 行业 板块 实事 方面 文件 办法 体系 品牌 环节 特点 举措 目标 关系 主题 课题 清单 改革")

    /// Whether a noun of things that are listed ends the clause: 3大工程，.
    private static func isAnnounced(_ text: Scalars, _ place: Int) -> Bool {
        let place = text.skippingBlanks(place, to: text.count)
        var end = place
        while end < text.count, end - place < 10, text[end].isHan { end += 1 }
        return (end == text.count || text[end].endsClause)
            && kinds.suffix(of: text, place..<end) != nil
    }

    /// Three short names and more right before a small number of things of a named kind.
    private static func isPlainList(_ text: Scalars, _ range: Range<Int>, _ figure: Figure) -> Bool
    {
        guard isCountable(figure), range.upperBound > range.lowerBound,
            text[range.upperBound - 1] != "、",
            figure.range.upperBound < text.count, isAnnounced(text, figure.range.upperBound)
        else { return false }
        let pauses = text[range].count { $0 == "、" }
        let joints = text[range].count { $0 == "、" || $0 == "和" || $0 == "与" }
        guard joints >= 1,
            let last = text[range].lastIndex(where: { $0 == "、" || $0 == "和" || $0 == "与" })
        else { return false }
        let tail = range.upperBound - last - 1
        return (joints >= 1 || pauses >= 2) && tail <= 14 && range.count / (joints + 1) <= 16
    }

    private static func end(_ text: Scalars, _ start: Int, _ limit: Int, _ isBracket: Bool) -> Int {
        var depth = 0
        for place in start..<limit {
            if text[place].opensBracket { depth += 1 }
            if text[place].closesBracket {
                depth -= 1
                if isBracket, depth < 0 { return place }
            }
            if !isBracket, depth <= 0, text[place] == "；" || text[place] == ";" {
                // Items between 、 end at ；, items between ； go on.
                if text[start..<place].contains("、") { return place }
            }
        }
        return limit
    }

    /// The items, if the range is a list of short names.
    private static func items(_ text: Scalars, _ range: Range<Int>) -> (
        counts: ClosedRange<Int>, isOpen: Bool
    )? {
        let hasPause = hasTop("、", text, range)
        let hasStop = hasTop("；", text, range)
        let separators: [Unicode.Scalar] = hasPause ? ["、"] : hasStop ? ["；"] : ["，"]
        var count = 1
        var missing = 0
        var depth = 0
        var length = 0
        var longest = 0
        var lastItem = range.lowerBound
        var endings: [Unicode.Scalar: Int] = [:]
        if let last = range.last { endings[text[last], default: 0] += 1 }
        for place in range {
            let scalar = text[place]
            if scalar.opensBracket || "《“『「".unicodeScalars.contains(scalar) { depth += 1 }
            if scalar.closesBracket || "》”』」".unicodeScalars.contains(scalar) {
                depth = max(0, depth - 1)
                // 人事科（…）机关党委: a separator was forgotten.
                if scalar.closesBracket, depth == 0, place + 2 < range.upperBound,
                    text[place + 1].isHan,
                    !"等和及与".unicodeScalars.contains(text[place + 1])
                {
                    missing += 1
                }
                continue
            }
            guard depth == 0 else { continue }
            if separators.contains(scalar) {
                count += 1
                length = 0
                lastItem = place + 1
                if place > range.lowerBound { endings[text[place - 1], default: 0] += 1 }
            } else if hasPause, scalar == "，" {
                // A clause of another kind ends the list.
                return tail(text, range.lowerBound..<place)
            } else {
                length += 1
                longest = max(longest, length)
            }
        }
        guard count > 1 || longest <= 24, longest <= 40 else { return nil }
        let last = text[lastItem..<range.upperBound]
        let isOpen = last.contains("等")
        // 甲、乙和丙, 甲和乙: the last separator may be a word, or be part of a name.
        let joins = last.contains("和") || last.contains("及") || last.contains("与") ? 1 : 0
        // 石油、煤炭及其他燃料加工业、…制造业: names that hold a 、 do not end like the others.
        let most = endings.max { $0.value < $1.value }
        let least = text.has(Scalars("及其他"), near: range) && count >= 5 ? count - 1 : count
        if isOpen { return (least...count + missing + joins, true) }
        let isJoined = isDefinite(
            last, isShort: count <= 5, ending: most.flatMap { $0.value * 2 > count ? $0.key : nil })
        return (least + (isJoined ? joins : 0)...count + missing + joins, isOpen)
    }

    /// Whether the 和 of a last item joins two names for certain: both end like the others, or both
    /// are long and no office's name.
    private static func isDefinite(
        _ last: ArraySlice<Unicode.Scalar>, isShort: Bool, ending: Unicode.Scalar?
    ) -> Bool {
        guard let place = last.lastIndex(where: { $0 == "和" || $0 == "及" || $0 == "与" }) else {
            return false
        }
        let (left, right) = (last[..<place], last[(place + 1)...])
        if let ending, left.last == ending, right.last == ending { return true }
        let isOffice = right.last.map { "局科室委部处站所院心组办".unicodeScalars.contains($0) } ?? false
        return isShort && last[place] == "和" && left.count >= 4 && right.count >= 4 && !isOffice
    }

    private static func tail(_ text: Scalars, _ range: Range<Int>) -> (
        counts: ClosedRange<Int>, isOpen: Bool
    )? {
        items(text, range)
    }

    private static func hasTop(_ mark: Unicode.Scalar, _ text: Scalars, _ range: Range<Int>) -> Bool
    {
        var depth = 0
        for place in range {
            if text[place].opensBracket || "《“".unicodeScalars.contains(text[place]) { depth += 1 }
            if text[place].closesBracket || "》”".unicodeScalars.contains(text[place]) { depth -= 1 }
            if depth <= 0, text[place] == mark { return true }
        }
        return false
    }
}
