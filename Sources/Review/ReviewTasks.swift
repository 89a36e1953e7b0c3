import Applications
import Catalogue
public import Registers
public import Store
import Values

extension Review {
    /// The states of applications that wait for review, and of those that have been through it.
    static let past = ["reviewed", "proposed", "suspended", "not-funded", "awarded"]

    /// What is to be reviewed in a call: what passed its last check, and for bids on a need whom
    /// the owner of the need chose.
    /// - Parameter isWhole: also what has been reviewed already, for the ranking as it was fixed.
    public func task(_ reader: Reader, _ call: Record, isWhole: Bool) throws -> ReviewTask {
        let terms = try terms(of: call, on: database.clock.today)
        let ready = terms.has(.jointCheck) ? "cleared" : "formal-passed"
        var records = try registry.records(
            reader, Applications.applications,
            ids: try ids(reader, call, ready: ready, isWhole: isWhole))
        if terms.has(.matching) {
            let chosen = try Set(
                reader.all(
                    """
                    SELECT application FROM matching WHERE call = \(call.id)
                    AND state = 'answered' AND chosen = 1
                    """
                ).compactMap { $0[0].integer })
            records = records.filter { chosen.contains($0.id) }
        }
        return ReviewTask(
            call: call, terms: terms,
            applications: records.sorted {
                ($0["application_no"].text ?? "", $0.id) < ($1["application_no"].text ?? "", $1.id)
            })
    }

    private func ids(_ reader: Reader, _ call: Record, ready: String, isWhole: Bool) throws
        -> [Int64]
    {
        var states: [SQL] = ["\(ready)"]
        if isWhole {
            // Refused without review (formal check) is not-funded too, but was never scored.
            states += ["reviewed", "proposed", "suspended", "awarded"].map { "\($0)" }
        }
        var question: SQL = """
            SELECT id FROM application WHERE call = \(call.id) AND (state IN (\(states.joined(", ")))
            """
        if isWhole { question += " OR (state = 'not-funded' AND score IS NOT NULL)" }
        return try reader.all(question + ")").compactMap { $0[0].integer }
    }

    /// The ranking of a call as its records say now.
    public func ranking(_ reader: Reader, _ call: Record) throws -> (
        task: ReviewTask, outcome: ReviewOutcome, ranking: Ranking
    ) {
        let task = try task(reader, call, isWhole: true)
        let found = try method.outcome(reader, of: task)
        // However scores are found: what may still come to review is waited for.
        let outcome = ReviewOutcome(
            method: found.method, rules: found.rules, assessments: found.assessments,
            obstacles: found.obstacles + (try checksUnderWay(reader, task)))
        return (task, outcome, Ranking(task, outcome.assessments))
    }

    /// Calls that have anything to review or have had, the newest first.
    public func calls(_ reader: Reader, by viewer: Viewer) throws -> [(
        call: Record, waiting: Int, reviewed: Int
    )] {
        try permitReading(viewer)
        let rows = try reader.all(
            """
            SELECT c.id,
            (SELECT count(*) FROM application a WHERE a.call = c.id
            AND a.state IN ('formal-passed', 'cleared')),
            (SELECT count(*) FROM application a WHERE a.call = c.id AND a.score IS NOT NULL)
            FROM call c WHERE c.state IN ('live', 'closed', 'decided', 'rehearsal')
            ORDER BY c.call_no DESC, c.id DESC
            """)
        let records = Dictionary(
            try registry.records(
                reader, Applications.calls, ids: rows.compactMap { $0[0].integer }
            ).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return rows.compactMap { row in
            guard let call = row[0].integer.flatMap({ records[$0] }) else { return nil }
            return (call, Int(row[1].integer ?? 0), Int(row[2].integer ?? 0))
        }
    }

    /// The panels of a call, in the order of their numbers.
    public func panels(_ reader: Reader, of call: Int64) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM review_panel WHERE call = \(call) AND state <> \(Lifecycle.withdrawn)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.panels, ids: ids).sorted {
            ($0["panel_no"].text ?? "", $0.id) < ($1["panel_no"].text ?? "", $1.id)
        }
    }

    /// What a site visit concluded, by application; the latest one's.
    public func visits(_ reader: Reader, of call: Int64) throws -> [Int64: String] {
        let rows = try reader.all(
            """
            SELECT v.application, v.conclusion FROM site_visit v
            JOIN application a ON a.id = v.application
            WHERE a.call = \(call) AND v.state <> \(Lifecycle.withdrawn)
            ORDER BY v.visited_on, v.id
            """)
        let list = catalogue.list("visit-conclusions")
        return Dictionary(
            rows.compactMap { row in
                guard let id = row[0].integer, let code = row[1].text else { return nil }
                return (id, list?.title(of: code) ?? code)
            }, uniquingKeysWith: { $1 })
    }
}

/// What a panel reviews of a task.
struct PanelScope {
    let panel: Record

    func covers(_ application: Record) -> Bool {
        let named = (panel.rows["applications"] ?? []).compactMap { $0["application"]?.integer }
        if !named.isEmpty { return named.contains(application.id) }
        if let kind = panel["kind"].text, application["kind"].text != kind { return false }
        if let field = panel["field"].text, application["field"].text != field { return false }
        return true
    }

    /// Who is there to score, in the order of the list.
    var attending: [PanelExpert] {
        (panel.rows["members"] ?? []).compactMap { row in
            guard row["attended"]?.integer != 0, let name = row["name"]?.text else { return nil }
            return PanelExpert(
                name: name, unit: row["unit"]?.text ?? "", role: row["role"]?.text ?? "",
                isChair: row["is_chair"]?.integer == 1)
        }
    }

    func isRecused(_ name: String, from application: Int64) -> Bool {
        (panel.rows["recusals"] ?? []).contains {
            $0["application"]?.integer == application
                && PanelConflicts.plain($0["name"]?.text ?? "") == PanelConflicts.plain(name)
        }
    }
}

/// An expert of a panel who is there to score.
public struct PanelExpert: Sendable, Hashable {
    public let name: String
    public let unit: String
    public let role: String
    public let isChair: Bool
}
