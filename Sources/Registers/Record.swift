public import Values

/// One record of a register, with its rows and the states it has left.
public struct Record: Sendable, Hashable {
    public let register: String
    public let id: Int64
    public var version: Int64
    public var state: String
    /// The day since which it is in its state.
    public var stateSince: String
    public var madeAt: Instant
    public var changedAt: Instant
    /// The number of the catalogue version it was made under.
    public var catalogue: Int64
    /// Cells by field name, personal ones included; a missing key is an empty cell.
    public var fields: [String: Scalar]
    public var rows: [String: [[String: Scalar]]]
    public var pastStates: [PastState]

    /// A record as it stands, or as it would.
    public init(
        register: String, id: Int64, version: Int64, state: String, stateSince: String,
        madeAt: Instant, changedAt: Instant, catalogue: Int64, fields: [String: Scalar],
        rows: [String: [[String: Scalar]]], pastStates: [PastState]
    ) {
        self.register = register
        self.id = id
        self.version = version
        self.state = state
        self.stateSince = stateSince
        self.madeAt = madeAt
        self.changedAt = changedAt
        self.catalogue = catalogue
        self.fields = fields
        self.rows = rows
        self.pastStates = pastStates
    }

    public subscript(field: String) -> Scalar { fields[field] ?? .null }
}

/// A state that a record was in, and its days: from `since` until the day before `until`.
public struct PastState: Sendable, Hashable {
    public let state: String
    public let since: String
    public let until: String
}

/// What a new or changed record shall hold, already read from text.
public struct Draft: Sendable {
    public var fields: [String: Scalar]
    public var rows: [String: [[String: Scalar]]]
    /// A state other than the initial one, for historic imports.
    public var state: String?
    public var stateSince: String?

    public init(
        _ fields: [String: Scalar] = [:], rows: [String: [[String: Scalar]]] = [:],
        state: String? = nil, stateSince: String? = nil
    ) {
        self.fields = fields
        self.rows = rows
        self.state = state
        self.stateSince = stateSince
    }
}

/// What a person or a file gives for one field, before it is read.
public enum Answer: Sendable, Hashable {
    case text(String)
    case rows([[String: String]])
}
