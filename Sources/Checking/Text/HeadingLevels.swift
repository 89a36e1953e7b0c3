/// The numbered paragraphs with the form that their place asks for.
///
/// In `一、 二、 6、 七、` the third is a heading of the first level written with the wrong number.
struct HeadingLevels {
    struct Heading {
        let passage: Int
        let mark: HeadingMark
        /// What it should have been written as; the mark's own form where that is right.
        let form: HeadingMark.Form
        var isMisformed: Bool { form != mark.form }
    }

    private(set) var headings: [Heading] = []
    private static let attachment = ["附件", "附表", "附录", "附："]

    /// Passages that begin an attachment, where numbering starts anew.
    private(set) var attachments: Set<Int> = []

    init(_ reading: Reading) {
        let marked = reading.marks.indices.compactMap { index -> (Int, HeadingMark)? in
            guard let mark = reading.marks[index], mark.form != .spoken, mark.form != .circled,
                mark.form != .decimal, !Self.isContentsLine(reading.text(index))
            else { return nil }
            return (index, mark)
        }
        for (index, passage) in reading.passages.enumerated()
        where !passage.isCell && passage.text.count < 40 {
            let text = passage.text.string(passage.text.trimmed(passage.text.indices))
            if Self.attachment.contains(where: text.hasPrefix) { attachments.insert(index) }
        }
        var form: [HeadingMark.Form] = marked.map(\.1.form)
        for (from, to) in [
            (HeadingMark.Form.arabicComma, HeadingMark.Form.chinese),
            (.arabicBracket, .chineseBracket),
        ] {
            for at in marked.indices where marked[at].1.form == from && marked[at].1.isShort {
                if Self.stands(at, marked.map(\.1), form, from: from, for: to) { form[at] = to }
            }
        }
        headings = marked.indices.map {
            Heading(passage: marked[$0].0, mark: marked[$0].1, form: form[$0])
        }
    }

    /// A line of a table of contents ends in dots and a page.
    private static func isContentsLine(_ text: Scalars) -> Bool {
        let range = text.trimmed(text.indices)
        guard let last = range.last, text[last].isDigit, range.count < 80 else { return false }
        var place = last
        while place > range.lowerBound, text[place].isDigit || text[place].isBlank { place -= 1 }
        return "….·．\t".unicodeScalars.contains(text[place])
            || last - place > 2 && text[place + 1].isBlank && text[place + 2].isBlank
    }

    /// Whether an Arabic number stands where the sequence wants a Chinese one.
    private static func stands(
        _ at: Int, _ marks: [HeadingMark], _ form: [HeadingMark.Form],
        from: HeadingMark.Form, for to: HeadingMark.Form
    ) -> Bool {
        let number = marks[at].number
        // Back to the sequence that it would go on, unless its own kind counts up to it.
        var before = at - 1
        var last: Int?
        while before >= 0 {
            if form[before] == from { return false }
            if form[before] == to {
                last = marks[before].number
                break
            }
            if to == .chineseBracket, form[before] == .chinese || form[before] == .part { break }
            before -= 1
        }
        var after = at + 1
        var next: Int?
        while after < marks.count {
            if form[after] == to {
                next = marks[after].number
                break
            }
            if marks[after].form == from, marks[after].number == number + 1 {
                // Both may be wrong, as in （一） （2） （3）; the sequence before decides.
                if last == nil { return false }
            }
            if to == .chineseBracket, form[after] == .chinese || form[after] == .part { break }
            after += 1
        }
        if let last { return last == number - 1 && (next == nil || next == number + 1) }
        return number == 1 && next == 2
    }
}
