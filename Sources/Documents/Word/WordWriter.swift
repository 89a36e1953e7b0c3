/// Official documents as Word files.
public enum WordWriter {
    /// The bytes of a `.docx` file in the layout of GB/T 9704-2012.
    ///
    /// Equal documents give equal bytes. Characters that XML 1.0 cannot hold are left out.
    ///
    /// - Throws: `DocumentProblem` for a missing title, a heading level outside 1–4, a ragged
    ///   table, or a link that is no web or mail address.
    public static func bytes(_ document: OfficialDocument) throws(DocumentProblem) -> [UInt8] {
        let body = try WordBody(document)
        let references = body.references
        let hasFootnotes = !references.footnotes.isEmpty
        var files: [(part: WordPackage.Part, text: String)] = []
        func add(_ name: String, _ kind: String, _ text: String) {
            let id = name.prefix { $0 != "." }
            files.append((WordPackage.Part(name: name, kind: kind, id: String(id)), text))
        }
        add("styles.xml", "styles", WordStyles.part())
        add("settings.xml", "settings", WordPackage.settings(footnotes: hasFootnotes))
        add("fontTable.xml", "fontTable", WordFont.part())
        for (name, isEven) in [("footer1.xml", false), ("footer2.xml", true)] {
            add(name, "footer", WordPage.footer(isEven: isEven, checkLine: document.checkLine))
        }
        if let mark = document.mark {
            // Odd and even pages each need a part of their own, even with the same content.
            for name in ["header1.xml", "header2.xml"] {
                add(name, "header", WordPage.header(mark: mark))
            }
        }
        if hasFootnotes { add("footnotes.xml", "footnotes", references.footnotesPart()) }

        let parts = files.map(\.part)
        var entries: [(name: String, bytes: [UInt8])] = []
        func pack(_ name: String, _ text: String) { entries.append((name, Array(text.utf8))) }
        // Readers that judge a file by its first bytes expect the types first.
        pack("[Content_Types].xml", WordPackage.contentTypes(parts))
        pack("_rels/.rels", WordPackage.rootRelationships())
        pack("word/document.xml", body.text)
        pack(
            "word/_rels/document.xml.rels",
            WordPackage.documentRelationships(parts, links: references.links))
        for file in files { pack("word/\(file.part.name)", file.text) }
        pack("docProps/core.xml", WordPackage.coreProperties(document))
        pack("docProps/app.xml", WordPackage.appProperties())
        return try ZipArchive.write(entries, modified: document.created)
    }
}
