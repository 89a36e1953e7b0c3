import Documents
import Values

/// What an expert and an application have in common. Pure.
public enum PanelConflicts {
    /// An expert of a panel, as far as it matters here.
    public struct Member: Sendable, Hashable {
        public let name: String
        public let unit: String
        public let person: Int64?
        /// Where the person works, by their record.
        public let organisations: Set<Int64>
    }

    /// Whoever has a part in an application.
    public struct Parties: Sendable, Hashable {
        public let application: Int64
        public let number: String
        public var organisations: Set<Int64> = []
        /// Names of applicant and partners.
        public var units: [String] = []
        public var persons: Set<Int64> = []
        public var people: [Person] = []
        /// Whom the applicant asked not to have.
        public var avoided = ""

        /// Somebody of the project, by name and unit.
        public struct Person: Sendable, Hashable {
            public let name: String
            public let unit: String
            public let part: String
            public var person: Int64?
        }
    }

    /// A conflict, with what it rests on.
    public struct Conflict: Sendable, Hashable {
        public let member: String
        public let application: Int64
        public let number: String
        public let evidence: String
    }

    /// The first thing that an expert and an application have in common; nil where there is none.
    /// - Parameter collaborators: whom the expert did something with of late.
    static func conflict(
        _ member: Member, _ parties: Parties, _ collaborators: Collaborators? = nil
    ) -> Conflict? {
        let found =
            evidence(member, parties)
            ?? collaborators.flatMap { known in
                parties.people.lazy.compactMap(known.evidence).first
            }
        return found.map {
            Conflict(
                member: member.name, application: parties.application, number: parties.number,
                evidence: $0)
        }
    }

    private static func evidence(_ member: Member, _ parties: Parties) -> String? {
        if let person = member.person, parties.persons.contains(person) {
            return "\(member.name)是这项申报的项目组成员（人员登记同一人）"
        }
        let unit = plain(member.unit)
        for person in parties.people where plain(person.name) == plain(member.name) {
            let other = plain(person.unit)
            // Two of the same name in units that both are known and differ are two people.
            if other.isEmpty || unit.isEmpty || other == unit {
                return "\(member.name)是这项申报的\(person.part)"
            }
        }
        if let name = parties.units.first(where: { !unit.isEmpty && plain($0) == unit }) {
            return "\(member.name)的单位“\(name)”是申报或合作单位"
        }
        if !member.organisations.isDisjoint(with: parties.organisations) {
            return "\(member.name)登记的单位是申报或合作单位"
        }
        let avoided = parties.avoided.split { "、，,；; \n".contains($0) }.map { plain(String($0)) }
        if avoided.contains(where: { $0.hasPrefix(plain(member.name)) }) {
            return "申报人申请\(member.name)回避"
        }
        return nil
    }

    /// Names as people type them, without blanks and widths.
    static func plain(_ text: String) -> String { Heading.narrowed(text) }
}
