import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Keeps which applications a recommender chooses, and in which order; those that are not named
    /// are not chosen any more. Nothing is sent yet.
    ///
    /// - Parameter order: ids from the first to the last; what has been sent before stays in front.
    /// - Throws: `RecommendationRefusal`.
    @discardableResult
    public func rankApplications(_ call: Int64, _ order: [Int64], by viewer: Viewer) async throws
        -> Record
    {
        let applications = self
        // What was submitted is fixed; that its rank is set is no correction of it.
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "recommendation.ranked",
            reason: "推荐排序")
        return try await database.write(act) { writer in
            let recommender = try applications.requireRecommender(writer, viewer)
            return try applications.rankApplications(call, order, of: recommender, writer)
        }
    }

    /// The same inside a write whose act has a reason.
    @discardableResult
    public func rankApplications(
        _ call: Int64, _ order: [Int64], of recommender: Recommender, _ writer: Writer
    ) throws -> Record {
        let today = writer.now.businessDate
        let desk = try recommendationDesk(writer.reader, call: call, on: today, of: recommender)
        try refuseLate(desk, "排序", writer.now)
        let known = Dictionary(desk.lines.map { ($0.id, $0) }) { $1 }
        var seen: Set<Int64> = []
        for id in order {
            guard let line = known[id] else {
                throw RecommendationRefusal.notYours(number: "#\(id)")
            }
            guard seen.insert(id).inserted else {
                throw RecommendationRefusal.chosenTwice(number: line.number)
            }
            guard line.isWaiting else {
                throw RecommendationRefusal.notNow(
                    number: line.number, state: stateTitle(line.state), act: "排序")
            }
        }
        try refuseOverQuota(desk, chosen: order.count)
        let record = try keep(desk, writer)
        let first = (desk.sent.compactMap(\.rank).max() ?? 0) + 1
        for (place, id) in order.enumerated() {
            let rank = Int64(first + place)
            if known[id]?.isChosen == true, known[id]?.rank == Int(rank) { continue }
            let draft = Draft(["recommendation": .integer(record.id), "rank": .integer(rank)])
            _ = try registry.change(Self.applications, id, to: draft, version: nil, writer)
        }
        for line in desk.chosen where !seen.contains(line.id) {
            let draft = Draft(["recommendation": .null, "rank": .null])
            _ = try registry.change(Self.applications, line.id, to: draft, version: nil, writer)
        }
        let total = (order.compactMap { known[$0] } + desk.sent).reduce(Int64(0)) {
            $0 + $1.requested.fen
        }
        return try registry.change(
            Self.recommendations, record.id,
            to: Draft([
                "ranked_at": .text(writer.now.businessTime),
                "recommended": .integer(Int64(order.count + desk.sent.count)),
                "requested": .integer(total),
            ]), version: nil, writer)
    }

    /// The record of the recommender in the call, made where there is none.
    func keep(_ desk: RecommendationDesk, _ writer: Writer) throws -> Record {
        if let record = desk.record { return record }
        let title = desk.call["title"].text ?? ""
        let short =
            title.hasSuffix("申报通知") ? String(title.dropLast(4)) : title
        var fields: [String: Scalar] = [
            "call": .integer(desk.call.id), "call_title": .text(title),
            "rehearsal": .integer(desk.call.state == "rehearsal" ? 1 : 0),
            "recommender_key": .text(desk.recommender.key),
            "recommender_name": .text(desk.recommender.name),
            "title": .text("关于推荐\(short)的函"),
        ]
        fields["county"] = desk.recommender.county.map(Scalar.text)
        fields["organisation"] = desk.recommender.organisation.map(Scalar.integer)
        fields["quota"] = desk.quota.map { .integer(Int64($0)) }
        fields["quota_words"] = .text(desk.quota.map { "\($0)项" } ?? "不限")
        fields["due_at"] = desk.due.map { .text(CallTime.text($0)) }
        return try registry.create(Draft(fields), in: Self.recommendations, writer)
    }

    /// Refuses what comes after the last moment, by the server's clock.
    func refuseLate(_ desk: RecommendationDesk, _ act: String, _ now: Instant) throws {
        guard let due = desk.due, now > due else { return }
        throw RecommendationRefusal.late(
            act: act, due: CallTime.text(due), now: CallTime.exact(now))
    }

    func refuseOverQuota(_ desk: RecommendationDesk, chosen: Int) throws {
        guard let quota = desk.quota, desk.sent.count + chosen > quota else { return }
        throw RecommendationRefusal.overQuota(
            quota: quota, chosen: chosen, sent: desk.sent.count)
    }

    /// What a state of an application is called.
    func stateTitle(_ state: String) -> String {
        catalogue.register(Self.applications).map {
            catalogue.lifecycle(of: $0).title(of: state)
        } ?? state
    }
}
