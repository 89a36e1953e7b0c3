public import Registers

/// Who acts on returns, and where he stands.
///
/// The standing is named, never inferred from what is missing: someone of no section is not thereby
/// of the whole bureau.
public struct ReturnParty: Sendable {
    /// For whom a person acts.
    public enum Standing: Sendable, Hashable {
        /// The bureau as a whole: heads, the office, supervision.
        case bureau
        /// A section, by its code.
        case section(String)
        /// A county or zone, by its code.
        case county(String)
        /// An organisation, by its id.
        case organisation(Int64)
        /// Nobody: nothing is shown and nothing may be done.
        case none
    }

    /// The person, in a role.
    public let viewer: Viewer
    /// For whom the person acts.
    public let standing: Standing

    /// Creates a party.
    public init(_ viewer: Viewer, _ standing: Standing) {
        self.viewer = viewer
        self.standing = standing
    }
}

/// Who may do what with a return; pure, over objects fetched once.
public enum ReturnPolicy {
    /// Making, sending, chasing, returning, accepting, merging and landing: the section that
    /// answers for it, or the bureau as a whole.
    public static func mayManage(_ standing: ReturnParty.Standing, section: String) -> Bool {
        switch standing {
        case .bureau: true
        case .section(let own): own == section
        case .county, .organisation, .none: false
        }
    }

    /// Opening, filling in, sending and correcting: whose sheet it is, and nobody else.
    public static func mayFill(
        _ standing: ReturnParty.Standing, county: String?, organisation: Int64?
    ) -> Bool {
        switch standing {
        case .county(let own): organisation == nil && own == county
        case .organisation(let own): own == organisation
        case .bureau, .section, .none: false
        }
    }

    /// Looking at one sheet: who may fill it, or who manages the return.
    public static func maySee(
        _ standing: ReturnParty.Standing, section: String, county: String?, organisation: Int64?
    ) -> Bool {
        mayManage(standing, section: section)
            || mayFill(standing, county: county, organisation: organisation)
    }
}
