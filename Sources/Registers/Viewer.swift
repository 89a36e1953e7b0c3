public import Catalogue

/// Who asks or acts: in which role, from which section, for which county or organisation.
///
/// Everything that is permitted or refused is decided from this and the object alone
/// (`Permission.swift`, `RecordScope.swift`).
public struct Viewer: Sendable, Hashable {
    public let name: String
    public let role: Role
    /// The id of the account; nil on the command line, where whoever acts has the data at hand.
    public var account: Int64?
    /// A code of list `sections`; nil is the whole bureau.
    public var section: String?
    /// A code of list `counties`.
    public var county: String?
    /// The organisation that the viewer acts for.
    public var organisation: Int64?
    /// Records that stand for that organisation in other registers, by register: a bank's entry
    /// among the banks, to which its loans belong (`Registry.entries`).
    public var entries: [String: [Int64]]

    public init(
        name: String, role: Role, account: Int64? = nil, section: String? = nil,
        county: String? = nil, organisation: Int64? = nil, entries: [String: [Int64]] = [:]
    ) {
        self.name = name
        self.role = role
        self.account = account
        self.section = section
        self.county = county
        self.organisation = organisation
        self.entries = entries
    }

    public var seesInternal: Bool { role.sees.contains(.internal) }

    /// Whether personal fields of a register are shown: its own section needs them, others do not.
    public func seesPersonal(in register: Register) -> Bool {
        guard role.sees.contains(.personal) else { return false }
        return role.reach != .section || isAtHome(in: register)
    }

    /// Whether the viewer sees what is the bureau's own of a record.
    public var seesBureaus: Bool { !isLimited && seesInternal }

    /// Whether the register is kept by the viewer's own section, or by all.
    func isAtHome(in register: Register) -> Bool {
        guard let section, let keeper = register.section else { return true }
        return register.isShared || keeper == section
    }

    /// Whether the viewer sees only a part of the city's records.
    public var isLimited: Bool { role.reach == .county || role.reach == .organisation }

    public static func == (left: Viewer, right: Viewer) -> Bool {
        left.role.name == right.role.name && left.name == right.name
            && left.account == right.account && left.section == right.section
            && left.county == right.county && left.organisation == right.organisation
            && left.entries == right.entries
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(role.name)
        hasher.combine(name)
        hasher.combine(account)
        hasher.combine(section)
        hasher.combine(county)
        hasher.combine(organisation)
        hasher.combine(entries)
    }
}

extension Register {
    /// The register as a viewer knows it: without the bureau's own fields, unless they see them.
    public func seen(by viewer: Viewer) -> Register {
        viewer.seesBureaus ? self : withoutBureausFields
    }
}

extension Registry {
    /// A register as a viewer knows it. What lists, exports or asks for a viewer begins here.
    func register(_ name: String, by viewer: Viewer) throws -> Register {
        try register(name).seen(by: viewer)
    }
}
