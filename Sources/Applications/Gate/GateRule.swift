import Catalogue
import Journal
import Registers
public import Store
public import Values

/// One thing that every application is checked against.
///
/// Checks that need what a later module knows (acceptance, similarity of texts) are implemented
/// there and joined where the city is put together. A rule looks at many applications at once and
/// asks the database a fixed number of questions whatever their number, so that a whole call is
/// checked in one go; one submission is a batch of one.
public protocol GateRule: Sendable {
    /// A code of list `gate-rules`; the name by which programmes are exempted from it.
    var name: String { get }
    /// Names of the dated rules that it reads.
    var reads: [String] { get }
    /// What it finds wrong with these applications on a day; nothing of those that are well.
    func check(_ batch: GateBatch, _ reader: Reader, on day: CalendarDate) throws -> [GateFinding]
}

extension GateRule {
    /// Most read no dated rule.
    public var reads: [String] { [] }
}

/// A record that shows what a finding says.
public struct GateEvidence: Sendable, Hashable {
    public let register: String
    public let record: Int64
    /// What the record is called.
    public let label: String
    /// What of it matters: 在研，2025年, 惩戒期至 2027-03-01.
    public let value: String

    public init(register: String, record: Int64, label: String, value: String) {
        self.register = register
        self.record = record
        self.label = label
        self.value = value
    }
}

/// What a rule found of an application.
public struct GateFinding: Sendable, Hashable {
    /// How much it weighs until a person has decided.
    public enum Verdict: String, Sendable, CaseIterable {
        /// It does not pass unless a person decides otherwise, with a reason.
        case block
        /// Whoever checks should know.
        case warn
    }

    /// The application.
    public let application: Int64
    /// A code of list `gate-rules`.
    public let rule: String
    /// Whom or what it is about: 负责人张三. One finding a rule and subject.
    public let about: String
    public let verdict: Verdict
    /// One sentence with the values.
    public let sentence: String
    /// The dated rule with value and source; empty where it is none.
    public let ground: String
    public let evidence: [GateEvidence]

    public init(
        application: Int64, rule: String, about: String, verdict: Verdict, sentence: String,
        ground: String = "", evidence: [GateEvidence] = []
    ) {
        self.application = application
        self.rule = rule
        self.about = String(about.prefix(200))
        self.verdict = verdict
        self.sentence = String(sentence.prefix(500))
        self.ground = String(ground.prefix(300))
        // Enough to decide on; whoever has handed in hundreds is found all the same.
        self.evidence = Array(evidence.prefix(Self.mostEvidence))
    }

    /// Records that a finding shows at most.
    public static let mostEvidence = 20

    /// SHA-256 over what was found: a decision holds as long as it stays the same.
    public var digest: String {
        let lines = evidence.map { "\($0.register)\u{1}\($0.record)\u{1}\($0.value)" }.sorted()
        return Digest(
            of: ([rule, about, verdict.rawValue, ground] + lines).joined(separator: "\n")
        )
        .hex
    }
}

/// The checks that need no later module.
public enum Gate {
    /// In the order in which findings are shown.
    public static let rules: [any GateRule] = [
        LeaderLimitRule(), ParticipationRule(), UnitLimitRule(), RepeatRule(), DishonestRule(),
        AbnormalRule(),
        LeaderAgeRule(), LeaderTitleRule(), UnitRule(),
    ]
}
