import Catalogue
public import Registers
public import Store
import Values

extension Decisions {
    /// The objections to a notice, in the order in which they came.
    public func objections(_ reader: Reader, to notice: Int64) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM objection WHERE notice = \(notice) AND state <> \(Lifecycle.withdrawn)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.objections, ids: ids)
    }

    /// Ends a notice whose term is over, with what became of objections; items under investigation
    /// stay suspended, all others go on.
    /// - Throws: `DecisionRefusal.noticeRunning`, `.objectionsOpen`, `.wrongState`.
    @discardableResult
    public func closeNotice(_ id: Int64, by viewer: Viewer) async throws -> Record {
        let decisions = self
        let act = act(viewer, "public-notice.closed", reason: "公示期满")
        return try await database.write(act) { writer in
            try decisions.closeNotice(id, by: viewer, writer)
        }
    }

    /// The same inside a write.
    /// - Parameter isPlay: ends it whatever the day: for a rehearsal alone.
    @discardableResult
    public func closeNotice(
        _ id: Int64, isPlay: Bool = false, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        try permitManaging(viewer)
        let notice = try record(writer.reader, Self.notices, id, by: viewer)
        guard notice.state == "published" else {
            throw DecisionRefusal.wrongState(what: "公示", state: state(notice), advice: "不用再办结")
        }
        let today = writer.now.businessDate
        let until = notice["ends_on"].text ?? ""
        let isOver = until < today.iso || (isPlay && notice["rehearsal"].integer == 1)
        guard isOver else { throw DecisionRefusal.noticeRunning(until: until) }
        let objections = try objections(writer.reader, to: id)
        let open = objections.filter { $0.state == "received" }
        if !open.isEmpty {
            throw DecisionRefusal.objectionsOpen(
                open.map { $0["objection_no"].text ?? "#\($0.id)" })
        }
        let draft = Draft([
            "closed_on": .text(today.iso), "closing": .text(Self.closing(objections)),
        ])
        _ = try registry.change(Self.notices, id, to: draft, version: nil, writer)
        return try registry.move(Self.notices, id, "close", version: nil, writer)
    }

    /// What the record of a notice says of its objections.
    static func closing(_ objections: [Record]) -> String {
        if objections.isEmpty { return "公示期间没有收到异议。" }
        func count(_ state: String) -> Int { objections.count { $0.state == state } }
        let named = objections.count { $0["named"].integer == 1 }
        return "公示期间收到异议 \(objections.count) 件（实名 \(named) 件）："
            + "成立 \(count("upheld")) 件，不成立 \(count("dismissed")) 件，"
            + "调查中 \(count("investigating")) 件，登记线索 \(count("noted")) 件。"
            + "调查中的只暂缓所涉项目，其余项目没有异议。"
    }
}
