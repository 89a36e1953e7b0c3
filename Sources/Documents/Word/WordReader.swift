internal import Foundation
internal import FoundationXML

/// The text of Word files.
public enum WordReader {
    /// No report comes near this size once unpacked; a file made to exhaust memory goes beyond.
    private static let mostBytes = 64 << 20

    /// The text of each paragraph of the body in order, those of table cells included.
    ///
    /// Breaks become line feeds. Headers, footers and footnotes are left out.
    ///
    /// - Throws: `DocumentProblem` when the bytes are no Word file.
    public static func paragraphs(_ bytes: [UInt8]) throws(DocumentProblem) -> [String] {
        let files = try ZipArchive.read(bytes, limit: mostBytes)
        guard let body = files["word/document.xml"] else {
            throw DocumentProblem(what: "这不是 Word 文件（docx）", remedy: "请用 Word 或 WPS 另存为 docx 后再上传")
        }
        // A document type is forbidden in the format, and its entities can blow up a parser.
        let head = body.prefix(1_024)
        guard !head.contains(0), !String(decoding: head, as: UTF8.self).contains("<!DOCTYPE") else {
            throw damaged("不允许的 XML 声明")
        }
        let collector = ParagraphCollector()
        let parser = XMLParser(data: Data(body))
        parser.shouldProcessNamespaces = true
        parser.delegate = collector
        // The parser takes a body that breaks off for a whole one.
        guard parser.parse(), parser.parserError == nil, collector.isComplete else {
            throw damaged("第 \(parser.lineNumber) 行 XML 有误")
        }
        return collector.paragraphs
    }

    private static func damaged(_ reason: String) -> DocumentProblem {
        DocumentProblem(
            what: "Word 文件的正文已损坏（\(reason)）", place: .part("word/document.xml"),
            remedy: "请用 Word 或 WPS 打开并重新保存后再上传")
    }
}

/// Gathers the text of `w:p` elements, which may lie in each other (text boxes).
private final class ParagraphCollector: NSObject, XMLParserDelegate {
    private(set) var paragraphs: [String] = []
    /// Whether the end of the document element has been seen.
    private(set) var isComplete = false
    private var open: [String] = []
    private var isText = false

    private static let namespaces = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ]

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        guard Self.namespaces.contains(namespaceURI ?? "") else { return }
        switch name {
        case "p": open.append("")
        case "t": isText = true
        case "tab": append("\t")
        case "br", "cr": append("\n")
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard Self.namespaces.contains(namespaceURI ?? "") else { return }
        if name == "t" { isText = false }
        if name == "document" { isComplete = true }
        if name == "p", let text = open.popLast() { paragraphs.append(text) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if isText { append(string) }
    }

    private func append(_ text: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1] += text
    }
}
