import Awards
import Registers
import Store
import Values

/// What the bureau does with a project on its page, for programs.
extension Desk {
    func draftContractByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let told = Told<Record>(
            status: 201, place: { Link(.apiProject, [String($0)]) },
            json: { reader, _ in try projectWhole(reader, id) })
        return try await once(request, told) { also in
            try await awards.draftContract(id, by: viewer, also: also)
        }
    }

    func cancelProjectByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        let reason = try ApiBody(request, ["reason"]).required("reason")
        _ = try await awards.cancelUnsigned(id, reason: reason, by: viewer)
        return try await projectAnswer(id)
    }

    func eliminateTeamByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        let body = try ApiBody(request, ["milestone", "doc_no", "reason"])
        guard let milestone = try body.integer("milestone").flatMap({ Int(exactly: $0) }) else {
            throw ApiRefusal.problems([.init("/milestone", "必填", "写任务书里里程碑的序")])
        }
        let elimination = Elimination(
            milestone: milestone, docNo: try body.text("doc_no", most: 80) ?? "",
            reason: try body.required("reason"))
        _ = try await awards.eliminateTeam(id, elimination, by: viewer)
        return try await projectAnswer(id)
    }

    /// Draws expenses whose vouchers the unit has to show; the answer is the record of the check.
    func sampleExpensesByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let register = try registry.register(Awards.expenditureChecks)
        return try await once(request, register, status: 201) { also in
            try await awards.sampleExpenses(id, by: viewer, also: also)
        }
    }

    func settleProjectByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        let body = try ApiBody(request, ["doc_no"], isOptional: true)
        _ = try await awards.settleProject(
            id, docNo: try body.text("doc_no", most: 80) ?? "", by: viewer)
        return try await projectAnswer(id)
    }

    func archiveProjectByProgram(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        _ = try ApiBody(request, [], isOptional: true)
        _ = try await awards.archiveProject(id, by: viewer)
        return try await projectAnswer(id)
    }

    private func projectAnswer(_ id: Int64) async throws -> Response {
        .json(try await read { try projectWhole($0, id) })
    }
}
