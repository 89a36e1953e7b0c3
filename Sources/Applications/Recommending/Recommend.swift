import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Sends the chosen applications to the bureau, in their order: by the server's clock, before
    /// the last moment, never more than the quota, and only with the stamped letter of just this
    /// list. What is chosen later may be sent besides, with a letter of its own.
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

    /// Notes which list the stamped letter is of, after one has come; or that there is none, after
    /// one was taken off.
    public func noteStamped(_ id: Int64, isTakenOff: Bool = false, by viewer: Viewer) async throws {
        let applications = self
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "recommendation.stamped",
            reason: isTakenOff ? "撤回盖章件" : "盖章件")
        try await database.write(act) { writer in
            let record = try applications.registry.record(
                writer.reader, Self.recommendations, id)
            let isThere = try !applications.scans(writer.reader, of: id).isEmpty
            let recommender = Recommender(
                key: record["recommender_key"].text ?? "",
                name: record["recommender_name"].text ?? "", county: record["county"].text,
                organisation: record["organisation"].integer)
            let desk = try applications.recommendationDesk(
                writer.reader, call: record["call"].integer ?? 0,
                on: writer.now.businessDate, of: recommender)
            let draft = Draft([
                "stamped_on": isThere ? .text(writer.now.businessDate.iso) : .null,
                "stamped_digest": isThere && !isTakenOff ? .text(desk.digest) : .null,
            ])
            _ = try applications.registry.change(
                Self.recommendations, id, to: draft, version: nil, writer)
        }
    }

    /// Stamped letters of a recommendation, the latest last: a PDF or a picture.
    func scans(_ reader: Reader, of recommendation: Int64) throws -> [Record] {
        try reader.all(
            """
            SELECT id FROM file WHERE about_register = \(Self.recommendations)
            AND about_record = \(recommendation) AND purpose = 'stamped-scan'
            AND kind IN ('pdf', 'ofd', 'png', 'jpeg', 'tiff') AND state <> \(Lifecycle.withdrawn)
            ORDER BY id
            """
        ).compactMap { $0[0].integer }.map {
            try registry.record(reader, Registry.fileRegister, $0)
        }
    }

    /// The same inside a write whose act has a reason.
    ///
    /// - Parameter needsScan: whether the stamped letter of just this list must be there; a play
    ///   and made-up records have no files.
    @discardableResult
    public func recommend(
        _ call: Int64, of recommender: Recommender, by name: String, needsScan: Bool = true,
        _ writer: Writer
    ) throws -> Record {
        let today = writer.now.businessDate
        let desk = try recommendationDesk(writer.reader, call: call, on: today, of: recommender)
        try refuseLate(desk, "报送", writer.now)
        let chosen = desk.chosen
        guard let record = desk.record, !chosen.isEmpty else {
            throw RecommendationRefusal.nothingChosen
        }
        try refuseOverQuota(desk, chosen: chosen.count)
        if needsScan, !desk.hasScan {
            throw RecommendationRefusal.noScan(hasOld: desk.hasAnyScan)
        }
        for line in chosen {
            let draft = Draft(["recommended_on": .text(today.iso)])
            _ = try registry.change(Self.applications, line.id, to: draft, version: nil, writer)
            let moved = try registry.move(
                Self.applications, line.id, "recommend", version: nil, writer)
            try tellApplicants(
                moved, "application-recommended",
                "“\(line.title)”已由\(recommender.name)推荐，排第 \(line.rank ?? 0) 位", writer)
        }
        var draft = Draft([
            "sent_at": .text(writer.now.businessTime), "sent_by": .text(name),
            "sendings": .integer((record["sendings"].integer ?? 0) + 1),
            "recommended": .integer(Int64(desk.sent.count + chosen.count)),
            "digest": .text(desk.digest),
        ])
        draft.fields["declined"] = .integer(
            Int64(desk.lines.count { $0.state == "not-recommended" }))
        let kept = try registry.change(
            Self.recommendations, record.id, to: draft, version: nil, writer)
        guard kept.state != "sent" else { return kept }
        return try registry.move(Self.recommendations, record.id, "send", version: nil, writer)
    }
}
