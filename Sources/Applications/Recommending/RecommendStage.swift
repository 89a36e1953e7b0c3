import Catalogue
import Registers
public import Store
import Values

/// Recommending, in the play: by the office of the county, within the quota, and a second too late.
public struct RecommendStage: RehearsalStage {
    public let title = "推荐"

    public init() {}

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.recommendation) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let (applications, call) = (rehearsal.applications, rehearsal.call)
        let counties = Set(rehearsal.cast.values.compactMap(\.county)).sorted()
        for county in counties {
            let clerk = rehearsal.somebody("clerk", county: county)
            guard let recommender = try applications.recommender(writer.reader, clerk) else {
                continue
            }
            let desk = try applications.recommendationDesk(
                writer.reader, call: call, on: rehearsal.now.businessDate, of: recommender)
            let waiting = desk.waiting.map(\.id)
            let most = desk.quota ?? waiting.count
            if waiting.count > most {
                rehearsal.expectRefusal("推荐 \(waiting.count) 项，名额 \(most) 项", writer) {
                    try rehearsal.act(writer, as: clerk, "recommendation.ranked") {
                        _ = try applications.rankApplications(
                            call, waiting, of: recommender, writer)
                    }
                }
            }
            let chosen = Array(waiting.prefix(most))
            guard !chosen.isEmpty else { continue }
            try rehearsal.act(writer, as: clerk, "recommendation.sent") {
                _ = try applications.rankApplications(call, chosen, of: recommender, writer)
                _ = try applications.recommend(
                    call, of: recommender, by: clerk.name, needsScan: false, writer)
            }
            rehearsal.say(
                .letter, "\(recommender.name)推荐 \(chosen.count) 项，出具推荐函和汇总表（正式报送要先传盖章件）",
                rule: rehearsal.terms.term(of: .recommendation)?.source)
            for (name, id) in rehearsal.submitted where !chosen.contains(id) {
                rehearsal.submitted[name] = nil
            }
            guard let due = desk.due else { continue }
            rehearsal.now = Instant(milliseconds: due.milliseconds + 1_000)
            rehearsal.expectRefusal("推荐截止后一秒补报", writer) {
                try rehearsal.act(writer, as: clerk, "recommendation.sent") {
                    _ = try applications.recommend(
                        call, of: recommender, by: clerk.name, needsScan: false, writer)
                }
            }
        }
    }
}
