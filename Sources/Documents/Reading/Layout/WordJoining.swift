/// Sets the words of a row side by side.
enum WordJoining {
    /// The row's text: a gap between 汉字 and figures is the type's, not the writer's.
    static func text(_ words: [PlacedWord], em: Double) -> String {
        var text = ""
        var last = ""
        var end = 0.0
        for word in words {
            // A wide gap is a full-width blank or a tabulator.
            let isWide = word.left - end > 0.7 * em
            if !text.isEmpty, isWide || !isTight(last, word.text) { text += " " }
            text += word.text
            last = word.text
            end = word.right
        }
        return text
    }

    /// Whether nothing stands between two words but the room that type leaves around 汉字.
    static func isTight(_ before: String, _ after: String) -> Bool {
        DisplayWidth.isWide(before.unicodeScalars.last)
            || DisplayWidth.isWide(after.unicodeScalars.first)
    }
}
