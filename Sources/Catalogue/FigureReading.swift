extension FigureDefinition {
    private static let measures = [
        "count", "count-of-rows", "count-distinct", "sum", "value", "difference", "ratio",
    ]
    private static let keys =
        measures + [
            "title", "reference", "section", "definition", "from", "where", "rows", "having",
            "unit", "decimals", "zeros", "compare", "show", "growth-decimals", "year", "nil",
            "growth-stated", "change-stated", "as-of", "by",
        ]

    static func read(_ name: String, _ reader: DeclarationReader) -> FigureDefinition {
        reader.allow(keys)
        if !isSnakeCase(name) {
            reader.problems.add(
                reader.node.place, "指标名 \(name) 不是小写加下划线", advice: "例如 contract_turnover")
        }
        if let zeros = reader.text("zeros"), zeros != "keep" {
            reader.problems.add(
                reader.place(of: "zeros"), "zeros 只能是 keep", advice: "不保留末尾的 0 就删去这个键")
        }
        return FigureDefinition(
            name: name, title: reader.required("title"), reference: reader.text("reference"),
            section: reader.text("section"), definition: reader.text("definition"),
            unit: reader.required("unit"), decimals: reader.integer("decimals") ?? 0,
            keepsZeros: reader.text("zeros") == "keep", measure: readMeasure(name, reader),
            yearOffset: reader.integer("year") ?? 0,
            comparison: reader.word("compare", Comparison.self),
            shown: reader.word("show", Shown.self) ?? .growth,
            growthDecimals: reader.integer("growth-decimals") ?? 2, nilField: reader.text("nil"),
            growthStated: reader.text("growth-stated"), changeStated: reader.text("change-stated"),
            asOfField: reader.text("as-of"), breakdown: reader.text("by"), place: reader.node.place)
    }

    private static func readMeasure(_ name: String, _ reader: DeclarationReader) -> Measure {
        let chosen = measures.filter { reader.node[$0] != nil }
        guard chosen.count == 1, let measure = chosen.first else {
            reader.problems.add(
                reader.node.place,
                chosen.isEmpty
                    ? "指标 \(name) 没有度量"
                    : "指标 \(name) 有 \(chosen.count) 个度量（\(chosen.joined(separator: "、"))）",
                advice: "只写一个：\(measures.joined(separator: "、"))")
            return .query(
                Query(register: "", aggregate: .countRecords, conditions: [], rowConditions: []))
        }
        switch measure {
        case "difference": return readDifference(name, reader)
        case "ratio": return readRatio(reader)
        default: return .query(readQuery(reader, aggregate(measure, reader)))
        }
    }

    private static func aggregate(_ measure: String, _ reader: DeclarationReader)
        -> Query.Aggregate
    {
        let field = reader.required(measure)
        let path = field.split(separator: ".").map(String.init)
        switch measure {
        case "count":
            if field != "records" {
                reader.problems.add(
                    reader.place(of: "count"), "count 只能数 records",
                    advice: "数不同的值用 count-distinct: \(field)")
            }
            return .countRecords
        case "count-of-rows": return .countRows(field: field)
        case "count-distinct": return .countDistinct(path)
        case "sum": return .sum(path)
        default: return .value(path)
        }
    }

    private static func readQuery(
        _ reader: DeclarationReader, _ aggregate: Query.Aggregate, and having: [Condition] = []
    ) -> Query {
        Query(
            register: reader.required("from"), aggregate: aggregate,
            conditions: conditions("where", reader) + having,
            rowConditions: conditions("rows", reader))
    }

    private static func readDifference(_ name: String, _ reader: DeclarationReader) -> Measure {
        guard let parts = reader.mapping("difference") else {
            return .difference(of: "", minus: "", year: 0)
        }
        parts.allow(["of", "minus"])
        let of = parts.required("of")
        if let other = parts.node["minus"]?.scalar {
            return .difference(of: of, minus: other, year: 0)
        }
        let year = parts.mapping("minus")
        year?.allow(["year"])
        guard let offset = year?.integer("year"), offset < 0 else {
            parts.problems.add(
                parts.node.place, "差要写明减去什么", advice: "minus: 另一个指标，或 minus: {year: -1}")
            return .difference(of: of, minus: of, year: -1)
        }
        return .difference(of: of, minus: of, year: offset)
    }

    private static func readRatio(_ reader: DeclarationReader) -> Measure {
        guard let parts = reader.mapping("ratio") else { return .ratio(of: "", to: "") }
        if parts.node["to"] != nil || parts.node["of"] != nil {
            parts.allow(["of", "to"])
            return .ratio(of: parts.required("of"), to: parts.required("to"))
        }
        parts.allow(["count", "sum", "count-distinct", "having"])
        let chosen = ["count", "sum", "count-distinct"].filter { parts.node[$0] != nil }
        if chosen.count != 1 {
            parts.problems.add(
                parts.node.place, "比率要有一个度量", advice: "写 count: records、sum 或 count-distinct 之一")
        }
        let measure = aggregate(chosen.first ?? "count", parts)
        let having = conditions("having", parts)
        if having.isEmpty {
            parts.problems.add(
                parts.node.place, "比率没有 having", advice: "写出分子比分母多的条件，或用 of 与 to")
        }
        return .share(
            part: readQuery(reader, measure, and: having), whole: readQuery(reader, measure))
    }

    private static func conditions(_ key: String, _ reader: DeclarationReader) -> [Condition] {
        guard let mapping = reader.mapping(key) else { return [] }
        return mapping.node.entries.compactMap {
            ConditionReading.read($0.key, $0.place, $0.value, reader.problems)
        }
    }
}

/// Reads one condition: the key tells the field, the value the test.
enum ConditionReading {
    static func read(
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
            case "until-year": return .untilYear
            case "until": return .until
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

    private static func wordedTest(
        _ key: String, _ value: DeclarationNode, _ problems: ProblemList
    ) -> Condition.Test? {
        let reader = DeclarationReader(value, "条件 \(key)", problems)
        let known = ["not", "under", "within", "outside", "at-least", "at-most"]
        reader.allow(known)
        guard value.entries.count == 1, let word = value.entries.first?.key, known.contains(word)
        else {
            problems.add(
                value.place, "条件 \(key) 应只有一个判断", advice: "可用：\(known.joined(separator: "、"))")
            return nil
        }
        switch word {
        case "not": return .isNotIn(reader.words("not"))
        case "under": return .under(reader.required("under"))
        case "within": return .within(area(reader.required("within")))
        case "outside": return .outside(area(reader.required("outside")))
        case "at-least": return .atLeast(reader.required("at-least"))
        default: return .atMost(reader.required("at-most"))
        }
    }

    private static func area(_ text: String) -> Condition.Area {
        switch text {
        case "city": .city
        case "province": .province
        default: .code(text)
        }
    }
}
