import Documents
import TestSupport

/// A report being written: its blocks, the computations it states, and what can be broken.
struct ReportDraft {
    enum Block {
        case paragraph(Prose, kind: DocumentParagraph.Kind)
        case table([[TableCell]])
    }

    struct TableCell {
        var prose: Prose
        var columnSpan = 1
        var rowSpan = 1

        init(_ prose: Prose, columnSpan: Int = 1, rowSpan: Int = 1) {
            self.prose = prose
            self.columnSpan = columnSpan
            self.rowSpan = rowSpan
        }
    }

    var random: SeededGenerator
    let habits: Habits
    let setting: Setting
    private(set) var blocks: [Block] = []
    private(set) var headings: [HeadingNumber] = []
    var relations: [Relation] = []
    var offers: [Offer] = []
    /// Amounts are multiples of so many 元, so that parts rounded on their own add up; 1 for an
    /// author whose sums may be off by the last digit.
    var grain: Int
    /// Digits after the point of an amount in 万元.
    var wanDecimals = 2
    /// What is still to be told; nothing is told twice with two values.
    var outputs: [Output] = []
    var distractions: [Int] = []
    var targets: [Int] = []
    private var lastID = 0
    private var numbers = [0, 0, 0]

    init(random start: SeededGenerator) {
        var random = start
        habits = Habits(&random)
        setting = Setting(&random)
        grain = habits.roundsApart ? 1 : 100
        outputs = (setting.department.outputs + Department.commonOutputs).shuffled(using: &random)
        distractions = Array(0..<8).shuffled(using: &random)
        self.random = random
    }

    /// From here on amounts are written to this many 元.
    mutating func write(toYuan step: Int) { if !habits.roundsApart { grain = step } }

    mutating func newID() -> Int {
        lastID += 1
        return lastID
    }

    // MARK: Blocks

    mutating func paragraph(_ prose: Prose) { blocks.append(.paragraph(prose, kind: .body)) }

    /// A heading of level 1 (一、) or 2 (（一）), numbered by its place.
    mutating func heading(_ level: Int, _ words: Prose) {
        numbers[level - 1] += 1
        for below in level..<3 { numbers[below] = 0 }
        let number = HeadingNumber(
            id: newID(), level: level, number: numbers[level - 1],
            halfBrackets: habits.halfBrackets)
        headings.append(number)
        blocks.append(
            .paragraph(
                Prose([.heading(number)]) + words,
                kind: habits.marksHeadings ? .heading(level: level) : .body))
    }

    /// A paragraph that begins with a running number 1.
    mutating func numbered(_ prose: Prose) {
        numbers[2] += 1
        paragraph(Prose("\(numbers[2])" + habits.numberDot) + prose)
    }

    mutating func table(_ rows: [[TableCell]]) { blocks.append(.table(rows)) }

    // MARK: Result

    func document(_ edit: Edit? = nil) -> DocumentText {
        var line = 0
        let done = blocks.map { block -> DocumentBlock in
            switch block {
            case .paragraph(let prose, let kind):
                line += 1
                return .paragraph(DocumentParagraph(prose.written(edit), kind: kind, line: line))
            case .table(let rows):
                let table = ReportDraft.laidOut(rows, edit, after: line)
                line += rows.count
                return .table(DocumentTable(rows: table))
            }
        }
        let hasTable = blocks.contains { if case .table = $0 { true } else { false } }
        return DocumentText(
            format: hasTable || habits.marksHeadings ? .word : habits.format, blocks: done)
    }

    private static func laidOut(
        _ rows: [[TableCell]], _ edit: Edit?, after line: Int
    ) -> [DocumentTableRow] {
        // The first row on which each column is free again.
        var free: [Int: Int] = [:]
        return rows.enumerated().map { index, cells in
            var column = 0
            let placed = cells.map { cell in
                while free[column, default: 0] > index { column += 1 }
                for covered in column..<column + cell.columnSpan {
                    free[covered] = index + cell.rowSpan
                }
                defer { column += cell.columnSpan }
                return DocumentTableCell(
                    column: column, columnSpan: cell.columnSpan, rowSpan: cell.rowSpan,
                    text: cell.prose.written(edit))
            }
            return DocumentTableRow(line: line + index + 1, cells: placed)
        }
    }

    func placing() -> Placing {
        var placing = Placing()
        var line = 0
        for block in blocks {
            switch block {
            case .paragraph(let prose, _):
                line += 1
                placing.note(prose, line: line)
            case .table(let rows):
                for row in rows {
                    line += 1
                    for cell in row { placing.note(cell.prose, line: line) }
                }
            }
        }
        return placing
    }
}

/// Which figures, lists and headings a report really states, and on which lines.
struct Placing {
    private(set) var lines: [Int: Int] = [:]
    private(set) var figures: Set<Int> = []
    /// The figures that a comma, semicolon or full stop follows.
    private(set) var endsClause: Set<Int> = []

    mutating func note(_ prose: Prose, line: Int) {
        var last: Int?
        for segment in prose.segments {
            switch segment {
            case .text(let words):
                if words.isEmpty { continue }
                if let last, words.first.map("，；。".contains) == true { endsClause.insert(last) }
                last = nil
            case .figure(let figure):
                lines[figure.id] = line
                figures.insert(figure.id)
                last = figure.id
            case .list(let list):
                lines[list.id] = line
                last = nil
            case .heading(let heading):
                lines[heading.id] = line
                last = nil
            }
        }
    }

    /// Whether every figure of this computation stands in the report.
    func states(_ relation: Relation) -> Bool {
        if case .listCount(let list) = relation.kind, lines[list.id] == nil { return false }
        return relation.figures.allSatisfy { lines[$0.id] != nil }
    }

    func lines(of relation: Relation) -> Set<Int> {
        Set(relation.figures.compactMap { lines[$0.id] })
    }
}
