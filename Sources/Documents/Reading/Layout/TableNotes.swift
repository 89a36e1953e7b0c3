/// The lines that stand above and below tables and are no rows of them.
enum TableNotes {
    private static let words = [
        "附表", "单位：", "单位:", "（单位", "(单位", "计量单位", "注：", "注:", "数据来源", "资料来源", "来源：", "备注：",
        "说明：",
    ]

    /// A caption (表3), a unit or a note.
    static func begins(_ text: String) -> Bool {
        if words.contains(where: { text.hasPrefix($0) }) { return true }
        guard let first = text.unicodeScalars.first, first == "表" || first == "图" else {
            return false
        }
        return text.unicodeScalars.dropFirst().first { !TrimmedText.isBlank($0) }
            .map { ParagraphMarks.isDigit($0) || "一二三四五六七八九十".unicodeScalars.contains($0) } ?? false
    }
}
