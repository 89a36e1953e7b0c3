import Catalogue
import Journal
import Registers
import Store
import Values

extension Awards {
    /// What belongs to the end of a project before its time: what is promised and unpaid is given
    /// back, what is paid and unspent is asked back, nothing more is due.
    func breakOff(_ project: Record, _ writer: Writer) throws {
        let today = writer.now.businessDate.iso
        if let funding = try funding(writer.reader, of: project),
            ["approved", "contracted"].contains(funding.state)
        {
            let document =
                project["ended_doc"].text ?? project["approved_doc"].text
                ?? project["project_no"].text ?? ""
            try enter(
                funding,
                [
                    "terminated_on": project["ended_on"].isNull
                        ? .text(today) : project["ended_on"], "terminated_doc": .text(document),
                ], writer)
            _ = try registry.move(Self.fundings, funding.id, "terminate", version: nil, writer)
        }
        if let open = try openContract(writer.reader, of: project.id) {
            _ = try registry.move(Self.contracts, open.id, "cancel", version: nil, writer)
        }
        try lapseReports(project, writer)
        try tellUnit(
            project, "项目“\(project["name"].text ?? "")”已\(title(project))：\(writer.act.reason ?? "")。"
                + "没有用的资金按通知退回。", link: "/projects/\(project.id)", writer)
    }

    /// What a project that is over still owed of reports, it owes no more.
    func lapseReports(_ project: Record, _ writer: Writer) throws {
        for report in try records(writer.reader, Self.reports, of: project.id)
        where ["due", "returned"].contains(report.state) {
            _ = try registry.move(Self.reports, report.id, "lapse", version: nil, writer)
        }
    }

    /// A project that is revoked pays all of it back: what was spent is not recognised, so that it
    /// stands with the unit again and is recovered; an integrity case is proposed.
    func revoke(_ project: Record, _ writer: Writer) throws {
        if let funding = try funding(writer.reader, of: project) {
            let expenses = try writer.reader.all(
                """
                SELECT id FROM project_expense WHERE project = \(funding.id)
                AND state = 'booked' ORDER BY id
                """
            ).compactMap { $0[0].integer }
            for expense in expenses {
                _ = try registry.move(
                    "project-expense", expense, "reverse", version: nil, writer)
            }
        }
        try breakOff(project, writer)
        try proposeCase(project, writer)
    }

    /// Proposes a case of research integrity, where the city keeps them.
    private func proposeCase(_ project: Record, _ writer: Writer) throws {
        guard let register = catalogue.register("integrity-case"), !project.flag("rehearsal") else {
            return
        }
        let reason = writer.act.reason ?? ""
        let number = project["project_no"].text ?? ""
        let known: [String: Scalar] = [
            "case_no": .text("CX-\(number)"), "source": .text("supervision"),
            "received_on": .text(writer.now.businessDate.iso),
            "subject_kind": .text("undertaker"), "organisation": project["organisation"],
            "person": project["leader"], "project": .integer(project.id),
            "complaint": .text("项目 \(number) 已撤销：\(reason)"),
        ]
        let fields = known.filter { register.field($0.key) != nil && !$0.value.isNull }
        // The project is revoked whether or not the case can be drafted from what is known of it.
        do {
            _ = try writer.attempt {
                try registry.create(Draft(fields), in: register.name, writer)
            }
        } catch is RecordRefusal {
            try tellSection(
                project, "项目 \(number) 已撤销，请立科研诚信案件调查。", link: "/projects/\(project.id)", writer)
        }
    }
}
