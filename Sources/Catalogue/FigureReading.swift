extension FigureDefinition {
    private static let measures = [
        "count", "count-of-rows", "count-distinct", "sum", "average", "max", "value",
        "difference", "ratio",
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
        case "average": return .average(path)
        case "max": return .max(path)
        default: return .value(path)
        }
    }

    private static func readQuery(
        _ reader: DeclarationReader, _ aggregate: Query.Aggregate, and having: [Condition] = []
    ) -> Query {
        Query(
            register: reader.required("from"), aggregate: aggregate,
            conditions: ConditionReading.conditions("where", reader) + having,
            rowConditions: ConditionReading.conditions("rows", reader))
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
        let having = ConditionReading.conditions("having", parts)
        if having.isEmpty {
            parts.problems.add(
                parts.node.place, "比率没有 having", advice: "写出分子比分母多的条件，或用 of 与 to")
        }
        return .share(
            part: readQuery(reader, measure, and: having), whole: readQuery(reader, measure))
    }
}
