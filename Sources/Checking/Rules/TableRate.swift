import Values

extension Rule {
    /// Rates, growth and differences in tables.
    static let tableRate = Rule(
        "table-rate", "表格里的比率", .error,
        source: "算术；执行率、占比、增减额、增长率由同一行的两列（或合计行）算出",
        "列名是执行率、占比、增长、增减的列，由哪两列算出按多数行能够吻合的认定，再指出不吻合的行。认定不了的不说。",
        examples: [
            .passes(
                "科目 | 预算数 | 执行数 | 执行率\n甲 | 100.00 | 98.00 | 98.00%\n乙 | 200.00 | 150.00 | 75.00%\n丙 | 40.00 | 39.00 | 97.50%"
            ),
            .finds(
                "79.50%",
                in:
                    "科目 | 预算数 | 执行数 | 执行率\n甲 | 100.00 | 98.00 | 98.00%\n乙 | 200.00 | 150.00 | 75.00%\n丙 | 40.00 | 39.00 | 79.50%"
            ),
        ]
    ) { reading, ledger in
        for table in reading.tables {
            let rates = TableRates(table)
            for (row, column) in rates.holds {
                guard let passage = table.rows[row].passages[column.rate] else { continue }
                ledger.confirm(passage, reading.text(passage).indices, words(table, column))
            }
            for one in rates.breaks {
                guard let passage = table.rows[one.row].passages[one.column.rate],
                    let value = table.rows[one.row].values[one.column.rate]
                else { continue }
                let text = reading.text(passage)
                let decimals = max(0, -value.quantity.exponent)
                let low = one.computed.low.rounded(decimals).description
                let high = one.computed.high.rounded(decimals).description
                let computed = low == high ? low : "\(low)～\(high)"
                ledger.report(
                    passage, text.trimmed(text.indices), computed: computed,
                    stated: text.string(text.trimmed(text.indices)),
                    "“\(table.rows[one.row].label)”的“\(table.header(one.column.rate))”是\(text.string(text.trimmed(text.indices)))，按\(words(table, one.column))应为\(computed)",
                    do: "核对这一行的三个数")
            }
        }
    }

    private static func words(_ table: TableReading, _ column: TableRates.Column) -> String {
        let above = table.header(column.above)
        let below = table.header(column.below)
        return switch column.formula {
        case .ratio: "“\(above)”÷“\(below)”"
        case .growth: "“\(above)”÷“\(below)”−1"
        case .difference: "“\(above)”−“\(below)”"
        case .share: "“\(above)”÷合计行的“\(above)”"
        }
    }
}
