/// Reads conditions: a key tells the field, its value the test.
enum ConditionReading {
    /// The conditions under a key; none where the key is not there.
    static func conditions(_ key: String, _ reader: DeclarationReader) -> [Condition] {
        guard let mapping = reader.mapping(key) else { return [] }
        return conditions(mapping.node, reader.problems)
    }

    /// Those that a mapping writes.
    static func conditions(_ node: DeclarationNode, _ problems: ProblemList) -> [Condition] {
        node.entries.compactMap { read($0.key, $0.place, $0.value, problems) }
    }

    private static func read(
        _ key: String, _ place: Place, _ value: DeclarationNode, _ problems: ProblemList
    ) -> Condition? {
        switch key {
        case "valid-on": return span(key, place, value, problems) { .validOn(from: $0, to: $1, $2) }
        case "overlaps-year":
            return span(key, place, value, problems) { from, to, _ in
                .overlapsYear(from: from, to: to)
            }
        case "state":
            return Condition(
                path: [], test: .stateIn(DeclarationReader.words(value, "state", problems)),
                place: place)
        case "state-on":
            let reader = DeclarationReader(value, "state-on", problems)
            reader.allow(["is", "on"])
            return Condition(
                path: [],
                test: .stateOn(
                    reader.words("is"), reader.word("on", Condition.Day.self) ?? .yearEnd),
                place: place)
        case "state-since":
            return test(key, place, value, problems).map {
                Condition(path: [Condition.stateSince], test: $0, place: place)
            }
        case "with-record", "without-record":
            let related = related(DeclarationReader(value, key, problems))
            return Condition(
                path: [],
                test: key == "with-record" ? .withRecord(related) : .withoutRecord(related),
                place: place)
        default:
            let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.count <= 2, !path.contains("") else {
                problems.add(place, "条件 \(key) 的路径太长", advice: "只能经过一个引用，例如 seller.kind")
                return nil
            }
            return test(key, place, value, problems).map {
                Condition(path: path, test: $0, place: place)
            }
        }
    }

    private static func related(_ reader: DeclarationReader) -> Condition.Related {
        reader.allow(["of", "same", "where"])
        var same: [Condition.Related.Pair] = []
        switch reader.node["same"]?.shape {
        case .mapping(let entries):
            same = entries.compactMap { entry in
                guard let ours = entry.value.scalar else { return nil }
                return Condition.Related.Pair(theirs: entry.key, ours: ours)
            }
        case .none: break
        default: same = reader.words("same").map { .init(theirs: $0, ours: $0) }
        }
        if same.isEmpty {
            reader.problems.add(
                reader.node.place, "\(reader.subject)没有写明按哪个字段对上",
                advice: "写 same: enterprise，或 same: {对方字段: 本册字段}")
        }
        return Condition.Related(
            register: reader.required("of"), same: same, conditions: conditions("where", reader))
    }

    private static func span(
        _ key: String, _ place: Place, _ value: DeclarationNode, _ problems: ProblemList,
        _ test: (String, String, Condition.Day) -> Condition.Test
    ) -> Condition {
        let reader = DeclarationReader(value, key, problems)
        reader.allow(["from", "to", "on"])
        let day = reader.word("on", Condition.Day.self) ?? .yearEnd
        return Condition(
            path: [], test: test(reader.required("from"), reader.required("to"), day), place: place)
    }

    private static func test(
        _ key: String, _ place: Place, _ value: DeclarationNode, _ problems: ProblemList
    ) -> Condition.Test? {
        switch value.shape {
        case .scalar(let text):
            switch text {
            case "present": return .present
            case "absent": return .absent
            case "in-year": return .inYear
            case "in-previous-year": return .inPreviousYear
            case "before-year": return .beforeYear
            case "until-year": return .untilYear
            case "from-year": return .fromYear
            case "until": return .until
            case "overdue": return .overdue
            case "within-city": return .within(.city)
            case "within-province": return .within(.province)
            default: return .isIn([text])
            }
        case .list: return .isIn(DeclarationReader.words(value, "条件 \(key)", problems))
        case .mapping: return wordedTest(key, value, problems)
        case .empty:
            problems.add(place, "条件 \(key) 没有内容", advice: "要求有值写 present，要求为空写 absent")
            return nil
        }
    }

    private static let words = [
        "not", "under", "within", "outside", "at-least", "at-most", "within-days", "until-days",
        "older-than-days", "since-days", "with", "without",
    ]

    private static func wordedTest(
        _ key: String, _ value: DeclarationNode, _ problems: ProblemList
    ) -> Condition.Test? {
        let reader = DeclarationReader(value, "条件 \(key)", problems)
        reader.allow(words)
        guard value.entries.count == 1, let word = value.entries.first?.key, words.contains(word)
        else {
            problems.add(
                value.place, "条件 \(key) 应只有一个判断", advice: "可用：\(words.joined(separator: "、"))")
            return nil
        }
        switch word {
        case "not": return .isNotIn(reader.words("not"))
        case "under": return .under(reader.required("under"))
        case "within": return .within(area(reader.required("within")))
        case "outside": return .outside(area(reader.required("outside")))
        case "at-least": return .atLeast(reader.required("at-least"))
        case "at-most": return .atMost(reader.required("at-most"))
        case "within-days": return .withinDays(length(word, reader))
        case "until-days": return .untilDays(length(word, reader))
        case "older-than-days": return .olderThanDays(length(word, reader))
        case "since-days": return .sinceDays(length(word, reader))
        case "with": return .withRows(conditions("with", reader))
        default: return .withoutRows(conditions("without", reader))
        }
    }

    /// A whole number from 0, or the name of a dated rule.
    static func length(_ key: String, _ reader: DeclarationReader) -> Condition.Length {
        let text = reader.required(key)
        guard let number = Int(text) else { return .rule(text) }
        if !(0...40_000).contains(number) {
            reader.problems.add(
                reader.place(of: key), "\(reader.subject)的 \(key) 应在 0 至 40000 之间",
                advice: "现为 \(text)")
        }
        return .number(number)
    }

    private static func area(_ text: String) -> Condition.Area {
        switch text {
        case "city": .city
        case "province": .province
        default: .code(text)
        }
    }
}
