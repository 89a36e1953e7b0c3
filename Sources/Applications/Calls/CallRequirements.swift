public import Catalogue
import Values

extension CallTerms {
    /// What is asked of an applicant, as it stood when the call was opened.
    public struct Requirement: Codable, Sendable, Hashable {
        /// The greatest age: dated rules in 岁, with what they said.
        public struct Age: Codable, Sendable, Hashable {
            public let men: Rule?
            public let women: Rule?
        }

        public let name: String
        public let title: String
        /// `Programme.Requirement.Subject` as it is written.
        public let subject: String
        /// In the form in which the catalogue writes them; read once, with the terms.
        public let written: WrittenConditions?
        public let age: Age?
        public let source: String
        public let remedy: String

        public var conditions: [Condition] { written?.conditions ?? [] }
        public var isOfLeader: Bool {
            subject == Programme.Requirement.Subject.leader.rawValue
        }

        /// What the catalogue asks on a day, every rule resolved.
        init(_ asked: Programme.Requirement, _ catalogue: Catalogue, on day: CalendarDate) {
            (name, title, subject) = (asked.name, asked.title, asked.subject.rawValue)
            (source, remedy) = (asked.source, asked.remedy)
            written = asked.written?.resolved(on: day, in: catalogue)
            age = asked.age.map {
                Age(
                    men: Rule($0.men, catalogue, on: day), women: Rule($0.women, catalogue, on: day)
                )
            }
        }
    }

    /// What is asked of applicants of a kind, the programme's own first; the programme's own alone
    /// where no kind is named.
    ///
    /// Terms that were kept before requirements stood in them ask what the catalogue says.
    public func requirements(of kind: String?, in catalogue: Catalogue) -> [Requirement] {
        if let requirements {
            return requirements + (kind.flatMap(self.kind)?.requirements ?? [])
        }
        guard let declared = catalogue.programme(programme), let day = CalendarDate(iso: day)
        else { return [] }
        return (kind.map(declared.requirements(of:)) ?? declared.requirements).map {
            Requirement($0, catalogue, on: day)
        }
    }
}

extension CallTerms.Rule {
    /// What a dated rule says on a day; nil where it says nothing.
    init?(_ name: String?, _ catalogue: Catalogue, on day: CalendarDate) {
        guard let name, let rule = catalogue.rules[name], let value = rule.value(on: day)
        else { return nil }
        self.init(
            name: name, title: rule.title, value: value.value, unit: rule.unit ?? "",
            source: value.source, from: value.from.iso)
    }

    /// 项目负责人年龄上限（男）：57 岁（来源）.
    var words: String { "\(title)：\(value) \(unit)（\(source)）" }
}
