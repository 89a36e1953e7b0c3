import Applications
import Awards
import Catalogue
import Funds
import Registers
import Store
import Values

/// Awards, for programs.
extension Desk {
    /// What an award would make; nothing is written.
    func previewAwardByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let preview = try await read { try decisions.previewAward($0, id, by: viewer) }
        return .json(
            .object([
                ("notice", .integer(id)), ("fund", .number(preview.fund?.id)),
                ("fund_name", .string(preview.fund?.name)), ("free", .yuan(preview.free)),
                ("sum", .yuan(preview.sum)), ("due_this_year", .yuan(preview.due(in: today.year))),
                ("contract_due_on", .string(preview.contractDueOn?.iso)),
                ("suspended", .texts(preview.suspended)),
                ("projects", .array(preview.lines.map(Self.json))),
            ]))
    }

    private static func json(_ line: AwardLine) -> JSON {
        .object([
            ("application", .integer(line.application)), ("application_no", .string(line.number)),
            ("project_no", .string(line.projectNo)), ("title", .string(line.title)),
            ("organisation", .string(line.organisation)), ("amount", .yuan(line.amount)),
            (
                "plan",
                .array(
                    line.plan.map {
                        .object([("year", .count($0.year)), ("amount", .yuan($0.amount))])
                    })
            ),
        ])
    }

    /// Awards what a notice listed: all of it, or nothing.
    func awardByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let docNo = try ApiBody(request, ["doc_no"]).required("doc_no", most: 80)
        let told = Told<Record>(
            status: 201, place: { Link(.apiAward, [String($0)]) },
            json: { try awardWhole($0, $1.id) })
        return try await once(request, told) { also in
            try await decisions.award(id, docNo: docNo, by: viewer, also: also)
        }
    }

    func sendAward(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .versioned(try await read { try awardWhole($0, id) }).unlessKnown(request)
    }

    /// Drafts the allocation paper for what is paid first.
    func draftFirstPaperByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        _ = try ApiBody(request, [], isOptional: true)
        let told = Told<Record>(
            status: 201, place: { Link(.apiFundPaper, [String($0)]) },
            json: { try fundPaperWhole($0, $1.id) })
        return try await once(request, told) { also in
            try await decisions.draftFirstPaper(id, by: viewer, also: also)
        }
    }

    private func awardWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let batch = try decisions.record(reader, Decisions.batches, id, by: viewer)
        let projects = try decisions.projects(reader, of: id).map { one -> JSON in
            .object(
                [
                    ("id", .integer(one.id)), ("approved", .fen(one["approved"])),
                    ("organisation", .string(one["organisation_name"].text)),
                    ("leader", .string(one["leader_name"].text)),
                ] + one.told("project_no", "name", "contract_due_on") + stateTold(of: one))
        }
        return .object(
            [
                ("id", .integer(id)), ("version", .integer(batch.version)),
                ("call", .number(batch["call"].integer)),
                ("notice", .number(batch["notice"].integer)),
                ("fund", .number(batch["earmark"].integer)),
                ("year", .number(batch["year"].integer)), ("amount", .fen(batch["amount"])),
                ("first", .fen(batch["first"])), ("paper", .number(batch["paper"].integer)),
                ("rehearsal", .bool(batch["rehearsal"].integer == 1)),
            ] + batch.told("doc_no", "title", "committee", "issued_on", "contract_due_on") + [
                ("projects", .array(projects))
            ])
    }
}
