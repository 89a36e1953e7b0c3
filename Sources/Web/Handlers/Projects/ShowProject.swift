import Awards
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Where a project stands, and what may be done next.
    func showProject(_ request: Request) async throws -> Response {
        .page(try await projectPage(try projectID(request), request, problem: nil))
    }

    func projectPage(_ id: Int64, _ request: Request, problem: String?) async throws -> HTML {
        try await read { reader in
            let hub = try awards.hub(reader, id, today: today, by: viewer)
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            return ProjectPage(
                frame: try projectsFrame(reader, hub.project["name"].text ?? ""), hub: hub,
                told: "\(projectNotice(request))\(told)", desk: self
            ).html
        }
    }

    /// Begins a record of a project and leads to its form: a change, a result, an acceptance.
    func beginForProject(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        let form = PostedForm(values: request.form)
        _ = try await read { try awards.project($0, id, by: viewer) }
        var answers: [String: Answer] = ["project": .text("#\(id)")]
        let register: String
        switch form.text("what") {
        case "change":
            register = Awards.changes
            answers["kind"] = .text(form.text("kind"))
            answers["reason"] = .text(form.text("reason"))
        case "acceptance": register = Awards.acceptances
        default: throw WebError.noPage(request.path)
        }
        do {
            let record = try await registry.createRecord(register, answers, by: viewer)
            return .see(Link(.editRecord, [register, String(record.id)]))
        } catch RecordRefusal.fields(let problems) {
            let words = problems.map(\.sentence).joined(separator: " ")
            return .page(try await projectPage(id, request, problem: words), status: 422)
        }
    }

    func cancelProject(_ request: Request) async throws -> Response {
        let reason = PostedForm(values: request.form).text("reason")
        return try await onProject(request, done: "cancelled") {
            _ = try await awards.cancelUnsigned($0, reason: reason, by: viewer)
        }
    }

    func eliminateTeam(_ request: Request) async throws -> Response {
        let form = PostedForm(values: request.form)
        let elimination = Elimination(
            milestone: Int(form.text("milestone")) ?? 0, docNo: form.text("doc_no"),
            reason: form.text("reason"))
        return try await onProject(request, done: "eliminated") {
            _ = try await awards.eliminateTeam($0, elimination, by: viewer)
        }
    }

    func sampleExpenses(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        do {
            let check = try await awards.sampleExpenses(id, by: viewer)
            return .see(Link.record(Awards.expenditureChecks, check.id).with("done", "created"))
        } catch let refusal as RecordRefusal {
            if case .notFound = refusal { throw refusal }
            let page = try await projectPage(id, request, problem: refusal.description)
            return .page(page, status: 422)
        }
    }

    func waiveReexamination(_ request: Request) async throws -> Response {
        let statement = PostedForm(values: request.form).text("statement")
        return try await onProject(request, done: "waived") {
            _ = try await awards.waiveReexamination($0, statement: statement, by: viewer)
        }
    }

    func settleProject(_ request: Request) async throws -> Response {
        let document = PostedForm(values: request.form).text("doc_no")
        return try await onProject(request, done: "settled") {
            _ = try await awards.settleProject($0, docNo: document, by: viewer)
        }
    }

    func archiveProject(_ request: Request) async throws -> Response {
        try await onProject(request, done: "archived") {
            _ = try await awards.archiveProject($0, by: viewer)
        }
    }
}
