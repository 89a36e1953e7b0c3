import Catalogue
import Registers
import Store
import Values

extension Awards {
    /// What an approved or filed change does: to the project, to its money, and, where the contract
    /// says otherwise now, a supplement to be signed.
    func apply(_ change: Record, _ writer: Writer) throws {
        let project = try registry.record(
            writer.reader, Self.projects, change["project"].integer ?? 0)
        switch change["kind"].text {
        case "leader": try applyLeader(change, project, writer)
        case "organisation": try applyOrganisation(change, project, writer)
        case "period": try applyPeriod(change, project, writer)
        case "total": try applyTotal(change, project, writer)
        case "targets":
            try supplement(
                project, change, Draft(rows: ["targets": change.rows["targets"] ?? []]), writer)
        case "content":
            try supplement(project, change, Draft(["content": change["new_content"]]), writer)
        // What is filed alone stays beside the contract: the change is its own record.
        default: return
        }
        try tellUnit(
            try registry.record(writer.reader, Self.projects, project.id),
            "变更 \(change["change_no"].text ?? "") 已批准，项目已照办；任务书有补充的请签署。",
            link: "/projects/\(project.id)", writer)
    }

    private func applyLeader(_ change: Record, _ project: Record, _ writer: Writer) throws {
        let leader = try registry.record(
            writer.reader, "person", change["new_leader"].integer ?? 0)
        let fields: [String: Scalar] = [
            "leader": .integer(leader.id), "leader_name": leader["name"],
        ]
        try enter(project, fields, writer)
        try supplement(project, change, Draft(fields), writer)
    }

    private func applyOrganisation(_ change: Record, _ project: Record, _ writer: Writer) throws {
        let unit = try registry.record(
            writer.reader, "organisation", change["new_organisation"].integer ?? 0)
        try enter(
            project,
            [
                "organisation": .integer(unit.id), "organisation_name": unit["name"],
                "county": unit["county"],
            ], writer)
        if let funding = try funding(writer.reader, of: project) {
            try enter(
                funding,
                [
                    "organisation": .integer(unit.id), "unit": unit["name"],
                    "county": unit["county"],
                ], writer)
        }
        try supplement(
            project, change,
            Draft([
                "organisation": .integer(unit.id), "party_b": unit["name"],
                "county": unit["county"],
            ]), writer)
    }

    private func applyPeriod(_ change: Record, _ project: Record, _ writer: Writer) throws {
        guard let ends = change.day("new_ends_on") else { return }
        let first = project["first_ends_on"].isNull ? project["ends_on"] : project["first_ends_on"]
        try enter(
            project,
            [
                "ends_on": .text(ends.iso), "first_ends_on": first, "extended": .integer(1),
                "acceptance_due_on": .text(
                    try acceptanceDue(project, ends: ends, writer).iso),
            ], writer)
        if let funding = try funding(writer.reader, of: project), funding.state == "contracted" {
            try enter(funding, ["ends_on": .text(ends.iso)], writer)
        }
        try supplement(project, change, Draft(["ends_on": .text(ends.iso)]), writer)
        if let contract = try contract(writer.reader, of: project) {
            let changed = try registry.record(writer.reader, Self.projects, project.id)
            try planReports(changed, contract, writer)
        }
    }

    /// More or less money: the plan's last year and the last stages that are not paid take the
    /// difference, under the number of the document.
    private func applyTotal(_ change: Record, _ project: Record, _ writer: Writer) throws {
        let total = change.money("new_total")
        try enter(project, ["approved": .integer(total.fen)], writer)
        guard let funding = try funding(writer.reader, of: project) else { return }
        let difference = total.fen - funding.money("approved").fen
        let document = change["doc_no"].text ?? change["change_no"].text ?? ""
        let today = writer.now.businessDate.iso
        let rows = ["plan", "contract"].map { kind -> [String: Scalar] in
            [
                "changed_on": .text(today), "kind": .text(kind), "doc_no": .text(document),
                "reason": .text("总额变更"),
            ]
        }
        let plan = Self.spread(difference, over: funding.rows["plan"] ?? [], least: { _ in 0 })
        let stages = Self.spread(difference, over: funding.rows["stages"] ?? []) { row in
            row["paid_on"]?.text == nil ? 0 : row["amount"]?.integer ?? 0
        }
        _ = try registry.change(
            Self.fundings, funding.id,
            to: Draft(
                ["approved": .integer(total.fen)],
                rows: [
                    "plan": plan, "stages": stages,
                    "changes": (funding.rows["changes"] ?? []) + rows,
                ]), version: nil, writer)
        let titles = try contract(writer.reader, of: project)?.rows["payments"] ?? []
        let payments = stages.map { stage -> [String: Scalar] in
            var row = titles.first { $0["stage"] == stage["stage"] } ?? stage
            row["amount"] = stage["amount"]
            return row.filter { !["met_on", "paid_on"].contains($0.key) }
        }
        let budget = Self.budget(
            try contract(writer.reader, of: project)?.rows["budget"] ?? [], approved: total)
        try supplement(
            project, change,
            Draft(["total": .integer(total.fen)], rows: ["payments": payments, "budget": budget]),
            writer)
    }

    /// The rows with a difference added to the last, or taken from the last ones; what falls to
    /// nothing goes.
    static func spread(
        _ difference: Int64, over rows: [[String: Scalar]],
        least: ([String: Scalar]) -> Int64
    ) -> [[String: Scalar]] {
        var rows = rows
        var left = difference
        for index in rows.indices.reversed() where left != 0 {
            let amount = rows[index]["amount"]?.integer ?? 0
            let floor = least(rows[index])
            // What has been paid stays; more goes to the last stage that is open.
            if left > 0, floor == amount, amount > 0 { continue }
            let changed = max(amount + left, floor)
            left -= changed - amount
            rows[index]["amount"] = .integer(changed)
        }
        if left > 0, let last = rows.indices.last {
            rows[last]["amount"] = .integer((rows[last]["amount"]?.integer ?? 0) + left)
        }
        return rows.filter { $0["amount"]?.integer ?? 0 > 0 }
    }

    /// A further edition of the contract, to be signed by all; until then the one before stands.
    private func supplement(
        _ project: Record, _ change: Record, _ draft: Draft, _ writer: Writer
    ) throws {
        guard let contract = try contract(writer.reader, of: project) else { return }
        if let open = try openContract(writer.reader, of: project.id) {
            throw AwardsRefusal.contractThere(number: open["contract_no"].text ?? "").refusal
        }
        let edition = (contract["edition"].integer ?? 1) + 1
        let left: Set<String> = ["text", "text_digest", "signed_on", "due_on"]
        var next = Draft(
            contract.fields.filter { !left.contains($0.key) },
            rows: contract.rows.filter { $0.key != "signatures" })
        next.fields.merge(draft.fields) { $1 }
        next.rows.merge(draft.rows) { $1 }
        let count = try records(writer.reader, Self.contracts, of: project.id).count
        next.fields.merge([
            "contract_no": .text("\(project["project_no"].text ?? "")-\(count + 1)"),
            "edition": .integer(edition), "replaces": .integer(contract.id),
            "change": .integer(change.id),
        ]) { $1 }
        _ = try registry.create(next, in: Self.contracts, writer)
    }
}
