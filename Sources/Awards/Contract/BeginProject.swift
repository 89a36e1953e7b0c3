import Applications
import Catalogue
import Registers
import Store
import Values

extension Awards {
    /// What belongs to the last signature: money promised by stages, the project running, its
    /// reports listed; a supplement takes the place of the contract before it.
    func beginProject(_ project: Record, _ contract: Record, _ writer: Writer) throws {
        if let replaced = contract["replaces"].integer {
            _ = try registry.move(Self.contracts, replaced, "supersede", version: nil, writer)
            _ = try registry.change(
                Self.projects, project.id, to: Draft(["contract": .integer(contract.id)]),
                version: nil, writer)
            return
        }
        let name = project["name"].text ?? ""
        let today = writer.now.businessDate
        let funding = try funding(writer.reader, of: project)
        if let funding, funding.state == "approved" {
            try promise(contract, funding, today, writer)
        } else if !project.flag("rehearsal") {
            // A rehearsal has no money of its own; everything else has.
            throw AwardsRefusal.noFunding(project: name).refusal
        }
        let ends = contract.day("ends_on") ?? today
        _ = try registry.change(
            Self.projects, project.id,
            to: Draft([
                "contract": .integer(contract.id),
                "funding": funding.map { .integer($0.id) } ?? .null,
                "contracted_on": .text(today.iso), "starts_on": contract["starts_on"],
                "ends_on": contract["ends_on"],
                "acceptance_due_on": .text(
                    try acceptanceDue(project, ends: ends, writer).iso),
            ]), version: nil, writer)
        _ = try registry.move(Self.projects, project.id, "contract", version: nil, writer)
        let running = try registry.move(Self.projects, project.id, "start", version: nil, writer)
        try planReports(running, contract, writer)
        try tellUnit(
            running, "任务书已签订：\(name)，项目开始执行。各期报告和拨款的日期在项目页上。",
            link: "/projects/\(project.id)", writer)
    }

    /// Promises the money of a contract by its stages.
    private func promise(
        _ contract: Record, _ funding: Record, _ today: CalendarDate, _ writer: Writer
    ) throws {
        let stages = (contract.rows["payments"] ?? []).map { row -> [String: Scalar] in
            row.filter { ["stage", "year", "amount", "condition", "due_on"].contains($0.key) }
        }
        var money = Draft(
            [
                "contract_no": contract["contract_no"], "signed_on": .text(today.iso),
                "ends_on": contract["ends_on"],
            ], rows: ["stages": stages])
        if funding["approved_on"].isNull { money.fields["approved_on"] = .text(today.iso) }
        _ = try registry.change(Self.fundings, funding.id, to: money, version: nil, writer)
        _ = try registry.move(Self.fundings, funding.id, "sign", version: nil, writer)
    }

    /// The day until which acceptance is to be applied for.
    func acceptanceDue(_ project: Record, ends: CalendarDate, _ writer: Writer) throws
        -> CalendarDate
    {
        let terms = try terms(writer.reader, of: project, on: writer.now.businessDate)
        let months =
            terms?.acceptanceFiling?.number
            ?? rule("acceptance_filing_months", on: ends)?.number ?? 3
        return ends.adding(months: months)
    }
}
