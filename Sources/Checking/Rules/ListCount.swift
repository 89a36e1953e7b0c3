import Values

extension Rule {
    /// 共N个：a、b、c.
    static let listCount = Rule(
        "list-count", "列举与个数", .error,
        source: "算术；写明个数的列举，逐项数得出同样的个数",
        "“11个，即a、b、c……”“以下三项：”“分别是”之后逐项计数；括号、书名号、引号里的顿号不算分隔，漏写的分隔（右括号后直接接名称）容许，“和”“及”按分隔与不分隔都算。有“等”字的，只在列出的多于个数时提示。“三方面工作：一是…二是…”按“x是”计数。",
        examples: [
            .passes("局机关内设科室 4 个，即办公室、人事科（监督科、离退休科）机关党委、机关纪委。"),
            .finds("5个", in: "局机关内设科室5个，即办公室、人事科、机关党委、机关纪委。"),
            .passes("评选出3家示范单位：甲公司、乙公司和丙公司。"),
            .finds("三项", in: "重点做好以下三项工作：一是抓谋划；二是抓项目。"),
            .passes("支持了甲项目、乙项目等26个项目。"),
            .passes("下设直属单位 1 个，市科技事务中心。"),
        ]
    ) { reading, ledger in
        for index in reading.figures.indices {
            let figure = reading.figures[index]
            guard figure.unit.isWhole, figure.approximation == .exact,
                figure.role == .level || figure.role == .other,
                figure.stated.unscaled < 100, !figure.isRangeStart, !figure.isRangeEnd,
                !isQuoted(reading, figure)
            else { continue }
            if let list = NamedList(reading, figure) ?? NamedList(before: reading, figure) {
                judge(list, figure, &ledger)
            } else if let count = SpokenList.count(reading, figure),
                count != Int(figure.stated.unscaled)
            {
                ledger.report(
                    figure, computed: "\(count)项",
                    "写明\(reading.text(figure.passage).string(figure.range))，后面列举了\(count)项",
                    do: "核对个数，或补齐列举")
            }
        }
    }

    /// “五大战略” is a name, whatever stands behind it.
    private static func isQuoted(_ reading: Reading, _ figure: Figure) -> Bool {
        let text = reading.text(figure.passage)
        let start = figure.range.lowerBound
        guard start > 0 else { return false }
        let before = text[max(0, start - 8)..<start]
        guard let open = before.lastIndex(of: "“") else { return false }
        return !text[open..<start].contains("”")
    }

    private static func judge(_ list: NamedList, _ figure: Figure, _ ledger: inout Ledger) {
        let stated = Int(figure.stated.unscaled)
        if list.counts.contains(stated) {
            ledger.confirm(figure, "逐项数得\(stated)")
            return
        }
        // 等 leaves it open: only more names than the number are wrong.
        if list.isOpen, stated > list.counts.lowerBound { return }
        // A note in brackets, or a list of something else: too far from the number.
        let isOneShort = list.counts.upperBound >= 2 && stated == list.counts.upperBound + 1
        guard list.counts.lowerBound >= 2 || isOneShort, stated <= 3 * list.counts.upperBound,
            list.counts.lowerBound <= 3 * stated
        else { return }
        let counted =
            list.counts.lowerBound == list.counts.upperBound
            ? "\(list.counts.lowerBound)" : "\(list.counts.lowerBound)至\(list.counts.upperBound)"
        ledger.report(
            figure, computed: "\(counted)项",
            "写明\(NumberWords.stated(figure))，逐项数得\(counted)项：\(list.shown)",
            do: "核对个数，或补齐、删去列举的项")
    }
}
