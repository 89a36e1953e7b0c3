import Values

extension Rule {
    /// Totals of tables, down and across.
    static let tableSum = Rule(
        "table-sum", "表格合计", .error,
        source: "算术；合计等于各行（各列）之和，小计、科目编码（类、款、项）逐级相加",
        "“合计”“小计”“总计”的行和列。合计由哪些行列组成，按多数列（行）能够吻合的构成认定，再指出不吻合的格；构成无法认定的，列为无法核对。“其中”行不计入。",
        examples: [
            .passes(
                "单位：万元\n科目 | 预算 | 决算\n甲 | 100.00 | 98.00\n乙 | 205.50 | 201.25\n合计 | 305.50 | 299.25"
            ),
            .finds(
                "299.52",
                in:
                    "单位：万元\n科目 | 预算 | 决算\n甲 | 100.00 | 98.00\n乙 | 205.50 | 201.25\n合计 | 305.50 | 299.52"
            ),
            .cannotBeTested("合计", in: "项目 | 数\n甲 | 10\n其中：乙 | 4\n丙 | 25\n丁 | 70\n合计 | 300"),
        ]
    ) { reading, ledger in
        for table in reading.tables {
            TableSumJudge(reading, table, TableSums(table)).judge(&ledger)
        }
    }
}

private struct TableSumJudge {
    private let reading: Reading
    private let table: TableReading
    private let sums: TableSums

    init(_ reading: Reading, _ table: TableReading, _ sums: TableSums) {
        (self.reading, self.table, self.sums) = (reading, table, sums)
    }

    func judge(_ ledger: inout Ledger) {
        for hold in sums.holds {
            guard let passage = table.rows[hold.row].passages[hold.column] else { continue }
            ledger.confirm(
                passage, reading.text(passage).indices,
                "\(table.rows[hold.row].label)“\(table.header(hold.column))”等于\(hold.count)\(hold.isAcross ? "列" : "行")之和"
            )
        }
        var told: Set<[Int]> = []
        for one in sums.breaks where !one.isAcross {
            // Where a row and a column both fail at one cell by the same amount, the cell is wrong.
            if let cell = crossing(one) {
                if told.insert([cell.row, cell.column]).inserted { tellCell(cell, one, &ledger) }
                continue
            }
            tell(one, &ledger)
        }
        for one in sums.breaks where one.isAcross {
            let isTold = sums.breaks.contains { other in
                !other.isAcross && crossing(other).map { $0.row == one.row } == true
            }
            if !isTold { tell(one, &ledger) }
        }
        for row in sums.unknown {
            guard let passage = table.rows[row].passages.values.min() else { continue }
            ledger.report(
                passage, reading.text(passage).indices, severity: .cannotBeTested,
                "“\(table.rows[row].label)”由哪些行组成看不出来，合计无法核对", do: "在行名里注明构成，或用“小计”“其中”分级")
        }
    }

    private func crossing(_ down: TableSums.Break) -> (row: Int, column: Int)? {
        for across in sums.breaks where across.isAcross {
            let size =
                across.comparison.difference.magnitude == down.comparison.difference.magnitude
                && across.comparison.exponent == down.comparison.exponent
            guard size else { continue }
            let downCells = [(row: down.row, column: down.column)] + down.parts
            let acrossCells = [(row: across.row, column: across.column)] + across.parts
            if let cell = downCells.first(where: { cell in
                acrossCells.contains { $0.row == cell.row && $0.column == cell.column }
            }) {
                return cell
            }
        }
        return nil
    }

    private func tellCell(
        _ cell: (row: Int, column: Int), _ down: TableSums.Break, _ ledger: inout Ledger
    ) {
        guard let passage = table.rows[cell.row].passages[cell.column] else { return }
        let text = reading.text(passage)
        ledger.report(
            passage, text.indices, computed: nil, stated: text.string(text.indices),
            "“\(table.rows[cell.row].label)”的“\(table.header(cell.column))”\(text.string(text.indices))，与所在行、所在列的合计都差\(show(down.comparison.difference.magnitude, down.comparison.exponent))",
            do: "核对这一格的数")
    }

    private func tell(_ one: TableSums.Break, _ ledger: inout Ledger) {
        guard let passage = table.rows[one.row].passages[one.column] else { return }
        let text = reading.text(passage)
        let stated = text.string(text.trimmed(text.indices))
        let sum = show(
            one.comparison.sum.magnitude, one.comparison.exponent, one.comparison.sum < 0)
        let gap = show(one.comparison.difference.magnitude, one.comparison.exponent)
        let names =
            one.isAcross
            ? one.parts.map { "“\((table.headers[$0.column] ?? []).last ?? "第\($0.column + 1)列")”" }
            : one.parts.map { "“\(table.rows[$0.row].label)”" }
        let list =
            names.prefix(6).joined(separator: "、") + (names.count > 6 ? "等\(names.count)项" : "")
        ledger.report(
            passage, text.trimmed(text.indices), computed: sum, stated: stated,
            "“\(table.rows[one.row].label)”的“\(table.header(one.column))”是\(stated)，\(list)相加为\(sum)，相差\(gap)",
            do: "核对合计和各\(one.isAcross ? "列" : "行")的数")
    }

    private func show(_ steps: UInt128, _ exponent: Int, _ isNegative: Bool = false) -> String {
        let number = Int128(exactly: steps) ?? 0
        let decimals = max(0, -exponent)
        let words = FixedDecimal(unscaled: isNegative ? -number : number, scale: decimals)
            .description
        return words + String(repeating: "0", count: max(0, exponent))
    }
}
