import Applications
import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Which team leaves a race, at which milestone, and why.
public struct Elimination: Sendable {
    public let milestone: Int
    public let docNo: String
    public let reason: String

    public init(milestone: Int, docNo: String, reason: String) {
        (self.milestone, self.docNo, self.reason) = (milestone, docNo, reason)
    }
}

extension Awards {
    /// Ends a team of a race (赛马) at a milestone, with settlement; the others go on.
    /// - Throws: `RecordRefusal.against`: no race, no such milestone, the last team, fewer teams
    ///   left than the round keeps.
    public func eliminateTeam(_ project: Int64, _ elimination: Elimination, by viewer: Viewer)
        async throws -> Record
    {
        try permitOffice(viewer, ["section-head"])
        guard !elimination.reason.isEmpty else { throw RecordRefusal.needsReason(what: "淘汰") }
        let act = act(viewer, "project.eliminated", reason: elimination.reason)
        return try await database.write(act) { writer in
            try eliminateTeam(project, elimination, by: viewer, writer)
        }
    }

    /// The same inside a write, whose act says why.
    public func eliminateTeam(
        _ id: Int64, _ elimination: Elimination, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let project = try project(writer.reader, id, by: viewer)
        let terms = try terms(writer.reader, of: project, on: writer.now.businessDate)
        guard terms?.mode == "race" else {
            throw AwardsRefusal.change(
                rule: "赛马制才有淘汰", what: "这个项目不是赛马项目", advice: "要结束的办终止"
            ).refusal
        }
        guard project.state == "running" else {
            throw AwardsRefusal.notRunning(state: title(project)).refusal
        }
        let contract = try contract(writer.reader, of: project)
        let ranks = (contract?.rows["milestones"] ?? []).compactMap { $0["rank"]?.integer }
        guard ranks.contains(Int64(elimination.milestone)) else {
            throw AwardsRefusal.change(
                rule: "按任务书的里程碑淘汰", what: "任务书没有第 \(elimination.milestone) 个里程碑", advice: "核对里程碑的序"
            ).refusal
        }
        let others = Int(try rivals(project, writer.reader))
        guard others > 0 else {
            throw AwardsRefusal.change(
                rule: "赛马至少留一支队伍", what: "同一方向没有别的队伍在执行", advice: "要结束的办终止"
            ).refusal
        }
        if let round = terms?.round(atMilestone: elimination.milestone),
            let keep = round.keep, let least = keep.number, others < least
        {
            throw AwardsRefusal.change(
                rule: "\(round.title)留下 \(least) \(keep.unit)（\(keep.source)）",
                what: "淘汰这一支，同一方向只剩 \(others) \(keep.unit)", advice: "这一轮不再淘汰；要结束的办终止"
            ).refusal
        }
        try enter(
            project,
            [
                "eliminated_at": .integer(Int64(elimination.milestone)),
                "ended_on": .text(writer.now.businessDate.iso),
                "ended_doc": .text(elimination.docNo),
            ], writer)
        return try registry.move(Self.projects, id, "terminate", version: nil, writer)
    }

    /// Other teams of the same race that still run.
    func rivals(_ project: Record, _ reader: Reader) throws -> Int64 {
        let same: SQL =
            if let topic = project["topic"].integer {
                "topic = \(topic)"
            } else if let need = project["need"].integer {
                "need = \(need)"
            } else {
                "call = \(project["call"].integer ?? 0) AND topic IS NULL AND need IS NULL"
            }
        return try reader.integer(
            """
            SELECT count(*) FROM project WHERE id <> \(project.id)
            AND state IN ('contracted', 'running')
            """ + " AND " + same)
    }
}

extension CallTerms {
    /// The round of a race that ends at a milestone: the first at the first, the last one at all
    /// that come after it; nil where it is no race.
    func round(atMilestone rank: Int) -> Round? {
        rounds.isEmpty || rank < 1 ? nil : rounds[min(rank, rounds.count) - 1]
    }
}
