import Catalogue
import Journal
public import Registers
public import Store
import Values
import Work

extension Applications {
    /// The second person agrees with the first: the application passes, or is refused and told why.
    ///
    /// - Parameter ids: applications.
    /// - Throws: `CheckRefusal.samePerson`, `.changedSince`, `.undecided`, `.notNow`;
    ///   then nothing is decided.
    public func confirmFormalChecks(_ ids: [Int64], note: String = "", by viewer: Viewer)
        async throws
    {
        if ids.isEmpty { throw CheckRefusal.nothingChosen }
        let applications = self
        let act = checking(viewer, "formal-check.concluded", note.isEmpty ? "形式审查复核" : note)
        try await database.write(act) { writer in
            for id in ids {
                try applications.confirmFormalCheck(id, note: note, by: viewer, writer)
            }
        }
    }

    /// The same of one inside a write whose act has a reason.
    /// - Returns: the application.
    @discardableResult
    public func confirmFormalCheck(
        _ id: Int64, note: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let (application, check) = try waiting(id, "复核", viewer, writer.reader)
        try refuseOtherContent(application, check)
        let passes = check["result"].text == "pass"
        if passes {
            let standing = try gateStandings(writer.reader, [id])[id] ?? GateStanding()
            if !standing.mayPass {
                throw CheckRefusal.undecided(
                    number: application["application_no"].text ?? "",
                    count: standing.open + standing.upheld)
            }
        }
        let today = writer.now.businessDate
        var draft = Draft([
            "second_by": .text(viewer.name), "concluded_on": .text(today.iso),
            "second_note": note.isEmpty ? .null : .text(String(note.prefix(500))),
        ])
        let due = try appealDue(from: today)
        if !passes { draft.fields["appeal_due_on"] = .text(due.iso) }
        _ = try registry.change(Self.formalChecks, check.id, to: draft, version: nil, writer)
        _ = try registry.move(
            Self.formalChecks, check.id, passes ? "pass" : "reject", version: nil, writer)
        _ = try registry.change(
            Self.applications, id, to: Draft(["formal_on": .text(today.iso)]), version: nil,
            writer)
        let moved = try registry.move(
            Self.applications, id, passes ? "pass-formal" : "reject-formal", version: nil, writer)
        let title = application["title"].text ?? ""
        try tellApplicants(
            moved, "formal-check",
            passes
                ? "“\(title)”通过了形式审查"
                : "“\(title)”没有通过形式审查：\((check["reasons"].text ?? "").replacing("\n", with: "；").prefix(200))。"
                    + "不同意的可以在 \(due.iso) 前申诉",
            writer)
        return moved
    }

    /// The second person does not agree: the first one looks again.
    /// - Throws: `CheckRefusal`.
    public func returnFormalCheck(_ id: Int64, reason: String, by viewer: Viewer) async throws {
        if reason.isEmpty { throw CheckRefusal.noReason(act: "退回初审") }
        let applications = self
        try await database.write(checking(viewer, "formal-check.returned", reason)) { writer in
            let (_, check) = try applications.waiting(id, "退回初审", viewer, writer.reader)
            let draft = Draft([
                "second_by": .text(viewer.name), "second_note": .text(String(reason.prefix(500))),
            ])
            _ = try applications.registry.change(
                Self.formalChecks, check.id, to: draft, version: nil, writer)
            _ = try applications.registry.move(
                Self.formalChecks, check.id, "return", version: nil, writer)
        }
    }

    private func waiting(_ id: Int64, _ act: String, _ viewer: Viewer, _ reader: Reader) throws
        -> (Record, Record)
    {
        let application = try registry.record(reader, Self.applications, id)
        try permitKeeping(viewer, application["call"].integer ?? 0, reader)
        try refuseOwnCheck(viewer, id, reader)
        let number = application["application_no"].text ?? "#\(id)"
        guard let check = try formalCheck(reader, of: id), check.state == "first-checked",
            ["submitted", "recommended"].contains(application.state)
        else {
            throw CheckRefusal.notNow(
                number: number, state: stateTitle(application.state), act: act)
        }
        if check["checked_by"].text == viewer.name {
            throw CheckRefusal.samePerson(first: viewer.name)
        }
        return (application, check)
    }

    /// Nobody agrees to a look at something else: what was handed in anew is looked at anew.
    private func refuseOtherContent(_ application: Record, _ check: Record) throws {
        guard Self.looksAtOther(application, check) else { return }
        throw CheckRefusal.changedSince(
            number: application["application_no"].text ?? "",
            looked: check["looked_receipt"].text, now: application["receipt_no"].text,
            isTextSame: check["looked_at"] == application["receipt_digest"])
    }

    /// Whether the first look was at something else than what is handed in now: the applicant took
    /// it back, or was given it back, and submitted it again.
    public static func looksAtOther(_ application: Record, _ check: Record) -> Bool {
        check["looked_at"] != application["receipt_digest"]
            || check["looked_receipt"] != application["receipt_no"]
    }

    /// The last day on which an appeal is taken.
    func appealDue(from day: CalendarDate) throws -> CalendarDate {
        WorkingDays(catalogue.calendar).adding(try days("appeal_days", on: day), to: day)
    }

    /// The value of a dated rule in days.
    func days(_ rule: String, on day: CalendarDate) throws -> Int {
        guard let value = catalogue.rules[rule]?.value(on: day).flatMap({ Int($0.value) }) else {
            throw RecordRefusal.against(
                rule: rule, what: "没有规则 \(rule)", advice: "请管理员在 catalogue/rules 里补上")
        }
        return value
    }
}
