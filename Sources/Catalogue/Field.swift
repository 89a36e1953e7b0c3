/// One declared field of a register, or one column of its rows.
///
/// A class, because fields are passed around for every cell of every row, and copying one is then
/// a single reference.
public final class Field: Hashable, Sendable {
    public let name: String
    public let title: String
    public let type: FieldType
    /// Whether every record has a value; where a condition decides, see `isRequiredWhenAsked`.
    public let required: Bool
    /// Required of those records alone that its condition asks.
    public let isRequiredWhenAsked: Bool
    /// When it is asked at all; nil is always.
    public let when: FieldCondition?
    /// The text a new record starts with; `today` and `this-year` are filled in when it is made.
    public let standard: String?
    /// Held apart from the record and its images, and erasable.
    public let personal: Bool
    /// The bureau's own (内部): counties and organisations see nothing of it, though the record is
    /// theirs.
    public let isBureaus: Bool
    public let openness: FieldOpenness
    public let help: String?
    /// A value as it should look, shown beside the input.
    public let example: String?
    /// The document that asks for the field or says how it is filled in.
    public let source: String?
    /// What it begins with once a record is chosen elsewhere in the form: `organisation.county`.
    public let prefill: String?
    /// Other headings that files give the column.
    public let also: [String]
    /// What stands above the titles of neighbours that belong together, in tables of two header
    /// rows: 卖方 above 名称 and 地区.
    public let group: String?
    public let limits: FieldLimits
    /// From the kernel's common block rather than the register's own declaration.
    public let isCommon: Bool
    public let place: Place

    init(
        name: String, title: String, type: FieldType, required: Bool, standard: String?,
        personal: Bool, openness: FieldOpenness, help: String?, also: [String] = [],
        group: String? = nil, limits: FieldLimits, isCommon: Bool, place: Place,
        when: FieldCondition? = nil, example: String? = nil, source: String? = nil,
        prefill: String? = nil, isBureaus: Bool = false
    ) {
        self.name = name
        self.title = title
        self.type = type
        self.required = required && when == nil
        isRequiredWhenAsked = required && when != nil
        self.when = when
        self.example = example
        self.source = source
        self.prefill = prefill
        self.standard = standard
        self.personal = personal
        self.isBureaus = isBureaus
        self.openness = openness
        self.help = help
        self.also = also
        self.group = group
        self.limits = limits
        self.isCommon = isCommon
        self.place = place
    }

