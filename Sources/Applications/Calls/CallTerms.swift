public import Catalogue
import Foundation
public import Values

/// The terms of a call as they stood on the day it was opened: what its programme asked, with every
/// dated rule resolved, its value and source beside it. They are kept in the call (`terms`) so that
/// a later change of the catalogue does not move an open call.
public struct CallTerms: Codable, Sendable, Hashable {
    /// A dated rule and what it said.
    public struct Rule: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let value: String
        public let unit: String
        public let source: String
        public let from: String

        /// The value as a whole number; nil where it is none.
        public var number: Int? { Int(value) }
        /// The value of an amount in 万元.
        public var money: Money? { try? Money.parse(value, unit: .wan) }
    }

    public struct Stage: Codable, Sendable, Hashable {
        /// `Programme.Stage` as it is written.
        public let stage: String
        public let term: Rule?
    }

    public struct Kind: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let ceiling: Rule?
        public let floor: Rule?
        public let months: Rule?
        /// A code of `co-funding-sides` and the ratio in % of the city's money.
        public let coFundingSide: String?
        public let coFundingRatio: Rule?
        public let payments: [Payment]
        /// Asked besides those of the programme; nil in terms kept before they stood there.
        public let requirements: [Requirement]?
    }

    public struct Payment: Codable, Sendable, Hashable {
        public let title: String
        /// A code of `stage-conditions`.
        public let condition: String
        /// Per cent of the award.
        public let share: Int
    }

    public struct Question: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let help: String?
        public let required: Bool
        public let max: Int
    }

    public struct Criterion: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let weight: Int
        public let help: String?
    }

    public struct ReportDue: Codable, Sendable, Hashable {
        /// `Programme.ReportDue.Kind` as it is written.
        public let kind: String
        public let eachYear: String?
    }

    /// A limit of how many (限项): `Programme.Limit.Kind` as it is written.
    public struct Limit: Codable, Sendable, Hashable {
        public let kind: String
        public let rule: Rule
    }

    /// What experts judge at acceptance besides each target.
    public struct Point: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let help: String?
    }

    /// A round of a race and how many teams are kept after it.
    public struct Round: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let keep: Rule?
    }

    public struct Indicator: Codable, Sendable, Hashable {
        public let name: String
        public let title: String
        public let kind: String
        public let unit: String
        public let least: Int?
    }

    public let programme: String
    public let title: String
    public let abbreviation: String
    /// `Programme.Mode` as it is written.
    public let mode: String
    public let committee: String?
    /// Code of the special fund.
    public let fund: String?
    public let source: String
    /// The day whose rules they are, in ISO.
    public let day: String
    public let formVersion: Int
    public let asks: [String]
    public let offers: [String]
    public let files: [String]
    public let questions: [Question]
    public let exemptions: [String]
    /// What is asked of applicants of every kind; nil in terms kept before it stood there.
    public let requirements: [Requirement]?
    /// How many one unit may recommend where the call names no other quota.
    public let quota: Rule?
    public let limits: [Limit]
    public let kinds: [Kind]
    public let stages: [Stage]
    public let criteria: [Criterion]
    public let panel: Rule?
    public let threshold: Rule?
    public let blind: Bool
    public let tieBreak: String?
    /// `Programme.Budget.Mode` as it is written.
    public let budgetMode: String
    public let indirect: String?
    /// The caps of indirect costs in % of the base: up to 500 万元, up to 1,000 万元, above.
    public let indirectRates: [Rule]?
    public let ratio: Rule?
    public let reports: [ReportDue]
    public let acceptanceFiling: Rule?
    public let acceptanceFinishing: Rule?
    public let acceptancePanel: Rule?
    public let scienceReport: Bool
    /// What is judged at acceptance besides each target of the contract.
    public let acceptanceCriteria: [Point]
    public let indicators: [Indicator]
    /// How many teams begin a race at least, and its rounds in order; none in the other modes.
    public let teams: Rule?
    public let rounds: [Round]

    public func kind(_ name: String) -> Kind? { kinds.first { $0.name == name } }

    /// How many of a kind one organisation or person may have; nil where there is no such limit.
    public func limit(_ kind: Programme.Limit.Kind) -> Rule? {
        limits.first { $0.kind == kind.rawValue }?.rule
    }

    public func has(_ stage: Programme.Stage) -> Bool {
        stages.contains { $0.stage == stage.rawValue }
    }

    public func term(of stage: Programme.Stage) -> Rule? {
        stages.first { $0.stage == stage.rawValue }?.term
    }
}

