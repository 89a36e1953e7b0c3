import Documents

/// A Word file written part by part, as office suites write theirs.
struct RawWord {
    var body: String
    var styles = ""
    var numbering = ""
    var footnotes = ""
    var extra: [(name: String, bytes: [UInt8])] = []

    init(_ body: String) { self.body = body }

    private static let namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
        + "xmlns:v=\"urn:schemas-microsoft-com:vml\""

    private static let types =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType="
        + "\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
        + "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    private static let relations =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        + "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"

    func bytes() throws -> [UInt8] {
        func part(_ root: String, _ content: String) -> [UInt8] {
            Array(
                "<?xml version=\"1.0\"?><w:\(root) \(Self.namespaces)>\(content)</w:\(root)>".utf8)
        }
        var parts: [(name: String, bytes: [UInt8])] = [
            ("[Content_Types].xml", Array(Self.types.utf8)),
            ("_rels/.rels", Array(Self.relations.utf8)),
            ("word/document.xml", part("document", "<w:body>\(body)</w:body>")),
        ]
        if !styles.isEmpty { parts.append(("word/styles.xml", part("styles", styles))) }
        if !numbering.isEmpty { parts.append(("word/numbering.xml", part("numbering", numbering))) }
        if !footnotes.isEmpty { parts.append(("word/footnotes.xml", part("footnotes", footnotes))) }
        return try ZipArchive.write(parts + extra, modified: 1_700_000_000)
    }

    func read(_ limits: ReadingLimits = ReadingLimits()) throws -> DocumentText {
        try ReadDocument.read(bytes(), name: "报告.docx", limits: limits)
    }

    static func outline(_ body: String) throws -> [String] { try RawWord(body).read().outline }

    /// A paragraph of one run.
    static func p(_ text: String, _ properties: String = "") -> String {
        "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
    }

    /// A table row of cells, each with its properties.
    static func row(_ cells: (text: String, properties: String)...) -> String {
        "<w:tr>"
            + cells.map { "<w:tc><w:tcPr>\($0.properties)</w:tcPr>\(p($0.text))</w:tc>" }.joined()
            + "</w:tr>"
    }
}
