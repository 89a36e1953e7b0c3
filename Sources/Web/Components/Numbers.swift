import Catalogue
import Figures
import Values

/// Numbers as pages print them: thousands separated, a true minus.
enum Numbers {
    /// `-12345.60` as `−12,345.60`; a text that is no number stays as it is.
    static func grouped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
        let end = bytes[start...].firstIndex { !(48...57).contains($0) } ?? bytes.count
        let isNumber = end == bytes.count || bytes[end] == 46 || bytes[end] == 37
        guard end > start, isNumber else { return text }
        var result: [UInt8] = start == 1 ? Array("−".utf8) : []
        result.reserveCapacity(bytes.count + 8)
        for index in start..<end {
            if index > start, (end - index).isMultiple(of: 3) { result.append(44) }
            result.append(bytes[index])
        }
        return String(decoding: result + bytes[end...], as: UTF8.self)
    }

    /// An amount in yuan to the fen: `1,234.50`.
    static func yuan(_ money: Money) -> String { grouped(money.text(in: .yuan, decimals: 2)) }

    static func grouped(_ count: Int) -> String { grouped(String(count)) }

    /// `+6.3`, `−2.1`, `0`.
    static func signed(_ number: FixedDecimal) -> String {
        (number.unscaled > 0 ? "+" : "") + grouped(number.trimmed)
    }

    /// Whether a field's values stand right-aligned.
    static func isNumber(_ type: FieldType) -> Bool {
        switch type {
        case .integer, .decimal, .money: true
        default: false
        }
    }

    /// Whether a field's texts are short enough to stand in one line.
    static func isTight(_ type: FieldType) -> Bool {
        switch type {
        case .date, .month, .year, .boolean, .choice, .county, .region: true
        default: false
        }
    }

    /// A field's text in a table: numbers grouped, years and codes left alone.
    static func cell(_ text: String, _ type: FieldType) -> String {
        isNumber(type) ? grouped(text) : text
    }

    /// A column's heading: money is printed in yuan.
    static func heading(_ field: Field) -> String {
        field.type == .money ? field.title + "（元）" : field.title
    }
}

extension FigureResult {
    /// The number as a page prints it, without unit.
    var pageValue: String { Numbers.grouped(valueText) }

    /// The number for a chart; nothing where there is none.
    var plotted: Double? {
        switch status {
        case .value: value.flatMap { Double($0.description) }
        case .nilReturn: 0
        default: nil
        }
    }

    /// Why there is no number, for people.
    var absence: String? {
        switch status {
        case .value, .nilReturn: nil
        case .noData: "\(dataYear)年没有数据"
        case .notByCounty: "不分县市区"
        case .severalRecords(let count): "有 \(count) 条记录，应只有一条"
        }
    }
}
