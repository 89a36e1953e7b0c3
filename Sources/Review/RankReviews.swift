import Applications
import Journal
import Registers
import Values

/// An application in its place among those of its kind.
public struct RankedApplication: Sendable, Hashable {
    public let id: Int64
    public let number: String
    public let kind: String
    public let title: String
    public let assessment: Assessment
    /// Among those of its kind; equal ones share a place. Nil where it has no score.
    public let rank: Int?
    /// Shares its place with others, and the tie-break does not part them.
    public let isTied: Bool
}

/// The ranking of a call: pure, and so the same for everybody who computes it.
public struct Ranking: Sendable {
    /// By kind in the order of the terms, then by place.
    public let lines: [RankedApplication]
    /// Tells whether two rankings are the same to the last hundredth.
    public let digest: String

    /// Orders by score, then by the criterion that parts equal scores; what is equal in both shares
    /// a place, and is put in the order of numbers.
    public init(_ task: ReviewTask, _ assessments: [Assessment]) {
        let known = Dictionary(
            assessments.map { ($0.application, $0) }, uniquingKeysWith: { first, _ in first })
        let order = task.terms.kinds.map(\.name)
        let grouped = Dictionary(grouping: task.applications) { $0["kind"].text ?? "" }
        let kinds =
            order.filter { grouped[$0] != nil }
            + grouped.keys.filter { !order.contains($0) }.sorted()
        lines = kinds.flatMap { Self.rank(grouped[$0] ?? [], kind: $0, known) }
        digest =
            Digest(
                of: lines.map { line in
                    [
                        line.number, line.kind, line.assessment.score?.description ?? "",
                        line.assessment.tieBreak?.description ?? "",
                        line.rank.map(String.init) ?? "",
                    ].joined(separator: "\t")
                }.joined(separator: "\n")
            ).hex
    }

    private static func rank(
        _ applications: [Record], kind: String, _ known: [Int64: Assessment]
    ) -> [RankedApplication] {
        let lines = applications.map { record in
            (
                record: record,
                assessment: known[record.id]
                    ?? Assessment(
                        application: record.id, score: nil, tieBreak: nil, sheets: 0,
                        isTrimmed: false)
            )
        }.sorted { left, right in
            let (one, other) = (key(left.assessment), key(right.assessment))
            if one != other { return one > other }
            return (left.record["application_no"].text ?? "", left.record.id)
                < (right.record["application_no"].text ?? "", right.record.id)
        }
        return lines.enumerated().map { index, line in
            let own = key(line.assessment)
            let place = lines.prefix { key($0.assessment) != own }.count + 1
            let isScored = line.assessment.score != nil
            let isTied = isScored && lines.count { key($0.assessment) == own } > 1
            return RankedApplication(
                id: line.record.id,
                number: line.record["application_no"].text ?? "#\(line.record.id)",
                kind: kind, title: line.record["title"].text ?? "", assessment: line.assessment,
                rank: isScored ? place : nil, isTied: isTied)
        }
    }

    /// What orders applications: scored ones first, the higher before the lower.
    private struct Key: Comparable {
        let score: Int128
        let tieBreak: Int128

        static func < (left: Key, right: Key) -> Bool {
            (left.score, left.tieBreak) < (right.score, right.tieBreak)
        }
    }

    private static func key(_ assessment: Assessment) -> Key {
        guard let score = assessment.score else { return Key(score: -1, tieBreak: -1) }
        return Key(
            score: score.rescaled(to: 2).unscaled,
            tieBreak: assessment.tieBreak?.rescaled(to: 4).unscaled ?? 0)
    }
}
