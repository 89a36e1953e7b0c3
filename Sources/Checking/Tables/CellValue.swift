/// What a cell of a table holds, where it holds a number.
struct CellValue: Sendable {
    let quantity: Quantity
    /// % or another unit that the cell itself states.
    let unit: MeasureUnit?
    /// The number within the cell's text.
    let range: Range<Int>

    /// Reads a cell that is a number and nothing else: `1,234.50`, `-3`, `（12.00）`, `85.6%`, `12家`.
    static func read(_ text: Scalars) -> CellValue? {
        var range = text.trimmed(text.indices)
        guard !range.isEmpty, range.count <= 40 else { return nil }
        var isNegative = false
        // In accounts brackets are a minus.
        if range.count > 2, text[range.lowerBound].opensBracket,
            text[range.upperBound - 1].closesBracket
        {
            isNegative = true
            range = range.lowerBound + 1..<range.upperBound - 1
        }
        if let first = range.first, "-−－+＋￥¥".unicodeScalars.contains(text[first]) {
            if !"+＋￥¥".unicodeScalars.contains(text[first]) { isNegative = true }
            range = text.trimmed(first + 1..<range.upperBound)
        }
        guard let first = range.first, text[first].isDigit,
            let number = NumberText.read(text, at: first, to: range.upperBound), !number.isSerial
        else { return nil }
        var unit: MeasureUnit?
        let after = text.skippingBlanks(number.range.upperBound, to: range.upperBound)
        if after < range.upperBound {
            guard let found = UnitText.read(text, at: after, to: range.upperBound), !found.isCut,
                found.end == range.upperBound
            else { return nil }
            unit = found.unit
        }
        let value = isNegative ? -number.unscaled : number.unscaled
        return CellValue(
            quantity: Quantity(unscaled: value, exponent: -number.scale), unit: unit,
            range: number.range)
    }

    /// Whether a cell says that there is nothing: empty, a dash, a stroke.
    static func isNothing(_ text: Scalars) -> Bool {
        let range = text.trimmed(text.indices)
        return range.isEmpty
            || range.count <= 3
                && text[range].allSatisfy { "-—–－/／无".unicodeScalars.contains($0) }
    }
}
