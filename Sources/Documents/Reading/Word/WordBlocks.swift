/// Puts the paragraphs, cells and tables of a Word file where a reader finds them.
struct WordBlocks {
    /// What holds paragraphs.
    enum Holder { case body, cell, box, note }

    private struct Open {
        let holder: Holder
        var blocks: [DocumentBlock] = []
        /// The paragraphs of a cell.
        var texts: [String] = []
        /// What follows the table of a cell.
        var after: [DocumentBlock] = []
        /// A paragraph that the next one goes on with.
        var carried: OpenParagraph?
    }

    private var open = [Open(holder: .body)]
    private var tables: [WordTableRows] = []
    private var counters: WordCounters
    private let styles: WordStyleSheet
    private let notes: [WordNote: [DocumentBlock]]
    private let budget: ReadingBudget

    init(
        _ counters: WordCounters, _ styles: WordStyleSheet, notes: [WordNote: [DocumentBlock]],
        _ budget: ReadingBudget
    ) {
        self.counters = counters
        self.styles = styles
        self.notes = notes
        self.budget = budget
    }

    /// The blocks of the body.
    var blocks: [DocumentBlock] { open[0].blocks }

    mutating func begin(_ holder: Holder) { open.append(Open(holder: holder)) }

    /// The blocks of the innermost holder, which ends.
    mutating func end() -> [DocumentBlock] {
        guard open.count > 1 else { return [] }
        finishCarried()
        return open.removeLast().blocks
    }

    mutating func finishCarried() {
        guard var left = open[open.count - 1].carried else { return }
        open[open.count - 1].carried = nil
        left.isJoined = false
        add(left)
    }

    mutating func add(_ paragraph: OpenParagraph) {
        let at = open.count - 1
        var paragraph = paragraph
        // What is carried grows in place: a file may hold any number of deleted marks in a row.
        open[at].carried?.goOn(with: paragraph)
        if paragraph.isJoined {
            open[at].carried = open[at].carried ?? paragraph
            return
        }
        paragraph = open[at].carried ?? paragraph
        open[at].carried = nil
        let style = styles.meaning(paragraph.style ?? styles.usual)
        let isGone = paragraph.text.isEmpty && (paragraph.isMarkHidden || style.isHidden)
        let mark = isGone ? "" : counters.next(paragraph.number, style)
        let trimmed = TrimmedText(String(decoding: paragraph.text, as: UTF8.self))
        budget.take(text: mark.utf8)
        // A numbered paragraph without text shows its number.
        let text = trimmed.text.isEmpty ? TrimmedText(mark).text : mark + trimmed.text
        // A note may be referred to any number of times, and counts each time.
        var notes: [DocumentBlock] = []
        for note in paragraph.notes where budget.problem == nil {
            budget.take(self.notes[note] ?? [])
            notes += self.notes[note] ?? []
        }

        if open[at].holder == .cell {
            if !text.isEmpty { open[at].texts.append(text) }
            for block in paragraph.boxes {
                if case .paragraph(let inside) = block {
                    open[at].texts.append(inside.text)
                } else {
                    open[at].after.append(block)
                }
            }
            open[at].after += notes
            return
        }
        if !text.isEmpty {
            budget.take(paragraphs: 1)
            let level = paragraph.outline ?? style.outline ?? 9
            let kind = kind(of: open[at].holder, level: level)
            let column = mark.isEmpty ? trimmed.indent + 1 : 1
            open[at].blocks.append(
                .paragraph(
                    DocumentParagraph(
                        text, kind: kind, lines: [.init(offset: 0, line: 0, column: column)])))
        }
        open[at].blocks += paragraph.boxes + notes
    }

    private func kind(of holder: Holder, level: Int) -> DocumentParagraph.Kind {
        switch holder {
        case .note: .footnote
        case .box: .textBox
        case .body, .cell: (0...8).contains(level) ? .heading(level: level + 1) : .body
        }
    }

    mutating func beginTable() {
        // Deleted paragraph marks in front of a table are not taken into it.
        finishCarried()
        tables.append(WordTableRows())
    }

    /// Changes the innermost table.
    mutating func inTable(_ change: (inout WordTableRows) -> Void) {
        if !tables.isEmpty { change(&tables[tables.count - 1]) }
    }

    mutating func endCell(_ cell: WordTableRows.Cell) {
        finishCarried()
        guard open.count > 1 else { return }
        let held = open.removeLast()
        var cell = cell
        cell.text = held.texts.joined(separator: "\n")
        budget.take(cells: 1)
        inTable {
            $0.add(cell)
            $0.after += held.after
        }
    }

    mutating func endTable() {
        guard let rows = tables.popLast() else { return }
        let blocks = (rows.table.map { [DocumentBlock.table($0)] } ?? []) + rows.after
        let at = open.count - 1
        if open[at].holder == .cell {
            open[at].after += blocks
        } else {
            open[at].blocks += blocks
        }
    }
}

extension ReadingBudget {
    fileprivate func take(_ blocks: [DocumentBlock]) {
        take(paragraphs: blocks.count)
        for case .paragraph(let paragraph) in blocks { take(text: paragraph.text.utf8) }
    }
}
