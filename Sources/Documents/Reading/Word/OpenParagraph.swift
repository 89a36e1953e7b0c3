/// A note that a paragraph refers to.
struct WordNote: Hashable {
    enum Kind { case footnote, endnote }
    let kind: Kind
    let id: String
}

/// A paragraph of a Word file while it is read.
struct OpenParagraph {
    /// UTF-8.
    var text: [UInt8] = []
    var style: String?
    var outline: Int?
    var number: (id: Int?, level: Int?) = (nil, nil)
    /// Its mark was deleted under tracking: the next paragraph goes on with its text.
    var isJoined = false
    var isMarkHidden = false
    var notes: [WordNote] = []
    /// What stands in text boxes that are anchored in it.
    var boxes: [DocumentBlock] = []

    /// Takes in the paragraph that follows, whose mark, and thus whose properties, are left.
    mutating func goOn(with next: OpenParagraph) {
        text += next.text
        notes += next.notes
        boxes += next.boxes
        style = next.style
        outline = next.outline
        number = next.number
        isJoined = next.isJoined
        isMarkHidden = next.isMarkHidden
    }
}
