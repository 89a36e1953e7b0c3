/// A table understood: its header, the names of its rows, its numbers and their unit.
struct TableReading: Sendable {
    struct Row: Sendable {
        /// Index within the table.
        let index: Int
        /// The words at its beginning.
        let label: String
        /// 合计, 小计, 总计: it sums others.
        let isTotal: Bool
        /// 小计 alone.
        let isSubtotal: Bool
        /// 其中：… is within the row above.
        let isWithin: Bool
        /// A budget code, by which rows nest: 206, 20601, 2060101.
        let code: String?
        /// 一、 or （一） before the label.
        let mark: HeadingMark.Form?
        /// By column; nil where the cell holds no number.
        let values: [Int: CellValue]
        /// The passage of each column's cell.
        let passages: [Int: Int]
        /// Columns whose cell is empty or a dash.
        let nothing: Set<Int>
    }

    let table: Int
    /// The words above each column, the topmost first.
    let headers: [Int: [String]]
    let rows: [Row]
    /// The unit that caption or title states for all.
    let unit: MeasureUnit?
    /// Columns that hold numbers to be added or compared.
    let columns: [Int]
    /// What each of these columns means.
    let meanings: [Int: ColumnMeaning]
    let numericPassages: [Int]

    /// No table that people print is wider.
    private static let mostColumns = 60

    init(_ manuscript: Manuscript, _ index: Int) {
        table = index
        let grid = manuscript.tables[index]
        let passages = manuscript.passages
        let header = Self.headerRows(grid, passages)
        var headers: [Int: [String]] = [:]
        for row in grid.rows.prefix(header) {
            for cell in row {
                let text = passages[cell.passage].text
                let words = text.filter { !$0.isBlank && $0 != "\n" }
                guard !words.isEmpty, cell.span < 40 else { continue }
                for column in cell.column..<cell.column + cell.span {
                    headers[column, default: []].append(words.joined)
                }
            }
        }
        self.headers = headers
        unit = Self.unit(grid, passages, header)
        var rows: [Row] = []
        var numeric: [Int] = []
        for at in grid.rows.indices.dropFirst(header) {
            let row = Self.row(at, grid.rows[at], passages)
            rows.append(row)
            numeric += row.values.keys.compactMap { row.passages[$0] }
        }
        self.rows = rows
        numericPassages = numeric
        columns = Self.numberColumns(rows, headers)
        var rated: Set<Int> = []
        for row in rows {
            for (column, value) in row.values where value.unit?.isRate == true {
                rated.insert(column)
            }
        }
        var meanings: [Int: ColumnMeaning] = [:]
        for column in columns {
            meanings[column] = ColumnMeaning(
                headers[column] ?? [], table: unit, hasRates: rated.contains(column))
        }
        self.meanings = meanings
    }

    /// The rows before the first that holds a number beside its first cells.
    private static func headerRows(_ grid: GridTable, _ passages: [Passage]) -> Int {
        for (index, row) in grid.rows.enumerated().prefix(12) {
            let texts = row.map { passages[$0.passage].text }
            let hasNumber = zip(row, texts).contains { $0.column > 0 && CellValue.read($1) != nil }
            if hasNumber, !isColumnNumbers(texts) { return index }
        }
        return min(1, grid.rows.count)
    }

    /// 栏次 | 1 | 2 | 3, or the years below a heading.
    private static func isColumnNumbers(_ texts: [Scalars]) -> Bool {
        var numbers: [Int64] = []
        for text in texts where !CellValue.isNothing(text) {
            guard let value = CellValue.read(text), value.unit == nil, value.quantity.exponent == 0
            else {
                if text.count > 6 { return false }
                continue
            }
            numbers.append(value.quantity.unscaled)
        }
        guard numbers.count > 1 else { return false }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
            || numbers.allSatisfy { YearText.plausible.contains(Int($0)) }
    }

