import Catalogue
public import Registers
public import Store
import Values

/// An application as whoever checks a call sees it in the list.
public struct CheckLine: Sendable {
    public let id: Int64
    public let number: String
    public let title: String
    public let organisation: Int64
    public let unit: String
    public let leader: String
    public let state: String
    public let gate: GateStanding
    /// The state of its formal check; nil before the first look.
    public let check: String?
    /// Who looked first.
    public let checkedBy: String?
    /// Whether that look was at something else than what is handed in now.
    public let isStale: Bool
    public let joint: JointStanding?
    /// Whether an appeal waits for its answer.
    public let hasAppeal: Bool
}

/// What is wanted of the list.
public enum CheckView: String, Sendable, CaseIterable {
    /// Handed in, not looked at.
    case waiting
    /// Looked at by one, waiting for the second.
    case second
    /// Passed, waiting for the departments.
    case joint
    case rejected
    case all

    /// In words.
    public var title: String {
        switch self {
        case .waiting: "待形式审查"
        case .second: "待复核"
        case .joint: "待联审"
        case .rejected: "不通过"
        case .all: "全部"
        }
    }
}

/// The checks of a call.
public struct CallChecks: Sendable {
    public let call: Record
    public let terms: CallTerms?
    /// How many are in each view.
    public let counts: [CheckView: Int]
    public let lines: [CheckLine]
    /// Blocking findings that nobody decided on, of the whole call.
    public let undecided: Int
}

extension Applications {
    /// A first look at what is handed in now, waiting for the second.
    private var isLookedAt: SQL {
        """
        f.state = 'first-checked' AND COALESCE(f.looked_at, '') = COALESCE(a.receipt_digest, '')
        AND COALESCE(f.looked_receipt, '') = COALESCE(a.receipt_no, '')
        """
    }

    private func condition(_ view: CheckView) -> SQL {
        let handedIn: SQL = "a.state IN ('submitted', 'recommended')"
        return switch view {
        case .waiting: "\(handedIn) AND (f.state IS NULL OR NOT (\(isLookedAt)))"
        case .second: "\(handedIn) AND \(isLookedAt)"
        case .joint: "a.state = 'formal-passed'"
        case .rejected: "a.state IN ('formal-rejected', 'joint-rejected')"
        case .all: "a.state NOT IN ('drafted', 'signed-off', \(Lifecycle.withdrawn))"
        }
    }

    private func counts(_ reader: Reader, _ call: Int64) throws -> [CheckView: Int] {
        var states: [String: Int] = [:]
        for row in try reader.all(
            "SELECT state, count(*) FROM application WHERE call = \(call) GROUP BY state")
        { states[row[0].text ?? ""] = Int(row[1].integer ?? 0) }
        let second = Int(
            try reader.integer(
                """
                SELECT count(*) FROM formal_check f JOIN application a ON a.id = f.application
                WHERE f.call = \(call) AND \(condition(.second))
                """))
        func sum(_ names: String...) -> Int { names.reduce(0) { $0 + (states[$1] ?? 0) } }
        return [
            .waiting: max(0, sum("submitted", "recommended") - second), .second: second,
            .joint: sum("formal-passed"), .rejected: sum("formal-rejected", "joint-rejected"),
            .all: states.values.reduce(0, +) - sum("drafted", "signed-off", Lifecycle.withdrawn),
        ]
    }

    /// One page of a call's applications as they are checked.
    /// - Parameter chosen: only these; all of the view where nil.
    /// - Throws: `RecordRefusal.notFound`.
    public func callChecks(
        _ reader: Reader, of id: Int64, _ view: CheckView, among chosen: Set<Int64>? = nil,
        offset: Int = 0, limit: Int = 100
    ) throws -> CallChecks {
        let only: SQL =
            chosen.map { ids in
                let list = ids.sorted().map { "\($0)" as SQL }.joined(", ")
                return ids.isEmpty ? " AND 1 = 0" : " AND a.id IN (\(list))"
            } ?? ""
        let call = try registry.record(reader, Self.calls, id)
        let counts = try counts(reader, id)
        let rows = try reader.all(
            """
            SELECT a.id, a.application_no, a.title, a.organisation, o.name, a.leader_name, a.state,
            f.state, f.checked_by, p.state,
            CASE WHEN f.state = 'first-checked' AND NOT (\(isLookedAt)) THEN 1 ELSE 0 END
            FROM application a
            LEFT JOIN organisation o ON o.id = a.organisation
            LEFT JOIN formal_check f ON f.application = a.id AND f.state <> \(Lifecycle.withdrawn)
            LEFT JOIN appeal p ON p.application = a.id AND p.state = 'filed'
            WHERE a.call = \(id) AND \(condition(view))\(only)
            ORDER BY a.id LIMIT \(limit) OFFSET \(offset)
            """)
        let standings = try gateStandings(reader, rows.compactMap { $0[0].integer })
        let joint = try jointStandings(reader, of: id)
        let undecided = try reader.integer(
            """
            SELECT count(*) FROM gate_finding WHERE call = \(id) AND state = 'open'
            AND verdict = 'block'
            """)
        return CallChecks(
            call: call, terms: try terms(of: call, on: database.clock.today), counts: counts,
            lines: rows.map { row in
                CheckLine(
                    id: row[0].integer ?? 0, number: row[1].text ?? "", title: row[2].text ?? "",
                    organisation: row[3].integer ?? 0, unit: row[4].text ?? "",
                    leader: row[5].text ?? "", state: row[6].text ?? "",
                    gate: standings[row[0].integer ?? 0] ?? GateStanding(), check: row[7].text,
                    checkedBy: row[8].text, isStale: row[10].integer == 1,
                    joint: joint[row[3].integer ?? 0],
                    hasAppeal: !row[9].isNull)
            }, undecided: Int(undecided))
    }

    /// Calls whose applications are being checked, the latest first, with how many wait.
    public func checkedCalls(_ reader: Reader) throws -> [(call: Record, waiting: Int, open: Int)] {
        try reader.all(
            """
            SELECT c.id, SUM(CASE WHEN a.state IN ('submitted', 'recommended', 'formal-passed')
            THEN 1 ELSE 0 END), count(*) FROM "call" c JOIN application a ON a.call = c.id
            WHERE a.state NOT IN ('drafted', 'signed-off', \(Lifecycle.withdrawn))
            AND c.rehearsal_of IS NULL GROUP BY c.id ORDER BY c.id DESC LIMIT 100
            """
        ).map { row in
            (
                try registry.record(reader, Self.calls, row[0].integer ?? 0),
                Int(row[1].integer ?? 0), Int(row[2].integer ?? 0)
            )
        }
    }
}