    public static func == (left: Field, right: Field) -> Bool {
        left.name == right.name && left.type == right.type
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Whether a field may ever be shown to the public.
public enum FieldOpenness: String, CaseIterable, Sendable {
    case never
    case afterReview = "after-review"
}

/// Bounds of a field, against constants or other fields of the same record.
public struct FieldLimits: Hashable, Sendable {
    public var minimum: String?
    public var maximum: String?
    public var atMost: String?
    public var notAfter: String?
    public var notBefore: String?

    public init(
        minimum: String? = nil, maximum: String? = nil, atMost: String? = nil,
        notAfter: String? = nil, notBefore: String? = nil
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.atMost = atMost
        self.notAfter = notAfter
        self.notBefore = notBefore
    }
}

extension Field {
    private static let keys = [
        "title", "type", "of", "scale", "max", "min", "at-most", "not-after", "not-before",
        "format", "required", "default", "personal", "open", "help", "since", "columns", "also",
        "group", "when", "example", "source", "prefill", "bureau",
    ]

    private static let typeNames = [
        "text", "long-text", "integer", "decimal", "percent", "money", "date", "month", "year",
        "boolean", "choice", "region", "county", "organisation", "person", "record", "rows",
    ]

    static func read(
        _ name: String, _ reader: DeclarationReader, common: Bool, inRows: Bool = false
    )
        -> Field
    {
        reader.allow(keys)
        checkName(name, reader)
        return Field(
            name: name, title: reader.required("title"),
            type: readType(reader, inRows: inRows), required: reader.flag("required"),
            standard: reader.text("default"), personal: reader.flag("personal"),
            openness: reader.word("open", FieldOpenness.self) ?? .afterReview,
            help: reader.text("help"), also: reader.words("also"),
            group: reader.text("group"),
            limits: FieldLimits(
                minimum: reader.text("min"), maximum: reader.text("max"),
                atMost: reader.text("at-most"), notAfter: reader.text("not-after"),
                notBefore: reader.text("not-before")),
            isCommon: common, place: reader.node.place,
            when: FieldCondition.read(reader, inRows: inRows), example: reader.text("example"),
            source: reader.text("source"), prefill: readPrefill(reader, inRows: inRows),
            isBureaus: readBureau(reader, inRows: inRows))
    }

    private static func readBureau(_ reader: DeclarationReader, inRows: Bool) -> Bool {
        guard inRows, reader.node["bureau"] != nil else { return reader.flag("bureau") }
        reader.problems.add(
            reader.place(of: "bureau"), "明细的列不能有 bureau", advice: "写在明细这一项上，整项都是内部的")
        return false
    }

    private static func readPrefill(_ reader: DeclarationReader, inRows: Bool) -> String? {
        guard let path = reader.text("prefill") else { return nil }
        if inRows {
            reader.problems.add(
                reader.place(of: "prefill"), "明细的列不能有 prefill", advice: "删去")
            return nil
        }
        return path
    }

    /// Names that the kernel keeps for itself in every table.
    static let reserved: Set<String> = [
        "id", "version", "state", "state_since", "record", "position", "made_at", "changed_at",
        "catalogue", "withdrawn", "act", "csrf",
    ]

    private static func checkName(_ name: String, _ reader: DeclarationReader) {
        if reserved.contains(name) {
            reader.problems.add(
                reader.node.place, "字段名 \(name) 由系统保留", advice: "换一个名字，例如 \(name)_no")
        }
        if !isSnakeCase(name) {
            reader.problems.add(
                reader.node.place, "字段名 \(name) 不是小写加下划线", advice: "例如 registered_on")
        }
    }

    private static func readType(_ reader: DeclarationReader, inRows: Bool) -> FieldType {
        let word = reader.required("type")
        switch word {
        case "text", "long-text":
            return .text(
                format: reader.word("format", TextFormat.self), maximum: reader.integer("max"),
                long: word == "long-text")
        case "integer": return .integer
        case "decimal", "percent":
            return .decimal(scale: reader.integer("scale") ?? 2, percent: word == "percent")
        case "money": return .money
        case "date": return .date
        case "month": return .month
        case "year": return .year
        case "boolean": return .boolean
        case "choice": return .choice(list: reader.required("of"))
        case "region": return .region
        case "county": return .county
        case "organisation": return .record(register: "organisation")
        case "person": return .record(register: "person")
        case "record": return .record(register: reader.required("of"))
        case "rows" where !inRows:
            let columns = reader.each("columns").map {
                Field.read($0.name, $0.reader, common: false, inRows: true)
            }
            if columns.isEmpty {
                reader.problems.add(
                    reader.node.place, "\(reader.subject)没有 columns", advice: "写出明细的各列")
            }
            return .rows(columns)
        default:
            if !word.isEmpty {
                reader.problems.add(
                    reader.place(of: "type"), "没有 \(word) 这种字段类型",
                    advice: inRows && word == "rows"
                        ? "明细里不能再有明细" : Catalogue.advice(for: word, among: typeNames))
            }
            return .text(format: nil, maximum: nil, long: false)
        }
    }
}

func isSnakeCase(_ name: String) -> Bool {
    guard let first = name.utf8.first, (97...122).contains(first) else { return false }
    return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
}

func isKebabCase(_ name: String) -> Bool {
    guard let first = name.utf8.first, (97...122).contains(first) else { return false }
    return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
}
