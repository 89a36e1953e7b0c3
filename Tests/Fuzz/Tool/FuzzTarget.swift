import Documents

/// What an input is read as; its first byte says it, a letter in the seeds.
enum FuzzTarget: UInt8, CaseIterable {
    /// Figures, rules and headings alone: each line is a paragraph.
    case figures = 0x66  // f
    /// Tables alone: rows by lines, cells by tabulators, a caption above.
    case table = 0x62  // b
    case text = 0x74  // t
    case page = 0x68  // h
    /// `word/document.xml`, mended so that most changes still reach the reader.
    case word = 0x77  // w
    case numbering = 0x6E  // n
    case styles = 0x73  // s
    case notes = 0x6F  // o
    case sheet = 0x78  // x
    /// The formats of a workbook's numbers.
    case formats = 0x6D  // m
    /// The same parts as they are: libxml2 sees what is broken.
    case brokenWord = 0x57  // W
    case brokenSheet = 0x58  // X
    /// Any archive.
    case zip = 0x7A  // z

    init(_ byte: UInt8) {
        let all = Self.allCases
        self = Self(rawValue: byte) ?? all[Int(byte) % all.count]
    }

    /// Small enough that a run takes a millisecond, large enough to nest and to merge.
    private static let limits = {
        var limits = ReadingLimits()
        limits.fileBytes = 1 << 17
        limits.unpackedBytes = 1 << 20
        limits.textScalars = 50_000
        limits.paragraphs = 5_000
        limits.cells = 5_000
        return limits
    }()

    func document(_ bytes: [UInt8]) throws -> DocumentText {
        switch self {
        case .figures: Self.paragraphs(bytes)
        case .table: Self.table(bytes)
        case .text: try Self.read(bytes, "a.txt")
        case .page: try Self.read(bytes, "a.html")
        case .zip: try Self.read(bytes, "a.docx")
        case .word:
            try Self.read(
                OfficePackage.word(
                    body: OfficePackage.wrapped(MendedXML.mend(bytes), in: "w:document")), "a.docx")
        case .brokenWord: try Self.read(OfficePackage.word(body: bytes), "a.docx")
        case .numbering, .styles, .notes:
            try Self.read(
                OfficePackage.word(part: self, MendedXML.mend(bytes)), "a.docx")
        case .sheet:
            try Self.read(
                OfficePackage.excel(
                    sheet: OfficePackage.wrapped(MendedXML.mend(bytes), in: "worksheet")), "a.xlsx")
        case .brokenSheet: try Self.read(OfficePackage.excel(sheet: bytes), "a.xlsx")
        case .formats: try Self.read(OfficePackage.excel(formats: bytes), "a.xlsx")
        }
    }

    private static func read(_ bytes: [UInt8], _ name: String) throws -> DocumentText {
        try ReadDocument.read(bytes, name: name, limits: limits)
    }

    private static func paragraphs(_ bytes: [UInt8]) -> DocumentText {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return DocumentText(
            format: .text,
            blocks: lines.enumerated().map { at, line in
                .paragraph(DocumentParagraph(String(line), line: at + 1))
            })
    }

    /// The first line stands above the table. A cell `~` goes on with the one to its left, `^` with
    /// the one above: spans that a reader would have found.
    private static func table(_ bytes: [UInt8]) -> DocumentText {
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let grid = lines.dropFirst().prefix(200).map {
            $0.split(separator: "\t", maxSplits: 60, omittingEmptySubsequences: false)
        }
        let rows = grid.enumerated().map { at, cells in
            DocumentTableRow(
                line: at + 2,
                cells: cells.indices.filter { !["~", "^"].contains(cells[$0]) }.map { column in
                    DocumentTableCell(
                        column: column,
                        columnSpan: 1 + cells[(column + 1)...].prefix { $0 == "~" }.count,
                        rowSpan: 1
                            + grid[(at + 1)...].prefix {
                                column < $0.count && $0[column] == "^"
                            }.count, text: String(cells[column]))
                })
        }
        return DocumentText(
            format: .text,
            blocks: [
                .paragraph(DocumentParagraph(String(lines.first ?? ""), line: 1)),
                .table(DocumentTable(rows: rows)),
            ])
    }
}
