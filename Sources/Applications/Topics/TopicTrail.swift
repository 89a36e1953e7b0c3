import Catalogue
public import Registers
public import Store
public import Values

/// A record on the way from a need to a project, as far as the viewer may see it.
public struct TrailStop: Sendable, Hashable {
    public let register: String
    public let id: Int64
    public let number: String
    public let title: String
    /// A state of the register's life cycle.
    public let state: String
    /// Whether the viewer may open it.
    public let isOpen: Bool
}

/// What stands before and after: of a topic or of a need.
public struct Trail: Sendable {
    public let needs: [TrailStop]
    /// Needs behind it that the viewer may not see.
    public let hiddenNeeds: Int
    public let topics: [TrailStop]
    public let calls: [TrailStop]
    /// Those that the viewer may see; rehearsals are none.
    public let applications: [TrailStop]
    /// How many were handed in, whoever may see them; nil for whom it is none of their business.
    public let received: Int?
    public let projects: [TrailStop]
    public let approved: Money
}

extension Topics {
    /// Needs behind a topic, and calls, applications and projects after it.
    /// - Throws: `RecordRefusal.notFound`.
    public func trail(_ reader: Reader, ofTopic id: Int64, by viewer: Viewer) throws -> Trail {
        let topic = try registry.record(reader, Self.topics, id)
        let needs = (topic.rows["needs"] ?? []).compactMap { $0["need"]?.integer }
        return try trail(reader, needs: needs, topics: [id], own: [], by: viewer)
    }

    /// Topics that a need became part of, and what came of them; and what answered the need itself
    /// (揭榜).
    /// - Throws: `RecordRefusal.notFound`, also where the need is not the viewer's to see.
    public func trail(_ reader: Reader, ofNeed id: Int64, by viewer: Viewer) throws -> Trail {
        let register = try registry.register(Self.needs)
        _ = try registry.record(reader, register, id, by: viewer)
        let topics = try reader.all(
            """
            SELECT DISTINCT n.record FROM guide_topic__needs n
            JOIN guide_topic t ON t.id = n.record
            WHERE n.need = \(id) AND t.state <> 'withdrawn' ORDER BY 1
            """
        ).compactMap { $0[0].integer }
        return try trail(reader, needs: [id], topics: topics, own: [id], by: viewer)
    }

    private func trail(
        _ reader: Reader, needs: [Int64], topics: [Int64], own: [Int64], by viewer: Viewer
    ) throws -> Trail {
        let behind = try stops(
            reader, Self.needs, "need_no", Self.isOne("id", of: needs), by: viewer)
        let seen = Self.isOne("topic", of: topics)
        let answered = Self.isOne("need", of: own)
        let called: SQL =
            topics.isEmpty
            ? "1 = 0"
            : """
            id IN (SELECT record FROM call__topics WHERE \(seen))
            """
        // A call that answers a need itself names no topic; its applications do.
        let calls: SQL = """
            rehearsal_of IS NULL AND state NOT IN ('rehearsal', 'withdrawn')
            AND (\(called) OR id IN (SELECT call FROM application WHERE \(answered)
            AND coalesce(rehearsal, 0) = 0))
            """
        let real: SQL = """
            (\(seen) OR \(answered)) AND coalesce(rehearsal, 0) = 0 AND state <> 'withdrawn'
            """
        let handedIn: SQL = "\(real) AND submitted_at IS NOT NULL"
        let projects = try stops(reader, "project", "project_no", real, label: "name", by: viewer)
        return Trail(
            needs: behind.filter(\.isOpen), hiddenNeeds: behind.count { !$0.isOpen },
            topics: try stops(
                reader, Self.topics, "topic_no", Self.isOne("id", of: topics), by: viewer),
            calls: try stops(reader, "call", "call_no", calls, by: viewer),
            applications: try stops(
                reader, "application", "application_no", handedIn, by: viewer
            ).filter(\.isOpen),
            received: viewer.isLimited
                ? nil
                : Int(try reader.integer("SELECT count(*) FROM application WHERE \(handedIn)")),
            projects: projects,
            approved: Money(
                fen: try reader.integer(
                    "SELECT coalesce(sum(approved), 0) FROM project WHERE \(real)")))
    }

    private static func isOne(_ column: String, of ids: [Int64]) -> SQL {
        guard !ids.isEmpty else { return "1 = 0" }
        return "\(column: column) IN (\(ids.map { "\($0)" as SQL }.joined(", ")))"
    }

