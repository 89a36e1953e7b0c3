import Applications
import Awards
import Catalogue
import Registers
import Review
import Store
import Values

/// Reviews, for programs: the same use cases as the pages.
extension Desk {
    func sendReviews(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            stretch.of(try review.calls(reader, by: viewer), by: { $0.call.id }).map { one in
                (
                    one.call.id,
                    .object(
                        [("id", .integer(one.call.id))] + one.call.told("call_no", "title")
                            + stateTold(of: one.call) + [
                                ("waiting", .count(one.waiting)),
                                ("reviewed", .count(one.reviewed)),
                            ])
                )
            }
        }
    }

    func sendReview(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .json(try await read { try reviewWhole($0, id) })
    }

    /// Fixes scores and places, as they were looked at.
    func completeByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let digest = try ApiBody(request, ["digest"]).required("digest", most: 64)
        try await review.completeReview(id, digest: digest, by: viewer)
        return .json(try await read { try reviewWhole($0, id) })
    }

    /// Lays the bids before the owners of the needs.
    func openMatchingByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        _ = try ApiBody(request, [], isOptional: true)
        try await review.openMatching(id, by: viewer)
        return .json(try await read { try reviewWhole($0, id) })
    }

    private func reviewWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let call = try review.call(reader, id, by: viewer)
        let (task, outcome, ranking) = try review.ranking(reader, call)
        let isReviewed = task.terms.has(.review)
        let panels = isReviewed ? try review.panels(reader, of: id) : []
        let (bids, waiting) =
            task.terms.has(.matching) ? try review.matchings(reader, of: task) : ([], 0)
        let isDone = !task.applications.contains {
            ["formal-passed", "cleared"].contains($0.state)
        }
        return .object(
            [("id", .integer(id))] + call.told("call_no", "title") + stateTold(of: call) + [
                ("manages", .bool(review.manages(viewer))), ("reviews", .bool(isReviewed)),
                ("blind", .bool(task.terms.blind)), ("done", .bool(isDone)),
                ("method", .string(outcome.method)), ("rules", .texts(outcome.rules)),
                (
                    "obstacles",
                    .array(isDone ? [] : outcome.obstacles.map(Self.json))
                ), ("panels", .array(panels.map(panelHead))),
                ("bids_waiting", .count(waiting)), ("bids", .array(bids.map(bidJSON))),
                ("digest", .string(ranking.digest)),
                (
                    "ranking",
                    isReviewed ? try rankingJSON(reader, task, ranking) : .array([])
                ),
                (
                    "meetings",
                    .array(try decisions.course(reader, of: id).map(meetingHead))
                ),
            ])
    }

    private static func json(_ obstacle: ReviewObstacle) -> JSON {
        .object([("what", .string(obstacle.what)), ("advice", .string(obstacle.advice))])
    }

    private func panelHead(_ panel: Record) -> JSON {
        .object(
            [("id", .integer(panel.id))] + panel.told("panel_no", "title", "kind", "held_on")
                + stateTold(of: panel) + [
                    ("experts", .count(review.experts(of: panel).count))
                ])
    }

    private func bidJSON(_ bid: Record) -> JSON {
        .object(
            [
                ("id", .integer(bid.id)), ("application", .number(bid["application"].integer)),
                ("bid_price", .fen(bid["bid_price"])), ("place", .number(bid["place"].integer)),
                ("chosen", bid["chosen"].integer.map { .bool($0 == 1) } ?? .null),
            ] + bid.told("title", "bidder", "reason") + stateTold(of: bid))
    }

    private func meetingHead(_ step: CallDecision) -> JSON {
        let meeting = step.meeting
        return .object(
            [
                ("id", .integer(meeting.id)), ("title", .string(meeting["title"].text)),
                ("yes", .number(meeting["yes"].integer)), ("amount", .fen(meeting["amount"])),
                ("notice", .number(step.notice)), ("awards", Self.json(step.batches)),
            ] + stateTold(of: meeting))
    }

    static func json(_ batches: [Decisions.Batch]) -> JSON {
        .array(
            batches.map {
                .object([("id", .integer($0.id)), ("doc_no", .string($0.docNo))])
            })
    }

    /// Where the terms are blind no applicant is named.
    private func rankingJSON(_ reader: Reader, _ task: ReviewTask, _ ranking: Ranking) throws
        -> JSON
    {
        let visits = try review.visits(reader, of: task.call.id)
        let records = Dictionary(
            task.applications.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return .array(
            ranking.lines.map { line in
                let record = records[line.id]
                let found = line.assessment
                return .object([
                    ("id", .integer(line.id)), ("application_no", .string(line.number)),
                    ("title", .string(line.title)), ("kind", .string(line.kind)),
                    ("kind_title", .string(review.kind(line.kind))),
                    ("rank", .number(line.rank)), ("tied", .bool(line.isTied)),
                    ("score", .string(found.score?.description)),
                    ("sheets", .count(found.sheets)), ("trimmed", .bool(found.isTrimmed)),
                    ("alerts", .texts(found.alerts)), ("visit", .string(visits[line.id])),
                    (
                        "organisation",
                        .string(task.terms.blind ? nil : record?["organisation_name"].text)
                    ), ("field", .string(record?["field"].text)),
                    ("state", .string(record?.state)),
                    ("state_title", .string(record.map { stateTitle(of: $0) })),
                ])
            })
    }
}
