import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// One stage of the way from a call to an archived project, as a rehearsal goes through it.
///
/// A stage runs the acts of its module on the play data that stages before it have made, says what
/// happened in lines, and goes forward in time. Everything is taken back at the end.
public protocol RehearsalStage: Sendable {
    /// What people call it: 形式审查.
    var title: String { get }
    /// Whether a call with these terms goes through it.
    func isPart(of terms: CallTerms) -> Bool
    /// Runs it.
    /// - Throws: anything; the rehearsal is not passed then, and says why.
    func run(_ rehearsal: Rehearsal, _ writer: Writer) throws
}

/// A line of a rehearsal's report.
public struct RehearsalLine: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// Something that went as it should.
        case done
        /// A refusal that was to be: the rule holds.
        case refused
        /// A letter, a receipt or a notice, as it would look.
        case letter
        /// Something for people to know.
        case note
        /// Something that went wrong: the call may not be published so.
        case failed
    }

    public let kind: Kind
    /// When it would happen, in Beijing.
    public let at: String
    public let text: String
    /// The rule that decides, with its source.
    public let rule: String?
}

/// What happened at one stage.
public struct RehearsedStage: Sendable, Hashable {
    public let title: String
    public var lines: [RehearsalLine]
}

/// What a rehearsal found.
public struct RehearsalReport: Sendable, Hashable {
    public let call: Int64
    public let callTitle: String
    public var stages: [RehearsedStage]
    /// SHA-256 of the terms that were rehearsed.
    public let terms: String
    /// Whether nothing went wrong.
    public var isPassed: Bool {
        !stages.isEmpty && stages.allSatisfy { $0.lines.allSatisfy { $0.kind != .failed } }
    }

    /// What went wrong, a sentence each.
    public var failures: [String] {
        stages.flatMap { stage in
            stage.lines.filter { $0.kind == .failed }.map { "\(stage.title)：\($0.text)" }
        }
    }
}

/// The play in which a call is tried: its cast, its applications, its clock and its report.
///
/// It is handed from stage to stage within one write, and never leaves it.
public final class Rehearsal {
    /// An invented applicant with whoever acts for it.
    public struct Applicant: Sendable {
        public let organisation: Int64
        public let name: String
        public let county: String?
        public let leader: Int64
        public let leaderName: String
        public let administrator: Viewer
    }

    public let applications: Applications
    /// The call; read it anew with `registry.record` where its state matters.
    public let call: Int64
    public let offer: CallOffer
    /// Whoever rehearses; acts of the bureau are done in their role or the one that is needed.
    public let viewer: Viewer
    /// Made-up applicants by what they are there for: `good`, `second`, `third`, `late`,
    /// `over-ceiling`, `no-consent`, `dishonest`.
    public var cast: [String: Applicant] = [:]
    /// Their applications that were submitted, by the same names.
    public var submitted: [String: Int64] = [:]
    /// Whatever stages leave for later ones: projects, meetings, notices.
    public var kept: [String: Int64] = [:]
    /// The time in the play; a stage moves it forward.
    public var now: Instant
    var stages: [RehearsedStage] = []

    init(_ applications: Applications, _ offer: CallOffer, by viewer: Viewer, at now: Instant) {
        self.applications = applications
        self.offer = offer
        self.viewer = viewer
        self.now = now
        call = offer.call.id
    }

    public var registry: Registry { applications.registry }
    public var terms: CallTerms { offer.terms }

    /// Somebody of the bureau, or of a county, in a role: made up, with no account.
    public func somebody(_ role: String, county: String? = nil, section: String? = nil) -> Viewer {
        Viewer(
            name: "演练·" + (registry.catalogue.roles[role]?.title ?? role),
            role: registry.catalogue.roles[role] ?? .nothing, section: section, county: county)
    }

    /// Says something in the report of the stage that runs.
    /// - Parameter rule: the rule that decides, with its source.
    public func say(_ kind: RehearsalLine.Kind, _ text: String, rule: String? = nil) {
        let line = RehearsalLine(kind: kind, at: now.businessTime, text: text, rule: rule)
        if stages.isEmpty { stages.append(RehearsedStage(title: "", lines: [])) }
        stages[stages.count - 1].lines.append(line)
    }

    /// Goes forward by so many working days, and not backward.
    public func pass(workingDays count: Int) {
        let day = applications.workingDay(count, after: now.businessDate)
        now = max(now, CallTime.instant("\(day.iso) 10:00:00") ?? now)
    }

    /// Does something at the time of the play, as somebody.
    @discardableResult
    public func act<Result>(
        _ writer: Writer, as viewer: Viewer, _ event: String, reason: String? = nil,
        _ body: () throws -> Result
    ) rethrows -> Result {
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: event, reason: reason ?? "演练")
        return try writer.pretending(at: now, as: act, body)
    }

    /// Tries what has to be refused; says which rule refused it, or that none did.
    public func expectRefusal(_ what: String, _ writer: Writer, _ body: () throws -> Void) {
        do {
            try writer.attempt(body)
            say(.failed, "\(what)：本该拒绝，却办成了")
        } catch {
            say(.refused, "\(what)：\(error)")
        }
    }
}
