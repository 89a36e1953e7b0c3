import Documents

/// Office files around one part that is fuzzed: the fuzzer changes XML, never what it was packed to.
enum OfficePackage {
    /// A Word file of this `word/document.xml`, or of what stands in its body.
    static func word(body: [UInt8]) throws -> [UInt8] {
        try packed([("word/document.xml", body)] + parts)
    }

    /// A Word file whose text refers to every list, style and note of the part.
    static func word(part target: FuzzTarget, _ content: [UInt8]) throws -> [UInt8] {
        let (name, root) =
            switch target {
            case .numbering: ("word/numbering.xml", "w:numbering")
            case .styles: ("word/styles.xml", "w:styles")
            default: ("word/footnotes.xml", "w:footnotes")
            }
        return try packed(
            [("word/document.xml", referring), (name, wrapped(content, in: root))]
                + parts.filter { $0.name != name })
    }

    /// A workbook of this sheet.
    static func excel(sheet: [UInt8]) throws -> [UInt8] {
        try packed(
            workbook + [("xl/styles.xml", styles(["0.0%"])), ("xl/worksheets/a.xml", sheet)])
    }

    /// A workbook with a number of each form: a line holds a format and a number, with a tabulator
    /// between them.
    static func excel(formats content: [UInt8]) throws -> [UInt8] {
        let lines = String(decoding: content, as: UTF8.self).split(separator: "\n").prefix(50)
            .map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }
        let cells = lines.enumerated().map { at, line in
            "<row><c s=\"\(at)\"><v>\(escaped(line.last ?? ""))</v></c></row>"
        }
        return try packed(
            workbook + [
                ("xl/styles.xml", styles(lines.map { $0.first ?? "" })),
                (
                    "xl/worksheets/a.xml",
                    Array("<worksheet><sheetData>\(cells.joined())</sheetData></worksheet>".utf8)
                ),
            ])
    }

    static func wrapped(_ content: [UInt8], in root: String) -> [UInt8] {
        Array("<\(root) xmlns:w=\"w\">".utf8) + content + Array("</\(root)>".utf8)
    }

    private static func packed(_ parts: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
        try ZipArchive.write(parts, modified: 1_700_000_000)
    }

    private static let parts: [(name: String, bytes: [UInt8])] = [
        (
            "word/numbering.xml",
            wrapped(
                Array(
                    """
                    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">\
                    <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>\
                    <w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/>\
                    <w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>\
                    <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
                    """.utf8), in: "w:numbering")
        ),
        (
            "word/styles.xml",
            wrapped(
                Array(
                    """
                    <w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/></w:style>\
                    <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:numPr>\
                    <w:numId w:val="1"/></w:numPr></w:pPr></w:style>
                    """.utf8), in: "w:styles")
        ),
        (
            "word/footnotes.xml",
            wrapped(
                Array(
                    """
                    <w:footnote w:id="1"><w:p><w:r><w:t>其中：设备费12万元。</w:t></w:r></w:p></w:footnote>
                    """.utf8), in: "w:footnotes")
        ),
    ]

    private static let referring: [UInt8] = {
        var body = "<w:body>"
        for (style, number) in [("a", 1), ("b", 2), ("c", 1), ("d", 3)] {
            for level in 0..<4 {
                body += """
                    <w:p><w:pPr><w:pStyle w:val="\(style)"/>\
                    <w:numPr><w:ilvl w:val="\(level)"/><w:numId w:val="\(number)"/></w:numPr></w:pPr>\
                    <w:r><w:t>收入\(level)万元</w:t><w:footnoteReference w:id="\(number)"/></w:r></w:p>
                    """
            }
            body += """
                <w:p><w:pPr><w:pStyle w:val="\(style)"/></w:pPr>\
                <w:r><w:t>共</w:t></w:r></w:p>
                """
        }
        return wrapped(Array((body + "</w:body>").utf8), in: "w:document")
    }()

    private static let workbook: [(name: String, bytes: [UInt8])] = [
        (
            "xl/workbook.xml",
            Array("<workbook><sheets><sheet name=\"表\" id=\"a\"/></sheets></workbook>".utf8)
        ),
        (
            "xl/_rels/workbook.xml.rels",
            Array(
                """
                <Relationships><Relationship Id="a" Target="worksheets/a.xml"/>\
                <Relationship Id="s" Type="t/styles" Target="styles.xml"/>\
                <Relationship Id="t" Type="t/sharedStrings" Target="strings.xml"/></Relationships>
                """.utf8)
        ),
        (
            "xl/strings.xml",
            Array(
                "<sst><si><t>项目</t></si><si><t>合计</t></si><si><t>单位：万元</t></si></sst>".utf8)
        ),
    ]

    private static func styles(_ codes: [String]) -> [UInt8] {
        let formats = codes.enumerated().map { at, code in
            "<numFmt numFmtId=\"\(at + 164)\" formatCode=\"\(escaped(code))\"/>"
        }
        let cells = codes.indices.map { "<xf numFmtId=\"\($0 + 164)\"/>" }
        return Array(
            """
            <styleSheet><numFmts>\(formats.joined())</numFmts>\
            <cellXfs>\(cells.joined())</cellXfs></styleSheet>
            """.utf8)
    }

    private static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar.value >= 0x20 {
            switch scalar {
            case "&": out += "&amp;".unicodeScalars
            case "<": out += "&lt;".unicodeScalars
            case "\"": out += "&quot;".unicodeScalars
            case "\u{FFFE}", "\u{FFFF}": break
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
