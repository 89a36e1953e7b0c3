import Applications
import Catalogue
public import Journal
public import Registers
public import Store
import Values

/// Everything the platform knows of a project up to an entry of the journal: its records as the
/// journal has them, each with its steps, and the files that are about them.
public struct ProjectFile: Sendable {
    /// One record, and what happened to it.
    public struct Item: Sendable {
        public let register: String
        public let id: Int64
        /// Its last image, in canonical text.
        public let image: String
        public let steps: [Step]
    }

    /// One step of a record: the journal's entry, and the digest of the image.
    public struct Step: Sendable {
        public let version: Int64
        public let entry: Entry
        public let image: Digest
    }

    /// A file that somebody attached.
    public struct Attachment: Sendable {
        public let id: Int64
        public let name: String
        public let digest: Digest
        public let bytes: Int64
        public let register: String
        public let record: Int64
    }

    public let project: Record
    /// The number of the journal's last entry that it holds.
    public let entry: Int64
    public let items: [Item]
    public let attachments: [Attachment]
}

extension Awards {
    /// Gathers what there is of a project.
    /// - Parameter entry: the journal's last entry to be held; the latest where nil.
    public func projectFile(_ reader: Reader, of project: Record, upTo entry: Int64? = nil) throws
        -> ProjectFile
    {
        let last = try reader.integer("SELECT coalesce(max(number), 0) FROM journal_entry")
        let entry = entry ?? last
        let found = try Gathering(self, reader, project, entry).all()
        let items = try found.compactMap { try item($0.register, $0.id, reader, entry) }
        return ProjectFile(
            project: project, entry: entry, items: items,
            attachments: items.filter { $0.register == "file" }.compactMap(Self.attachment))
    }

    private func item(_ register: String, _ id: Int64, _ reader: Reader, _ entry: Int64) throws
        -> ProjectFile.Item?
    {
        let rows = try reader.all(
            """
            SELECT i.version, i.content, i.digest, e.number, e.at, e.actor, e.role, e.event,
            e.reason, e.previous, e.images, e.digest
            FROM journal_image i JOIN journal_entry e ON e.number = i.entry
            WHERE i.register = \(register) AND i.record = \(id) AND i.entry <= \(entry)
            ORDER BY i.version
            """)
        guard let image = rows.last?[1].text else { return nil }
        return ProjectFile.Item(
            register: register, id: id, image: image,
            steps: rows.map { row in
                ProjectFile.Step(
                    version: row[0].integer ?? 0, entry: Entry(row: Array(row.dropFirst(3))),
                    image: Digest(hex: row[2].text ?? ""))
            })
    }

    private static func attachment(_ item: ProjectFile.Item) -> ProjectFile.Attachment? {
        guard let content = try? Canonical.parse(item.image) else { return nil }
        func cell(_ name: String) -> Scalar {
            if case .scalar(let cell) = content[name] { cell } else { .null }
        }
        guard cell("state").text != Lifecycle.withdrawn, let digest = cell("digest").text else {
            return nil
        }
        return ProjectFile.Attachment(
            id: item.id, name: cell("name").text ?? "", digest: Digest(hex: digest),
            bytes: cell("bytes").integer ?? 0, register: cell("about_register").text ?? "",
            record: cell("about_record").integer ?? 0)
    }
}

/// Which records belong to a project: what it names, what names it, its application or its money,
/// and what is about any of these. It asks the catalogue, so that a new register is not forgotten.
private struct Gathering {
    struct Key: Hashable {
        let register: String
        let id: Int64
    }

    let awards: Awards
    let reader: Reader
    let project: Record
    let entry: Int64
    private var catalogue: Catalogue { awards.catalogue }

    init(_ awards: Awards, _ reader: Reader, _ project: Record, _ entry: Int64) {
        (self.awards, self.reader, self.project, self.entry) = (awards, reader, project, entry)
    }

    func all() throws -> [Key] {
        var keys: [Key] = []
        var seen: Set<Key> = []
        func add(_ key: Key) { if seen.insert(key).inserted { keys.append(key) } }
        add(Key(register: Awards.projects, id: project.id))
        var roots = [Key(register: Awards.projects, id: project.id)]
        if let id = project["application"].integer {
            roots.append(Key(register: Applications.applications, id: id))
        }
        if let funding = try awards.funding(reader, of: project) {
            roots.append(Key(register: Awards.fundings, id: funding.id))
        }
        for root in roots {
            add(root)
            for key in try named(by: root) { add(key) }
        }
        for root in roots { for key in try naming(root) { add(key) } }
        // Papers of allocations, and what contracts and acceptances name.
        for key in keys
        where ["allocation", Awards.acceptances, Awards.contracts].contains(key.register) {
            for other in try named(by: key) { add(other) }
        }
        for key in keys { for other in try about(key) { add(other) } }
        for key in keys where key.register == "ledger-transfer" {
            for other in try named(by: key) { add(other) }
        }
        return keys
    }

    /// What a record names.
    private func named(by key: Key) throws -> [Key] {
        let record = try awards.registry.record(reader, key.register, key.id)
        return try awards.registry.register(key.register).fields.compactMap { field in
            guard let target = field.type.target, let id = record[field.name].integer else {
                return nil
            }
            return Key(register: target, id: id)
        }
    }

    /// What names a record: in a field, or in a column of rows.
    private func naming(_ key: Key) throws -> [Key] {
        try catalogue.registers.filter { !$0.isReserved || $0.name == "approval" }.flatMap {
            register -> [Key] in
            let fields = register.fields.filter { $0.type.target == key.register }
            let direct = try fields.flatMap { field in
                try ids(
                    """
                    SELECT id FROM \(table: register.table) WHERE \(column: field.name) = \(key.id)
                    ORDER BY id
                    """)
            }
            let inRows = try register.rowFields.flatMap { rows in
                try (rows.type.columns ?? []).filter { $0.type.target == key.register }.flatMap {
                    column in
                    try ids(
                        """
                        SELECT DISTINCT record FROM
                        \(table: RegisterTables.rowsTable(rows, of: register))
                        WHERE \(column: column.name) = \(key.id) ORDER BY record
                        """)
                }
            }
            return (direct + inRows).map { Key(register: register.name, id: $0) }
        }
    }

    /// What says that it is about a record: files, transfers, approvals, papers.
    private func about(_ key: Key) throws -> [Key] {
        try catalogue.registers.filter {
            $0.field("about_register") != nil && $0.field("about_record") != nil
                && $0.name != "ledger-refusal"
        }.flatMap { register in
            try ids(
                """
                SELECT id FROM \(table: register.table) WHERE about_register = \(key.register)
                AND about_record = \(key.id) ORDER BY id
                """
            ).map { Key(register: register.name, id: $0) }
        }
    }

    private func ids(_ question: SQL) throws -> [Int64] {
        try reader.all(question).compactMap { $0[0].integer }
    }
}
