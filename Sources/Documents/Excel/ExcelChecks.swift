internal import CXLSXWriter
import Foundation

/// Checks that a spreadsheet makes while a person types.
enum ExcelChecks {
    /// - Parameters:
    ///   - rows: first and last row, counted from 0.
    ///   - choices: the hidden sheet that drop-downs take their words from, in the same column.
    static func add(
        _ check: ExcelTemplateColumn.Check, _ title: String, _ place: UInt16,
        rows: ClosedRange<UInt32>, to form: UnsafeMutablePointer<lxw_worksheet>?,
        _ choices: UnsafeMutablePointer<lxw_worksheet>?
    ) {
        var rule = lxw_data_validation()
        rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        var owned: [UnsafeMutablePointer<CChar>?] = []
        func kept(_ text: String) -> UnsafeMutablePointer<CChar>? {
            owned.append(strdup(text))
            return owned[owned.count - 1]
        }
        switch check {
        case .any: return
        case .choice(let titles):
            for (row, text) in titles.enumerated() {
                worksheet_write_string(choices, UInt32(row), place, text, nil)
            }
            let letters = ExcelCell.letters(Int(place))
            rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            rule.value_formula = kept("='选项'!$\(letters)$1:$\(letters)$\(max(1, titles.count))")
            rule.error_message = kept("请从下拉列表里选择")
        case .date:
            rule.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
            rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            (rule.minimum_datetime.year, rule.minimum_datetime.month, rule.minimum_datetime.day) =
                (1900, 1, 1)
            (rule.maximum_datetime.year, rule.maximum_datetime.month, rule.maximum_datetime.day) =
                (2100, 12, 31)
            rule.error_message = kept("请填日期，例如 2025-03-01")
        case .number, .wholeNumber:
            rule.validate = UInt8(
                (check == .number
                    ? LXW_VALIDATION_TYPE_DECIMAL : LXW_VALIDATION_TYPE_INTEGER).rawValue)
            rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            (rule.minimum_number, rule.maximum_number) = (-1e15, 1e15)
            rule.error_message = kept(check == .number ? "请填数字" : "请填整数")
        case .text(let most):
            rule.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
            rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO.rawValue)
            rule.value_number = Double(most)
            rule.error_message = kept("最多 \(most) 个字")
        }
        rule.error_title = kept(String(title.prefix(30)))
        worksheet_data_validation_range(
            form, rows.lowerBound, place, rows.upperBound, place, &rule)
        for text in owned { free(text) }
    }
}
