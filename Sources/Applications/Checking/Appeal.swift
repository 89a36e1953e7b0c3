import Accounts
import Catalogue
import Journal
public import Registers
public import Store
import Values
import Work

extension Applications {
    /// The register of appeals.
    public static let appeals = "appeal"

    /// Appeals against a formal check, within its term and once.
    ///
    /// - Parameter id: the application.
    /// - Throws: `CheckRefusal`.
    @discardableResult
    public func appeal(
        _ id: Int64, ground: String, by viewer: Viewer, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let applications = self
        return try await database.write(checking(viewer, "appeal.filed", "申诉")) { writer in
            let filed = try applications.appeal(id, ground: ground, by: viewer, writer)
            try also(writer, filed)
            return filed
        }
    }

    /// The same inside a write.
    @discardableResult
    public func appeal(_ id: Int64, ground: String, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        let application = try registry.record(writer.reader, Self.applications, id)
        guard viewer.role.reach == .organisation, let organisation = viewer.organisation,
            application["organisation"] == .integer(organisation),
            let check = try formalCheck(writer.reader, of: id)
        else { throw CheckRefusal.notApplicant }
        if let known = try appeal(writer.reader, of: check.id) {
            throw CheckRefusal.appealedAlready(on: known["filed_at"].text ?? "")
        }
        guard check.state == "rejected", application.state == "formal-rejected" else {
            let cycle = catalogue.lifecycle(of: try registry.register(Self.formalChecks))
            throw CheckRefusal.notRejected(state: cycle.title(of: check.state))
        }
        let today = writer.now.businessDate
        let due = check["appeal_due_on"].text ?? ""
        if today.iso > due { throw CheckRefusal.appealLate(due: due, today: today.iso) }
        if ground.isEmpty { throw CheckRefusal.noReason(act: "申诉") }
        let answer = WorkingDays(catalogue.calendar)
            .adding(try days("appeal_decision_days", on: today), to: today)
        let draft = Draft([
            "formal_check": .integer(check.id), "application": .integer(id),
            "call": application["call"], "rehearsal": application["rehearsal"],
            "organisation": .integer(organisation), "ground": .text(ground),
            "filed_at": .text(writer.now.businessTime), "filed_by": .text(viewer.name),
            "due_on": .text(answer.iso),
        ])
        let filed = try registry.create(draft, in: Self.appeals, writer)
        try tellKeepers(
            application["call"].integer ?? 0, "appeal-filed",
            "“\(application["title"].text ?? "")”提出形式审查申诉，\(answer.iso) 前答复",
            link: "/checks/applications/\(id)", writer)
        return filed
    }

    /// Answers an appeal: a section head who had no part in the check, with a reason.
    ///
    /// - Parameter upholds: whether the application passes after all.
    /// - Throws: `CheckRefusal`.
    @discardableResult
    public func decideAppeal(
        _ id: Int64, upholds: Bool, reason: String, by viewer: Viewer
    ) async throws -> Record {
        if reason.isEmpty { throw CheckRefusal.noReason(act: "答复申诉") }
        let applications = self
        return try await database.write(checking(viewer, "appeal.decided", reason)) { writer in
            try applications.decideAppeal(
                id, upholds: upholds, reason: reason, by: viewer, writer)
        }
    }

    /// The same inside a write whose act says the reason.
    @discardableResult
    public func decideAppeal(
        _ id: Int64, upholds: Bool, reason: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let filed = try registry.record(writer.reader, Self.appeals, id)
        let application = filed["application"].integer ?? 0
        try permitKeeping(viewer, filed["call"].integer ?? 0, writer.reader)
        guard viewer.role.name == "section-head" else { throw CheckRefusal.notHead }
        try refuseOwnCheck(viewer, application, writer.reader)
        let check = try registry.record(
            writer.reader, Self.formalChecks, filed["formal_check"].integer ?? 0)
        if [check["checked_by"].text, check["second_by"].text].contains(viewer.name) {
            throw CheckRefusal.handledBefore(name: viewer.name)
        }
        let before = try registry.record(writer.reader, Self.applications, application)
        let number = before["application_no"].text ?? ""
        guard filed.state == "filed" else {
            throw CheckRefusal.notNow(
                number: number, state: stateTitle(before.state), act: "再答复申诉")
        }
        let draft = Draft([
            "decision_reason": .text(String(reason.prefix(1_000))),
            "decided_by": .text(viewer.name), "decided_on": .text(writer.now.businessDate.iso),
        ])
        _ = try registry.change(Self.appeals, id, to: draft, version: nil, writer)
        let decided = try registry.move(
            Self.appeals, id, upholds ? "uphold" : "dismiss", version: nil, writer)
        if upholds {
            _ = try registry.move(Self.formalChecks, check.id, "overturn", version: nil, writer)
            _ = try registry.move(
                Self.applications, application, "uphold-appeal", version: nil, writer)
        }
        try tellApplicants(
            before, "appeal-decided",
            "“\(before["title"].text ?? "")”的申诉\(upholds ? "成立，形式审查通过" : "不成立")：\(reason.prefix(160))",
            writer)
        return decided
    }

    /// The appeal against a formal check.
    public func appeal(_ reader: Reader, of check: Int64) throws -> Record? {
        try reader.first(
            """
            SELECT id FROM appeal WHERE formal_check = \(check) AND state <> \(Lifecycle.withdrawn)
            """)?[0].integer.map { try registry.record(reader, Self.appeals, $0) }
    }

    /// Tells the section that keeps a call.
    func tellKeepers(
        _ call: Int64, _ kind: String, _ text: String, link: String, _ writer: Writer
    ) throws {
        let section = try keeper(of: try registry.record(writer.reader, Self.calls, call))
        let accounts = try writer.reader.all(
            """
            SELECT id FROM account WHERE role IN ('officer', 'section-head')
            AND section = \(section) AND state = 'active' ORDER BY id
            """
        ).compactMap { $0[0].integer }
        try writer.tell(accounts, kind, text, link: link)
    }
}
