/// Gathers the rows of a sheet as it is read.
final class SheetEvents: XMLEvents {
    private let strings: SharedStrings
    private let styles: [ExcelStyles.Meaning]
    private let isFrom1904: Bool
    /// The formats in which numbers are shown, where they are wanted as texts.
    private let shown: ExcelStyles?
    /// What shared texts may add up to: a few cells can name one long text any number of times.
    private let budget: ReadingBudget?
    private var hiddenColumns: [ClosedRange<Int>] = []
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

    /// No sheet has rows or columns beyond these.
    static let lastRow = 1_048_576
    private static let lastColumn = 16_383
    private var refusal: DocumentProblem?
    var problem: DocumentProblem? { refusal ?? budget?.problem }

    init(
        strings: SharedStrings, styles: [ExcelStyles.Meaning], isFrom1904: Bool,
        shown: ExcelStyles? = nil, _ budget: ReadingBudget? = nil
    ) {
        self.shown = shown
        self.budget = budget
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
            var number = attributes["r"].flatMap { Int($0) } ?? row.number + 1
            if number > Self.lastRow || number < row.number {
                refuse("行号 \(number) 不对")
                number = Self.lastRow
            }
            let hidden = attributes["hidden"] ?? ""
            row = ExcelRow(number: number, cells: [], isHidden: hidden == "1" || hidden == "true")
            column = -1
        } else if shown != nil, named(name, "col") {
            hide(attributes)
        }
    }

    private func hide(_ attributes: XMLAttributes) {
        guard ["1", "true"].contains(attributes["hidden"] ?? ""), hiddenColumns.count < 1_000,
            let from = attributes["min"].flatMap({ Int($0) }),
            let to = attributes["max"].flatMap({ Int($0) }), from >= 1, from <= to
        else { return }
        hiddenColumns.append(from - 1...to - 1)
    }

    private func refuse(_ what: String) {
        refusal =
            refusal
            ?? DocumentProblem(
                what: "工作表已损坏（\(what)）", remedy: "请用 Excel 或 WPS 打开后重新保存，再上传")
    }

    func end(_ name: UnsafePointer<UInt8>) {
        if named(name, "v") || named(name, "t") {
            isValue = false
        } else if named(name, "rPh") {
            isPhonetic = false
        } else if named(name, "c") {
            guard column <= Self.lastColumn else {
                refuse("列号 \(column + 1) 不对")
                return
            }
            guard let value = cell() else { return }
            // What is not shown takes its time too. Shared texts have been counted.
            budget?.take(cells: 1)
            if type != "s" { budget?.take(scalars: value.text.unicodeScalars.count) }
            guard !hiddenColumns.contains(where: { $0.contains(column) }) else { return }
            row.cells.append(ExcelCell(column: column, value: value))
        } else if named(name, "row") {
            if !row.cells.isEmpty { rows.append(row) }
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isValue { value.append(contentsOf: bytes) }
    }

    private func cell() -> ExcelValue? {
        guard budget?.problem == nil else { return nil }
        guard hasValue, !value.isEmpty else { return hasFormula ? .uncomputed : nil }
        let raw = String(decoding: value, as: UTF8.self)
        switch type {
        case "s":
            guard let index = Int(raw), budget?.take(scalars: strings.length(index)) != false,
                let text = strings[index], !text.isEmpty
            else { return nil }
            return .text(text)
        case "str", "inlineStr": return .text(unescaped(raw))
        case "b" where shown != nil: return .text(raw == "1" ? "TRUE" : "FALSE")
        case "b": return .boolean(raw == "1")
        case "e": return .error(raw)
        case "d": return .date(String(raw.prefix(16)))
        default: break
        }
        if let shown, !styles.indices.contains(style) || styles[style] != .date {
            return .text(shown.text(ExcelNumber.plain(raw), style: style))
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
            // No sheet is that wide, and more letters would overflow.
            if column > 1 << 20 { break }
        }
        return column > 0 ? column - 1 : nil
    }
}