extension CallTerms {
    /// What a programme says on a day, every rule resolved.
    public init(_ programme: Programme, _ catalogue: Catalogue, on day: CalendarDate) {
        func rule(_ name: String?) -> Rule? { Rule(name, catalogue, on: day) }
        func asked(_ requirements: [Programme.Requirement]) -> [Requirement] {
            requirements.map { Requirement($0, catalogue, on: day) }
        }
        self.programme = programme.name
        title = programme.title
        abbreviation = programme.abbreviation
        mode = programme.mode.rawValue
        committee = programme.committee
        fund = programme.fund
        source = programme.source
        self.day = day.iso
        formVersion = programme.form.version
        asks = programme.form.asks
        offers = programme.form.offers
        files = programme.form.files
        questions = programme.form.questions.map {
            Question(
                name: $0.name, title: $0.title, help: $0.help, required: $0.required, max: $0.max)
        }
        exemptions = programme.exemptions
        requirements = asked(programme.requirements)
        quota = rule(programme.quota)
        limits = programme.limits.compactMap { limit in
            rule(limit.rule).map { Limit(kind: limit.kind.rawValue, rule: $0) }
        }
        kinds = programme.kinds.map { kind in
            Kind(
                name: kind.name, title: kind.title, ceiling: rule(kind.ceiling),
                floor: rule(kind.floor), months: rule(kind.months),
                coFundingSide: kind.coFunding?.side, coFundingRatio: rule(kind.coFunding?.ratio),
                payments: programme.payments(of: kind.name).map {
                    Payment(title: $0.title, condition: $0.condition, share: $0.share)
                }, requirements: asked(kind.requirements))
        }
        stages = programme.stages.map { Stage(stage: $0.stage.rawValue, term: rule($0.term)) }
        criteria = programme.review.criteria.map {
            Criterion(name: $0.name, title: $0.title, weight: $0.weight, help: $0.help)
        }
        panel = rule(programme.review.panel)
        threshold = rule(programme.review.threshold)
        blind = programme.review.blind
        tieBreak = programme.review.tieBreak
        budgetMode = programme.budget.mode.rawValue
        indirect = programme.budget.indirect
        indirectRates = programme.budget.indirect.map { prefix in
            ["_to_500", "_to_1000", "_above_1000"].compactMap { rule(prefix + $0) }
        }
        ratio = rule(programme.budget.ratio)
        reports = programme.reports.map { ReportDue(kind: $0.kind.rawValue, eachYear: $0.eachYear) }
        acceptanceFiling = rule(programme.acceptance.filing)
        acceptanceFinishing = rule(programme.acceptance.finishing)
        acceptancePanel = rule(programme.acceptance.panel)
        scienceReport = programme.acceptance.scienceReport
        acceptanceCriteria = programme.acceptance.criteria.map {
            Point(name: $0.name, title: $0.title, help: $0.help)
        }
        teams = rule(programme.elimination?.teams)
        rounds = (programme.elimination?.rounds ?? []).map {
            Round(name: $0.name, title: $0.title, keep: rule($0.keep))
        }
        indicators = programme.indicators.map {
            Indicator(
                name: $0.name, title: $0.title, kind: $0.kind, unit: $0.unit, least: $0.least)
        }
    }

    /// As the call keeps it: JSON with its keys in order.
    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// - Throws: `DecodingError` where the text is not of such terms.
    public init(text: String) throws {
        self = try JSONDecoder().decode(CallTerms.self, from: Data(text.utf8))
    }
}
