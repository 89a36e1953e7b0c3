import Documents
import Foundation
import Registers
import Values

/// The hidden marks of a template: whose it is, of which version, and what is locked in it.
///
/// They guard against mistakes, not against malice: whoever uploads must be permitted anyway, and
/// locked cells are never taken from the file.
struct SheetMarks {
    var collection: Int64
    var sheet: Int64
    var receiver: String
    var version: Int64
    var form: String
    /// Texts of locked cells by column, a row of answers each.
    var locked: [[Int: String]]

    init(_ view: SheetView, headings: [String], locked: [[Int: String]]) {
        collection = view.form.collection.id
        sheet = view.sheet.id
        receiver = view.receiver
        version = view.sheet.version
        form = view.form.digest
        self.locked = locked
    }

    var pairs: [(name: String, value: String)] {
        var pairs = [
            (name: "collection", value: "\(collection)"), (name: "sheet", value: "\(sheet)"),
            (name: "receiver", value: receiver), (name: "version", value: "\(version)"),
            (name: "form", value: form), (name: "rows", value: "\(locked.count)"),
        ]
        for (row, cells) in locked.enumerated() {
            for (column, text) in cells.sorted(by: { $0.key < $1.key }) {
                pairs.append((name: "locked-\(row)-\(column)", value: text))
            }
        }
        return pairs
    }

    /// The marks that a file carries; nil where they are not those of a sheet.
    init?(_ marks: [String: String]) {
        func number(_ name: String) -> Int64? { marks[name].flatMap { Int64($0) } }
        guard let collection = number("collection"), let sheet = number("sheet"),
            let version = number("version"), let form = marks["form"],
            let rows = number("rows"), (0...Int64(SheetRules.mostRows)).contains(rows)
        else { return nil }
        self.collection = collection
        self.sheet = sheet
        self.version = version
        self.form = form
        receiver = marks["receiver"] ?? ""
        locked = Array(repeating: [:], count: Int(rows))
        for (name, text) in marks where name.hasPrefix("locked-") {
            let parts = name.split(separator: "-").dropFirst().compactMap { Int($0) }
            guard parts.count == 2, locked.indices.contains(parts[0]) else { continue }
            locked[parts[0]][parts[1]] = text
        }
    }
}
