import Catalogue
import Registers
import Values

/// Reads the columns that a collection declares, and says what is wrong with them.
struct ReturnFormReading {
    private let collection: Record
    private let catalogue: Catalogue
    let register: Register?
    private(set) var mistakes: [String] = []

    /// Written by the platform into what lands: nobody fills them in.
    static let given: Set<String> = ["county", "source_system", "batch", "as_of"]
    /// Headings that ask for what identifies a person; such values belong into sealed fields.
    private static let personal = ["身份证", "身份号码", "护照", "手机号"]

    init(_ collection: Record, _ catalogue: Catalogue) {
        self.collection = collection
        self.catalogue = catalogue
        let name = collection["register"].text
        register = name.flatMap { name in
            catalogue.register(name) ?? catalogue.registers.first { $0.title == name }
        }
        if let name, register == nil {
            let advice = Catalogue.advice(for: name, among: catalogue.registers.map(\.name))
            mistakes.append("没有登记册“\(name)”。\(advice)")
        }
    }

    mutating func columns() -> [ReturnColumn] {
        let rows = collection.rows["template_columns"] ?? []
        let keys = rows.enumerated().map { $1["field"]?.text ?? "c\($0 + 1)" }
        let headings = rows.map { $0["heading"]?.text ?? "" }
        func key(_ heading: String) -> String? { headings.firstIndex(of: heading).map { keys[$0] } }
        var columns: [ReturnColumn] = []
        for (row, key_) in zip(rows, keys) {
            let heading = row["heading"]?.text ?? ""
            let field = field(row["field"]?.text, heading)
            let named = (row["sum_of"]?.text ?? "")
                .split { "＋+、".contains($0) }.map { String($0).trimmed }
            for other in named + [row["at_most"]?.text].compactMap({ $0 })
            where key(other) == nil {
                mistakes.append("“\(heading)”的校验说到“\(other)”，表里没有这一列。写成列名")
            }
            let words = (row["choices"]?.text ?? "").split { "、，,;；".contains($0) }
                .map { String($0).trimmed }
            let type = field?.type ?? Self.type(row["type"]?.text)
            let isChoice = field == nil && row["type"]?.text == "choice"
            if isChoice, words.isEmpty { mistakes.append("“\(heading)”是选项，却没有可选项。用顿号隔开写出") }
            columns.append(
                ReturnColumn(
                    key: key_, heading: heading, unit: row["unit"]?.text,
                    help: row["rule"]?.text ?? field?.help ?? "", type: type,
                    words: isChoice ? words : [], field: field,
                    isRequired: row["required"]?.integer == 1,
                    least: row["least"]?.text ?? field?.limits.minimum,
                    most: row["most"]?.text ?? field.flatMap(Self.most),
                    sumOf: named.compactMap(key),
                    atMost: row["at_most"]?.text.flatMap(key)
                        ?? field?.limits.atMost.flatMap { keys.contains($0) ? $0 : nil },
                    isTotalled: row["total"]?.integer == 1,
                    carry: row["carry"]?.text.flatMap(ReturnColumn.Carry.init(rawValue:)) ?? .none))
        }
        return columns
    }

    private mutating func field(_ name: String?, _ heading: String) -> Field? {
        guard let name else {
            if let word = Self.personal.first(where: heading.contains) {
                mistakes.append("“\(heading)”要收\(word)，报表里不收能认出个人的号码。删去这一列")
            }
            return nil
        }
        guard let register, let field = register.field(name) else {
            let names = register?.fields.map(\.name) ?? []
            mistakes.append(
                "“\(heading)”对应的字段 \(name) 不在登记册里。\(Catalogue.advice(for: name, among: names))")
            return nil
        }
        if field.personal { mistakes.append("\(field.title)是个人信息，不能列入报表。删去这一列") }
        if field.type.columns != nil { mistakes.append("\(field.title)是明细，一格填不下。另作一张表") }
        if Self.given.contains(name) { mistakes.append("\(field.title)由平台按填报单位填写。删去这一列") }
        return field
    }

    /// Of a text it is the number of characters, which its type checks.
    private static func most(_ field: Field) -> String? {
        field.type.isInteger ? field.limits.maximum : nil
    }

    private static func type(_ word: String?) -> FieldType {
        switch word {
        case "integer": .integer
        case "decimal": .decimal(scale: 4, percent: false)
        case "money": .money
        case "date": .date
        case "boolean": .boolean
        default: .text(format: nil, maximum: 2_000, long: false)
        }
    }

    func fixed() -> [String: String] {
        (collection.rows["fixed_values"] ?? []).reduce(into: [:]) { fixed, row in
            guard let name = row["field"]?.text else { return }
            let field = register?.field(name) ?? register?.fields.first { $0.title == name }
            fixed[field?.name ?? name] = row["value"]?.text ?? ""
        }
    }

    mutating func check(_ columns: [ReturnColumn], _ titles: [String], _ fixed: [String: String]) {
        if columns.isEmpty { mistakes.append("报表没有列。先写模板的列") }
        let headings = columns.map(\.heading)
        for heading in Set(headings).sorted() where headings.count(where: { $0 == heading }) > 1 {
            mistakes.append("有两列都叫“\(heading)”。改一个列名")
        }
        for column in columns { check(column, among: columns) }
        if Set(titles).count != titles.count { mistakes.append("固定的行里有同名的。改一个名目") }
        guard let register else {
            if !fixed.isEmpty { mistakes.append("没有对应登记册，各行相同的字段无处可填。删去") }
            return
        }
        for name in fixed.keys.sorted() where register.field(name) == nil {
            let advice = Catalogue.advice(for: name, among: register.fields.map(\.name))
            mistakes.append("各行相同的字段 \(name) 不在\(register.title)里。\(advice)")
        }
        // What comes in must be able to land, and be found again when it comes a second time.
        let known = Set(columns.map(\.key)).union(fixed.keys).union(Self.given)
        for field in register.fields where !known.contains(field.name) {
            let isNeeded = field.required || register.match.contains(field.name)
            if isNeeded, field.standard == nil {
                mistakes.append(
                    "\(register.title)要有\(field.title)（\(field.name)）才能入库。"
                        + "加这一列，或写在各行相同的字段里")
            }
        }
    }

    private mutating func check(_ column: ReturnColumn, among columns: [ReturnColumn]) {
        for text in [column.least, column.most].compactMap({ $0 })
        where text != "none" && column.bound(text, in: catalogue) == nil {
            mistakes.append("“\(column.heading)”的界限“\(text)”不是它的值。改成同样的写法")
        }
        if column.type == .money, let unit = column.unit, MoneyUnit(rawValue: unit) == nil {
            mistakes.append("“\(column.heading)”是金额，单位“\(unit)”不认得。用元、万元或亿元")
        }
        let parts = column.sumOf.compactMap { key in columns.first { $0.key == key } }
        let numbers = [column] + parts
        if !parts.isEmpty || column.isTotalled, numbers.contains(where: { !$0.type.isSummable }) {
            mistakes.append("“\(column.heading)”要相加，但其中有的列不是数。改列类型")
        } else if numbers.contains(where: { $0.type != column.type }) {
            mistakes.append("“\(column.heading)”与相加的列类型不同。改成一样的")
        }
        if let other = column.atMost.flatMap({ key in columns.first { $0.key == key } }),
            other.type != column.type
        {
            mistakes.append("“\(column.heading)”与“\(other.heading)”类型不同，不能比大小")
        }
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        var view = Substring(self)
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
