/// Tells whether a text file was wrapped by hand or by a program: most of its lines then end near
/// one width, in the middle of a sentence.
enum WrappedText {
    /// Fewer full lines than this prove nothing.
    private static let leastFull = 4

    /// The width at which lines were wrapped; nil where a line is a paragraph, as it nearly always
    /// is. Every doubt decides for that: paragraphs wrongly joined would hide where one begins.
    static func width(_ rows: [PlacedRow]) -> Double? {
        guard rows.count >= leastFull else { return nil }
        let widths = rows.map(\.right).sorted()
        // The longest line may be a heading that was never wrapped.
        let width = widths[widths.count - 1 - widths.count / 50]
        guard (40...160).contains(width), (widths.last ?? 0) <= width + 8 else { return nil }

        var full = 0
        var open = 0
        var punctuated = 0
        var goingOn = 0
        for (at, row) in rows.enumerated() where row.right >= width - 6 {
            full += 1
            guard !ParagraphMarks.isClosed(row.text) else { continue }
            open += 1
            if row.text.unicodeScalars.contains(where: { "，。、；,;".unicodeScalars.contains($0) }) {
                punctuated += 1
            }
            if at + 1 < rows.count, rows[at + 1].left < 3,
                !ParagraphMarks.isHeading(rows[at + 1].text),
                !ParagraphMarks.isNumbered(rows[at + 1].text)
            {
                goingOn += 1
            }
        }
        let isWrapped =
            full >= leastFull && full * 2 >= rows.count && open * 10 >= full * 7
            && punctuated * 10 >= open * 6 && goingOn * 10 >= open * 7
        return isWrapped ? width : nil
    }
}
