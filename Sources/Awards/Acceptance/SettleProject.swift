import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Awards {
    /// Settles the money of a project that has its verdict: paid in full where it passed; cut to
    /// what was paid where it was concluded; ended and asked back where it failed.
    ///
    /// What is left of a passed or concluded project stays with the unit for research
    /// (国办发〔2021〕32号).
    /// - Parameter docNo: the document on which less is paid than was promised.
    /// - Throws: `RecordRefusal.against`: no verdict yet, a second examination still open, stages
    ///   not paid, settled already.
    public func settleProject(_ project: Int64, docNo: String, by viewer: Viewer) async throws
        -> Record
    {
        try permitOffice(viewer)
        return try await database.write(act(viewer, "project.settled", reason: "经费结算")) { writer in
            try settleProject(project, docNo: docNo, by: viewer, writer)
        }
    }

    /// The same inside a write, whose act has a reason.
    public func settleProject(
        _ id: Int64, docNo: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let reader = writer.reader
        let project = try project(reader, id, by: viewer)
        guard ["accepted", "concluded", "failed"].contains(project.state) else {
            throw AwardsRefusal.settlement(
                what: "项目是“\(title(project))”，还没有验收结论", advice: "先作出验收结论"
            ).refusal
        }
        guard project["settled_on"].isNull else {
            throw AwardsRefusal.settlement(
                what: "已在 \(project["settled_on"].text ?? "") 结算", advice: "不用再办"
            ).refusal
        }
        let today = writer.now.businessDate
        try refuseOpenReexamination(project, reader, today)
        var surplus = Money.zero
        if let funding = try funding(reader, of: project), funding.state == "contracted" {
            let money = try money(reader, of: funding)
            switch project.state {
            case "accepted":
                guard money.paid >= money.committed else {
                    throw AwardsRefusal.settlement(
                        what: "合同 \(money.committed)，只付了 \(money.paid)", advice: "先付清验收款，再结算"
                    ).refusal
                }
                _ = try registry.move(
                    Self.fundings, funding.id, "close", version: nil, writer)
                surplus = money.held
            case "concluded":
                try cut(funding, to: money.paid, docNo, writer)
                _ = try registry.move(
                    Self.fundings, funding.id, "close", version: nil, writer)
                surplus = money.held
            default:
                try enter(
                    funding,
                    [
                        "terminated_on": .text(today.iso),
                        "terminated_doc": .text(
                            docNo.isEmpty ? project["project_no"].text ?? "" : docNo),
                    ], writer)
                _ = try registry.move(
                    Self.fundings, funding.id, "terminate", version: nil, writer)
            }
        }
        return try registry.change(
            Self.projects, id,
            to: Draft([
                "settled_on": .text(today.iso), "surplus": .integer(max(surplus.fen, 0)),
            ]), version: nil, writer)
    }

    private func refuseOpenReexamination(
        _ project: Record, _ reader: Reader, _ today: CalendarDate
    ) throws {
        let acceptances = try records(reader, Self.acceptances, of: project.id)
        let source = rule("reexamination_until_months", on: today)?.source ?? ""
        if let standing = reexamination(project, acceptances, today: today),
            let refusal = standing.settling(project, source: source)
        {
            throw refusal.refusal
        }
    }

    /// Brings plan and stages down to what was paid, under the number of a document.
    private func cut(_ funding: Record, to paid: Money, _ docNo: String, _ writer: Writer) throws {
        let difference = paid.fen - funding.money("approved").fen
        guard difference < 0 else { return }
        guard !docNo.isEmpty else {
            throw AwardsRefusal.settlement(what: "少付的钱没有依据", advice: "填结题的文号").refusal
        }
        let rows = ["plan", "contract"].map { kind -> [String: Scalar] in
            [
                "changed_on": .text(writer.now.businessDate.iso), "kind": .text(kind),
                "doc_no": .text(docNo), "reason": .text("结题，未付的不再付"),
            ]
        }
        let stages = Self.spread(difference, over: funding.rows["stages"] ?? []) { row in
            row["paid_on"]?.text == nil ? 0 : row["amount"]?.integer ?? 0
        }
        var kept: [Int64: Int64] = [:]
        for stage in stages {
            kept[stage["year"]?.integer ?? 0, default: 0] += stage["amount"]?.integer ?? 0
        }
        let plan = (funding.rows["plan"] ?? []).compactMap { row -> [String: Scalar]? in
            guard let year = row["year"]?.integer, let amount = kept[year], amount > 0 else {
                return nil
            }
            return ["year": .integer(year), "amount": .integer(amount)]
        }
        _ = try registry.change(
            Self.fundings, funding.id,
            to: Draft(
                ["approved": .integer(paid.fen)],
                rows: [
                    "plan": plan, "stages": stages,
                    "changes": (funding.rows["changes"] ?? []) + rows,
                ]), version: nil, writer)
    }
}
