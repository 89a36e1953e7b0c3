/// Cuts the UTF-8 bytes of a CSV file into records.
struct CSVScanner {
    /// How many cells to make room for; a hint only.
    var expectedCells = 8

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        delimiter = Self.delimiter(of: bytes)
    }

    /// The next record with any content, or `nil` at the end of the file.
    mutating func next() throws(DocumentProblem) -> CSVRow? {
        while position < bytes.count {
            let row = try record()
            if row.cells.contains(where: { !$0.isEmpty }) { return row }
        }
        return nil
    }

    private mutating func record() throws(DocumentProblem) -> CSVRow {
        let start = line
        var cells: [String] = []
        cells.reserveCapacity(expectedCells)
        cells.append(try cell())
        while position < bytes.count, bytes[position] == delimiter {
            position += 1
            cells.append(try cell())
        }
        if position < bytes.count { skipNewline() }
        return CSVRow(line: start, cells: cells)
    }

    private mutating func cell() throws(DocumentProblem) -> String {
        if position < bytes.count, bytes[position] == Self.quote { return try quotedCell() }
        let start = position
        while position < bytes.count, !endsCell(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedCell() throws(DocumentProblem) -> String {
        let openingLine = line
        position += 1
        var start = position
        var head: [UInt8] = []
        while position < bytes.count {
            switch bytes[position] {
            case Self.quote where position + 1 < bytes.count && bytes[position + 1] == Self.quote:
                head += bytes[start...position]
                position += 2
                start = position
            case Self.quote:
                let tail = bytes[start..<position]
                position += 1
                try requireCellEnd()
                if head.isEmpty { return String(decoding: tail, as: UTF8.self) }
                return String(decoding: head + tail, as: UTF8.self)
            case Self.lineFeed, Self.carriageReturn:
                skipNewline()
            default:
                position += 1
            }
        }
        throw DocumentProblem(
            what: "这一行开始的双引号没有结束", place: .line(openingLine),
            remedy: "请在内容末尾补上英文双引号；内容里的双引号要写成两个")
    }

    private func requireCellEnd() throws(DocumentProblem) {
        guard position < bytes.count, !endsCell(bytes[position]) else { return }
        throw DocumentProblem(
            what: "结束的双引号后面还有文字", place: .line(line),
            remedy: "请把文字移到双引号以内；内容里的双引号要写成两个")
    }

    private func endsCell(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    /// Steps over CRLF, LF or CR and counts one line.
    private mutating func skipNewline() {
        let isCarriageReturn = bytes[position] == Self.carriageReturn
        position += 1
        if isCarriageReturn, position < bytes.count, bytes[position] == Self.lineFeed {
            position += 1
        }
        line += 1
    }

    /// The delimiter that the first line with content uses outside of quotes.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        var counts: (tab: Int, semicolon: Int) = (0, 0)
        var isQuoted = false
        var hasContent = false
        for byte in bytes {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == lineFeed || byte == carriageReturn {
                if hasContent { break }
                continue
            }
            hasContent = true
            switch byte {
            case UInt8(ascii: ","): return byte
            case UInt8(ascii: "\t"): counts.tab += 1
            case UInt8(ascii: ";"): counts.semicolon += 1
            default: break
            }
        }
        if counts.tab > 0 { return UInt8(ascii: "\t") }
        return UInt8(ascii: counts.semicolon > 0 ? ";" : ",")
    }
}
