/// What a role may do, and what it sees.
public struct Role: Sendable {
    public enum Act: String, CaseIterable, Sendable {
        case read, create, change, move, withdraw, `import`, export, annotate, sign, freeze, verify
        /// Makes accounts and says what they may do.
        case manageAccounts = "manage-accounts"
        /// Lets an account that another has made come into force, locks and unlocks.
        case approveAccounts = "approve-accounts"
        /// Reads what accounts have done and when they signed in.
        case audit
    }

    /// How far a role reaches: which records there are for it at all.
    public enum Reach: String, CaseIterable, Sendable {
        /// All records of the city.
        case city
        /// All records to read; those of its section's registers to change.
        case section
        /// Records that are attributed to its county.
        case county
        /// Records that belong to the organisation it acts for.
        case organisation
    }

    public enum Sight: String, CaseIterable, Sendable {
        /// Records that are not public.
        case `internal`
        /// Fields held apart as personal.
        case personal
    }

    public let name: String
    public let title: String
    public let acts: Set<Act>
    /// Registers the role works on; nil is all but the reserved ones.
    public let registers: [String]?
    /// Registers among them that the role reads and does not write.
    public let readOnly: [String]
    public let sees: Set<Sight>
    public let reach: Reach
    /// Roles that no person may hold beside this one: 三权分立.
    public let excludes: [String]
    /// The kind of organisation whose people have this role instead of the common one; a code of
    /// list `organisation-kinds`.
    public let kind: String?
    public let place: Place

    public func may(_ act: Act, on register: Register) -> Bool {
        guard acts.contains(act) else { return false }
        if readOnly.contains(register.name), act != .read, act != .export { return false }
        return registers?.contains(register.name) ?? !register.isReserved
    }
}

extension Role {
    /// What a membership as `administrator` or `member` comes to in an organisation of a kind: the
    /// role of that kind, or the one of all organisations.
    public static func ofMember(_ standing: String, kind: String?, among roles: [String: Role])
        -> Role?
    {
        let own = kind.flatMap { kind in roles.values.first { $0.kind == kind } }
        let family = own?.name.prefix { $0 != "-" } ?? "organisation"
        return roles["\(family)-\(standing)"]
    }

    /// Whether whoever has the role confirms the members of the organisation they act for.
    public var isAdministratorOfUnit: Bool {
        reach == .organisation && name.hasSuffix("-administrator")
    }

    /// A role that may do nothing and sees nothing.
    public static let nothing = Role(
        name: "nobody", title: "未登录", acts: [], registers: [], readOnly: [], sees: [], reach: .city,
        excludes: [], kind: nil, place: Place(file: "", line: 0, layer: ""))

    static func read(_ name: String, _ reader: DeclarationReader) -> Role {
        reader.allow([
            "title", "may", "registers", "read-only", "sees", "reach", "excludes", "of-kind",
            "help",
        ])
        let registers = reader.words("registers")
        return Role(
            name: name, title: reader.required("title"), acts: set("may", reader),
            registers: registers == ["all"] || registers.isEmpty ? nil : registers,
            readOnly: reader.words("read-only"), sees: set("sees", reader),
            reach: reader.word("reach", Reach.self) ?? .city,
            excludes: reader.words("excludes"), kind: reader.text("of-kind"),
            place: reader.node.place)
    }

    private static func set<Word: RawRepresentable & CaseIterable & Hashable>(
        _ key: String, _ reader: DeclarationReader
    ) -> Set<Word> where Word.RawValue == String {
        var result: Set<Word> = []
        for text in reader.words(key) {
            if let word = Word(rawValue: text) {
                result.insert(word)
            } else {
                reader.problems.add(
                    reader.place(of: key), "\(reader.subject)的 \(key) 不能有 \(text)",
                    advice: Catalogue.advice(for: text, among: Word.allCases.map(\.rawValue)))
            }
        }
        return result
    }
}
