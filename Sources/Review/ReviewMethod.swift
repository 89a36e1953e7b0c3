public import Applications
import Journal
public import Registers
public import Store
public import Values

/// What is to be reviewed: the applications of a call that passed all checks, with its terms.
public struct ReviewTask: Sendable {
    public let call: Record
    public let terms: CallTerms
    /// In the order of their numbers.
    public let applications: [Record]

    public init(call: Record, terms: CallTerms, applications: [Record]) {
        self.call = call
        self.terms = terms
        self.applications = applications
    }
}

/// What review says of one application.
public struct Assessment: Sendable, Hashable {
    public let application: Int64
    /// Of a hundred, two decimals; nil where it has not been scored.
    public let score: FixedDecimal?
    /// The mean of the criterion that parts equal scores.
    public let tieBreak: FixedDecimal?
    /// Valid sheets, and whether the highest and the lowest were left out.
    public let sheets: Int
    public let isTrimmed: Bool
    /// Sheets that lie far from the score, in words without names.
    public let alerts: [String]
    /// What reviewers wrote, without their names.
    public let comments: [String]

    public init(
        application: Int64, score: FixedDecimal?, tieBreak: FixedDecimal?, sheets: Int,
        isTrimmed: Bool, alerts: [String] = [], comments: [String] = []
    ) {
        self.application = application
        self.score = score
        self.tieBreak = tieBreak
        self.sheets = sheets
        self.isTrimmed = isTrimmed
        self.alerts = alerts
        self.comments = comments
    }
}

/// What a review of a call came to, so far or for good.
public struct ReviewOutcome: Sendable {
    /// What the method is called, and the rules that it went by.
    public let method: String
    public let rules: [String]
    public let assessments: [Assessment]
    /// What is missing before it can be completed.
    public let obstacles: [ReviewObstacle]

    public init(
        method: String, rules: [String], assessments: [Assessment], obstacles: [ReviewObstacle]
    ) {
        self.method = method
        self.rules = rules
        self.assessments = assessments
        self.obstacles = obstacles
    }
}

/// The one interface of review: applications go in; scores, comments and what is still missing come
/// out. The same records give the same outcome, whoever asks and whenever.
public protocol ReviewMethod: Sendable {
    /// What review of these applications comes to, from what is recorded now; writes nothing.
    func outcome(_ reader: Reader, of task: ReviewTask) throws -> ReviewOutcome
    /// Fixes what the outcome rests on, in the write that fixes the outcome.
    func close(_ task: ReviewTask, _ writer: Writer) throws
}
