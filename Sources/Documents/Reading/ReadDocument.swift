/// Reads any document that people write reports in.
public enum ReadDocument {
    /// The document in these bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: its name, whose ending decides only what the bytes leave open.
    /// - Throws: `DocumentProblem` in words for whoever chose the file: empty, damaged, encrypted,
    ///   of a kind that is not read, too large, or nested too deeply.
    public static func read(
        _ bytes: [UInt8], name: String, limits: ReadingLimits = ReadingLimits()
    ) throws -> DocumentText {
        guard !bytes.isEmpty else {
            throw DocumentProblem(what: "文件是空的", remedy: "请检查文件")
        }
        guard bytes.count <= limits.fileBytes else {
            throw DocumentProblem(
                what: "文件超过 \(limits.fileBytes >> 20) MB", remedy: "请压缩其中的图片，或分成几个文件")
        }
        let budget = ReadingBudget(limits)
        let kind = try DocumentKind.of(bytes, name: name)
        let document = try read(bytes, kind, name, budget)
        guard !document.blocks.isEmpty else {
            throw DocumentProblem(what: "文件里没有文字", remedy: "请检查文件；扫描件要先做文字识别")
        }
        return document
    }

    private static func read(
        _ bytes: [UInt8], _ kind: DocumentKind, _ name: String, _ budget: ReadingBudget
    ) throws -> DocumentText {
        switch kind {
        case .text:
            let (text, encoding) = try TextDecoding.decode(bytes)
            return DocumentText(
                format: .text, encoding: encoding,
                blocks: try ReadPlainText.blocks(text, budget))
        case .word:
            return DocumentText(format: .word, blocks: try ReadWord.blocks(bytes, budget))
        case .web:
            let (text, encoding) = try WebDecoding.decode(bytes)
            return DocumentText(
                format: .web, encoding: encoding, blocks: try ReadWeb.blocks(text, budget))
        case .excel:
            return DocumentText(format: .excel, blocks: try ReadExcel.blocks(bytes, budget))
        case .pdf:
            let (pages, blocks) = try ReadPDF.blocks(bytes, budget)
            return DocumentText(format: .pdf, pages: pages, blocks: blocks)
        case .old:
            let packed = try OfficeConversion.docx(bytes, budget.limits)
            return DocumentText(
                format: name.lowercased().hasSuffix(".wps") ? .wps : .oldWord,
                blocks: try ReadWord.blocks(packed, budget))
        }
    }
}

/// What one document may take of the machine; a hostile file meets these, a report does not.
public struct ReadingLimits: Sendable {
    /// Bytes of the file.
    public var fileBytes = 64 << 20
    /// Bytes that any one part of a packed file may unpack to, and all that are read together; also
    /// the most that another program may hand over.
    public var unpackedBytes = 256 << 20
    /// Elements of any one part of a packed file.
    public var elements = 8_000_000
    /// Unicode scalars of the text that comes out.
    public var textScalars = 20_000_000
    /// Paragraphs, or lines of a text file.
    public var paragraphs = 500_000
    /// Cells of all tables together.
    public var cells = 500_000
    /// Pages of a PDF.
    public var pages = 2_000
    /// How long another program (poppler, LibreOffice) may take.
    public var converting = Duration.seconds(60)

    public init() {}
}
