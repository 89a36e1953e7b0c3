/// Column widths from the text in the columns.
///
/// They are fixed in the file, since programs differ in what they make of automatic ones.
enum ColumnWidths {
    /// 五号 type is 10.5 pt.
    private static let em = 210.0
    /// Both cell margins and a hair for rounding.
    private static let padding = 2 * 85.0 + 20
    /// Wider text is wrapped anyway.
    private static let widestEms = 24.0
    private static let narrowestEms = 2.0
    /// A text column is wrapped before it falls below this.
    private static let textFloorEms = 4.0
    /// Digits of a substitute typeface are up to a quarter wider than half an em.
    private static let spareForDigits = 1.25

    /// Widths that add up to exactly `total` twips.
    static func twips(of table: OfficialDocument.Table, total: Int) -> [Int] {
        let columns = table.header.first?.count ?? 0
        var floors: [Double] = []
        var wishes: [Double] = []
        for column in 0..<columns {
            let isNumber = table.numericColumns.contains(column)
            let body = widestCell(table.rows, column) * (isNumber ? spareForDigits : 1)
            let head = widestCell(Array(table.header.suffix(1)), column)
            let wish = min(max(body, head, narrowestEms), widestEms)
            let floor = isNumber ? max(body, narrowestEms) : min(wish, textFloorEms)
            floors.append(floor * em + padding)
            wishes.append(max(floor, wish) * em + padding)
        }
        return rounded(shared(Double(total), floors: floors, wishes: wishes), total: total)
    }

    /// The width in ems of the widest cell of a column.
    static func widestCell(_ rows: [[String]], _ column: Int) -> Double {
        rows.reduce(0) { max($0, TextWidth.ems($1[column])) }
    }

    private static func shared(
        _ total: Double, floors: [Double], wishes: [Double]
    ) -> [Double] {
        let floor = floors.reduce(0, +)
        let wish = wishes.reduce(0, +)
        if wish <= total { return wishes.map { $0 * total / wish } }
        if floor >= total { return floors.map { $0 * total / floor } }
        let share = (total - floor) / (wish - floor)
        return zip(floors, wishes).map { $0 + ($1 - $0) * share }
    }

    /// Rounds running sums rather than widths, so that nothing is lost.
    private static func rounded(_ widths: [Double], total: Int) -> [Int] {
        var sum = 0.0
        var edge = 0
        return widths.map { width in
            sum += width
            let next = min(total, Int(sum.rounded()))
            defer { edge = next }
            return next - edge
        }
    }
}
