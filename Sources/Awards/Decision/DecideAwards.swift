public import Registers
public import Store
public import Values

/// What carrying out a meeting would do to one application.
public struct DecisionLine: Sendable, Hashable {
    public let application: Int64
    public let number: String
    public let title: String
    public let now: String
    public let agreed: Bool
    public let amount: Money
    public let reason: String
    /// How many voted on it, and how many stayed out.
    public let counted: Int
    public let away: [String]
}

extension Decisions {
    /// What a meeting's decisions would do to each application; nothing is written.
    public func previewDecision(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> (
        meeting: Record, lines: [DecisionLine], problem: String?
    ) {
        let meeting = try record(reader, Self.meetings, id, by: viewer)
        let rules = try rules(reader, of: meeting)
        let rows = meeting.rows["items"] ?? []
        let titles = try registry.labels(
            reader, "application", ids: rules.items.map(\.application))
        let lines = zip(rows, rules.items).map { row, item in
            DecisionLine(
                application: item.application, number: item.number,
                title: titles[item.application] ?? "", now: item.state, agreed: item.agreed,
                amount: item.amount ?? .zero, reason: row["reason"]?.text ?? "",
                counted: rules.counted(item.application),
                away: rules.conflicts.filter { $0.application == item.application }.map(\.name))
        }
        // What has been carried out is not to be carried out again.
        let isOpen = ["drafted", "recorded", "cosigned"].contains(meeting.state)
        let broken = isOpen && !rules.attendees.isEmpty ? rules.broken() : nil
        return (meeting, lines, broken.map { "\($0.what)。依据：\($0.rule)。\($0.advice)。" })
    }

    /// Carries out what a meeting decided: each application becomes proposed, with its amount, or
    /// is not funded, with the reason; all in one write.
    /// - Parameter version: of the meeting that was looked at.
    @discardableResult
    public func decide(_ meeting: Int64, version: Int64?, by viewer: Viewer) async throws -> Record
    {
        let decisions = self
        let minutes = try await database.read { reader in
            try decisions.record(reader, Decisions.meetings, meeting, by: viewer)["minutes_no"].text
        }
        let act = act(
            viewer, "award-meeting.decided", reason: "会议议决：\(minutes ?? "会议纪要")")
        return try await database.write(act) { writer in
            try decisions.decide(meeting, version: version, by: viewer, writer)
        }
    }

    /// The same inside a write, whose act has a reason.
    @discardableResult
    public func decide(_ id: Int64, version: Int64?, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        try permitManaging(viewer)
        _ = try record(writer.reader, Self.meetings, id, by: viewer)
        return try registry.move(
            Self.meetings, id, "decide", version: version, by: viewer, writer)
    }
}