    private static func row(_ index: Int, _ cells: [GridTable.Cell], _ passages: [Passage]) -> Row {
        var values: [Int: CellValue] = [:]
        var places: [Int: Int] = [:]
        var nothing: Set<Int> = []
        var label = ""
        var code: String?
        for cell in cells {
            let text = passages[cell.passage].text
            places[cell.column] = cell.passage
            if let value = CellValue.read(text) {
                // 2060101 before the name of its row is a code.
                if values.isEmpty, label.isEmpty, code == nil, isCode(text) {
                    code = text.string(text.trimmed(text.indices))
                } else {
                    values[cell.column] = value
                }
            } else if CellValue.isNothing(text) {
                nothing.insert(cell.column)
            } else if values.isEmpty, label.count < 60 {
                label += text.filter { !$0.isBlank && $0 != "\n" }.joined
            }
        }
        let scalars = Scalars(label)
        let mark = HeadingMark.read(scalars)
        let bare = mark.map { scalars[$0.range.upperBound...] } ?? scalars[...]
        let words = bare.joined
        return Row(
            index: index, label: label, isTotal: isTotal(words), isSubtotal: words.contains("小计"),
            isWithin: words.hasPrefix("其中") || words.hasPrefix("#"), code: code,
            mark: mark?.form, values: values, passages: places, nothing: nothing)
    }

    private static func isCode(_ text: Scalars) -> Bool {
        let range = text.trimmed(text.indices)
        return [3, 5, 7].contains(range.count) && text[range].allSatisfy(\.isDigit)
            && text[range.lowerBound] != "0"
    }

    private static func isTotal(_ label: String) -> Bool {
        guard label.count <= 12 else { return false }
        return ["合计", "总计", "小计", "共计", "总合计"].contains {
            label.hasSuffix($0) || label.hasPrefix($0)
        }
            || label == "合" || label == "总额" || label == "全市" || label == "全县" || label == "全省"
    }

    private static let notAdded = [
        "序号", "编号", "编码", "代码", "年份", "年度", "电话", "排名", "位次", "行次", "邮编", "文号", "日期", "时间",
    ]

    private static func numberColumns(_ rows: [Row], _ headers: [Int: [String]]) -> [Int] {
        var counts: [Int: Int] = [:]
        for row in rows { for column in row.values.keys { counts[column, default: 0] += 1 } }
        return counts.keys.filter { column in
            let header = (headers[column] ?? []).last ?? ""
            return !notAdded.contains { header.contains($0) }
        }.sorted().prefix(mostColumns).map { $0 }
    }

    /// 单位：万元 in the paragraphs right above, in a title row, or in a cell of the header.
    private static func unit(_ grid: GridTable, _ passages: [Passage], _ header: Int)
        -> MeasureUnit?
    {
        var places: [Int] = []
        if let caption = grid.caption {
            places = [caption] + (caption > 0 && !passages[caption - 1].isCell ? [caption - 1] : [])
        }
        for row in grid.rows.prefix(header + 1) { places += row.map(\.passage) }
        for place in places {
            if let unit = statedUnit(passages[place].text) { return unit }
        }
        return nil
    }

    private static let unitWord = Lexicon("单位 金额单位 计量单位")

    /// The unit behind 单位：.
    static func statedUnit(_ text: Scalars) -> MeasureUnit? {
        guard text.count < 400, let word = unitWord.last(in: text, text.indices) else { return nil }
        var place = word.upperBound
        while place < text.count, text[place].isBlank || text[place] == "：" || text[place] == ":" {
            place += 1
        }
        guard place < text.count, place > word.upperBound else { return nil }
        // 人民币万元: the currency is said, 人 is no unit here.
        let money = Scalars("人民币")
        if text.has(money, at: place, to: text.count) { place += money.count }
        guard place < text.count, let found = UnitText.read(text, at: place, to: text.count),
            !found.isCut
        else { return nil }
        return found.unit
    }

    /// The unit of a column: its heading's own, else the table's.
    func unit(ofColumn column: Int) -> MeasureUnit? { meanings[column]?.unit ?? unit }

    func header(_ column: Int) -> String { (headers[column] ?? []).joined(separator: "·") }

    /// Whether a column's numbers are rates, which do not add.
    func isRate(column: Int) -> Bool { meanings[column]?.isRate ?? false }

    /// Whether a column counts whole things or points, to which no rounding applies.
    func isExact(column: Int) -> Bool { meanings[column]?.isExact ?? false }
}
