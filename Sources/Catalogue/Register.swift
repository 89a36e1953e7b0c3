/// A declared register: its fields, its life cycle, what identifies a record, what is public.
public struct Register: Sendable {
    public enum Origin: String, CaseIterable, Sendable {
        case national, province, own
    }

    /// The kebab-case name, the same in URL, YAML and command line.
    public let name: String
    public let title: String
    /// Code of the section that keeps it.
    public let section: String?
    public let origin: Origin
    /// Fields that a row of an import is matched on.
    public let match: [String]
    public let unique: [[String]]
    /// Fields by which records are looked up besides: each a list that an index is made of.
    public let indexes: [[String]]
    public let lifecycle: String
    /// The field shown as a record's name.
    public let label: String
    /// Columns of the list page.
    public let list: [String]
    public let sort: (field: String, descending: Bool)
    /// The common block of the kernel first where it is carried, then the register's own.
    public let fields: [Field]
    /// Kept by the platform itself: a role works on it only where it is named.
    public let isReserved: Bool
    /// Written by the platform's own acts alone, never by a form or a file of records.
    public let isManaged: Bool
    /// Every section may add to it and change it, whichever keeps it: organisations, people.
    public let isShared: Bool
    /// The fields that name the organisation whose record it is; `id` where the record itself is
    /// that organisation.
    public let belongsTo: [String]
    /// The fields that such an organisation fills in itself; nil where all of the register's own.
    public let ownerFields: [String]?
    /// What fields of a form begin with, once a record is chosen in another.
    public let prefills: [Prefill]
    public let countsOpen: Bool
    public let openFields: [String]
    public let help: String?
    public let place: Place
    private let byName: [String: Field]

    /// The table's name: the register's in snake_case.
    public var table: String { name.replacing("-", with: "_") }

    public func field(_ name: String) -> Field? { byName[name] }

    /// Whether the organisation whose record it is fills in the field, rather than the bureau.
    public func isOwners(_ field: Field) -> Bool {
        ownerFields?.contains(field.name) ?? !field.isCommon
    }

    /// Fields that are columns of the register's own table.
    public var columns: [Field] { fields.filter { $0.type.columns == nil && !$0.personal } }

    /// Fields whose values are held apart, in the table `TABLE_personal`.
    public var personalColumns: [Field] { fields.filter { $0.type.columns == nil && $0.personal } }

    /// Personal fields that records are looked up by: those that match, label or must be unique,
    /// and numbers of a known form. Sealed values cannot be compared, so each has a blind index.
    public var blindColumns: [Field] {
        let wanted = Set(match + unique.flatMap { $0 } + [label])
        return personalColumns.filter { wanted.contains($0.name) || $0.type.hasFormat }
    }

    /// Fields with rows of their own, in tables `TABLE__FIELD`.
    public var rowFields: [Field] { fields.filter { $0.type.columns != nil } }

    /// The register without the fields that are the bureau's own: as counties and organisations
    /// know it. Nobody of them lists, sorts or filters by what is not in it.
    public var withoutBureausFields: Register {
        guard fields.contains(where: \.isBureaus) else { return self }
        let hidden = Set(fields.filter(\.isBureaus).map(\.name))
        return Register(
            name: name, title: title, section: section, origin: origin, match: match,
            unique: unique, indexes: indexes, lifecycle: lifecycle, label: label,
            list: list.filter { !hidden.contains($0) },
            sort: hidden.contains(sort.field) ? ("id", true) : sort,
            fields: fields.filter { !$0.isBureaus }, isReserved: isReserved,
            isManaged: isManaged, isShared: isShared, belongsTo: belongsTo,
            ownerFields: ownerFields, prefills: prefills, countsOpen: countsOpen,
            openFields: openFields, help: help, place: place,
            byName: byName.filter { !$0.value.isBureaus })
    }

    /// Whether records carry the dated county attribution.
    public var hasCounty: Bool { byName["county"]?.type == .county }
}

extension Register {
    private static let keys = [
        "register", "title", "section", "origin", "match", "unique", "lifecycle", "common",
        "label", "list", "sort", "fields", "open", "help", "reserved", "shared", "belongs-to",
        "owner-fields", "managed", "prefill", "index",
    ]

    static func read(
        _ node: DeclarationNode, file: String, common: [Field], problems: ProblemList
    ) -> Register {
        let reader = DeclarationReader(node, "登记册 \(file)", problems)
        reader.allow(keys)
        let name = reader.required("register")
        if name != file {
            problems.add(
                reader.place(of: "register"), "登记册名 \(name) 与文件名 \(file) 不同",
                advice: "两处写成同一个词")
        }
        if !isKebabCase(name) {
            problems.add(node.place, "登记册名 \(name) 不是小写加连字符", advice: "例如 talent-award")
        }
        let own = reader.each("fields").map { Field.read($0.name, $0.reader, common: false) }
        if own.isEmpty { problems.add(node.place, "登记册 \(name) 没有字段", advice: "补上 fields:") }
        let carried = reader.flag("common", default: true) ? common : []
        for field in own where carried.contains(where: { $0.name == field.name }) {
            problems.add(
                field.place, "字段 \(field.name) 已在公共字段里", advice: "删去，或写 common: false")
        }
        let fields = own + carried
        var byName: [String: Field] = [:]
        for field in fields { byName[field.name] = field }
        let open = reader.mapping("open")
        open?.allow(["counts", "fields"])
        return Register(
            name: name, title: reader.required("title"), section: reader.text("section"),
            origin: reader.word("origin", Origin.self) ?? .own, match: reader.words("match"),
            unique: readGroups("unique", reader), indexes: readGroups("index", reader),
            lifecycle: reader.text("lifecycle") ?? "kept",
            label: reader.text("label") ?? own.first?.name ?? "id",
            list: reader.node["list"] == nil
                ? own.prefix(5).map(\.name) : reader.words("list"),
            sort: readSort(reader, label: reader.text("label")), fields: fields,
            isReserved: reader.flag("reserved"), isManaged: reader.flag("managed"),
            isShared: reader.flag("shared"),
            belongsTo: reader.words("belongs-to"),
            ownerFields: reader.node["owner-fields"] == nil ? nil : reader.words("owner-fields"),
            prefills: Prefill.read(fields, reader), countsOpen: open?.flag("counts") ?? false,
            openFields: open?.words("fields") ?? [],
            help: reader.text("help"), place: node.place, byName: byName)
    }

    private static func readGroups(_ key: String, _ reader: DeclarationReader) -> [[String]] {
        guard let node = reader.node[key] else { return [] }
        guard case .list(let items) = node.shape else {
            reader.problems.add(
                node.place, "\(key) 应是一列字段组", advice: "例如 \(key): [[uscc, eval_year]]")
            return []
        }
        return items.map {
            DeclarationReader.words($0, "\(reader.subject)的 \(key)", reader.problems)
        }
    }

    private static func readSort(_ reader: DeclarationReader, label: String?) -> (String, Bool) {
        guard let sort = reader.text("sort") else { return ("id", true) }
        return sort.hasPrefix("-") ? (String(sort.dropFirst()), true) : (sort, false)
    }
}
