import Documents
import Foundation

/// A template as a person typed into it: cells of its first sheet put in another's place, the rest
/// of the file as it was.
enum TypedWorkbook {
    /// - Parameter cells: texts or numbers by the names of cells, `B7`; an empty text empties one.
    /// - Parameter forgets: whether the formulas lose the values that were counted last.
    static func type(_ cells: [String: String], into path: String, forgets: Bool = false) throws {
        let packed = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var parts = try ZipArchive.read(packed, limit: 1 << 24)
        let sheet = "xl/worksheets/sheet1.xml"
        var xml = String(decoding: parts[sheet] ?? [], as: UTF8.self)
        for (cell, text) in cells { xml = try replaced(cell, text, in: xml) }
        if forgets { xml = xml.replacing(/<\/f><v>[^<]*<\/v>/, with: "</f>") }
        parts[sheet] = Array(xml.utf8)
        let data = try ZipArchive.write(
            parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, modified: 1_700_000_000)
        try Data(data).write(to: URL(fileURLWithPath: path))
    }

    private static func replaced(_ cell: String, _ text: String, in xml: String) throws -> String {
        let whole = try Regex("<c r=\"\(cell)\"( s=\"[0-9]+\")?[^>]*?(/>|>.*?</c>)")
        guard let match = xml.firstMatch(of: whole) else { throw CocoaError(.fileReadUnknown) }
        let style = match.output[1].substring.map(String.init) ?? ""
        let isNumber = Double(text) != nil
        let content =
            text.isEmpty
            ? "<c r=\"\(cell)\"\(style)/>"
            : isNumber
                ? "<c r=\"\(cell)\"\(style)><v>\(text)</v></c>"
                : "<c r=\"\(cell)\"\(style) t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        return xml.replacingCharacters(in: match.range, with: content)
    }
}
