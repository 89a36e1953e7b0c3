import Catalogue
import Returns
import Values

/// A column of a return in words: what is filled in, and what is checked.
enum ColumnWords {
    static func kind(_ column: ReturnColumn, _ catalogue: Catalogue) -> String {
        if !column.words.isEmpty { return column.words.joined(separator: "、") }
        switch column.type {
        case .integer: return "整数"
        case .decimal(_, let isPercent): return isPercent ? "百分数" : "数"
        case .money: return "金额，\(column.moneyUnit.rawValue)"
        case .date: return "日期"
        case .month: return "月份"
        case .year: return "年份"
        case .boolean: return "是或否"
        case .choice(let list): return catalogue.list(list)?.title ?? "选项"
        case .county: return "县市区"
        case .region: return "行政区划"
        case .record: return "名称或代码"
        case .text, .rows: return "文字"
        }
    }

    /// 不小于 0；等于财政投入＋企业投入（可留空）；合计.
    static func checks(_ column: ReturnColumn, _ form: ReturnForm) -> String {
        var words: [String] = []
        let unit = column.unit ?? ""
        if let least = column.least { words.append("不小于 \(least)\(unit)") }
        if let most = column.most { words.append("不大于 \(most)\(unit)") }
        let parts = column.sumOf.compactMap { form.column($0)?.heading }
        if !parts.isEmpty { words.append("等于\(parts.joined(separator: "＋"))，留空由平台相加") }
        if let other = column.atMost.flatMap(form.column) { words.append("不大于“\(other.heading)”") }
        if column.isTotalled { words.append("列合计") }
        switch column.carry {
        case .none: break
        case .shown: words.append("旁边有上期值")
        case .prefilled: words.append("先填好上期值")
        }
        return words.joined(separator: "；")
    }
}
