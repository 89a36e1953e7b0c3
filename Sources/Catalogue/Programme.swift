/// A programme of public money for science, as its management rules (管理办法) describe it: whom it
/// is for, what is asked, how it is judged, paid, followed and ended.
///
/// A call is opened from one of its kinds and keeps the terms of that day; what differs between
/// cities and years is a dated rule that the programme names, never code.
public struct Programme: Sendable {
    /// How money is given.
    public enum Mode: String, CaseIterable, Sendable {
        /// Applications compete and are ranked.
        case competitive
        /// Paid after the fact by formula: evidence, formula, cap; no contract (后补助).
        case subsidy
        /// An owner's need is bid for, matched, and paid by milestone (揭榜挂帅).
        case challenge
        /// Several teams are paid in parallel and some drop out at each stage (赛马).
        case race
    }

    /// A stage that an application or project of this programme goes through, in this order.
    public enum Stage: String, CaseIterable, Sendable {
        case signOff = "sign-off"
        case recommendation
        case formalCheck = "formal-check"
        case jointCheck = "joint-check"
        case siteVisit = "site-visit"
        case matching
        case review
        case decision
        case cosign
        case governmentCosign = "government-cosign"
        case notice
        case contract
        case acceptance
    }

    /// The kebab-case name: that of its file.
    public let name: String
    public let title: String
    /// Stands in the numbers of its calls, applications and projects: ZRJJ.
    public let abbreviation: String
    public let mode: Mode
    /// Code of the section that runs it.
    public let section: String
    /// Who decides in its own name and with its own seal; nil where the bureau does.
    public let committee: String?
    /// Code of the special fund that its money comes from (专款专用).
    public let fund: String?
    /// The document that it stands on.
    public let source: String
    public let help: String?
    public let kinds: [Kind]
    public let form: Form
    public let requirements: [Requirement]
    /// A dated rule in 项: how many one recommending unit may recommend, where the call says nothing
    /// else; nil where there is no quota.
    public let quota: String?
    public let limits: [Limit]
    /// Checks of the gate that do not apply: 揭榜挂帅 asks neither age nor title.
    public let exemptions: [String]
    public let stages: [StagePlan]
    public let review: Review
    public let budget: Budget
    public let payments: [Payment]
    public let reports: [ReportDue]
    public let acceptance: Acceptance
    public let indicators: [Indicator]
    /// How teams drop out of a race; nil in the other modes.
    public let elimination: Elimination?
    public let place: Place
    /// Where its keys stand, so that a mistake is shown on its line.
    let places: [String: Place]

    /// 面上, 青年, 区域联合: a kind of projects within the programme.
    public struct Kind: Sendable {
        public let name: String
        public let title: String
        /// Dated rules: the most and the least that one project gets, in 万元; its months.
        public let ceiling: String?
        public let floor: String?
        public let months: String?
        /// Asked besides those of the programme.
        public let requirements: [Requirement]
        /// Who puts how much beside each yuan of the city: a dated rule in %.
        public let coFunding: (side: String, ratio: String)?
        /// Stands in place of the programme's where the kind has its own.
        public let payments: [Payment]
        public let help: String?
        let place: Place
    }

    /// How many one organisation or person may have (限项).
    public struct Limit: Sendable {
        public enum Kind: String, CaseIterable, Sendable {
            /// Applications of one organisation in one call.
            case organisationApplications = "organisation-applications"
            /// Applications of one leader in a year.
            case leaderApplications = "leader-applications"
            /// Projects of the city that one leader is running, the one applied for included.
            case leaderRunning = "leader-running"
            /// Projects of the city that one person takes part in.
            case participation
        }

        public let kind: Kind
        /// A dated rule in 项.
        public let rule: String
    }

    /// Something that is judged when it is over: 合同指标逐项达到.
    public struct Point: Sendable {
        public let name: String
        public let title: String
        public let help: String?
    }

    /// A race: so many teams begin, fewer are kept at each milestone.
    public struct Elimination: Sendable {
        public struct Round: Sendable {
            public let name: String
            public let title: String
            /// A dated rule in 家: how many go on.
            public let keep: String
        }

        /// A dated rule in 家: how many begin at least.
        public let teams: String
        public let rounds: [Round]
    }

