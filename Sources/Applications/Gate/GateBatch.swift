public import Catalogue
public import Registers
import Store
public import Values

/// Applications that are checked together, with what most rules ask about: read once, by a fixed
/// number of questions.
public struct GateBatch: Sendable {
    /// An application as the rules see it.
    public struct Subject: Sendable {
        public let id: Int64
        public let number: String
        public let call: Int64
        public let programme: String
        public let year: Int
        public let kind: String
        public let title: String
        public let titleKey: String
        public let organisation: Int64
        public let leader: Int64?
        public let leaderName: String
        public let recommender: Int64?
        public let isRehearsal: Bool
        public fileprivate(set) var members: [Member] = []
        /// Partners that are registered.
        public fileprivate(set) var partners: [Int64] = []
    }

    /// Somebody of the team besides the leader.
    public struct Member: Sendable {
        /// Nil for whoever is not registered: such a member cannot be looked up.
        public let person: Int64?
        public let name: String
        public let unit: String
    }

    public struct Person: Sendable {
        public let id: Int64
        public let name: String
        public let title: String?
        public let dishonestUntil: CalendarDate?
    }

    public struct Organisation: Sendable {
        public let id: Int64
        public let name: String
        public let kind: String?
        public let county: String?
        public let dishonestUntil: CalendarDate?
    }

    /// An application or project that somebody has a part in.
    public struct Involvement: Sendable, Hashable {
        /// `application` or `project`.
        public let register: String
        public let id: Int64
        public let number: String
        public let title: String
        public let programme: String
        public let year: Int
        public let state: String
        public let isLeader: Bool
    }

    public let registry: Registry
    /// The day of the check.
    public let day: CalendarDate
    public let subjects: [Subject]
    /// The terms of each call.
    public let terms: [Int64: CallTerms]
    public let persons: [Int64: Person]
    public let organisations: [Int64: Organisation]
    /// What leaders and members have a part in elsewhere, play data left out.
    public let involvements: [Int64: [Involvement]]

    public var catalogue: Catalogue { registry.catalogue }

    /// The subject's own terms; nil where its programme is gone from the catalogue.
    public func terms(of subject: Subject) -> CallTerms? { terms[subject.call] }

    /// The subjects that a rule is asked about: those whose call does not exempt them from it.
    public func subjects(under rule: String) -> [Subject] {
        subjects.filter { !(terms[$0.call]?.exemptions.contains(rule) ?? false) }
    }

    /// A dated rule as it stood on the day of the call's terms, with its words; nil before it.
    public func rule(_ name: String, of subject: Subject) -> (value: Int, words: String)? {
        // Of a call whose programme is gone from the catalogue the rules of today are asked.
        let day = terms[subject.call].flatMap { CalendarDate(iso: $0.day) } ?? day
        guard let rule = catalogue.rules[name], let value = rule.value(on: day),
            let number = Int(value.value)
        else { return nil }
        return (number, "\(rule.title)：\(number) \(rule.unit ?? "")（\(value.source)）")
    }

    /// A limit of how many: the programme's own, else the city's rule of that name; nil where there
    /// is neither.
    func limit(_ kind: Programme.Limit.Kind, else name: String?, of subject: Subject)
        -> (value: Int, words: String)?
    {
        if let own = terms[subject.call]?.limit(kind), let value = own.number {
            return (value, own.words)
        }
        return name.flatMap { rule($0, of: subject) }
    }

    /// States of applications that have been handed in and count as such.
    static let handedIn = [
        "submitted", "returned", "recommended", "formal-passed", "formal-rejected", "cleared",
        "joint-rejected", "reviewed", "proposed", "suspended", "not-funded", "awarded",
    ]
    /// States of applications that nobody has decided on yet.
    static let pending = [
        "submitted", "returned", "recommended", "formal-passed", "cleared", "reviewed", "proposed",
        "suspended",
    ]
    /// States of projects that are not over.
    static let running = [
        "approved", "contracted", "running", "suspended", "accepting", "failed",
    ]
}

