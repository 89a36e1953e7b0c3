import Applications
import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Awards {
    /// Drafts the contract (任务书) of an awarded project from its application.
    /// - Throws: `RecordRefusal.against`: no terms, one is being signed already.
    public func draftContract(
        _ project: Int64, by viewer: Viewer, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        try permitOffice(viewer)
        return try await database.write(act(viewer, "project-contract.drafted")) { writer in
            let record = try self.project(writer.reader, project, by: viewer)
            let contract = try draftContract(record, writer)
            try also(writer, contract)
            return contract
        }
    }

    /// The same inside a write.
    public func draftContract(_ project: Record, _ writer: Writer) throws -> Record {
        let reader = writer.reader
        let name = project["name"].text ?? ""
        let today = writer.now.businessDate
        guard project.state == "approved" else {
            throw AwardsRefusal.notRunning(state: title(project)).refusal
        }
        if let open = try openContract(reader, of: project.id) {
            throw AwardsRefusal.contractThere(number: open["contract_no"].text ?? "").refusal
        }
        guard let terms = try terms(reader, of: project, on: today) else {
            throw AwardsRefusal.noTerms(project: name).refusal
        }
        // One from before there were applications here: its contract is written by hand.
        let application =
            try project["application"].integer.map {
                try registry.record(reader, Applications.applications, $0)
            } ?? project
        let past = try records(reader, Self.contracts, of: project.id).count
        var draft = Draft(rows: [
            "targets": application.rows["targets"] ?? [],
            "milestones": application.rows["milestones"] ?? [],
            "members": (application.rows["members"] ?? []).map { row in
                row.filter { !["consent", "consented_on"].contains($0.key) }
            },
        ])
        let due = try signingDue(project, today)
        draft.fields = [
            "contract_no": .text("\(project["project_no"].text ?? "")-\(past + 1)"),
            "project": .integer(project.id), "rehearsal": project["rehearsal"],
            "edition": .integer(1), "name": project["name"],
            "organisation": project["organisation"],
            "county": project["county"], "recommender": project["recommender"],
            "party_a": .text(terms.committee ?? bureau),
            "party_b": .text(try unitName(project, reader)),
            "leader": project["leader"], "leader_name": project["leader_name"],
            "starts_on": project["starts_on"].isNull
                ? application["starts_on"] : project["starts_on"],
            "ends_on": project["ends_on"].isNull ? application["ends_on"] : project["ends_on"],
            "total": project["approved"], "co_funding": application["co_funding"],
            "own_funding": application["own_funding"],
            "budget_mode": .text(terms.budgetMode), "content": application["content"],
            "contact": application["contact"], "phone": application["phone"],
            "due_on": .text(due.iso),
        ]
        if draft.fields["starts_on"]?.isNull ?? true {
            draft.fields["starts_on"] = .text(today.iso)
        }
        if draft.fields["ends_on"]?.isNull ?? true {
            let months = terms.kind(project["kind"].text ?? "")?.months?.number ?? 24
            draft.fields["ends_on"] = .text(today.adding(months: months).adding(days: -1).iso)
        }
        draft.fields["party_c"] = try recommenderName(project, terms, reader).map(Scalar.text)
        draft.rows["budget"] = Self.budget(
            application.rows["budget"] ?? [], approved: project.money("approved"))
        let contract = try registry.create(draft, in: Self.contracts, writer)
        try tellUnit(
            project, "任务书已起草：\(name)，请在 \(due.chinese) 以前核对、签署。",
            link: "/projects/\(project.id)/contract", writer)
        return contract
    }

    /// A contract of the project that is not signed yet.
    public func openContract(_ reader: Reader, of project: Int64) throws -> Record? {
        let id = try reader.first(
            """
            SELECT id FROM project_contract WHERE project = \(project)
            AND state IN ('drafted', 'party-b-signed', 'party-c-signed') ORDER BY id DESC
            """)?[0].integer
        return try id.map { try registry.record(reader, Self.contracts, $0) }
    }

    /// The day until which the contract is to be signed.
    func signingDue(_ project: Record, _ today: CalendarDate) throws -> CalendarDate {
        if let due = project.day("contract_due_on") { return due }
        let from = project.day("approved_on") ?? today
        return from.adding(days: rule("contract_signing_days", on: from)?.number ?? 30)
    }

    /// The fiscal budget as it was applied for, brought to what was approved: each line in its
    /// proportion, the sum exact; what others give stays as it was.
    static func budget(_ rows: [[String: Scalar]], approved: Money) -> [[String: Scalar]] {
        let fiscal = rows.filter { $0["source"]?.text == "fiscal" }
        let others = rows.filter { $0["source"]?.text != "fiscal" }
        let asked = fiscal.map { $0["amount"]?.integer ?? 0 }
        let whole = asked.reduce(0, +)
        guard whole > 0, whole != approved.fen, whole <= Int64(Int32.max) * 100 else { return rows }
        let amounts = PaymentPlan.split(approved.fen, by: asked.map { Int($0) })
        return zip(fiscal, amounts).map { row, fen in
            var row = row
            row["amount"] = .integer(fen)
            return row
        } + others
    }

    var bureau: String { "\(catalogue.city.title)科学技术局" }

    func unitName(_ project: Record, _ reader: Reader) throws -> String {
        if let name = project["organisation_name"].text { return name }
        guard let id = project["organisation"].integer else { return "承担单位" }
        return try registry.record(reader, "organisation", id)["name"].text ?? "承担单位"
    }

    private func recommenderName(_ project: Record, _ terms: CallTerms, _ reader: Reader) throws
        -> String?
    {
        if let id = project["recommender"].integer {
            return try registry.record(reader, "organisation", id)["name"].text
        }
        guard terms.has(.recommendation), let county = project["county"].text else { return nil }
        let title = catalogue.list("counties")?.title(of: county) ?? county
        return "\(title)科技主管部门"
    }

    func title(_ record: Record) -> String {
        catalogue.register(record.register).map {
            catalogue.lifecycle(of: $0).title(of: record.state)
        } ?? record.state
    }

    /// Refuses whoever is not of the bureau's own people who may change projects.
    func permitOffice(_ viewer: Viewer, _ roles: Set<String> = ["officer", "section-head"]) throws {
        let register = try registry.register(Self.projects)
        try registry.permit(viewer, .move, on: register)
        guard roles.contains(viewer.role.name) else {
            throw RecordRefusal.moveNeedsRole(
                move: "办理项目", roles: roles.sorted().map { catalogue.roles[$0]?.title ?? $0 },
                role: viewer.role.title)
        }
    }
}
