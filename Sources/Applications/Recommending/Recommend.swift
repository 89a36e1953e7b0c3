import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Sends the chosen applications to the bureau, in their order: by the server's clock, before
    /// the last moment, never more than the quota. What is chosen later may be sent besides.
    ///
    /// - Throws: `RecommendationRefusal`.
    /// - Returns: what is kept of the recommendation.
    @discardableResult
    public func recommend(
        _ call: Int64, by viewer: Viewer, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let applications = self
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "recommendation.sent",
            reason: "推荐")
        return try await database.write(act) { writer in
            let recommender = try applications.requireRecommender(writer, viewer)
            let sent = try applications.recommend(call, of: recommender, by: viewer.name, writer)
            try also(writer, sent)
            return sent
        }
    }

    /// Notes that the stamped letter has come.
    public func noteStamped(_ id: Int64, by viewer: Viewer) async throws {
        let applications = self
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "recommendation.stamped",
            reason: "盖章件")
        try await database.write(act) { writer in
            let draft = Draft(["stamped_on": .text(writer.now.businessDate.iso)])
            _ = try applications.registry.change(
                Self.recommendations, id, to: draft, version: nil, writer)
        }
    }

    /// The same inside a write whose act has a reason.
    @discardableResult
    public func recommend(
        _ call: Int64, of recommender: Recommender, by name: String, _ writer: Writer
    ) throws -> Record {
        let today = writer.now.businessDate
        let desk = try recommendationDesk(writer.reader, call: call, on: today, of: recommender)
        try refuseLate(desk, "报送", writer.now)
        let chosen = desk.chosen
        guard let record = desk.record, !chosen.isEmpty else {
            throw RecommendationRefusal.nothingChosen
        }
        try refuseOverQuota(desk, chosen: chosen.count)
        for line in chosen {
            let draft = Draft(["recommended_on": .text(today.iso)])
            _ = try registry.change(Self.applications, line.id, to: draft, version: nil, writer)
            let moved = try registry.move(
                Self.applications, line.id, "recommend", version: nil, writer)
            try tellApplicants(
                moved, "application-recommended",
                "“\(line.title)”已由\(recommender.name)推荐，排第 \(line.rank ?? 0) 位", writer)
        }
        let list = (desk.sent + chosen).map { "\($0.rank ?? 0) \($0.number) \($0.title)" }
        var draft = Draft([
            "sent_at": .text(writer.now.businessTime), "sent_by": .text(name),
            "sendings": .integer((record["sendings"].integer ?? 0) + 1),
            "recommended": .integer(Int64(desk.sent.count + chosen.count)),
            "digest": .text(Digest(of: list.joined(separator: "\n")).hex),
        ])
        draft.fields["declined"] = .integer(
            Int64(desk.lines.count { $0.state == "not-recommended" }))
        let kept = try registry.change(
            Self.recommendations, record.id, to: draft, version: nil, writer)
        guard kept.state != "sent" else { return kept }
        return try registry.move(Self.recommendations, record.id, "send", version: nil, writer)
    }
}
