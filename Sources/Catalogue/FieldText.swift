public import Values

/// The text face of a field type: what people type and read, against what the table stores.
extension FieldType {
    /// The cell that a text stands for; an empty text is an empty cell.
    ///
    /// Record fields take an id here; names are resolved where the records are.
    /// - Throws: `ValueProblem` with what was found, the rule and what to do.
    public func scalar(from text: String, in catalogue: Catalogue) throws(ValueProblem) -> Scalar {
        let trimmed = trim(text)
        if trimmed.isEmpty { return .null }
        switch self {
        case .text(let format, let maximum, let long):
            return try Self.text(long ? text : trimmed, format, maximum)
        case .integer: return .integer(try Self.whole(trimmed))
        case .year:
            let digits = halfWidth(trimmed).replacing("年", with: "")
            guard let year = Int64(digits), (1000...9999).contains(year) else {
                throw problem(trimmed, "应是四位年份", "例如 2025")
            }
            return .integer(year)
        case .decimal(let scale, let percent):
            return .integer(try Self.scaled(trimmed, scale, percent))
        case .money: return .integer(try Money.parse(trimmed).fen)
        case .date: return .text(try CalendarDate.parse(trimmed).iso)
        case .month: return .text(try YearMonth.parse(trimmed).iso)
        case .boolean: return .integer(try Self.truth(trimmed))
        case .choice, .region, .county:
            return .text(try Self.code(trimmed, catalogue.list(codeList ?? "")))
        case .record:
            guard let id = Int64(trimmed) else { throw problem(trimmed, "应是记录编号", "填编号数字") }
            return .integer(id)
        case .rows: throw problem(trimmed, "明细不能写在一个格子里", "用 JSON 写明细")
        }
    }

    /// The text of a cell as people read it: codes as titles, money in yuan.
    public func text(_ cell: Scalar, in catalogue: Catalogue) -> String {
        switch (self, cell) {
        case (_, .null): return ""
        case (.money, .integer(let fen)): return Self.yuan(fen)
        case (.decimal(let scale, let percent), .integer(let value)):
            return FixedDecimal(unscaled: Int128(value), scale: scale).trimmed
                + (percent ? "%" : "")
        case (.boolean, .integer(let value)): return value == 0 ? "否" : "是"
        case (_, .text(let code)):
            guard let list = codeList else { return code }
            return catalogue.list(list)?.title(of: code) ?? code
        case (_, .integer(let value)): return String(value)
        }
    }

    /// Fen as yuan with two digits: what `Money.text(in: .yuan, decimals: 2)` gives, without its
    /// rounding; lists print thousands of amounts.
    private static func yuan(_ fen: Int64) -> String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(fen < 0 ? "-" : "")\(yuan).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The text of a cell as machines read it: codes stay codes, and reading it gives the cell
    /// back.
    public func canonicalText(_ cell: Scalar, in catalogue: Catalogue) -> String {
        codeList == nil ? text(cell, in: catalogue) : cell.description
    }

    private static func text(_ text: String, _ format: TextFormat?, _ maximum: Int?)
        throws(ValueProblem) -> Scalar
    {
        if text.utf8.contains(0) { throw problem(text, "不能含空字符", "删去空字符") }
        if let maximum, text.count > maximum {
            throw problem(text, "最多 \(maximum) 个字，现有 \(text.count) 个", "缩短")
        }
        switch format {
        case nil: return .text(text)
        case .uscc:
            return .text(try UnifiedCreditCode.parse(UnifiedCreditCode.normalise(text)).text)
        case .idNumber:
            return .text(try CitizenID.parse(halfWidth(text).uppercased()).text)
        case .phone:
            let digits = halfWidth(text).filter { $0 != " " && $0 != "-" }
            guard (7...15).contains(digits.count),
                digits.allSatisfy({ ("0"..."9").contains($0) || $0 == "+" })
            else { throw problem(text, "电话应是 7 至 15 位数字", "例如 0730-8888888") }
            return .text(digits)
        case .email:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !text.contains(" ")
            else { throw problem(text, "不是电子邮箱地址", "例如 name@example.cn") }
            return .text(text)
        }
    }

    private static func whole(_ text: String) throws(ValueProblem) -> Int64 {
        let number = try FixedDecimal.parse(text)
        let whole = number.rescaled(to: 0)
        guard whole.fraction == number.fraction, let value = Int64(exactly: whole.unscaled) else {
            throw problem(text, "应是整数", "去掉小数")
        }
        return value
    }

    private static func scaled(_ text: String, _ scale: Int, _ percent: Bool)
        throws(ValueProblem) -> Int64
    {
        var digits = halfWidth(text)
        if percent, digits.hasSuffix("%") { digits.removeLast() }
        let number = try FixedDecimal.parse(digits)
        let scaled = number.rescaled(to: scale)
        guard scaled.fraction == number.fraction else {
            throw problem(text, "最多 \(scale) 位小数", "四舍五入到 \(scaled.trimmed)")
        }
        guard let value = Int64(exactly: scaled.unscaled) else {
            throw problem(text, "数太大", "检查单位")
        }
        return value
    }

    private static func truth(_ text: String) throws(ValueProblem) -> Int64 {
        switch halfWidth(text).lowercased() {
        case "是", "有", "√", "1", "true", "yes", "y": return 1
        case "否", "无", "×", "0", "false", "no", "n": return 0
        default: throw problem(text, "应是“是”或“否”", "填 是 或 否")
        }
    }

    private static func code(_ text: String, _ list: CodeList?) throws(ValueProblem) -> String {
        guard let list else { throw problem(text, "没有代码表", "检查目录") }
        let found = list.find(text)
        if found.count == 1 { return found[0].code }
        if found.count > 1 {
            let codes = found.prefix(6).map(\.code).joined(separator: "、")
            throw problem(text, "在《\(list.title)》里同名的有 \(found.count) 个", "改填代码：\(codes)")
        }
        let titles = list.codes.map(\.title)
        let near = nearest(to: text, among: titles.count > 500 ? list.codes.map(\.code) : titles)
        let known = titles.prefix(12).joined(separator: "、") + (titles.count > 12 ? " 等" : "")
        throw problem(
            text, "不在《\(list.title)》里", near.map { "是否想填 \($0)？" } ?? "可填：\(known)")
    }
}

private func problem(_ found: String, _ rule: String, _ suggestion: String) -> ValueProblem {
    ValueProblem(found: found, position: nil, rule: rule, suggestion: suggestion)
}

private func trim(_ text: String) -> String {
    var view = Substring(text)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
}
