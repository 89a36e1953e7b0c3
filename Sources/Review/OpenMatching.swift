import Accounts
import Applications
import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Review {
    /// Lays the bids of a call before the owners of the needs: one record for each bid, and the
    /// owner is told. Bids that lie before them already stay as they are.
    /// - Returns: how many were laid before owners now.
    /// - Throws: `ReviewRefusal.noMatching`, `.callOpen`.
    @discardableResult
    public func openMatching(_ call: Int64, by viewer: Viewer) async throws -> Int {
        let review = self
        let act = act(viewer, "matching.opened", reason: "揭榜对接")
        return try await database.write(act) { writer in
            try review.openMatching(call, by: viewer, writer)
        }
    }

    /// The same inside a write.
    @discardableResult
    public func openMatching(_ id: Int64, by viewer: Viewer, _ writer: Writer) throws -> Int {
        try permitManaging(viewer)
        let reader = writer.reader
        let call = try call(reader, id, by: viewer)
        let terms = try terms(of: call, on: writer.now.businessDate)
        guard terms.has(.matching) else {
            throw ReviewRefusal.noMatching(call["title"].text ?? "")
        }
        let ids = try bidsToLay(reader, of: id, terms)
        let bids = try registry.records(reader, Applications.applications, ids: ids)
        var owners: Set<Int64> = []
        for bid in bids {
            let need = try registry.record(
                reader, "technology-need", bid["need"].integer ?? 0)
            var fields: [String: Scalar] = [
                "call": .integer(id), "need": .integer(need.id),
                "application": .integer(bid.id), "title": bid["title"],
                "bidder": bid["organisation_name"], "bid_price": bid["bid_price"],
                "ends_on": bid["ends_on"], "route": bid["route"], "owner": need["organisation"],
                "rehearsal": bid["rehearsal"],
            ]
            if bid["organisation_name"].isNull, let unit = bid["organisation"].integer {
                fields["bidder"] = try registry.labels(reader, "organisation", ids: [unit])[unit]
                    .map(Scalar.text)
            }
            _ = try registry.create(Draft(fields), in: Self.matchings, writer)
            if let owner = need["organisation"].integer, bid["rehearsal"].integer != 1 {
                owners.insert(owner)
            }
        }
        for owner in owners.sorted() { try tell(owner, call, writer) }
        return bids.count
    }

    /// Bids of a call that lie before the owners of the needs, and how many could be laid there.
    public func matchings(_ reader: Reader, of task: ReviewTask) throws -> (
        laid: [Record], waiting: Int
    ) {
        let ids = try reader.all(
            """
            SELECT id FROM matching WHERE call = \(task.call.id)
            AND state <> \(Lifecycle.withdrawn)
            """
        ).compactMap { $0[0].integer }
        return (
            try registry.records(reader, Self.matchings, ids: ids),
            try bidsToLay(reader, of: task.call.id, task.terms).count
        )
    }

    private func bidsToLay(_ reader: Reader, of call: Int64, _ terms: CallTerms) throws
        -> [Int64]
    {
        let ready = terms.has(.jointCheck) ? "cleared" : "formal-passed"
        return try reader.all(
            """
            SELECT id FROM application a WHERE a.call = \(call) AND a.state = \(ready)
            AND a.need IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM matching m WHERE m.application = a.id)
            """
        ).compactMap { $0[0].integer }
    }

    private func tell(_ owner: Int64, _ call: Record, _ writer: Writer) throws {
        guard try writer.reader.hasTable("account") else { return }
        let accounts = try writer.reader.all(
            """
            SELECT a.id FROM account a JOIN membership m ON m.account = a.id
            WHERE m.organisation = \(owner) AND m.state = 'in-force' AND a.state = 'active'
            ORDER BY a.id
            """
        ).compactMap { $0[0].integer }
        try writer.tell(
            accounts, "matching-opened",
            "你单位出的榜有人揭：《\(call["title"].text ?? "")》。请排序、选定，每一家都写理由。",
            link: "/registers/matching")
    }
}

/// The owner of a need answers for every bid with a reason; whom it chose goes on to review.
struct AnswerMatching: RecordConsequence {
    let registers: Set<String> = [Review.matchings]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        guard let id = record["application"].integer else { return }
        let bid = try registry.record(writer.reader, Applications.applications, id)
        record.fields["rehearsal"] = .integer(bid["rehearsal"].integer ?? 0)
        if record["owner"].isNull, let need = record["need"].integer {
            record.fields["owner"] = try registry.record(
                writer.reader, "technology-need", need)["organisation"]
        }
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        let bid = try registry.record(
            writer.reader, Applications.applications, record["application"].integer ?? 0)
        if bid["need"] != record["need"] {
            throw RecordRefusal.against(
                rule: "揭的是这个榜", what: "申报 \(bid["application_no"].text ?? "") 揭的不是这个需求",
                advice: "核对需求和申报")
        }
        if bid["organisation"] == record["owner"], !record["owner"].isNull {
            throw RecordRefusal.against(
                rule: "出题的不揭自己的榜", what: "需求方和揭榜方是同一家", advice: "退回这份揭榜申报")
        }
        guard step.enters("answered"), record["chosen"].integer == 1 else { return }
        let place = record["place"].integer
        let other = try writer.reader.first(
            """
            SELECT title FROM matching WHERE need = \(record["need"].integer ?? 0)
            AND id <> \(record.id) AND state = 'answered' AND place = \(place ?? 0)
            """)
        if place != nil, let title = other?[0].text {
            throw RecordRefusal.against(
                rule: "排序不重复", what: "“\(title)”也排在第 \(place ?? 0)", advice: "改一个排序")
        }
    }
}
