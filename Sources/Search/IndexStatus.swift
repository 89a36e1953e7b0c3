import Journal
public import Store
import Values

/// How far the index is behind the journal.
public struct SearchLag: Sendable, Equatable {
    /// Journal entries that are not indexed, or not wholly.
    public let entries: Int64
    /// Since the oldest of them was written.
    public let seconds: Int64
    /// Records that still show an old name of another.
    public let pending: Int64
    /// Whether the index is being made for the first time, or anew.
    public let isBeingMade: Bool

    public var isNone: Bool { entries == 0 && pending == 0 && !isBeingMade }

    /// One sentence; empty where there is nothing to say.
    public var words: String {
        if isNone { return "" }
        if isBeingMade { return "索引正在建立，还差 \(entries) 条日志，现在的结果不全。" }
        if entries == 0 { return "索引正在更新 \(pending) 条记录里引用的名称。" }
        let time =
            switch seconds {
            case ..<120: "\(seconds) 秒"
            case ..<7_200: "\(seconds / 60) 分钟"
            case ..<172_800: "\(seconds / 3_600) 小时"
            default: "\(seconds / 86_400) 天"
            }
        return "索引落后 \(entries) 条日志（约 \(time)），刚写入的记录可能还查不到。"
    }
}

/// The state of the index, as `dongting index status` shows it.
public struct IndexStatus: Sendable {
    public let lag: SearchLag
    public let documents: Int64
    /// The last entry of the journal, and the last that is wholly indexed.
    public let head: Int64
    public let entry: Int64
}

extension SearchIndex {
    /// How far the index is behind.
    public func lag(_ reader: Reader) throws -> SearchLag {
        let row = try reader.first(
            """
            SELECT p.entry, p.position, p.making, h.number FROM search_progress p, journal_head h
            WHERE p.id = 1 AND h.id = 1
            """)
        guard let row, let head = row[3].integer else {
            return SearchLag(entries: 0, seconds: 0, pending: 0, isBeingMade: true)
        }
        var done = Self.finished(Place(row))
        let isOther = row[2].text != plans.making || done > head
        if isOther { done = 0 }
        let pending = try reader.integer("SELECT count(*) FROM search_pending")
        var seconds: Int64 = 0
        if done < head,
            let first = try reader.first(
                "SELECT at FROM journal_entry WHERE number > \(done) ORDER BY number LIMIT 1")
        {
            seconds = max(0, database.clock.now().milliseconds - (first[0].integer ?? 0)) / 1_000
        }
        return SearchLag(
            entries: head - done, seconds: seconds, pending: pending,
            isBeingMade: head > 0 && (isOther || done == 0))
    }

    public func status(_ reader: Reader) throws -> IndexStatus {
        let row = try reader.first("SELECT entry, position FROM search_progress WHERE id = 1")
        return IndexStatus(
            lag: try lag(reader),
            documents: try reader.integer("SELECT count(*) FROM search_document"),
            head: try reader.integer("SELECT number FROM journal_head WHERE id = 1"),
            entry: row.map { Self.finished(Place($0)) } ?? 0)
    }

    private static func finished(_ place: Place) -> Int64 {
        place.position == SearchProgress.whole ? place.entry : max(place.entry - 1, 0)
    }
}
