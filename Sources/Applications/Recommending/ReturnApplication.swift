import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Gives an application back to whoever handed it in, with what is to be put right: only while
    /// it can still be handed in again.
    ///
    /// - Throws: `RecommendationRefusal`, `RecordRefusal`.
    @discardableResult
    public func returnApplication(_ id: Int64, reason: String, by viewer: Viewer) async throws
        -> Record
    {
        try await step(id, "return", "application.returned", "退回", reason, viewer)
    }

    /// Declines to recommend an application, with the reason.
    @discardableResult
    public func declineApplication(_ id: Int64, reason: String, by viewer: Viewer) async throws
        -> Record
    {
        try await step(id, "decline", "application.not-recommended", "不推荐", reason, viewer)
    }

    /// The same inside a write whose act says the reason.
    /// - Parameter move: `return` or `decline`.
    @discardableResult
    public func settleApplication(
        _ id: Int64, _ move: String, of recommender: Recommender, _ writer: Writer
    ) throws -> Record {
        let words = move == "return" ? "退回" : "不推荐"
        let reason = writer.act.reason ?? ""
        if reason.isEmpty { throw RecommendationRefusal.noReason(act: words) }
        let application = try registry.record(writer.reader, Self.applications, id)
        let desk = try recommendationDesk(
            writer.reader, call: application["call"].integer ?? 0,
            on: writer.now.businessDate, of: recommender)
        guard let line = desk.lines.first(where: { $0.id == id }) else {
            throw RecommendationRefusal.notYours(number: "#\(id)")
        }
        try refuseLate(desk, words, writer.now)
        guard line.isWaiting else {
            throw RecommendationRefusal.notNow(
                number: line.number, state: stateTitle(line.state), act: words)
        }
        if line.isChosen {
            let draft = Draft(["recommendation": .null, "rank": .null])
            _ = try registry.change(Self.applications, id, to: draft, version: nil, writer)
        }
        let moved = try registry.move(Self.applications, id, move, version: nil, writer)
        let due = desk.due.map { "，\(CallTime.text($0)) 前补正后重新提交" } ?? ""
        try tellApplicants(
            moved, "application-\(move == "return" ? "returned" : "not-recommended")",
            "“\(line.title)”被\(recommender.name)\(words)：\(reason.prefix(120))"
                + (move == "return" ? due : ""), writer)
        return moved
    }

    private func step(
        _ id: Int64, _ move: String, _ event: String, _ words: String, _ reason: String,
        _ viewer: Viewer
    ) async throws -> Record {
        if reason.isEmpty { throw RecommendationRefusal.noReason(act: words) }
        let applications = self
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
        return try await database.write(act) { writer in
            let recommender = try applications.requireRecommender(writer, viewer)
            return try applications.settleApplication(id, move, of: recommender, writer)
        }
    }
}
