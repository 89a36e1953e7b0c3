/// A cell of a table heading after equal neighbours have been joined.
struct HeaderSpan: Equatable {
    /// How a cell is joined with those above and below.
    enum Vertical: Equatable {
        case single
        case start
        case continued
    }

    let text: String
    let columns: Range<Int>
    var vertical = Vertical.single

    /// The joined cells of each row; all rows must be equally long.
    static func spans(of header: [[String]]) -> [[HeaderSpan]] {
        var rows: [[HeaderSpan]] = []
        for (index, cells) in header.enumerated() {
            let isLast = index == header.count - 1
            // A cell never reaches beyond the edge of the cell above it.
            let edges = Set((rows.last ?? []).map(\.columns.lowerBound))
            var row = joined(cells, edges: edges, sideBySide: !isLast)
            if let above = rows.last {
                for (position, span) in row.enumerated() where !span.text.isEmpty {
                    guard
                        let upper = above.firstIndex(where: {
                            $0.columns == span.columns && $0.text == span.text
                        })
                    else { continue }
                    row[position].vertical = .continued
                    if rows[index - 1][upper].vertical == .single {
                        rows[index - 1][upper].vertical = .start
                    }
                }
            }
            rows.append(row)
        }
        return rows
    }

    private static func joined(
        _ cells: [String], edges: Set<Int>, sideBySide: Bool
    ) -> [HeaderSpan] {
        var row: [HeaderSpan] = []
        for (column, cell) in cells.enumerated() {
            if sideBySide, let last = row.last, last.text == cell, !cell.isEmpty,
                !edges.contains(column)
            {
                row[row.count - 1] = HeaderSpan(
                    text: cell, columns: last.columns.lowerBound..<column + 1)
            } else {
                row.append(HeaderSpan(text: cell, columns: column..<column + 1))
            }
        }
        return row
    }
}
