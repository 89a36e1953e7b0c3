extension PlacedRow {
    /// A line of a text file: columns are half-width, and two blanks or a tabulator part words.
    ///
    /// - Returns: nil where the line holds nothing but blanks.
    init?(_ raw: String, line: Int, isAfterBlank: Bool, order: Double) {
        let trimmed = TrimmedText(raw)
        guard !trimmed.text.isEmpty else { return nil }
        var words: [PlacedWord] = []
        var word = String.UnicodeScalarView()
        var start = 0
        var place = 0
        var blanks = 0
        func close() {
            guard !word.isEmpty else { return }
            words.append(
                PlacedWord(
                    text: String(word), left: Double(start), right: Double(place - blanks)))
            word = String.UnicodeScalarView()
        }
        for scalar in raw.unicodeScalars {
            if scalar == "\t" || TrimmedText.isBlank(scalar) {
                // A tabulator goes on to the next eighth column, as terminals have it.
                let width = scalar == "\t" ? max(2, 8 - place % 8) : DisplayWidth.columns(scalar)
                place += width
                blanks += width
                continue
            }
            if blanks > 1 {
                close()
            } else if blanks == 1, !word.isEmpty {
                word.append(" ")
            }
            if word.isEmpty { start = place }
            blanks = 0
            word.append(scalar)
            place += DisplayWidth.columns(scalar)
        }
        close()
        self.init(
            line: line, page: nil, words: Self.withMarkJoined(words, em: 2), text: trimmed.text,
            column: trimmed.indent + 1,
            em: 2, top: order + (isAfterBlank ? 3 : 0), bottom: order + 1 + (isAfterBlank ? 3 : 0))
    }
}
