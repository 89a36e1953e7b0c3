public import Values

extension PlatformComparison {
    /// `平台有 178 个指标，对上 62 个：相同 60 个，不同 2 个`.
    public var summary: String {
        var text = "平台这一年有 \(total) 个指标，报告里对上 \(matched) 个："
        text += "相同 \(same.count) 个，不同 \(different.count) 个"
        if !ambiguous.isEmpty { text += "；另有 \(ambiguous.count) 个分不清是哪一处，没有比较" }
        return text + "。"
    }

    /// The comparison for people: what differs first.
    public var text: String {
        var out = "【与平台数据对照】\(summary)\n"
        for (index, line) in different.enumerated() {
            out += """
                \(index + 1). \(line.place.description)　\(line.figure.fullName)
                   原文：\(line.quote)
                   不同：报告写作 \(line.stated)，平台算得 \(line.computed)
                   处理：查清以哪个为准；口径不同的写明口径

                """
        }
        if !same.isEmpty {
            out += "相同：" + same.map { $0.figure.shortName }.joined(separator: "、") + "\n"
        }
        if !ambiguous.isEmpty {
            out += "没有比较：" + ambiguous.map(\.fullName).joined(separator: "，") + "\n"
        }
        return out
    }

    /// The comparison for programs. A difference is a finding of the rule `platform`.
    public var json: JSON {
        .object([
            ("rule", .string("platform")), ("severity", .string(Severity.warning.rawValue)),
            ("total", .integer(Int64(total))), ("matched", .integer(Int64(matched))),
            ("different", .array(different.map(Self.json))),
            ("same", .array(same.map(Self.json))),
            ("ambiguous", .array(ambiguous.map { .string($0.name) })),
        ])
    }

    private static func json(_ line: Line) -> JSON {
        let place = line.place
        return .object([
            ("figure", .string(line.figure.name)), ("reference", .string(line.figure.reference)),
            ("title", .string(line.figure.title)), ("line", .integer(Int64(place.line))),
            ("column", .integer(Int64(place.column))),
            ("page", place.page.map { .integer(Int64($0)) } ?? .null),
            ("cell", .string(place.cell)), ("quote", .string(line.quote)),
            ("stated", .string(line.stated)), ("computed", .string(line.computed)),
        ])
    }
}

extension PlatformFigure {
    fileprivate var shortName: String { reference ?? title }

    /// `F037 技术合同成交额（contract_turnover）`.
    fileprivate var fullName: String {
        (reference.map { $0 + " " } ?? "") + "\(title)（\(name)）"
    }
}
