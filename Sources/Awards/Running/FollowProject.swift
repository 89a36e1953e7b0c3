import Applications
import Catalogue
import Registers
import Store
import Values

/// What stands behind the steps of a project: a contract behind its beginning, a verdict behind its
/// end, the money given back where it is broken off.
struct FollowProject: RecordConsequence {
    let registers: Set<String> = [Awards.projects]
    let isLasting = true

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        if record.state == "approved", record["contract_due_on"].isNull,
            let approved = record.day("approved_on")
        {
            let days = Awards(registry).rule("contract_signing_days", on: approved)?.number
            record.fields["contract_due_on"] = .text(approved.adding(days: days ?? 30).iso)
        }
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let awards = Awards(registry)
        let project = step.after
        guard let before = step.before else {
            try begin(project, awards, writer)
            return
        }
        guard before.state != project.state else { return }
        switch project.state {
        case "contracted":
            guard let contract = try awards.contract(writer.reader, of: project),
                ["signed", "superseded"].contains(contract.state)
            else {
                throw AwardsRefusal.notContracted(project: project["name"].text ?? "").refusal
            }
        case "accepting": try requireAcceptance(project, ["reviewing"], writer)
        case "accepted", "concluded":
            try requireAcceptance(project, ["concluded"], writer)
            try awards.lapseReports(project, writer)
        // By its conclusion, or because its second acceptance was given back.
        case "failed": try requireAcceptance(project, ["concluded", "returned"], writer)
        case "cancelled": try awards.breakOff(project, writer)
        case "terminated": try awards.breakOff(project, writer)
        case "revoked": try awards.revoke(project, writer)
        default: break
        }
    }

    /// A project that comes of an application has its contract drafted at once.
    private func begin(_ project: Record, _ awards: Awards, _ writer: Writer) throws {
        guard project.state == "approved", !project["application"].isNull,
            let terms = try awards.terms(
                writer.reader, of: project, on: writer.now.businessDate), terms.has(.contract)
        else { return }
        _ = try awards.draftContract(project, writer)
    }

    /// While one is being examined the project waits for it; drafts and applications beside it
    /// stand in nobody's way.
    private func requireAcceptance(_ project: Record, _ states: Set<String>, _ writer: Writer)
        throws
    {
        let all = try writer.reader.all(
            "SELECT state FROM acceptance WHERE project = \(project.id)"
        ).compactMap { $0[0].text }
        let isExamined = all.contains("reviewing")
        guard isExamined == states.contains("reviewing"), all.contains(where: states.contains)
        else {
            throw AwardsRefusal.acceptance(
                rule: "验收按记录办", what: "没有对应的验收记录，或验收还没有走到这一步", advice: "在“项目验收”里办理，项目随之改变"
            ).refusal
        }
    }
}
