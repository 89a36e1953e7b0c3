import Applications
public import Registers
public import Store
import Values

/// A meeting on a call, with what came of it.
public struct CallDecision: Sendable {
    public let meeting: Record
    public let notice: Int64?
    public let batches: [Decisions.Batch]
}

extension Decisions {
    /// An award: its record and the number of its document.
    public struct Batch: Sendable, Hashable {
        public let id: Int64
        public let docNo: String
    }

    /// The meetings on a call in the order in which they were proposed, each with its notice and
    /// its awards.
    public func course(_ reader: Reader, of call: Int64) throws -> [CallDecision] {
        let ids = try reader.all(
            """
            SELECT id FROM award_meeting WHERE call = \(call) AND state <> 'withdrawn' ORDER BY id
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.meetings, ids: ids).map { meeting in
            let notice = try notice(reader, of: meeting.id)
            return CallDecision(
                meeting: meeting, notice: notice,
                batches: try notice.map { try batches(reader, of: $0) } ?? [])
        }
    }

    /// The notice of a meeting's decisions, where it has been put up.
    public func notice(_ reader: Reader, of meeting: Int64) throws -> Int64? {
        try reader.first("SELECT id FROM public_notice WHERE meeting = \(meeting)")?[0].integer
    }

    /// The awards of what a notice listed.
    public func batches(_ reader: Reader, of notice: Int64) throws -> [Batch] {
        try reader.all("SELECT id, doc_no FROM award_batch WHERE notice = \(notice) ORDER BY id")
            .map { Batch(id: $0[0].integer ?? 0, docNo: $0[1].text ?? "") }
    }

    /// The applications that a notice lists, as they are now.
    public func listed(_ reader: Reader, in notice: Record) throws -> [Int64: Record] {
        let ids = (notice.rows["items"] ?? []).compactMap { $0["application"]?.integer }
        return Dictionary(
            try registry.records(reader, Applications.applications, ids: ids).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The projects of an award, in the order of their numbers.
    public func projects(_ reader: Reader, of batch: Int64) throws -> [Record] {
        let ids = try reader.all(
            "SELECT id FROM project WHERE batch = \(batch) ORDER BY project_no"
        ).compactMap { $0[0].integer }
        return try registry.records(reader, "project", ids: ids)
    }
}