    /// What the form asks of register `application`.
    public struct Form: Sendable {
        /// Raised with every change; a call keeps the one it was opened with.
        public let version: Int
        /// Fields that must be filled in before submission; those that may be.
        public let asks: [String]
        public let offers: [String]
        /// Kinds of evidence that must be attached: codes of list `application-files`.
        public let files: [String]
        public let questions: [Question]
    }

    /// A question of this programme alone; its answer is a row of `answers`.
    public struct Question: Sendable {
        public let name: String
        public let title: String
        public let help: String?
        public let required: Bool
        /// Characters.
        public let max: Int
    }

    /// What applicant or leader must be before a word is written.
    public struct Requirement: Sendable {
        public enum Subject: String, CaseIterable, Sendable { case organisation, leader }

        public let name: String
        public let title: String
        public let subject: Subject
        /// Conditions on its record; nil where it asks an age alone.
        public let written: WrittenConditions?
        /// Dated rules in 岁: the greatest age of men and of women.
        public let age: (men: String, women: String)?
        public let source: String
        /// What to do where it is not met.
        public let remedy: String
        let place: Place

        public var conditions: [Condition] { written?.conditions ?? [] }
    }

    public struct StagePlan: Sendable {
        public let stage: Stage
        /// A dated rule: within so many days or working days.
        public let term: String?
    }

    public struct Review: Sendable {
        public struct Criterion: Sendable {
            public let name: String
            public let title: String
            /// Points out of 100.
            public let weight: Int
            public let help: String?
        }

        public let criteria: [Criterion]
        /// A dated rule: how many experts at least.
        public let panel: String
        /// Below these points nothing is proposed; a dated rule in 分.
        public let threshold: String?
        /// Names of applicants are hidden from experts.
        public let blind: Bool
        /// The criterion that decides among equals.
        public let tieBreak: String?
    }

    public struct Budget: Sendable {
        public enum Mode: String, CaseIterable, Sendable {
            /// No line budget, a commitment letter, the leader signs (包干制).
            case lumpSum = "lump-sum"
            /// Lines by category; indirect costs are capped.
            case itemised
            /// Ratio of what was spent, up to a cap (后补助).
            case formula
        }

        public let mode: Mode
        /// Prefix of the dated rules that cap indirect costs: `indirect_rate` or
        /// `theory_indirect_rate`.
        public let indirect: String?
        /// A dated rule in %: the share of evidenced spending that is paid.
        public let ratio: String?
    }

    public struct Payment: Sendable {
        public let title: String
        /// A code of `stage-conditions`.
        public let condition: String
        /// Per cent of the award; those of a plan sum to 100.
        public let share: Int
    }

    public struct ReportDue: Sendable {
        public enum Kind: String, CaseIterable, Sendable {
            case yearly
            case midTerm = "mid-term"
            case expenditure
            case milestone
        }

        public let kind: Kind
        /// A day of every year (12-31), or nil: halfway (mid-term) or at each milestone.
        public let eachYear: String?
    }

    public struct Acceptance: Sendable {
        /// Dated rules in 月: to be filed and finished so long after the end.
        public let filing: String
        public let finishing: String
        public let panel: String
        /// Whether a science report (科技报告) is handed in before.
        public let scienceReport: Bool
        /// What the experts give their verdict on besides each target of the contract.
        public let criteria: [Point]
    }

    /// A quantified target that applications state.
    public struct Indicator: Sendable {
        public let name: String
        public let title: String
        /// A code of `indicator-classes`: 产出数量 …
        public let kind: String
        public let unit: String
        /// At least so much must be promised; nil where it may be left out.
        public let least: Int?
    }

    /// Where a key of the declaration stands.
    func place(of key: String) -> Place { places[key] ?? place }

    public func kind(_ name: String) -> Kind? { kinds.first { $0.name == name } }

    /// Whether its applications go through the stage.
    public func has(_ stage: Stage) -> Bool { stages.contains { $0.stage == stage } }

    /// What is asked of applicants of a kind, the programme's own first.
    public func requirements(of kind: String) -> [Requirement] {
        requirements + (self.kind(kind)?.requirements ?? [])
    }

    public func payments(of kind: String) -> [Payment] {
        let own = self.kind(kind)?.payments ?? []
        return own.isEmpty ? payments : own
    }
}
