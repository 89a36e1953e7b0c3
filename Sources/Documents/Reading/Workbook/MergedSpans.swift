/// The merged blocks of a sheet by the row and column they begin at, for reading row by row.
struct MergedSpans {
    struct Span {
        let rows: ClosedRange<Int>
        let columns: Int
    }

    private var starts: [Int: [(column: Int, span: Span)]] = [:]
    /// By column, the last row of the block that covers it now.
    private var covered: [Int: Int] = [:]

    /// Columns of all blocks together; a sheet of a report has some thousands.
    private static let mostColumns = 2_000_000

    init(_ blocks: [MergedCells.Block], _ budget: ReadingBudget) throws(DocumentProblem) {
        guard blocks.reduce(0, { $0 + $1.columns.count }) <= Self.mostColumns else {
            throw DocumentProblem(what: "合并的单元格太多", remedy: "请取消多余的合并后再上传")
        }
        for block in blocks {
            starts[block.rows.lowerBound, default: []].append(
                (
                    block.columns.lowerBound,
                    Span(rows: block.rows, columns: block.columns.count)
                ))
        }
    }

    /// Goes on to a row, and says which blocks begin in it by column.
    mutating func begin(_ row: Int) -> [Int: Span] {
        guard let begun = starts.removeValue(forKey: row) else { return [:] }
        var spans: [Int: Span] = [:]
        for (column, span) in begun where covered[column, default: 0] < row {
            spans[column] = span
            for inside in column..<column + span.columns {
                covered[inside] = max(covered[inside, default: 0], span.rows.upperBound)
            }
        }
        return spans
    }

    /// Whether a block that begins elsewhere hides a cell.
    func isCovered(_ column: Int, _ row: Int) -> Bool { covered[column, default: 0] >= row }
}