    /// Records of a register that meet a condition, with whether the viewer may open each.
    private func stops(
        _ reader: Reader, _ register: String, _ number: String, _ condition: SQL,
        label: String = "title", by viewer: Viewer
    ) throws -> [TrailStop] {
        let declared = try registry.register(register)
        let mayRead = registry.may(viewer, .read, on: declared)
        let scope = RecordScope(viewer, declared)
        let open: SQL = mayRead ? scope.condition() ?? "1 = 1" : "1 = 0"
        return try reader.all(
            """
            SELECT id, \(column: number), \(column: label), state,
            CASE WHEN \(open) THEN 1 ELSE 0 END FROM \(table: declared.table)
            WHERE \(condition) AND state <> 'withdrawn' ORDER BY 2, 1
            """
        ).map { row in
            TrailStop(
                register: register, id: row[0].integer ?? 0, number: row[1].text ?? "",
                title: row[2].text ?? "", state: row[3].text ?? "", isOpen: row[4].integer == 1)
        }
    }
}

/// A need whose topic, or which itself, led to a project knows the project's number.
struct CarryProjectToNeeds: RecordConsequence {
    let registers: Set<String> = ["project"]
    let isLasting = false

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let project = step.after
        guard step.before == nil, project["rehearsal"].integer != 1,
            registry.catalogue.register(Topics.needs) != nil
        else { return }
        var needs = [project["need"].integer].compactMap { $0 }
        if let topic = project["topic"].integer {
            needs +=
                try registry.record(writer.reader, Topics.topics, topic).rows["needs"]?
                .compactMap { $0["need"]?.integer } ?? []
        }
        let cycle = try registry.catalogue.lifecycle(of: registry.register(Topics.needs))
        for id in Set(needs).sorted() {
            let need = try registry.record(writer.reader, Topics.needs, id)
            let isClosed = cycle.state(need.state).map { $0.fixed || $0.final } ?? true
            // The first project stands; a need that is over is left as it is.
            if need["project_no"].text != nil || isClosed { continue }
            _ = try registry.change(
                Topics.needs, id, to: Draft(["project_no": project["project_no"]]), version: nil,
                writer)
        }
    }
}

/// A need that may become part of a guide.
public struct CondensableNeed: Sendable, Hashable {
    public let id: Int64
    public let number: String
    public let title: String
    public let unit: String
    /// A state of the register's life cycle.
    public let state: String
    /// The topics that it already led to.
    public let topic: String?
}

extension Topics {
    /// Needs that may be condensed, the newest first, at most fifty; those already chosen
    /// stay, whatever is looked for.
    public func condensable(_ reader: Reader, words: String, with chosen: Set<Int64>) throws
        -> [CondensableNeed]
    {
        let states = Self.ready.sorted().map { "\($0)" as SQL }.joined(", ")
        var found: SQL = "n.state IN (\(states)) AND coalesce(n.sensitive, 0) = 0"
        if !words.isEmpty {
            let part =
                "%"
                + words.replacing("!", with: "!!").replacing("%", with: "!%")
                .replacing("_", with: "!_") + "%"
            found += " AND (n.title LIKE \(part) ESCAPE '!' OR n.need_no LIKE \(part) ESCAPE '!')"
        }
        if !chosen.isEmpty { found = "(\(found)) OR \(Self.isChosen(chosen))" }
        return try reader.all(
            """
            SELECT n.id, n.need_no, n.title, o.name, n.state, n.guide_task FROM technology_need n
            LEFT JOIN organisation o ON o.id = n.organisation WHERE \(found)
            ORDER BY n.collected_on DESC, n.id DESC LIMIT 50
            """
        ).map { row in
            CondensableNeed(
                id: row[0].integer ?? 0, number: row[1].text ?? "", title: row[2].text ?? "",
                unit: row[3].text ?? "", state: row[4].text ?? "", topic: row[5].text)
        }
    }

    private static func isChosen(_ ids: Set<Int64>) -> SQL {
        "n.id IN (\(ids.sorted().map { "\($0)" as SQL }.joined(", ")))"
    }

    /// Topics of a programme, the newest number first.
    public func topics(_ reader: Reader, of programme: String) throws -> [TrailStop] {
        try reader.all(
            """
            SELECT id, topic_no, title, state FROM guide_topic
            WHERE programme = \(programme) AND state <> 'withdrawn' ORDER BY topic_no DESC, id
            """
        ).map { row in
            TrailStop(
                register: Self.topics, id: row[0].integer ?? 0, number: row[1].text ?? "",
                title: row[2].text ?? "", state: row[3].text ?? "", isOpen: true)
        }
    }
}
