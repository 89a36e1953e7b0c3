/// One sheet of a workbook.
public struct ExcelSheet: Equatable, Sendable {
    public let name: String
    /// Hidden from the person who opens the file.
    public let isHidden: Bool
    /// Its part in the archive.
    let part: String
}

/// The list of sheets, and from which day the workbook counts.
final class WorkbookEvents: XMLEvents {
    var sheets: [(name: String, id: String, isHidden: Bool)] = []
    var isFrom1904 = false

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        if named(name, "sheet"), let title = attributes["name"], let id = attributes["id"] {
            sheets.append((title, id, (attributes["state"] ?? "visible") != "visible"))
        } else if named(name, "workbookPr") {
            isFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
        }
    }

    func end(_ name: UnsafePointer<UInt8>) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Where the parts that a part names are.
final class RelationEvents: XMLEvents {
    var targets: [String: String] = [:]
    /// By the last word of their type.
    var byType: [String: String] = [:]

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        guard named(name, "Relationship"), let id = attributes["Id"],
            let target = attributes["Target"]
        else { return }
        targets[id] = target
        let type = attributes["Type"] ?? ""
        byType[String(type.split(separator: "/").last ?? "")] = target
    }

    func end(_ name: UnsafePointer<UInt8>) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
