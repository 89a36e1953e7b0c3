/// The merged blocks of a sheet. They stand behind the rows in the file, so that they are looked
/// for first.
struct MergedCells {
    struct Block: Equatable {
        let rows: ClosedRange<Int>
        let columns: ClosedRange<Int>
        var value: ExcelValue?
    }

    private(set) var blocks: [Block] = []
    /// Blocks up to here have begun; of those, the ones that have not ended.
    private var next = 0
    private var active: [Block] = []
    /// A heading over all 16,384 columns says no more than one over these.
    private static let mostColumns = 1_024
    var isEmpty: Bool { blocks.isEmpty }

    /// The references within a piece of a sheet, such as `A1:C2`.
    init(_ references: [String]) {
        for reference in references {
            let ends = reference.split(separator: ":").map(String.init)
            guard ends.count == 2, let from = Self.place(ends[0]), let to = Self.place(ends[1]),
                from.row <= to.row, from.column <= to.column
            else { continue }
            blocks.append(
                Block(rows: from.row...to.row, columns: from.column...to.column, value: nil))
        }
        blocks.sort { $0.rows.lowerBound < $1.rows.lowerBound }
    }

    private static func place(_ reference: String) -> (row: Int, column: Int)? {
        guard let column = SheetEvents.column(reference),
            let row = Int(reference.drop { !$0.isNumber }), row <= SheetEvents.lastRow
        else { return nil }
        return (row, column)
    }

    /// Gives every cell of a block the value of its first; rows come in their order.
    mutating func fill(_ row: inout ExcelRow) {
        while next < blocks.count, blocks[next].rows.lowerBound <= row.number {
            active.append(blocks[next])
            next += 1
        }
        active.removeAll { $0.rows.upperBound < row.number }
        for index in active.indices {
            let whole = active[index].columns
            let last = min(whole.upperBound, whole.lowerBound + Self.mostColumns - 1)
            let columns = whole.lowerBound...last
            if active[index].rows.lowerBound == row.number {
                active[index].value = row[columns.lowerBound]
            }
            guard let value = active[index].value else { continue }
            row.cells.removeAll { columns.contains($0.column) }
            row.cells += columns.map { ExcelCell(column: $0, value: value) }
        }
        if !active.isEmpty { row.cells.sort { $0.column < $1.column } }
    }
}
