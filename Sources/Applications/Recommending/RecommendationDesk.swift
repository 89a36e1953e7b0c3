import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// What a recommender has before it in one call.
public struct RecommendationDesk: Sendable {
    /// An application that waits, is recommended or was not.
    public struct Line: Sendable {
        public let id: Int64
        public let number: String
        public let title: String
        public let kind: String
        public let organisation: String
        public let leader: String
        public let requested: Money
        public let state: String
        public let submittedAt: String
        /// Its place in the order; nil where it is not chosen.
        public let rank: Int?
        public let isChosen: Bool
        public let gate: GateStanding

        /// Whether it is still to be recommended, given back or declined.
        public var isWaiting: Bool { state == "submitted" }
    }

    public let call: Record
    public let recommender: Recommender
    /// What is kept of it so far.
    public let record: Record?
    public let quota: Int?
    /// The last moment.
    public let due: Instant?
    /// Chosen ones by rank, then the others by their number.
    public let lines: [Line]
    /// Whether the stamped letter of the list as it is has been uploaded.
    public var hasScan: Bool {
        hasAnyScan && (chosen.isEmpty || record?["stamped_digest"].text == digest)
    }
    /// Whether there is one at all, if only of an earlier list or order.
    public let hasAnyScan: Bool

    /// SHA-256 of the list in its order, with what has been sent: what the stamped letter is of.
    var digest: String {
        let list = (sent + chosen).map { "\($0.rank ?? 0) \($0.number) \($0.title)" }
        return Digest(of: list.joined(separator: "\n")).hex
    }

    public var waiting: [Line] { lines.filter(\.isWaiting) }
    public var chosen: [Line] { lines.filter { $0.isWaiting && $0.isChosen } }
    public var sent: [Line] {
        // What was taken further since stays recommended.
        lines.filter { $0.isChosen && !["submitted", "returned", "drafted"].contains($0.state) }
    }
}

/// A call in the list of a recommender.
public struct RecommendationCall: Sendable {
    public let call: Record
    public let due: Instant?
    public let waiting: Int
    public let recommended: Int
    public let quota: Int?
    public let record: Record?
}

extension Applications {
    /// The calls in which the viewer has something to recommend, or had; the latest first.
    public func recommendationCalls(_ reader: Reader, by viewer: Viewer) throws
        -> [RecommendationCall]
    {
        guard let recommender = try recommender(reader, viewer) else {
            throw RecommendationRefusal.notRecommender
        }
        let rows = try reader.all(
            """
            SELECT call, SUM(CASE WHEN state = 'submitted' THEN 1 ELSE 0 END),
            SUM(CASE WHEN recommended_on IS NULL THEN 0 ELSE 1 END) FROM application
            WHERE \(recommender.condition) AND COALESCE(rehearsal, 0) = 0
            AND submitted_at IS NOT NULL AND state <> \(Lifecycle.withdrawn)
            GROUP BY call ORDER BY call DESC
            """)
        return try rows.compactMap { row in
            let call = try registry.record(reader, Self.calls, row[0].integer ?? 0)
            let terms = try terms(of: call, on: CalendarDate.yearEnd(2100))
            guard terms?.has(.recommendation) ?? false else { return nil }
            return RecommendationCall(
                call: call, due: recommendationDue(call, terms),
                waiting: Int(row[1].integer ?? 0), recommended: Int(row[2].integer ?? 0),
                quota: quota(call, terms, recommender),
                record: try recommendation(reader, call.id, recommender))
        }
    }

    /// What the viewer has to recommend in a call.
    /// - Throws: `RecommendationRefusal.notRecommender`, `.noStage`; `RecordRefusal.notFound`.
    public func recommendationDesk(
        _ reader: Reader, call id: Int64, on today: CalendarDate, by viewer: Viewer
    ) throws -> RecommendationDesk {
        guard let recommender = try recommender(reader, viewer) else {
            throw RecommendationRefusal.notRecommender
        }
        return try recommendationDesk(reader, call: id, on: today, of: recommender)
    }

    /// The same of a recommender that is known.
    func recommendationDesk(
        _ reader: Reader, call id: Int64, on today: CalendarDate, of recommender: Recommender
    ) throws -> RecommendationDesk {
        let call = try registry.record(reader, Self.calls, id)
        let terms = try terms(of: call, on: today)
        guard terms?.has(.recommendation) ?? false else {
            throw RecommendationRefusal.noStage(call: call["title"].text ?? "")
        }
        let record = try recommendation(reader, id, recommender)
        let rows = try reader.all(
            """
            SELECT a.id, a.application_no, a.title, a.kind, a.organisation_name, o.name,
            a.leader_name, a.requested, a.state, a.submitted_at, a."rank", a.recommendation
            FROM application a LEFT JOIN organisation o ON o.id = a.organisation
            WHERE a.call = \(id) AND \(recommender.joined) AND a.submitted_at IS NOT NULL
            AND a.state <> \(Lifecycle.withdrawn) ORDER BY a.application_no, a.id
            """)
        let standings = try gateStandings(reader, rows.compactMap { $0[0].integer })
        let kinds = catalogue.list("project-kinds")
        let lines = rows.map { row in
            RecommendationDesk.Line(
                id: row[0].integer ?? 0, number: row[1].text ?? "", title: row[2].text ?? "",
                kind: row[3].text.map { kinds?.title(of: $0) ?? $0 } ?? "",
                organisation: row[4].text ?? row[5].text ?? "", leader: row[6].text ?? "",
                requested: Money(fen: row[7].integer ?? 0), state: row[8].text ?? "",
                submittedAt: row[9].text ?? "", rank: row[10].integer.map { Int($0) },
                isChosen: record != nil && row[11].integer == record?.id,
                gate: standings[row[0].integer ?? 0] ?? GateStanding())
        }
        let scans = try record.map { try self.scans(reader, of: $0.id) } ?? []
        return RecommendationDesk(
            call: call, recommender: recommender, record: record,
            quota: quota(call, terms, recommender), due: recommendationDue(call, terms),
            lines: lines.filter { $0.isChosen }.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
                + lines.filter { !$0.isChosen },
            hasAnyScan: !scans.isEmpty)
    }

    /// What is kept of a recommender in a call.
    func recommendation(_ reader: Reader, _ call: Int64, _ recommender: Recommender) throws
        -> Record?
    {
        let id = try reader.first(
            """
            SELECT id FROM recommendation WHERE call = \(call)
            AND recommender_key = \(recommender.key) AND state <> \(Lifecycle.withdrawn)
            """)?[0].integer
        return try id.map { try registry.record(reader, Self.recommendations, $0) }
    }
}

extension Recommender {
    /// The same condition where the table of applications is called `a`.
    var joined: SQL {
        if let organisation { return "a.recommender = \(organisation)" }
        return "a.recommender IS NULL AND a.county = \(county ?? "")"
    }
}
