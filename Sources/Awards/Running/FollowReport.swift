import Catalogue
public import Registers
public import Store
public import Values

/// What belongs to the steps of a project's reports: whose they are, what the books say when they
/// are handed in, and the condition of payment that a passed check meets.
struct FollowReport: RecordConsequence {
    let registers: Set<String> = [Awards.reports]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belong(to: "project", registry, writer.reader)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        guard step.before != nil else { return }
        if step.enters("filed") { try file(step.after, Awards(registry), writer) }
        if step.enters("checked") { try check(step.after, Awards(registry), writer) }
    }

    private func file(_ report: Record, _ awards: Awards, _ writer: Writer) throws {
        let unsaid = (report.rows["progress"] ?? []).first { $0["reached"]?.text == nil }
        if let unsaid {
            throw AwardsRefusal.report(
                what: "目标“\(unsaid["name"]?.text ?? "")”没有填现已完成多少",
                advice: "逐条填好再提交；没有进展的写“0”或“未开始”"
            ).refusal
        }
        let today = writer.now.businessDate
        var draft = Draft([
            "filed_on": .text(today.iso),
            "late": .integer((report.day("due_on") ?? today) < today ? 1 : 0),
        ])
        let project = try awards.registry.record(
            writer.reader, Awards.projects, report["project"].integer ?? 0)
        if let funding = try awards.funding(writer.reader, of: project) {
            let money = try awards.money(writer.reader, of: funding)
            let budget = try awards.budget(writer.reader, of: project)
            draft.fields["arrived"] = .integer(money.arrived.fen)
            draft.fields["spent"] = .integer(money.spentInAll.fen)
            let categories = Set(budget.keys).union(money.spent.keys).sorted()
            draft.rows["money"] = categories.map { category in
                [
                    "category": .text(category),
                    "budget": .integer(budget[category]?.fen ?? 0),
                    "spent": .integer(money.spent[category]?.fen ?? 0),
                ]
            }
        }
        _ = try awards.registry.change(
            Awards.reports, report.id, to: draft, version: nil, writer)
    }

    /// A passed mid-term check or milestone is what its stage of payment waits for.
    private func check(_ report: Record, _ awards: Awards, _ writer: Writer) throws {
        guard report["result"].text == "qualified" else { return }
        let project = try awards.registry.record(
            writer.reader, Awards.projects, report["project"].integer ?? 0)
        switch report["kind"].text {
        case "mid-term":
            try awards.meetCondition("mid-term", of: project, writer)
            // A programme whose payment waits for progress without milestones means this check.
            if let contract = try awards.contract(writer.reader, of: project),
                contract.rows["milestones"]?.isEmpty ?? true
            {
                try awards.meetCondition("progress", of: project, writer)
            }
        case "milestone":
            try awards.meetCondition(
                "progress", milestone: report["milestone"].integer, of: project, writer)
        default: break
        }
    }
}

extension Record {
    /// Takes over from its project whose it is: unit, county, section, whether it is play.
    mutating func belong(to field: String, _ registry: Registry, _ reader: Reader) throws {
        guard let id = self[field].integer,
            let project = try? registry.record(reader, Awards.projects, id)
        else { return }
        for name in ["organisation", "county"] where self[name].isNull {
            fields[name] = project[name].isNull ? nil : project[name]
        }
        if project.flag("rehearsal") { fields["rehearsal"] = .integer(1) }
        if try registry.register(register).field("section_in_charge") != nil,
            self["section_in_charge"].isNull, !project["section_in_charge"].isNull
        {
            fields["section_in_charge"] = project["section_in_charge"]
        }
    }
}

extension Awards {
    /// The fiscal budget as it stands by category: the contract's, or what the last change filed.
    /// - Parameter change: a change that is being filed now and does not count yet.
    public func budget(_ reader: Reader, of project: Record, besides change: Int64? = nil) throws
        -> [String: Money]
    {
        let filed = try records(reader, Self.changes, of: project.id).last {
            $0["kind"].text == "budget" && $0.state == "filed" && $0.id != change
        }
        let rows: [[String: Scalar]]
        if let filed {
            rows = filed.rows["budget"] ?? []
        } else {
            rows = (try contract(reader, of: project)?.rows["budget"] ?? []).filter {
                $0["source"]?.text == "fiscal"
            }
        }
        return rows.reduce(into: [:]) { sums, row in
            let category = row["category"]?.text ?? ""
            sums[category] = Money(
                fen: (sums[category]?.fen ?? 0) + (row["amount"]?.integer ?? 0))
        }
    }

    /// Enters in the money's record that the condition of a stage has been met today.
    func meetCondition(
        _ condition: String, milestone: Int64? = nil, of project: Record, _ writer: Writer
    ) throws {
        guard let funding = try funding(writer.reader, of: project),
            funding.state == "contracted", var rows = funding.rows["stages"]
        else { return }
        let payments = try contract(writer.reader, of: project)?.rows["payments"] ?? []
        var isMet = false
        for index in rows.indices
        where rows[index]["condition"]?.text == condition && rows[index]["met_on"]?.text == nil {
            if let milestone {
                let own = payments.first { $0["stage"] == rows[index]["stage"] }
                guard own?["milestone"]?.integer == milestone else { continue }
            }
            rows[index]["met_on"] = .text(writer.now.businessDate.iso)
            isMet = true
        }
        guard isMet else { return }
        _ = try registry.change(
            Self.fundings, funding.id, to: Draft(rows: ["stages": rows]), version: nil, writer)
    }
}
