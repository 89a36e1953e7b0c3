import Applications
import Catalogue
import Funds
import Journal
public import Registers
public import Store
import Values

extension Decisions {
    /// Drafts the allocation paper for what is paid first of a batch, split among its units by
    /// project: to be numbered, co-signed and issued like any other, once the contracts are signed.
    /// - Throws: `DecisionRefusal.alreadyDrafted`, `.wrongState`, `.split` with what is wrong.
    @discardableResult
    public func draftFirstPaper(
        _ batch: Int64, by viewer: Viewer, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let decisions = self
        let act = act(viewer, "award-batch.paper-drafted", reason: "起草首期款指标文")
        return try await database.write(act) { writer in
            let paper = try decisions.draftFirstPaper(batch, by: viewer, writer)
            try also(writer, paper)
            return paper
        }
    }

    /// The same inside a write.
    public func draftFirstPaper(_ id: Int64, by viewer: Viewer, _ writer: Writer) throws -> Record {
        let papers = try registry.register(Allocations.papers)
        try registry.permit(viewer, .create, on: papers)
        let reader = writer.reader
        let batch = try record(reader, Self.batches, id, by: viewer)
        if let paper = batch["paper"].integer {
            let former = try registry.record(reader, Allocations.papers, paper)
            if !["cancelled", Lifecycle.withdrawn].contains(former.state) {
                throw DecisionRefusal.alreadyDrafted(former["title"].text ?? "#\(paper)")
            }
        }
        guard batch["rehearsal"].integer != 1, let earmark = batch["earmark"].integer else {
            throw DecisionRefusal.wrongState(
                what: "立项批次", state: "演练", advice: "演练不动资金，不起草指标文")
        }
        let lines = try firstLines(reader, batch)
        guard !lines.isEmpty else { throw DecisionRefusal.nothingToAward }
        let total = lines.reduce(Int64(0)) { $0 + $1.amount }
        let draft = Draft([
            "title": .text("关于下达\(title(batch))首期资金的通知"), "earmark": .integer(earmark),
            "year": batch["year"], "total": .integer(total), "owner": .text(viewer.name),
            "responsible_section": viewer.section.map(Scalar.text) ?? .null,
        ])
        let paper = try registry.create(draft, in: Allocations.papers, writer)
        let table = try SplitTable(text: Array(Self.csv(lines).utf8))
        do {
            _ = try Allocations(registry).splitPaper(
                paper.id, .init(table, .amounts), by: viewer, writer)
        } catch let refusal as AllocationRefusal {
            throw DecisionRefusal.split(refusal.description)
        }
        _ = try registry.change(
            Self.batches, id, to: Draft(["paper": .integer(paper.id)]), version: nil, writer)
        return paper
    }

    private func title(_ batch: Record) -> String {
        let title = batch["title"].text ?? ""
        return title.replacing("关于下达", with: "").replacing("的通知", with: "")
    }

    private struct FirstLine {
        let unit: String
        let uscc: String
        let county: String
        let project: String
        let name: String
        let amount: Int64
    }

    /// What is due this year on signing, by project; of a signed plan its first stage.
    private func firstLines(_ reader: Reader, _ batch: Record) throws -> [FirstLine] {
        let (_, terms) = try call(reader, of: batch)
        let ids = try reader.all(
            """
            SELECT id FROM project WHERE batch = \(batch.id)
            AND state NOT IN ('cancelled', 'terminated', 'revoked', 'withdrawn')
            """
        ).compactMap { $0[0].integer }
        let issued = batch["issued_on"].text.flatMap { CalendarDate(iso: $0) }
        return try registry.records(reader, "project", ids: ids).compactMap { project in
            let starts = project["starts_on"].text.flatMap { CalendarDate(iso: $0) }
            let ends = project["ends_on"].text.flatMap { CalendarDate(iso: $0) }
            let day = issued ?? database.clock.today
            let parts = AwardPlan.parts(
                Self.money(project["approved"]),
                terms.mode == "subsidy"
                    ? [] : terms.kind(project["kind"].text ?? "")?.payments ?? [],
                signing: day, starts: starts ?? day, ends: ends ?? day)
            let amount = parts.filter { $0.condition == "signing" }
                .reduce(Int64(0)) { $0 + $1.amount.fen }
            guard amount > 0 else { return nil }
            let unit = try project["organisation"].integer.map {
                try registry.record(reader, "organisation", $0)
            }
            let county = project["county"].text ?? unit?["county"].text
            return FirstLine(
                unit: unit?["name"].text ?? project["organisation_name"].text ?? "",
                uscc: unit?["uscc"].text ?? "",
                county: county.map { catalogue.list("counties")?.title(of: $0) ?? $0 } ?? "市本级",
                project: project["project_no"].text ?? "", name: project["name"].text ?? "",
                amount: amount)
        }
    }

    private static func csv(_ lines: [FirstLine]) -> String {
        func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
        let head = "单位名称,统一社会信用代码,县市区,项目编号,项目名称,下达金额（元）"
        return
            ([head]
            + lines.map { line in
                [
                    quoted(line.unit), quoted(line.uscc), quoted(line.county), quoted(line.project),
                    quoted(line.name), Money(fen: line.amount).text(in: .yuan, decimals: 2),
                ].joined(separator: ",")
            }).joined(separator: "\n")
    }
}
