/// Tables as CSV text that spreadsheet programs open without harm.
public enum CSVWriter {
    /// A table as CSV (RFC 4180): commas, CRLF, quotes only where needed.
    ///
    /// A cell that begins with `=`, `+`, `-` or `@` (or their full-width forms, a tab or a carriage
    /// return) and is neither a number nor a lone `-` gets an apostrophe in front: a spreadsheet
    /// would otherwise run it as a formula. A program that reads the text back sees the apostrophe.
    ///
    /// - Parameters:
    ///   - header: the column names.
    ///   - rows: the records, each as wide as the header.
    ///   - byteOrderMark: `true` for Excel, which otherwise takes UTF-8 for GBK.
    public static func text(
        header: [String], rows: some Sequence<[String]>, byteOrderMark: Bool
    ) -> String {
        var text = byteOrderMark ? "\u{FEFF}" : ""
        append(header, to: &text)
        for row in rows { append(row, to: &text) }
        return text
    }

    private static func append(_ cells: [String], to text: inout String) {
        // A lone empty cell would read as a blank line.
        if cells == [""] { text += "\"\"" } else { appendCells(cells, to: &text) }
        text += "\r\n"
    }

    private static func appendCells(_ cells: [String], to text: inout String) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += "," }
            let isProtected = needsProtection(cell)
            guard needsQuotes(cell) else {
                if isProtected { text += "'" }
                text += cell
                continue
            }
            text += isProtected ? "\"'" : "\""
            if cell.utf8.contains(UInt8(ascii: "\"")) {
                // By scalars: a quote with a combining mark is another character, yet a quote.
                for scalar in cell.unicodeScalars {
                    if scalar == "\"" { text += "\"" }
                    text.unicodeScalars.append(scalar)
                }
            } else {
                text += cell
            }
            text += "\""
        }
    }

    private static func needsQuotes(_ cell: String) -> Bool {
        let space = UInt8(ascii: " ")
        if cell.utf8.first == space || cell.utf8.last == space { return true }
        return cell.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: ";"), 0x09, 0x0A, 0x0D: true
            default: false
            }
        }
    }

    private static func needsProtection(_ cell: String) -> Bool {
        switch cell.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠": cell != "-" && !isNumber(cell)
        default: false
        }
    }

    /// Whether a cell is a plain decimal number: sign, digits with thousands separators, a
    /// fraction, a percent sign.
    private static func isNumber(_ cell: String) -> Bool {
        var bytes = cell.utf8[...]
        if bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") {
            bytes.removeFirst()
        }
        if bytes.last == UInt8(ascii: "%") { bytes.removeLast() }
        let halves = bytes.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let whole = halves.first, let lead = whole.first, digits.contains(lead),
            whole.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: ",") })
        else { return false }
        guard halves.count == 2 else { return true }
        return !halves[1].isEmpty && halves[1].allSatisfy(digits.contains)
    }
}
