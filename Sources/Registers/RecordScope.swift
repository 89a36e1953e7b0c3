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
    /// Records of which one of these fields holds the value.
    case holding([String], Scalar)

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
            self = .holding(["county"], .text(county))
        case .organisation:
            guard let organisation = viewer.organisation, !register.belongsTo.isEmpty else {
                self = .none
                return
            }
            self = .holding(register.belongsTo, .integer(organisation))
        }
    }

    /// Whether a record is among them.
    public func admits(_ record: Record) -> Bool {
        switch self {
        case .all: true
        case .none: false
        case .holding(let fields, let value):
            fields.contains { name in
                (name == "id" ? .integer(record.id) : record[name]) == value
            }
        }
    }

    /// The condition over the register's table; nil where there is none to make.
    /// - Parameter alias: what the table is called in the statement; nil for its bare columns.
    public func condition(_ alias: String? = nil) -> SQL? {
        switch self {
        case .all: return nil
        case .none: return "1 = 0"
        case .holding(let fields, let value):
            let tests = fields.map { name -> SQL in
                guard let alias else { return "\(column: name) = \(value)" }
                return "\(table: alias).\(column: name) = \(value)"
            }
            return "(\(tests.joined(" OR ")))"
        }
    }
}
