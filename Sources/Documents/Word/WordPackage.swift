/// The small parts around the text: types, relationships, settings and properties.
enum WordPackage {
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    /// A part next to `word/document.xml`: its file name, kind and relationship id.
    struct Part {
        let name: String
        let kind: String
        let id: String
    }

    /// `[Content_Types].xml`.
    static func contentTypes(_ parts: [Part]) -> String {
        var xml = XMLText()
        xml.raw("<Types xmlns=\"\(WordNamespace.package)/content-types\">")
        xml.raw("<Default Extension=\"rels\"")
        xml.raw(" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>")
        xml.raw("<Default Extension=\"xml\" ContentType=\"application/xml\"/>")
        xml.raw("<Override PartName=\"/word/document.xml\"")
        xml.raw(" ContentType=\"\(word).document.main+xml\"/>")
        for part in parts {
            xml.raw("<Override PartName=\"/word/\(part.name)\"")
            xml.raw(" ContentType=\"\(word).\(part.kind)+xml\"/>")
        }
        xml.raw("<Override PartName=\"/docProps/core.xml\"")
        xml.raw(" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>")
        xml.raw("<Override PartName=\"/docProps/app.xml\" ContentType=")
        xml.raw("\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>")
        xml.raw("</Types>")
        return xml.text
    }

    /// `_rels/.rels`.
    static func rootRelationships() -> String {
        let package = "\(WordNamespace.package)/relationships/metadata"
        let office = WordNamespace.relationship
        return relationships { xml in
            add("rId1", "\(office)/officeDocument", "word/document.xml", to: &xml)
            add("rId2", "\(package)/core-properties", "docProps/core.xml", to: &xml)
            add("rId3", "\(office)/extended-properties", "docProps/app.xml", to: &xml)
        }
    }

    /// `word/_rels/document.xml.rels`.
    static func documentRelationships(_ parts: [Part], links: [String]) -> String {
        let office = WordNamespace.relationship
        return relationships { xml in
            for part in parts { add(part.id, "\(office)/\(part.kind)", part.name, to: &xml) }
            for (number, link) in links.enumerated() {
                add("link\(number)", "\(office)/hyperlink", link, isExternal: true, to: &xml)
            }
        }
    }

    /// `word/settings.xml`.
    static func settings(footnotes: Bool) -> String {
        var xml = XMLText()
        xml.raw("<w:settings \(WordNamespace.main)><w:zoom w:percent=\"100\"/>")
        xml.raw("<w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/>")
        xml.raw("<w:characterSpacingControl w:val=\"compressPunctuation\"/>")
        if footnotes {
            xml.raw("<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/>")
            xml.raw("</w:footnotePr>")
        }
        // Mode 15 is Word 2013 and later; without it the file opens in compatibility mode.
        xml.raw("<w:compat><w:compatSetting w:name=\"compatibilityMode\"")
        xml.raw(" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>")
        xml.raw("<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>")
        return xml.text
    }

    /// `docProps/core.xml`.
    static func coreProperties(_ document: OfficialDocument) -> String {
        let created = CivilTime(seconds: document.created).w3cdtf
        var xml = XMLText()
        xml.raw("<cp:coreProperties xmlns:cp=\"\(WordNamespace.package)/metadata/core-properties\"")
        xml.raw(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"")
        xml.raw(" xmlns:dcterms=\"http://purl.org/dc/terms/\"")
        xml.raw(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>")
        xml.escaped(String(document.title.filter { !$0.isNewline }))
        xml.raw("</dc:title>")
        if let issuer = document.issuer {
            xml.raw("<dc:creator>")
            xml.escaped(issuer)
            xml.raw("</dc:creator>")
        }
        for name in ["created", "modified"] {
            xml.raw("<dcterms:\(name) xsi:type=\"dcterms:W3CDTF\">\(created)</dcterms:\(name)>")
        }
        xml.raw("<dc:language>zh-CN</dc:language></cp:coreProperties>")
        return xml.text
    }

    /// `docProps/app.xml`.
    static func appProperties() -> String {
        var xml = XMLText()
        xml.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/")
        xml.raw("extended-properties\"><Application>Dongting</Application></Properties>")
        return xml.text
    }

    private static func relationships(_ body: (inout XMLText) -> Void) -> String {
        var xml = XMLText()
        xml.raw("<Relationships xmlns=\"\(WordNamespace.package)/relationships\">")
        body(&xml)
        xml.raw("</Relationships>")
        return xml.text
    }

    private static func add(
        _ id: String, _ type: String, _ target: String, isExternal: Bool = false,
        to xml: inout XMLText
    ) {
        xml.raw("<Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"")
        xml.escaped(target)
        xml.raw(isExternal ? "\" TargetMode=\"External\"/>" : "\"/>")
    }
}
