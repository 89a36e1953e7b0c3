/// Gathers the rows of a sheet as it is read.
final class SheetEvents: XMLEvents {
    private let strings: SharedStrings
    private let styles: [ExcelStyles.Meaning]
    private let isFrom1904: Bool
    /// Rows read and not yet taken.
    var rows: [ExcelRow] = []

    private var row = ExcelRow(number: 0, cells: [], isHidden: false)
    private var column = -1
    private var type = ""
    private var style = 0
    private var value: [UInt8] = []
    private var isValue = false
    private var hasValue = false
    private var hasFormula = false
    private var isPhonetic = false

    init(strings: SharedStrings, styles: [ExcelStyles.Meaning], isFrom1904: Bool) {
        self.strings = strings
        self.styles = styles
        self.isFrom1904 = isFrom1904
    }

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        if named(name, "c") {
            column = attributes["r"].flatMap(Self.column) ?? column + 1
            type = attributes["t"] ?? ""
            style = attributes["s"].flatMap { Int($0) } ?? 0
            value.removeAll(keepingCapacity: true)
            hasValue = false
            hasFormula = false
        } else if named(name, "v") {
            isValue = true
            hasValue = true
        } else if named(name, "t") {
            isValue = !isPhonetic
            hasValue = true
        } else if named(name, "rPh") {
            isPhonetic = true
        } else if named(name, "f") {
            hasFormula = true
        } else if named(name, "row") {
            let number = attributes["r"].flatMap { Int($0) } ?? row.number + 1
            let hidden = attributes["hidden"] ?? ""
            row = ExcelRow(number: number, cells: [], isHidden: hidden == "1" || hidden == "true")
            column = -1
        }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        if named(name, "v") || named(name, "t") {
            isValue = false
        } else if named(name, "rPh") {
            isPhonetic = false
        } else if named(name, "c") {
            if let value = cell() { row.cells.append(ExcelCell(column: column, value: value)) }
        } else if named(name, "row") {
            if !row.cells.isEmpty { rows.append(row) }
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isValue { value.append(contentsOf: bytes) }
    }

    private func cell() -> ExcelValue? {
        guard hasValue, !value.isEmpty else { return hasFormula ? .uncomputed : nil }
        let raw = String(decoding: value, as: UTF8.self)
        switch type {
        case "s":
            guard let text = Int(raw).flatMap({ strings[$0] }), !text.isEmpty else { return nil }
            return .text(text)
        case "str", "inlineStr": return .text(unescaped(raw))
        case "b": return .boolean(raw == "1")
        case "e": return .error(raw)
        case "d": return .date(String(raw.prefix(16)))
        default: break
        }
        switch styles.indices.contains(style) ? styles[style] : .number {
        case .date:
            return ExcelNumber.date(raw, from1904: isFrom1904).map(ExcelValue.date)
                ?? .number(ExcelNumber.plain(raw), isPercent: false)
        case .percent: return .number(ExcelNumber.plain(raw), isPercent: true)
        case .number: return .number(ExcelNumber.plain(raw), isPercent: false)
        }
    }

    /// The column of a reference such as `AB12`, from 0.
    static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (65...90).contains(byte) else { break }
            column = column * 26 + Int(byte - 64)
        }
        return column > 0 ? column - 1 : nil
    }
}
