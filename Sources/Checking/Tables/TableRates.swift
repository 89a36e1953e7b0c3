import Values

/// Columns of a table that are computed from two others: rates, growth, differences.
struct TableRates {
    enum Formula: Sendable { case ratio, growth, difference, share }

    struct Column {
        let rate: Int
        let above: Int
        let below: Int
        let formula: Formula
    }

    struct Break {
        let row: Int
        let column: Column
        let computed: Interval
    }

    private let table: TableReading
    private(set) var breaks: [Break] = []
    private(set) var holds: [(row: Int, column: Column)] = []

    private static let mostRows = 2_000

    init(_ table: TableReading) {
        self.table = table
        for rate in table.columns {
            guard let column = formula(of: rate) else { continue }
            for row in table.rows.indices.prefix(Self.mostRows) {
                guard let (stated, computed) = test(row, column) else { continue }
                if stated.meets(computed) {
                    holds.append((row, column))
                } else {
                    breaks.append(Break(row: row, column: column, computed: computed))
                }
            }
        }
    }

    private static let budgets = ["全年预算", "调整预算", "预算数", "年初预算", "预算", "目标", "计划", "指标值"]
    private static let actuals = ["执行数", "决算数", "支出数", "实际", "完成", "执行", "决算", "支付"]

    /// What a column is computed by: most of its rows must agree.
    private func formula(of rate: Int) -> Column? {
        let header = table.header(rate)
        let own = (table.headers[rate] ?? []).last ?? ""
        var wanted: [Formula] = []
        if own.contains("率") || own.contains("进度") || own.contains("占") || own.contains("比重")
            || own.contains("%") || own.contains("％")
        {
            wanted.append(.ratio)
        }
        if ["增长", "增幅", "增减", "增速", "同比", "变动率", "变化"].contains(where: header.contains) {
            wanted += [.growth, .difference]
        }
        if own.contains("占") || own.contains("比重") || own.contains("构成") { wanted.append(.share) }
        if own.contains("差额") || own.contains("增减额") || own.contains("增加额") {
            wanted.append(.difference)
        }
        guard !wanted.isEmpty else { return nil }
        let others = table.columns.filter { $0 != rate && !table.isRate(column: $0) }.prefix(16)
        var best: (column: Column, passed: Int, tested: Int)?
        for formula in wanted {
            for above in others {
                for below in formula == .share ? [above] : Array(others)
                where below != above || formula == .share {
                    let column = Column(rate: rate, above: above, below: below, formula: formula)
                    var (passed, tested) = (0, 0)
                    for row in table.rows.indices.prefix(60) {
                        guard let (stated, computed) = test(row, column) else { continue }
                        tested += 1
                        if stated.meets(computed) { passed += 1 }
                    }
                    if passed > (best?.passed ?? 0) { best = (column, passed, tested) }
                }
            }
        }
        if let best, best.passed >= 2, best.passed * 3 >= best.tested * 2 { return best.column }
        if let best, best.passed == best.tested { return best.column }
        // One row, or two: the headings decide.
        guard own.contains("执行率") || own.contains("完成率"), wanted.contains(.ratio),
            let below = others.first(where: { column in
                Self.budgets.contains { table.header(column).contains($0) }
                    && !Self.actuals.contains { table.header(column).contains($0) }
            }),
            let above = others.last(where: { column in
                Self.actuals.contains { table.header(column).contains($0) }
            })
        else { return nil }
        let named = Column(rate: rate, above: above, below: below, formula: .ratio)
        let tested = table.rows.indices.prefix(60).filter { test($0, named) != nil }.count
        return tested <= 3 ? named : nil
    }

    private func test(_ row: Int, _ column: Column) -> (stated: Interval, computed: Interval)? {
        let values = table.rows[row].values
        guard let stated = values[column.rate], let above = values[column.above] else { return nil }
        let base: CellValue?
        if column.formula == .share {
            // The first total of the table.
            base =
                table.rows.first { $0.isTotal && $0.values[column.above] != nil }?.values[
                    column.above]
        } else {
            base = values[column.below]
        }
        guard let base, !base.quantity.isZero, let one = interval(above, column.above),
            let other = interval(base, column.below),
            let written = Interval(rounded: stated.quantity)
        else { return nil }
        let isPercent =
            stated.unit == .percent || table.unit(ofColumn: column.rate)?.dimension == .percent
        let computed: Interval?
        switch column.formula {
        case .ratio, .share:
            guard other.isPositive else { return nil }
            computed = one.over(other).flatMap { isPercent ? $0.times(.hundred) : $0 }
        case .growth:
            guard other.isPositive else { return nil }
            computed = one.over(other)?.minus(Interval(.one)).flatMap {
                isPercent ? $0.times(.hundred) : $0
            }
        case .difference: computed = one.minus(other)
        }
        return computed.map { (written, $0) }
    }

    /// A number among others of more decimals has dropped its zeros.
    private func interval(_ value: CellValue, _ column: Int) -> Interval? {
        let finest =
            table.rows.prefix(200).compactMap { $0.values[column]?.quantity.exponent }.min()
            ?? value.quantity.exponent
        guard value.quantity.exponent > finest,
            let step = Quantity.power(value.quantity.exponent - finest),
            let steps = Int64(exactly: Int128(value.quantity.unscaled) * step)
        else { return Interval(rounded: value.quantity) }
        return Interval(rounded: Quantity(unscaled: steps, exponent: finest))
    }
}
