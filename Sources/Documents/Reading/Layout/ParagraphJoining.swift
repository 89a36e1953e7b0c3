/// Joins the rows that a paragraph was wrapped into.
struct ParagraphJoining {
    /// Where rows end that are full.
    let rightEdge: Double
    /// Where rows begin that go on with a paragraph.
    let leftEdge: Double
    /// Whether paragraphs begin indented, so that a row that does not goes on.
    let isIndented: Bool
    /// The room, in ems, that a full row may leave besides what the next word needs.
    private let slack: Double

    init(_ rows: [PlacedRow], rightEdge: Double, slack: Double = 0.3) {
        self.rightEdge = rightEdge
        self.slack = slack
        let full = rows.filter { $0.right > rightEdge - 2.5 * $0.em }
        // The commonest left edge; rounded, since justified type begins a hair off.
        var counts: [Int: Int] = [:]
        for row in full {
            counts[Int((row.left * 2 / max(row.em, 0.1)).rounded()), default: 0] += 1
        }
        let em = full.first?.em ?? 1
        let edge = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
        // Single indented rows may be in the majority: an edge further left that is used wins.
        let often = counts.filter { $0.key < edge && $0.value * 5 >= full.count }.map(\.key).min()
        leftEdge = Double(often ?? edge) * em / 2
        let left = leftEdge
        let indented = rows.count { (1.2...3.2).contains(($0.left - left) / $0.em) }
        isIndented = indented >= 2 && indented * 10 >= rows.count
    }

    /// Whether a row goes on with the paragraph of the one before.
    func goesOn(_ next: PlacedRow, after row: PlacedRow) -> Bool {
        guard abs(next.height - row.height) <= 0.15 * max(next.height, row.height) else {
            return false
        }
        // Had the first word of the next row found room, somebody broke the line on purpose.
        // A sentence that is open may leave more room: some break before a number's unit.
        let isOpen = !ParagraphMarks.isClosed(row.text) && !ParagraphMarks.isNumbered(next.text)
        let room = (isOpen ? max(slack, 2.5) : slack) * row.em
        guard row.right + firstWidth(next) > rightEdge - room else { return false }
        if next.left - leftEdge > 1.2 * next.em { return false }
        if ParagraphMarks.isHeading(next.text) { return false }
        guard ParagraphMarks.isClosed(row.text) else { return true }
        if ParagraphMarks.isNumbered(next.text) { return false }
        return isIndented || next.top - row.bottom < 0.9 * next.height
    }

    /// The room that the beginning of a row needs and that cannot be divided.
    private func firstWidth(_ row: PlacedRow) -> Double {
        var width = 0.0
        var isFirst = true
        for scalar in row.text.unicodeScalars.prefix(40) {
            if DisplayWidth.isWide(scalar) {
                // A mark that must not begin a row draws the character before it along.
                let isMark = "，。、；：？！）》”’】…—％".unicodeScalars.contains(scalar)
                if isFirst || isMark { width += row.em }
                if !isFirst || !isMark, !(isFirst && "（《“‘【".unicodeScalars.contains(scalar)) {
                    break
                }
            } else if TrimmedText.isBlank(scalar) {
                break
            } else {
                width += row.em / 2
            }
            isFirst = false
        }
        return width
    }
}
