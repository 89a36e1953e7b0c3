import Applications
import Catalogue
import Journal
import Registers
import Store
import Values

/// Keeps the text of a contract and its signatures together: the text is written from the fields,
/// who signs signs its digest, and a text that changes voids what was signed.
struct FollowContract: RecordConsequence {
    let registers: Set<String> = [Awards.contracts]
    let isLasting = true

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        let register = try registry.register(Awards.contracts)
        if ["drafted", "party-b-signed", "party-c-signed"].contains(record.state),
            record["edition"].integer == 1
        {
            try fillPayments(&record, Awards(registry), writer)
        }
        let text = ContractText(record: record, register: register, catalogue: registry.catalogue)
            .text
        record.fields["text"] = .text(text)
        record.fields["text_digest"] = .text(Digest(of: text).hex)
    }

    /// The stages of payment, as the terms of the call and the milestones give them.
    private func fillPayments(_ record: inout Record, _ awards: Awards, _ writer: Writer) throws {
        guard let id = record["project"].integer, let starts = record.day("starts_on"),
            let ends = record.day("ends_on")
        else { return }
        let project = try awards.registry.record(writer.reader, Awards.projects, id)
        guard let terms = try awards.terms(writer.reader, of: project, on: writer.now.businessDate)
        else { return }
        let kind = terms.kind(project["kind"].text ?? "") ?? terms.kinds.first
        let due = try record.day("due_on") ?? awards.signingDue(project, writer.now.businessDate)
        let arrival = awards.rule("funds_arrival_days", on: due)?.number ?? 30
        let years = (try awards.funding(writer.reader, of: project))?.rows["plan"] ?? []
        let plan = PaymentPlan(
            payments: kind?.payments ?? [],
            milestones: (record.rows["milestones"] ?? []).compactMap(Self.milestone)
                .sorted { $0.rank < $1.rank },
            total: record.money("total"),
            years: years.map {
                (Int($0["year"]?.integer ?? 0), Money(fen: $0["amount"]?.integer ?? 0))
            }.sorted { $0.0 < $1.0 }, signing: due.adding(days: arrival), starts: starts,
            ends: ends)
        record.rows["payments"] = plan.stages.map { stage in
            var row: [String: Scalar] = [
                "stage": .integer(Int64(stage.number)), "title": .text(stage.title),
                "condition": .text(stage.condition), "year": .integer(Int64(stage.year)),
                "amount": .integer(stage.amount.fen), "due_on": .text(stage.dueOn.iso),
            ]
            if let milestone = stage.milestone { row["milestone"] = .integer(Int64(milestone)) }
            return row
        }
    }

    static func milestone(_ row: [String: Scalar]) -> PaymentPlan.Milestone? {
        guard let due = row["due_on"]?.text.flatMap(CalendarDate.init(iso:)) else { return nil }
        return PaymentPlan.Milestone(
            rank: Int(row["rank"]?.integer ?? 0), name: row["name"]?.text ?? "", dueOn: due,
            share: row["share"]?.integer.map(Int.init))
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        guard let before = step.before else { return }
        let after = step.after
        let signed = after.rows["signatures"]?.filter { $0["voided_on"]?.text == nil } ?? []
        if before.state == after.state {
            if before["text_digest"] != after["text_digest"], !signed.isEmpty {
                try void(after, registry, writer)
                if after.state != "drafted" {
                    _ = try registry.move(Awards.contracts, after.id, "void", version: nil, writer)
                }
            }
            return
        }
        switch after.state {
        case "drafted": if !signed.isEmpty { try void(after, registry, writer) }
        case "party-b-signed": try require("b", after)
        case "party-c-signed": try require("c", after)
        case "signed": try require("a", after)
        default: break
        }
    }

    /// Signed is what was signed by the party whose turn it was, over this text.
    private func require(_ party: String, _ record: Record) throws {
        let valid = record.rows["signatures"]?.contains {
            $0["voided_on"]?.text == nil && $0["party"]?.text == party
                && $0["digest"] == record["text_digest"]
        }
        if valid != true { throw AwardsRefusal.signOnPage.refusal }
    }

    private func void(_ record: Record, _ registry: Registry, _ writer: Writer) throws {
        let rows = (record.rows["signatures"] ?? []).map { row -> [String: Scalar] in
            var row = row
            if row["voided_on"]?.text == nil {
                row["voided_on"] = .text(writer.now.businessDate.iso)
            }
            return row
        }
        _ = try registry.change(
            Awards.contracts, record.id, to: Draft(rows: ["signatures": rows]), version: nil,
            writer)
    }
}
