import Foundation

/// A remark on a cell of a workbook.
public struct ExcelRemark: Sendable, Hashable {
    /// As Excel counts: the first row is 1.
    public let row: Int
    /// The column's letters; nil for the row as a whole.
    public let letters: String?
    public let text: String

    /// Creates a remark.
    public init(row: Int, letters: String?, text: String) {
        self.row = row
        self.letters = letters
        self.text = text
    }

    var reference: String { (letters ?? "A") + String(row) }
}

/// Hands a workbook back with remarks: the same file, every cell as it was, and a note on each cell
/// that is remarked on. Notes that were there stay.
public enum ExcelRemarks {
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let author = "洞庭导入检查"

    /// - Parameters:
    ///   - path: the workbook that was read.
    ///   - sheet: the name of the sheet that the remarks are about.
    ///   - target: where the remarked copy goes.
    /// - Throws: `DocumentProblem` where the file cannot be read or written.
    public static func write(
        _ remarks: [ExcelRemark], on sheet: String, of path: String, to target: String
    ) throws {
        let reader = try ExcelReader(path: path)
        guard let part = reader.sheets.first(where: { $0.name == sheet })?.part else {
            throw DocumentProblem(what: "没有工作表“\(sheet)”", remedy: "请检查文件")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DocumentProblem(what: "读不了 \(path)", remedy: "请检查路径和权限")
        }
        var parts = try ZipArchive.read(Array(data), limit: 1 << 30)
        // Several remarks on one cell are one note.
        var notes: [String: String] = [:]
        for remark in remarks {
            notes[remark.reference, default: ""] +=
                (notes[remark.reference] == nil ? "" : "\n") + remark.text
        }
        try add(
            notes.sorted { ExcelRemarks.order($0.key) < ExcelRemarks.order($1.key) }, to: part,
            &parts)
        let entries = parts.sorted { Self.rank($0.key) < Self.rank($1.key) }
        let bytes = try ZipArchive.write(
            entries.map { ($0.key, $0.value) }, modified: Int64(Date().timeIntervalSince1970))
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: target), options: .atomic)
        } catch {
            throw DocumentProblem(
                what: "写不成 \(target)（\(error.localizedDescription)）", remedy: "检查文件夹是否存在、有权限")
        }
    }

    /// The list of content types stands first, as readers in a hurry expect.
    private static func rank(_ name: String) -> String {
        (name == "[Content_Types].xml" ? "0" : name.hasPrefix("_rels") ? "1" : "2") + name
    }

    private static func order(_ reference: String) -> Int {
        let row = Int(reference.drop { !$0.isNumber }) ?? 0
        return row * 20_000 + (SheetEvents.column(reference) ?? 0)
    }

    private static func add(
        _ notes: [(key: String, value: String)], to sheet: String,
        _ parts: inout [String: [UInt8]]
    ) throws {
        let relations = Relations(of: sheet, parts)
        let comments = relations.target(type: "comments") ?? "xl/commentsDongting.xml"
        let drawing = relations.target(type: "vmlDrawing") ?? "xl/drawings/vmlDongting.vml"
        let list = notes.map(comment).joined()
        let shapes = notes.enumerated().map { shape($0.element.key, $0.offset) }.joined()
        try put(list, before: "</commentList>", in: comments, &parts, whenNew: emptyComments)
        try put(shapes, before: "</xml>", in: drawing, &parts, whenNew: emptyDrawing)
        guard relations.target(type: "vmlDrawing") == nil else { return }
        parts[relations.part] = Array(
            relations.adding([("comments", comments), ("vmlDrawing", drawing)]).utf8)
        try declare(comments, &parts)
        try name(drawing: "dongtingVml", in: sheet, &parts)
    }

    /// Inserts into a part, which is made where it is not there.
    private static func put(
        _ piece: String, before mark: String, in part: String, _ parts: inout [String: [UInt8]],
        whenNew empty: String
    ) throws {
        let text = String(decoding: parts[part] ?? Array(empty.utf8), as: UTF8.self)
        guard let place = text.ranges(of: mark).last else { throw damaged(part) }
        parts[part] = Array(
            (text[..<place.lowerBound] + piece + text[place.lowerBound...]).utf8)
    }

    private static func damaged(_ part: String) -> DocumentProblem {
        DocumentProblem(
            what: "不能在这个文件上加批注", place: .part(part), remedy: "请用 Excel 或 WPS 打开，另存一份再试")
    }

    private static func comment(_ note: (key: String, value: String)) -> String {
        let text = XMLText.escaping(note.value)
        return
            "<comment ref=\"\(note.key)\" authorId=\"0\"><text><t xml:space=\"preserve\">\(text)</t></text></comment>"
    }

    private static let emptyComments = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
        <authors><author>\(author)</author></authors><commentList></commentList></comments>
        """

    private static let emptyDrawing = """
        <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
        xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">\
        <o:idmap v:ext="edit" data="9"/></o:shapelayout><v:shapetype id="_x0000_t202" \
        coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
        <v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>\
        </v:shapetype></xml>
        """

    private static func shape(_ reference: String, _ index: Int) -> String {
        let row = (Int(reference.drop { !$0.isNumber }) ?? 1) - 1
        let column = SheetEvents.column(reference) ?? 0
        return """
            <v:shape id="_x0000_s\(9_217 + index)" type="#_x0000_t202" style="position:absolute;\
            width:220pt;height:70pt;z-index:\(index + 1);visibility:hidden" fillcolor="#fde9e7" \
            o:insetmode="auto"><v:fill color2="#fde9e7"/><v:shadow on="t" color="black" \
            obscured="t"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData \
            ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>\(column + 1), 15, \
            \(max(0, row - 1)), 2, \(column + 4), 15, \(row + 4), 4</x:Anchor><x:AutoFill>False\
            </x:AutoFill><x:Row>\(row)</x:Row><x:Column>\(column)</x:Column></x:ClientData></v:shape>
            """
    }

    private static func declare(_ comments: String, _ parts: inout [String: [UInt8]]) throws {
        let name = "[Content_Types].xml"
        let text = String(decoding: parts[name] ?? [], as: UTF8.self)
        var more = ""
        if !text.contains("Extension=\"vml\"") {
            more +=
                "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
        }
        more +=
            "<Override PartName=\"/\(comments)\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/>"
        try put(more, before: "</Types>", in: name, &parts, whenNew: "")
    }

    /// Names the drawing in the sheet, where the schema wants it: before what may follow it.
    private static func name(
        drawing id: String, in sheet: String, _ parts: inout [String: [UInt8]]
    ) throws {
        guard let bytes = parts[sheet] else { throw damaged(sheet) }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let data = text.firstRange(of: "</sheetData>") ?? text.firstRange(of: "<sheetData/>")
        else { throw damaged(sheet) }
        let followers = [
            "<legacyDrawingHF", "<picture", "<oleObjects", "<controls", "<webPublishItems",
            "<tableParts", "<extLst", "</worksheet>",
        ]
        let rest = text[data.upperBound...]
        guard let place = followers.compactMap({ rest.firstRange(of: $0)?.lowerBound }).min() else {
            throw damaged(sheet)
        }
        let element = "<legacyDrawing xmlns:r=\"\(office)\" r:id=\"\(id)\"/>"
        parts[sheet] = Array((text[..<place] + element + text[place...]).utf8)
    }

    /// The relations of a sheet.
    private struct Relations {
        let part: String
        private let text: String
        private let folder: String

        init(of sheet: String, _ parts: [String: [UInt8]]) {
            let names = sheet.split(separator: "/").map(String.init)
            folder = names.dropLast().joined(separator: "/")
            part = "\(folder)/_rels/\(names.last ?? "").rels"
            text = String(decoding: parts[part] ?? [], as: UTF8.self)
        }

        /// The part of a relation of this type.
        func target(type: String) -> String? {
            for element in text.split(separator: "<") where element.hasPrefix("Relationship ") {
                guard element.contains("/\(type)\""),
                    let start = element.firstRange(of: "Target=\"")
                else { continue }
                let target = String(element[start.upperBound...].prefix { $0 != "\"" })
                if target.hasPrefix("/") { return String(target.dropFirst()) }
                var names = folder.split(separator: "/").map(String.init)
                for step in target.split(separator: "/") {
                    if step == ".." { names.removeLast() } else { names.append(String(step)) }
                }
                return names.joined(separator: "/")
            }
            return nil
        }

        func adding(_ relations: [(type: String, target: String)]) -> String {
            let more = relations.map { relation in
                let id = relation.type == "vmlDrawing" ? "dongtingVml" : "dongtingComments"
                return
                    "<Relationship Id=\"\(id)\" Type=\"\(office)/\(relation.type)\" Target=\"/\(relation.target)\"/>"
            }.joined()
            guard let end = text.ranges(of: "</Relationships>").last else {
                return """
                    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                    <Relationships \
                    xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    \(more)</Relationships>
                    """
            }
            return String(text[..<end.lowerBound] + more + text[end.lowerBound...])
        }
    }
}
