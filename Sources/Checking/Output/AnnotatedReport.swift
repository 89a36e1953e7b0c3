/// A report's text cut where findings and confirmations stand, for showing both side by side.
public enum AnnotatedBlock: Sendable {
    case paragraph(AnnotatedText)
    /// Rows of cells.
    case table(sheet: String?, rows: [[AnnotatedCell]])
}

/// A cell of a table with how far it reaches.
public struct AnnotatedCell: Sendable {
    public let text: AnnotatedText
    public let columnSpan: Int
    public let rowSpan: Int
}

/// A paragraph or cell.
public struct AnnotatedText: Sendable {
    /// A stretch of text about which the same is said.
    public struct Segment: Sendable {
        public let text: String
        /// Indices into the report's findings, the worst first.
        public let findings: [Int]
        /// Whether a claim in it was recomputed and holds.
        public let isConfirmed: Bool
    }

    public let place: Place
    /// Whether it reads like a heading.
    public let isHeading: Bool
    public let segments: [Segment]
}

extension CheckedReport {
    /// The whole text with its marks, in reading order.
    public var annotated: [AnnotatedBlock] {
        let marks = Marks(self)
        var blocks: [AnnotatedBlock] = []
        var seen: Set<Int> = []
        for index in reading.passages.indices {
            let passage = reading.passages[index]
            if case .cell(let table, _, _) = passage.source {
                if seen.insert(table).inserted { blocks.append(block(of: table, marks)) }
            } else {
                let text = annotated(index, marks)
                if text.segments.contains(where: { !$0.text.isEmpty }) {
                    blocks.append(.paragraph(text))
                }
            }
        }
        return blocks
    }

    private func block(of table: Int, _ marks: Marks) -> AnnotatedBlock {
        let grid = reading.manuscript.tables[table]
        let rows = grid.rows.map { row in
            row.map { cell in
                AnnotatedCell(
                    text: annotated(cell.passage, marks), columnSpan: cell.span,
                    rowSpan: cell.rowSpan)
            }
        }
        return .table(sheet: grid.sheet, rows: rows)
    }

    private func annotated(_ index: Int, _ marks: Marks) -> AnnotatedText {
        let passage = reading.passages[index]
        return AnnotatedText(
            place: passage.place(0), isHeading: reading.marks[index]?.isShort ?? false,
            segments: marks.segments(index, passage.text, findings))
    }

    /// Findings and confirmations by passage.
    private struct Marks {
        private var findings: [Int: [(Range<Int>, Int)]] = [:]
        private var confirmed: [Int: [Range<Int>]] = [:]

        init(_ report: CheckedReport) {
            for (index, finding) in report.findings.enumerated() {
                findings[finding.passage, default: []].append((finding.range, index))
            }
            for one in report.confirmations {
                confirmed[one.passage, default: []].append(one.range)
            }
        }

        /// The text cut at every edge of a mark.
        func segments(_ passage: Int, _ text: Scalars, _ all: [Finding]) -> [AnnotatedText.Segment]
        {
            let mine = findings[passage] ?? []
            let held = confirmed[passage] ?? []
            var edges: Set<Int> = [0, text.count]
            for range in mine.map(\.0) + held {
                edges.insert(min(range.lowerBound, text.count))
                edges.insert(min(range.upperBound, text.count))
            }
            let sorted = edges.sorted()
            // Marks come and go as the text is walked through; each is looked at twice, not each at
            // every edge.
            var coming = mine.sorted { $0.0.lowerBound < $1.0.lowerBound }[...]
            var open: [(Range<Int>, Int)] = []
            var holding = held.sorted { $0.lowerBound < $1.lowerBound }[...]
            var confirmedUpTo = 0
            return zip(sorted, sorted.dropFirst()).map { start, end in
                open.removeAll { $0.0.upperBound <= start }
                while let next = coming.first, next.0.lowerBound <= start {
                    if next.0.upperBound > start { open.append(next) }
                    coming.removeFirst()
                }
                while let next = holding.first, next.lowerBound <= start {
                    confirmedUpTo = max(confirmedUpTo, next.upperBound)
                    holding.removeFirst()
                }
                return AnnotatedText.Segment(
                    text: text.string(start..<end),
                    findings: open.map(\.1).sorted { all[$0].severity < all[$1].severity },
                    isConfirmed: confirmedUpTo >= end)
            }
        }
    }
}
