/// Reads a workbook: each visible sheet is a table of what its cells show.
enum ReadExcel {
    /// Empty cells between two others that are written out; a stray cell at the end of a sheet is
    /// not worth ten thousand empty ones.
    private static let widestGap = 64

    /// Any number of sheets may be the same part of the file, read again for each.
    private static let mostSheets = 1_000

    static func blocks(_ bytes: [UInt8], _ budget: ReadingBudget) throws -> [DocumentBlock] {
        let reader = try ExcelReader(bytes: bytes, budget)
        guard reader.sheets.count <= mostSheets else {
            throw DocumentProblem(
                what: "工作表超过 \(mostSheets) 张", remedy: "请只留报告里的表，或分成几个文件")
        }
        var blocks: [DocumentBlock] = []
        for sheet in reader.sheets where !sheet.isHidden {
            let rows = try rows(of: sheet, reader, budget)
            if !rows.isEmpty {
                blocks.append(.table(DocumentTable(sheet: sheet.name, rows: rows)))
            }
        }
        return blocks
    }

    /// A cell whose span down is known only when all rows are.
    private struct Cell {
        let column: Int
        let columnSpan: Int
        let rows: ClosedRange<Int>?
        let text: String
    }

    private static func rows(
        of sheet: ExcelSheet, _ reader: ExcelReader, _ budget: ReadingBudget
    ) throws -> [DocumentTableRow] {
        var spans = try MergedSpans(reader.merged(sheet).blocks, budget)
        var rows: [(number: Int, cells: [Cell])] = []
        try reader.eachShown(sheet) { row in
            let begun = spans.begin(row.number)
            guard !row.isHidden else { return true }
            var cells: [Cell] = []
            var next = 0
            for cell in row.cells {
                let span = begun[cell.column]
                guard span != nil || !spans.isCovered(cell.column, row.number),
                    cell.column >= next
                else { continue }
                if cell.column - next <= widestGap {
                    for column in next..<cell.column
                    where !spans.isCovered(column, row.number) {
                        cells.append(Cell(column: column, columnSpan: 1, rows: nil, text: ""))
                    }
                }
                let text = cell.value.text
                cells.append(
                    Cell(
                        column: cell.column, columnSpan: span?.columns ?? 1, rows: span?.rows,
                        text: text))
                next = cell.column + (span?.columns ?? 1)
            }
            // Those that the sheet holds have been counted.
            budget.take(cells: max(0, cells.count - row.cells.count))
            try budget.check()
            rows.append((row.number, cells))
            return true
        }
        let numbers = rows.map(\.number)
        return rows.map { row in
            DocumentTableRow(
                line: row.number,
                cells: row.cells.map { cell in
                    DocumentTableCell(
                        column: cell.column, columnSpan: cell.columnSpan,
                        rowSpan: cell.rows.map { shown($0, numbers) } ?? 1, text: cell.text)
                })
        }
    }

    /// How many of the rows that are shown lie within a block.
    private static func shown(_ rows: ClosedRange<Int>, _ numbers: [Int]) -> Int {
        func before(_ number: Int) -> Int {
            var low = 0
            var high = numbers.count
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] < number { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return max(1, before(rows.upperBound + 1) - before(rows.lowerBound))
    }
}
