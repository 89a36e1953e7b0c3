import Foundation

@testable import Documents

/// A template as a person typed into it: cells of its first sheet put in another's place, the rest
/// of the file as it was.
enum TypedWorkbook {
    /// - Parameter cells: texts or numbers by the names of cells, `B7`; an empty text empties one.
    static func type(_ cells: [String: String], into path: String) throws {
        let reader = try ZipReader(path: path)
        let parts = try reader.names().map { name in
            var bytes = try bytes(of: name, reader)
            if name == "xl/worksheets/sheet1.xml" {
                var xml = String(decoding: bytes, as: UTF8.self)
                for (cell, text) in cells { xml = try replaced(cell, text, in: xml) }
                bytes = Array(xml.utf8)
            }
            return (name, bytes)
        }
        let data = try ZipArchive.write(parts, modified: 1_700_000_000)
        try Data(data).write(to: URL(fileURLWithPath: path))
    }

    private static func bytes(of name: String, _ reader: ZipReader) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try reader.each(of: name, limit: 1 << 24) {
            bytes.append(contentsOf: $0)
            return true
        }
        return bytes
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
