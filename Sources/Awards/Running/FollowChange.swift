import Catalogue
import Registers
import Store
import Values

/// What belongs to the steps of a change: which level it is, what stands against it, and what it
/// changes once it is approved or filed.
struct FollowChange: RecordConsequence {
    let registers: Set<String> = [Awards.changes]
    let isLasting = true

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belong(to: "project", registry, writer.reader)
        try record.number("change_no", "B", registry, writer.reader)
        if let kind = record["kind"].text {
            record.fields["level"] = .text(ChangeRules.major.contains(kind) ? "major" : "minor")
        }
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        guard step.before != nil, step.before?.state != step.after.state else { return }
        let awards = Awards(registry)
        let change = step.after
        let today = writer.now.businessDate.iso
        let kind =
            registry.catalogue.list("project-change-kinds")?.title(of: change["kind"].text ?? "")
            ?? ""
        switch change.state {
        case "filed":
            guard change["level"].text == "minor" else {
                throw AwardsRefusal.majorChange(kind: kind).refusal
            }
            try awards.requireSound(change, writer)
            try awards.enter(
                change, ["submitted_on": .text(today), "decided_on": .text(today)], writer)
            try awards.apply(change, writer)
        case "submitted":
            guard change["level"].text == "major" else {
                throw AwardsRefusal.minorChange(kind: kind).refusal
            }
            try awards.requireSound(change, writer)
            // What was asked for in time and given back keeps its day.
            let since = change["submitted_on"].text ?? today
            try awards.enter(change, ["submitted_on": .text(since)], writer)
        case "returned" where change["kind"].text != "period":
            try awards.enter(change, ["submitted_on": .null], writer)
        case "recommended":
            try awards.enter(change, ["recommended_on": .text(today)], writer)
        case "approved":
            try awards.requireSound(change, writer)
            try awards.apply(change, writer)
        default: break
        }
    }
}

extension Awards {
    func enter(_ record: Record, _ fields: [String: Scalar], _ writer: Writer) throws {
        _ = try registry.change(
            record.register, record.id, to: Draft(fields), version: nil, writer)
    }

    /// Refuses a change that a rule stands against.
    func requireSound(_ change: Record, _ writer: Writer) throws {
        let reader = writer.reader
        let today = writer.now.businessDate
        let project = try registry.record(
            reader, Self.projects, change["project"].integer ?? 0)
        let funding = try funding(reader, of: project)
        let contract = try contract(reader, of: project)
        var leads = 0
        var barred: String?
        if let leader = change["new_leader"].integer {
            leads = Int(
                try reader.integer(
                    """
                    SELECT count(*) FROM project WHERE leader = \(leader)
                    AND coalesce(rehearsal, 0) = 0 AND state IN
                    ('approved', 'contracted', 'running', 'suspended', 'accepting', 'failed')
                    """))
            let person = try registry.record(reader, "person", leader)
            if let until = person["dishonest_until"].text { barred = until }
        }
        let rules = ChangeRules(
            change: change, project: project,
            budget: try budget(reader, of: project, besides: change.id),
            budgetMode: contract?["budget_mode"].text ?? "itemised",
            paid: try funding.map { try money(reader, of: $0).paid } ?? .zero, leads: leads,
            leaderLimit: rule("leader_running_limit", on: today), barredUntil: barred,
            extensionLimit: rule("extension_limit_months", on: today), today: today)
        if let refusal = rules.broken {
            if case .notRunning = refusal {
                throw AwardsRefusal.notRunning(state: title(project)).refusal
            }
            throw refusal.refusal
        }
    }
}

extension Record {
    /// The number of a record below a project: `2026ZRJJ001-B2`.
    mutating func number(
        _ field: String, _ letter: String, _ registry: Registry, _ reader: Reader
    ) throws {
        guard self[field].text == "待编", let id = self["project"].integer,
            let project = try? registry.record(reader, Awards.projects, id)
        else { return }
        let table = try registry.register(register).table
        let count = try reader.integer(
            "SELECT count(*) FROM \(table: table) WHERE project = \(id)")
        fields[field] = .text("\(project["project_no"].text ?? "")-\(letter)\(count + 1)")
    }
}