extension GateBatch {
    /// Reads the applications with these ids; those that are not there are left out.
    /// - Parameter known: terms of calls that the caller has read already.
    init(
        _ applications: Applications, _ reader: Reader, ids: [Int64], on day: CalendarDate,
        known: [Int64: CallTerms] = [:]
    ) throws {
        registry = applications.registry
        self.day = day
        var subjects = try Self.subjects(reader, ids)
        let places = Dictionary(subjects.enumerated().map { ($1.id, $0) }) { $1 }
        try reader.each(
            "SELECT record, person, name, unit FROM application__members WHERE record", in: ids,
            " ORDER BY record, position"
        ) { row in
            guard let place = places[row[0].integer ?? 0] else { return }
            subjects[place].members.append(
                Member(person: row[1].integer, name: row[2].text ?? "", unit: row[3].text ?? ""))
        }
        try reader.each(
            "SELECT record, organisation FROM application__partners WHERE record", in: ids, ""
        ) { row in
            guard let place = places[row[0].integer ?? 0], let id = row[1].integer else { return }
            subjects[place].partners.append(id)
        }
        self.subjects = subjects
        var terms = known
        for call in Set(subjects.map(\.call)) where terms[call] == nil {
            let record = try registry.record(reader, Applications.calls, call)
            terms[call] = try applications.terms(of: record, on: day)
        }
        self.terms = terms
        let team = Set(subjects.flatMap(\.team))
        persons = try Self.persons(reader, Array(team))
        organisations = try Self.organisations(reader, Array(Set(subjects.flatMap(\.units))))
        involvements = try Self.involvements(reader, Array(team))
    }

    private static func subjects(_ reader: Reader, _ ids: [Int64]) throws -> [Subject] {
        var subjects: [Subject] = []
        try reader.each(
            """
            SELECT a.id, a.application_no, a.call, c.programme, c.year, a.kind, a.title,
            a.title_key, a.organisation, a.leader, a.leader_name, a.recommender, a.rehearsal
            FROM application a JOIN "call" c ON c.id = a.call WHERE a.id
            """, in: ids, " ORDER BY a.id"
        ) { row in
            let title = row[6].text ?? ""
            subjects.append(
                Subject(
                    id: row[0].integer ?? 0, number: row[1].text ?? "", call: row[2].integer ?? 0,
                    programme: row[3].text ?? "", year: Int(row[4].integer ?? 0),
                    kind: row[5].text ?? "", title: title,
                    titleKey: row[7].text ?? TitleKey.of(title),
                    organisation: row[8].integer ?? 0, leader: row[9].integer,
                    leaderName: row[10].text ?? "", recommender: row[11].integer,
                    isRehearsal: row[12].integer == 1))
        }
        return subjects
    }

    private static func persons(_ reader: Reader, _ ids: [Int64]) throws -> [Int64: Person] {
        var persons: [Int64: Person] = [:]
        try reader.each(
            "SELECT id, name, title, dishonest_until FROM person WHERE id", in: ids, ""
        ) { row in
            let id = row[0].integer ?? 0
            persons[id] = Person(
                id: id, name: row[1].text ?? "", title: row[2].text,
                dishonestUntil: row[3].text.flatMap { CalendarDate(iso: $0) })
        }
        return persons
    }

    private static func organisations(_ reader: Reader, _ ids: [Int64]) throws
        -> [Int64: Organisation]
    {
        var organisations: [Int64: Organisation] = [:]
        try reader.each(
            "SELECT id, name, kind, county, dishonest_until FROM organisation WHERE id", in: ids,
            ""
        ) { row in
            let id = row[0].integer ?? 0
            organisations[id] = Organisation(
                id: id, name: row[1].text ?? "", kind: row[2].text, county: row[3].text,
                dishonestUntil: row[4].text.flatMap { CalendarDate(iso: $0) })
        }
        return organisations
    }
}

extension GateBatch.Subject {
    /// Leader and members that are registered.
    public var team: [Int64] { ([leader] + members.map(\.person)).compactMap { $0 } }
    /// The unit, its partners and whoever recommends.
    public var units: [Int64] { ([organisation] + partners + [recommender]).compactMap { $0 } }
}
