import Applications
import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Review {
    /// Fixes scores and places: every application that was reviewed becomes “reviewed”, the panels
    /// are closed, all in one write.
    /// - Parameter digest: of the ranking that was looked at; nil where nobody looked.
    /// - Returns: how many applications.
    /// - Throws: `ReviewRefusal.notReady` with all that is missing, `.callOpen`, `.previewChanged`.
    @discardableResult
    public func completeReview(_ call: Int64, digest: String? = nil, by viewer: Viewer)
        async throws -> Int
    {
        let review = self
        let act = act(viewer, "review.completed", reason: "评审完成，按评分排名")
        return try await database.write(act) { writer in
            try review.completeReview(call, digest: digest, by: viewer, writer)
        }
    }

    /// The same inside a write.
    @discardableResult
    public func completeReview(
        _ id: Int64, digest: String? = nil, by viewer: Viewer, _ writer: Writer
    ) throws -> Int {
        try permitManaging(viewer)
        let reader = writer.reader
        let call = try call(reader, id, by: viewer)
        guard ["closed", "rehearsal"].contains(call.state) else {
            let cycle = try catalogue.lifecycle(of: registry.register(Applications.calls))
            throw ReviewRefusal.callOpen(state: cycle.title(of: call.state))
        }
        let (task, outcome, ranking) = try ranking(reader, call)
        if let digest, digest != ranking.digest { throw ReviewRefusal.previewChanged }
        if !outcome.obstacles.isEmpty { throw ReviewRefusal.notReady(outcome.obstacles) }
        let open = Dictionary(
            task.applications.filter { ["formal-passed", "cleared"].contains($0.state) }
                .map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for line in ranking.lines where open[line.id] != nil {
            guard let score = line.assessment.score, let rank = line.rank else { continue }
            let draft = Draft([
                "score": .integer(Int64(score.rescaled(to: 2).unscaled)),
                "score_rank": .integer(Int64(rank)),
            ])
            _ = try registry.change(
                Applications.applications, line.id, to: draft, version: nil, writer)
            _ = try registry.move(
                Applications.applications, line.id, "review", version: nil, writer)
        }
        try method.close(task, writer)
        return open.count
    }
}
