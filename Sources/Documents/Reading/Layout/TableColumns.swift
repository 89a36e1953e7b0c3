/// The columns of a table that is set with blanks alone: where no row of figures has a word.
struct TableColumns {
    private(set) var columns: [ClosedRange<Double>] = []
    /// The first row that has a figure; those above are the head.
    private let body: Int
    /// By row and segment, whether it spans several columns of the rows around it.
    private var spanning: Set<[Int]> = []

    /// Rows below and above with which a segment is compared to see what it spans.
    private static let reach = 6

    /// A cell that begins in a row.
    struct Cell {
        let column: Int
        var span = 1
        var text: String
        let left: Double
        var right: Double
    }

    /// - Parameter least: the narrowest gap between columns, in ems.
    init(_ rows: [PlacedRow], least: Double) {
        let isFigure = rows.map { $0.words.contains { ParagraphMarks.isNumber($0.text) } }
        body = isFigure.firstIndex(of: true) ?? 0
        let segments = rows.map(\.segments)
        var ranges: [(left: Double, right: Double)] = []
        for at in body..<rows.count {
            for (number, segment) in segments[at].enumerated() {
                if Self.isSpanning(segment, at, rows, segments, from: body) {
                    spanning.insert([at, number])
                } else {
                    ranges += rows[at].words[segment].map { ($0.left, $0.right) }
                }
            }
        }
        let em = rows.first?.em ?? 1
        for range in ranges.sorted(by: { $0.left < $1.left }) {
            let right = max(range.left, range.right)
            if let last = columns.last, range.left - last.upperBound < least * em {
                columns[columns.count - 1] = last.lowerBound...max(last.upperBound, right)
            } else {
                columns.append(range.left...right)
            }
        }
        for at in 0..<body { addColumns(of: rows[at]) }
    }

    /// Whether two words of a row nearby stand above or below one segment.
    private static func isSpanning(
        _ segment: Range<Int>, _ at: Int, _ rows: [PlacedRow], _ segments: [[Range<Int>]],
        from first: Int
    ) -> Bool {
        let row = rows[at]
        let left = row.words[segment.lowerBound].left - 0.3 * row.em
        let right = row.words[segment.upperBound - 1].right + 0.3 * row.em
        return (max(first, at - reach)..<min(rows.count, at + reach + 1)).contains { other in
            let words = rows[other].words
            return other != at
                && segments[other].count {
                    let middle = (words[$0.lowerBound].left + words[$0.upperBound - 1].right) / 2
                    return middle > left && middle < right
                } > 1
        }
    }

    /// A heading may stand above a column without figures.
    private mutating func addColumns(of row: PlacedRow) {
        for segment in row.segments {
            let left = row.words[segment.lowerBound].left
            let right = row.words[segment.upperBound - 1].right
            let isBefore = columns.first.map { right < $0.lowerBound - row.em / 2 } ?? true
            let isAfter = columns.last.map { left > $0.upperBound + row.em / 2 } ?? true
            if isBefore {
                columns.insert(left...max(left, right), at: 0)
            } else if isAfter {
                columns.append(left...max(left, right))
            }
        }
    }

    /// The cells of a row; words too close to be told apart go by the columns they stand in.
    func cells(_ row: PlacedRow, at: Int) -> [Cell] {
        let segments = row.segments
        var cells: [Cell] = []
        for (number, segment) in segments.enumerated() {
            let words = Array(row.words[segment])
            guard let first = words.first, let last = words.last else { continue }
            if at < body || spanning.contains([at, number]) {
                let range =
                    at < body
                    ? heading(segment, number, of: row, segments)
                    : column(first.left)...max(column(first.left), column(last.right))
                let cell = Cell(
                    column: range.lowerBound, span: range.count,
                    text: WordJoining.text(words, em: row.em), left: first.left,
                    right: last.right)
                append(cell, to: &cells)
            } else {
                for word in words {
                    let column = column((word.left + word.right) / 2)
                    append(
                        Cell(column: column, text: word.text, left: word.left, right: word.right),
                        to: &cells)
                }
            }
        }
        return cells
    }

    /// The columns below a heading: those it reaches over; or the one that has no other heading in
    /// the row, or both where it stands above the gap between two.
    private func heading(
        _ segment: Range<Int>, _ number: Int, of row: PlacedRow, _ segments: [Range<Int>]
    ) -> ClosedRange<Int> {
        func reached(_ segment: Range<Int>) -> [Int] {
            let left = row.words[segment.lowerBound].left + 0.2 * row.em
            let right = row.words[segment.upperBound - 1].right - 0.2 * row.em
            return columns.indices.filter {
                columns[$0].lowerBound < right && columns[$0].upperBound > left
            }
        }
        let own = reached(segment)
        let middle =
            (row.words[segment.lowerBound].left + row.words[segment.upperBound - 1].right) / 2
        let at = column(middle)
        if own.count > 1, let first = own.first, let last = own.last { return first...last }
        let isWithin = columns[at].contains(middle)
        let beside = middle < columns[at].lowerBound ? at - 1 : at + 1
        guard !isWithin, columns.indices.contains(beside) else { return at...at }
        let others = Set(
            segments.indices.filter { $0 != number && abs($0 - number) < 3 }
                .flatMap { reached(segments[$0]) })
        switch (others.contains(at), others.contains(beside)) {
        case (false, false): return min(at, beside)...max(at, beside)
        case (true, false): return beside...beside
        default: return at...at
        }
    }

    private func append(_ cell: Cell, to cells: inout [Cell]) {
        guard let last = cells.last, last.column + last.span > cell.column else {
            cells.append(cell)
            return
        }
        let isTight = WordJoining.isTight(last.text, cell.text)
        cells[cells.count - 1].text += (isTight ? "" : " ") + cell.text
        cells[cells.count - 1].right = cell.right
    }

    /// The column at, or nearest to, a place.
    private func column(_ place: Double) -> Int {
        var low = 0
        var high = columns.count - 1
        while low < high {
            let middle = (low + high) / 2
            let edge = (columns[middle].upperBound + columns[middle + 1].lowerBound) / 2
            if place <= edge { high = middle } else { low = middle + 1 }
        }
        return max(0, low)
    }
}
