import Catalogue
public import Documents
import Foundation
public import Store
import Values

/// What a column of a file is to a register.
enum ImportColumn: Sendable {
    case field(Field)
    case state
    case stateSince
    case ignored
}

/// The headings by which a register's columns are known, those of one source among them.
struct ImportHeadings {
    private let register: Register
    private var byHeading: [String: ImportColumn] = [:]
    /// Headings that a person told the meaning of.
    private let told: Set<String>

    /// - Parameter saved: headings of the source with the field that each stands for.
    init(_ register: Register, saved: [(heading: String, field: String)]) {
        self.register = register
        told = Set(saved.map(\.heading))
        byHeading = [
            "state": .state, "状态": .state, "state_since": .stateSince, "状态起始日": .stateSince,
            "id": .ignored, "编号": .ignored, "version": .ignored, "版本": .ignored, "序号": .ignored,
        ]
        // The register's own words go before the kernel's, titles before their variants.
        for field in register.fields.reversed() {
            for word in field.also { byHeading[Heading(word).plain] = .field(field) }
        }
        for field in register.fields.reversed() {
            byHeading[Heading.narrowed(field.title)] = .field(field)
            byHeading[Heading(field.title).plain] = .field(field)
        }
        for field in register.fields { byHeading[field.name] = .field(field) }
        for (heading, name) in saved {
            byHeading[heading] = register.field(name).map(ImportColumn.field) ?? .ignored
        }
    }

    func column(_ heading: Heading) -> ImportColumn? {
        byHeading[Heading.narrowed(heading.written)] ?? byHeading[heading.plain]
    }

    func isKnown(_ heading: Heading) -> Bool {
        switch column(heading) {
        case .field, .state: true
        default: false
        }
    }

    /// A column's own heading, or with its group.
    func column(_ column: ImportTable.Column) -> ImportColumn? {
        self.column(column.whole) ?? self.column(column.heading)
    }

    /// What each column is. Where several spell one field, the spelling that the field names first
    /// is it: a file with both code and name of an enterprise is read by the code. The others are
    /// common fields, such as the name at the time, or nothing.
    func columns(_ columns: [ImportTable.Column]) -> [ImportColumn?] {
        var best: [String: Int] = [:]
        let read = columns.map { column -> (ImportColumn?, rank: Int) in
            let known = self.column(column)
            guard case .field(let field) = known else { return (known, 0) }
            let rank = rank(column, field)
            best[field.name] = min(rank, best[field.name] ?? rank)
            return (known, rank)
        }
        return zip(columns, read).map { column, known in
            guard case .field(let field) = known.0, known.rank > best[field.name] ?? 0 else {
                return known.0
            }
            let common = register.fields.first {
                $0.isCommon && best[$0.name] == nil && rank(column, $0) > 0
            }
            guard let common else { return nil }
            best[common.name] = 0
            return .field(common)
        }
    }

    /// The place of a column's heading among the other spellings of a field, from 1; 0 where it
    /// is not one of them: the field's title or name, or a mapping.
    private func rank(_ column: ImportTable.Column, _ field: Field) -> Int {
        let headings = [column.whole.plain, column.heading.plain]
        if !told.isDisjoint(with: headings) { return 0 }
        let words = field.also.map { Heading($0).plain }
        return headings.compactMap { words.firstIndex(of: $0) }.first.map { $0 + 1 } ?? 0
    }

    func advice(_ heading: Heading) -> String {
        let isName = heading.plain.utf8.allSatisfy { $0 < 128 }
        return Catalogue.advice(
            for: heading.plain, among: register.fields.map { isName ? $0.name : $0.title })
    }
}

extension Registry {
    /// Whether a heading is one of a register's, as a source writes it.
    public func headings(
        of register: String, source: String, given: [String: String], _ reader: Reader
    ) throws -> (Heading) -> Bool {
        try importHeadings(try self.register(register), source: source, given, reader).isKnown
    }

    /// - Parameter given: mappings told with this import, which go before the saved ones.
    func importHeadings(
        _ register: Register, source: String, _ given: [String: String], _ reader: Reader
    ) throws -> ImportHeadings {
        var saved: [(heading: String, field: String)] = []
        if catalogue.register("import-mapping") != nil {
            saved = try reader.all(
                """
                SELECT heading, field FROM import_mapping WHERE "register" = \(register.name)
                AND source = \(source) AND state <> \(Lifecycle.withdrawn)
                """
            ).map { ($0[0].text ?? "", $0[1].text ?? "") }
        }
        for (heading, name) in given.sorted(by: { $0.key < $1.key }) {
            let field = register.field(name) ?? register.fields.first { $0.title == name }
            guard field != nil || name == "-" else {
                throw RecordRefusal.badFilter(
                    name,
                    advice: Catalogue.advice(for: name, among: register.fields.map(\.name)))
            }
            saved.append((Heading(heading).plain, field?.name ?? "-"))
        }
        return ImportHeadings(register, saved: saved)
    }
}

/// Makes the text of a file's cell what a person would have typed into the field.
enum ImportCell {
    /// Errors of formulas, and formulas without a value.
    private static let faults: Set<String> = [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "（未计算的公式）",
    ]

    /// What people put into a cell that has nothing to say.
    private static let blanks: Set<String> = ["-", "—", "——", "/", "\\"]

    /// - Throws: `FieldProblem` where the cell holds no value at all.
    static func adapt(_ text: String, _ field: Field, unit: String?) throws -> String {
        let text = text.trimmingBlanks
        if text.isEmpty || text.utf8.count <= 6 && blanks.contains(text), field.type != .boolean {
            return ""
        }
        if text.hasPrefix("#") || text.hasPrefix("（"), faults.contains(text) {
            throw FieldProblem(
                field: field.name, title: field.title, value: text, rule: "是公式的错误，不是数据",
                advice: "在 Excel 里改好公式，或粘贴为数值后再导入")
        }
        switch field.type {
        case .money: return money(text, unit)
        case .date where text.contains("T"): return String(text.prefix { $0 != "T" })
        case .month where text.count >= 10 && text.dropFirst(4).first == "-":
            return String(text.prefix(7))
        case .year where text.count >= 10 && text.dropFirst(4).first == "-":
            return String(text.prefix(4))
        case .integer where text.hasSuffix(".0"): return String(text.dropLast(2))
        default: return text
        }
    }

    /// An amount in the column's unit; a unit within the cell goes before it.
    private static func money(_ text: String, _ unit: String?) -> String {
        guard let unit, unit != "元", let last = text.last, last.isNumber else { return text }
        guard unit == "千元" else { return text + unit }
        guard let thousands = Decimal(string: text.replacing(",", with: "")) else { return text }
        return NSDecimalNumber(decimal: thousands * 1_000).stringValue
    }
}
