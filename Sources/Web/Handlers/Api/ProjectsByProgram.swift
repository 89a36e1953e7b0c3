import Awards
import Catalogue
import Registers
import Store
import Values

/// Projects, for programs: the same use cases as the pages.
extension Desk {
    func sendProjects(_ request: Request) async throws -> Response {
        let (question, number) = projectsAsked(request)
        return .json(
            try await read { reader in
                let lines = try awards.projects(reader, question, today: today, by: viewer)
                return .object([
                    (
                        "projects",
                        .array(
                            lines.prefix(question.limit - 1).map { line in
                                .object(
                                    head(line.project, line.stateTitle) + [
                                        ("overdue_reports", .integer(line.overdueReports)),
                                        ("acceptance_late", .bool(line.isAcceptanceLate)),
                                    ])
                            })
                    ), ("page", .integer(Int64(number))),
                    ("more", .bool(lines.count == question.limit)),
                ])
            })
    }

    func sendProject(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        return .json(try await read { try projectWhole($0, id) })
    }

    func signContractByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        let body = try ApiBody(request, ["digest"])
        try await sign(id, digest: try body.required("digest", most: 64))
        return .json(try await read { try projectWhole($0, id) })
    }

    private func head(_ project: Record, _ state: String) -> [(String, JSON)] {
        [
            ("id", .integer(project.id)), ("version", .integer(project.version)),
            ("project_no", .string(project["project_no"].text ?? "")),
            ("name", .string(project["name"].text ?? "")),
            ("programme", .string(project["programme"].text)),
            ("kind", .string(project["kind"].text)), ("state", .string(project.state)),
            ("state_title", .string(state)),
            ("organisation", .string(project["organisation_name"].text)),
            ("leader", .string(project["leader_name"].text)),
            ("county", .string(project["county"].text)),
            ("approved", .yuan(project["approved"].integer.map { Money(fen: $0) })),
            ("ends_on", .string(project["ends_on"].text)),
            ("acceptance_due_on", .string(project["acceptance_due_on"].text)),
        ]
    }

    func projectWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let hub = try awards.hub(reader, id, today: today, by: viewer)
        let next: JSON =
            hub.next.map { next in
                .object([
                    ("what", .string(next.what)), ("who", .string(next.who)),
                    ("due", .string(next.due?.iso)),
                ])
            } ?? .null
        let money: JSON =
            hub.money.map { money in
                .object([
                    ("planned", .yuan(money.planned)), ("committed", .yuan(money.committed)),
                    ("paid", .yuan(money.paid)), ("arrived", .yuan(money.arrived)),
                    ("spent", .yuan(money.spentInAll)), ("returned", .yuan(money.returned)),
                    ("held", .yuan(money.held)),
                ])
            } ?? .null
        return .object(
            head(hub.project, hub.stateTitle) + [
                ("next", next), ("contract", contractJSON(hub.openContract ?? hub.contract)),
                ("money", money), ("reports", .array(hub.reports.map(Self.reportJSON))),
                ("changes", .array(hub.changes.map(Self.changeJSON))),
                ("conclusion", .string(hub.project["conclusion"].text)),
                ("archive_no", .string(hub.project["archive_no"].text)),
                ("archive_digest", .string(hub.project["archive_digest"].text)),
            ])
    }

    private func contractJSON(_ contract: Record?) -> JSON {
        guard let contract else { return .null }
        let signatures = (contract.rows["signatures"] ?? []).map { row -> JSON in
            .object([
                ("party", .string(row["party"]?.text ?? "")),
                ("unit", .string(row["unit"]?.text ?? "")),
                ("signer", .string(row["signer"]?.text ?? "")),
                ("signed_at", .string(row["signed_at"]?.text ?? "")),
                ("digest", .string(row["digest"]?.text ?? "")),
                ("voided_on", .string(row["voided_on"]?.text)),
            ])
        }
        return .object([
            ("id", .integer(contract.id)),
            ("contract_no", .string(contract["contract_no"].text ?? "")),
            ("state", .string(contract.state)), ("text", .string(contract["text"].text ?? "")),
            ("digest", .string(contract["text_digest"].text ?? "")),
            ("signs_next", .string(awards.nextParty(contract)?.rawValue)),
            ("signatures", .array(signatures)),
        ])
    }

    private static func reportJSON(_ report: Record) -> JSON {
        .object([
            ("id", .integer(report.id)), ("report_no", .string(report["report_no"].text ?? "")),
            ("kind", .string(report["kind"].text ?? "")), ("state", .string(report.state)),
            ("due_on", .string(report["due_on"].text)),
            ("filed_on", .string(report["filed_on"].text)),
            ("late", .bool(report["late"].integer == 1)),
        ])
    }

    private static func changeJSON(_ change: Record) -> JSON {
        .object([
            ("id", .integer(change.id)), ("change_no", .string(change["change_no"].text ?? "")),
            ("kind", .string(change["kind"].text ?? "")),
            ("level", .string(change["level"].text)), ("state", .string(change.state)),
        ])
    }
}
