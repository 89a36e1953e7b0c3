/// Counts the numbered paragraphs of a Word file and says what stands before each.
struct WordCounters {
    private let numbering: WordNumbering
    private let styles: WordStyleSheet
    /// By list: all its instances count on together.
    private var counts: [Int: [Int?]] = [:]
    /// Instances and levels whose own start has been used.
    private var restarted: Set<[Int]> = []
    private var levelOfStyle: [String: Int] = [:]

    init(_ numbering: WordNumbering, _ styles: WordStyleSheet) {
        self.numbering = numbering
        self.styles = styles
    }

    /// The mark before the next paragraph, with the blank behind it; empty where there is none.
    /// - Parameters:
    ///   - number: the instance and level that the paragraph itself names.
    ///   - style: what its style says where it names none.
    mutating func next(
        _ number: (id: Int?, level: Int?), _ style: WordStyleSheet.Meaning
    ) -> String {
        guard let id = number.id ?? style.number, id > 0,
            let instance = numbering.instances[id], let (key, list) = list(instance)
        else { return "" }
        let levels = list.levels.merging(instance.levels) { $1 }
        let fromStyle = number.id == nil ? ownLevel(style, list, id) : nil
        let at = min(max(0, number.level ?? fromStyle ?? style.level ?? 0), 8)
        let level = levels[at] ?? WordNumbering.Level()

        var counts = counts[key] ?? Array(repeating: nil, count: 9)
        if let start = instance.starts[at], restarted.insert([id, at]).inserted {
            counts[at] = start
        } else {
            counts[at] = counts[at].map { $0 + 1 } ?? level.start
        }
        for deeper in at + 1..<max(at + 1, 9) {
            let restart = levels[deeper]?.restart
            if restart == nil || at + 1 <= restart ?? 0 { counts[deeper] = nil }
        }
        self.counts[key] = counts
        return shown(level, levels, counts)
    }

    /// The level that names the style, where the number came with it.
    private mutating func ownLevel(
        _ style: WordStyleSheet.Meaning, _ list: WordNumbering.List, _ id: Int
    ) -> Int? {
        guard let name = style.numberStyle else { return nil }
        let key = "\(id) \(name)"
        if let known = levelOfStyle[key] { return known < 0 ? nil : known }
        let level = list.levels.first { $0.value.style == name }?.key
        levelOfStyle[key] = level ?? -1
        return level
    }

    /// The list of an instance, through the style that may define it.
    private func list(_ instance: WordNumbering.Instance) -> (Int, WordNumbering.List)? {
        guard let list = numbering.lists[instance.list] else { return nil }
        guard let style = list.borrowed else { return (instance.list, list) }
        let key =
            numbering.listOfStyle[style]
            ?? styles.meaning(style).number.flatMap { numbering.instances[$0]?.list }
        guard let key, let lent = numbering.lists[key] else { return nil }
        return (key, lent)
    }

    private func shown(
        _ level: WordNumbering.Level, _ levels: [Int: WordNumbering.Level], _ counts: [Int?]
    ) -> String {
        // A bullet is a mark of a symbol font and says nothing.
        guard level.format != "bullet" else { return "" }
        var mark = ""
        var isPlace = false
        for character in level.text.unicodeScalars.prefix(200) {
            if isPlace, let digit = Int(String(character)), (1...9).contains(digit) {
                let of = levels[digit - 1] ?? WordNumbering.Level()
                let isPlain = level.isLegal && of.format != "none"
                mark += NumberForms.text(
                    counts[digit - 1] ?? of.start, isPlain ? "decimal" : of.format)
                isPlace = false
            } else if character == "%", !isPlace {
                isPlace = true
            } else {
                if isPlace { mark += "%" }
                isPlace = false
                mark.unicodeScalars.append(character)
            }
        }
        guard let last = mark.unicodeScalars.last else { return "" }
        // Chinese marks bring their own room.
        let isClosed = "、，。．：；）】〕》〉」』".unicodeScalars.contains(last)
        let isBlank = TrimmedText.isBlank(last)
        return mark + (isClosed || isBlank || level.suffix == "nothing" ? "" : " ")
    }
}
