public import Catalogue
public import Store
public import Values

/// Which records of a register there are for a viewer at all.
///
/// One value says it twice, as a condition of SQL and as a test of one record, so that pages,
/// lists, counts, search, exports and files cannot disagree; a test holds both against each other.
public enum RecordScope: Sendable, Hashable {
    case all
    case none
    /// Records of which one of these fields holds one of its values.
    case holding([Claim])

    /// A field, and the values by which a record is the viewer's.
    public struct Claim: Sendable, Hashable {
        public let field: String
        public let values: [Scalar]
    }

    /// - Returns: what the viewer may see of the register; pure.
    public init(_ viewer: Viewer, _ register: Register) {
        // Nothing is public before a confidentiality review has released it.
        guard viewer.seesInternal || !viewer.role.acts.contains(.read) else {
            self = .none
            return
        }
        switch viewer.role.reach {
        case .city, .section: self = .all
        case .county:
            guard let county = viewer.county, register.hasCounty else {
                self = .none
                return
            }
            self = .holding([Claim(field: "county", values: [.text(county)])])
        case .organisation:
            let claims = register.belongsTo.compactMap { Self.claim($0, viewer, register) }
            self = claims.isEmpty ? .none : .holding(claims)
        }
    }

    /// A record belongs to the organisation that a field names, or to the one whose entry in
    /// another register it names.
    private static func claim(_ field: String, _ viewer: Viewer, _ register: Register) -> Claim? {
        guard let organisation = viewer.organisation else { return nil }
        let target = register.field(field)?.type.target
        guard let target, target != "organisation" else {
            return Claim(field: field, values: [.integer(organisation)])
        }
        let entries = viewer.entries[target] ?? []
        return entries.isEmpty ? nil : Claim(field: field, values: entries.map { .integer($0) })
    }

    /// Whether a record is among them.
    public func admits(_ record: Record) -> Bool {
        switch self {
        case .all: true
        case .none: false
        case .holding(let claims):
            claims.contains { claim in
                claim.values.contains(
                    claim.field == "id" ? .integer(record.id) : record[claim.field])
            }
        }
    }

    /// The condition over the register's table; nil where there is none to make.
    /// - Parameter alias: what the table is called in the statement; nil for its bare columns.
    public func condition(_ alias: String? = nil) -> SQL? {
        switch self {
        case .all: return nil
        case .none: return "1 = 0"
        case .holding(let claims):
            let tests = claims.flatMap { claim in
                claim.values.map { value -> SQL in
                    guard let alias else { return "\(column: claim.field) = \(value)" }
                    return "\(table: alias).\(column: claim.field) = \(value)"
                }
            }
            return "(\(tests.joined(" OR ")))"
        }
    }
}
