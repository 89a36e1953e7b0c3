import Applications
import Catalogue
import Registers
public import Store
public import Values

extension Openness {
    /// Calls that are public: open ones by their closing time, then coming ones, then the others,
    /// the newest first.
    public func calls(_ reader: Reader, now: Instant) throws -> [OpenCall] {
        let rows = try reader.all("\(Self.callColumns) WHERE \(Self.published) ORDER BY id DESC")
        let calls = rows.map { call($0, now, topics: []) }
        func some(_ standings: [CallStanding]) -> [OpenCall] {
            calls.filter { standings.contains($0.standing) }
        }
        return some([.open]).sorted { ($0.closesAt, $0.id) < ($1.closesAt, $1.id) }
            + some([.upcoming]).sorted { ($0.opensAt, $0.id) < ($1.opensAt, $1.id) }
            + some([.closed, .decided, .cancelled]).sorted {
                ($0.closesAt, $0.id) > ($1.closesAt, $1.id)
            }
    }

    /// One of them.
    /// - Throws: `OpennessRefusal.noCall`.
    public func call(_ reader: Reader, _ id: Int64, now: Instant) throws -> OpenCall {
        let row = try reader.first("\(Self.callColumns) WHERE \(Self.published) AND id = \(id)")
        guard let row else { throw OpennessRefusal.noCall(String(id)) }
        return call(row, now, topics: try topics(reader, of: id))
    }

    /// A call that was cancelled is told of where it had been issued with a number.
    private static let published: SQL = """
        rehearsal_of IS NULL AND opens_at IS NOT NULL AND closes_at IS NOT NULL
        AND (state IN ('live', 'closed', 'decided')
        OR (state = 'cancelled' AND basis_doc IS NOT NULL))
        """

    private static let callColumns: SQL = """
        SELECT id, call_no, title, programme, year, basis_doc, opens_at, closes_at, guide,
        enquiries, state, terms FROM call
        """

    private func call(_ row: [Scalar], _ now: Instant, topics: [OpenCall.Topic]) -> OpenCall {
        let opens = row[6].text ?? ""
        let closes = row[7].text ?? ""
        var standing = CallStanding(rawValue: row[10].text ?? "") ?? .closed
        if row[10].text == "live", let from = CallTime.instant(opens),
            let until = CallTime.instant(closes)
        {
            let time = CallTime(opens: from, closes: until)
            standing = now < from ? .upcoming : time.contains(now) ? .open : .closed
        }
        return OpenCall(
            id: row[0].integer ?? 0, number: row[1].text ?? "", title: row[2].text ?? "",
            programme: row[3].text ?? "", year: Int(row[4].integer ?? 0), basis: row[5].text,
            opensAt: opens, closesAt: closes, guide: row[8].text, enquiries: row[9].text,
            standing: standing, terms: row[11].text.flatMap { try? CallTerms(text: $0) },
            topics: topics)
    }

    private func topics(_ reader: Reader, of call: Int64) throws -> [OpenCall.Topic] {
        try reader.all(
            """
            SELECT t.topic_no, t.title, t.content, t.goals FROM call__topics l
            JOIN guide_topic t ON t.id = l.topic
            WHERE l.record = \(call) AND t.state <> 'withdrawn' ORDER BY t.topic_no
            """
        ).map { row in
            OpenCall.Topic(
                number: row[0].text ?? "", title: row[1].text ?? "", content: row[2].text,
                goals: row[3].text)
        }
    }
}
