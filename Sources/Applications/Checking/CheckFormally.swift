import Catalogue
import Journal
public import Registers
public import Store
public import Values

extension Applications {
    /// The register of formal checks.
    public static let formalChecks = "formal-check"

    /// Looks at an application item by item: the first of two people. Nothing is decided before the
    /// second one agrees.
    ///
    /// - Throws: `CheckRefusal`, `GateRefusal.notKeeper`, `RecordRefusal`.
    @discardableResult
    public func checkFormally(_ id: Int64, _ items: [FormalItem], by viewer: Viewer) async throws
        -> Record
    {
        let applications = self
        return try await database.write(checking(viewer, "formal-check.first-checked")) { writer in
            try applications.checkFormally(id, items, by: viewer, writer)
        }
    }

    /// Passes several applications that nothing stands against, each with every item passed.
    /// - Throws: `CheckRefusal` of the first that does not; then none is passed.
    public func checkFormally(allPassing ids: [Int64], by viewer: Viewer) async throws {
        if ids.isEmpty { throw CheckRefusal.nothingChosen }
        let applications = self
        try await database.write(checking(viewer, "formal-check.first-checked")) { writer in
            try applications.checkFormally(allPassing: ids, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func checkFormally(allPassing ids: [Int64], by viewer: Viewer, _ writer: Writer) throws {
        try runGate(ids, writer)
        for id in ids {
            let application = try registry.record(writer.reader, Self.applications, id)
            let items = try checklist(writer.reader, of: application, on: writer.now).allPassed
            try keepFormally(application, items, by: viewer, writer)
        }
    }

    /// The same of one inside a write.
    @discardableResult
    public func checkFormally(
        _ id: Int64, _ items: [FormalItem], by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        // What the gate would find today counts, not what it found on submission.
        try runGate([id], writer)
        let application = try registry.record(writer.reader, Self.applications, id)
        return try keepFormally(application, items, by: viewer, writer)
    }

    /// The checklist of an application.
    public func checklist(_ reader: Reader, of application: Record, on now: Instant) throws
        -> FormalChecklist
    {
        let call = try registry.record(reader, Self.calls, application["call"].integer ?? 0)
        return FormalChecklist(
            try terms(of: call, on: now.businessDate), kind: application["kind"].text ?? "",
            hasTopics: !(call.rows["topics"] ?? []).isEmpty, catalogue)
    }

    /// The formal check of an application; nil before the first look.
    public func formalCheck(_ reader: Reader, of application: Int64) throws -> Record? {
        try reader.first(
            """
            SELECT id FROM formal_check WHERE application = \(application)
            AND state <> \(Lifecycle.withdrawn)
            """)?[0].integer.map { try registry.record(reader, Self.formalChecks, $0) }
    }

    @discardableResult
    private func keepFormally(
        _ application: Record, _ items: [FormalItem], by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        try permitKeeping(viewer, application["call"].integer ?? 0, writer.reader)
        try refuseOwnCheck(viewer, application.id, writer.reader)
        let number = application["application_no"].text ?? "#\(application.id)"
        let known = try formalCheck(writer.reader, of: application.id)
        let isOpen = known.map { ["first-checked", "returned"].contains($0.state) } ?? true
        guard isOpen, ["submitted", "recommended"].contains(application.state) else {
            throw CheckRefusal.notNow(
                number: number, state: stateTitle(application.state), act: "形式审查")
        }
        let list = try checklist(writer.reader, of: application, on: writer.now)
        try list.check(items)
        let asked = items.filter { list.items.contains($0.item) }
        let passes = asked.allSatisfy(\.passes)
        if passes { try refuseUnclear(application, number, list, writer.reader) }
        let reasons = asked.filter { !$0.passes }.map { one in
            "\(list.title(one.item))：\(list.words(one.reason ?? ""))"
                + (one.note.isEmpty ? "" : "（\(one.note)）")
        }
        let draft = Draft(
            [
                "result": .text(passes ? "pass" : "fail"),
                "reasons": passes ? .null : .text(reasons.joined(separator: "\n")),
                "checked_by": .text(viewer.name),
                "checked_on": .text(writer.now.businessDate.iso), "second_by": .null,
                // What was looked at: the applicant may hand in something else afterwards.
                "looked_at": application["receipt_digest"],
                "looked_receipt": application["receipt_no"],
            ],
            rows: ["items": asked.map(Self.row)])
        guard let known else {
            var fresh = draft
            fresh.fields["application"] = .integer(application.id)
            fresh.fields["call"] = application["call"]
            fresh.fields["rehearsal"] = application["rehearsal"]
            fresh.fields["organisation"] = application["organisation"]
            return try registry.create(fresh, in: Self.formalChecks, writer)
        }
        let kept = try registry.change(
            Self.formalChecks, known.id, to: draft, version: nil, writer)
        guard kept.state == "returned" else { return kept }
        return try registry.move(Self.formalChecks, known.id, "check-again", version: nil, writer)
    }

    /// What stands against passing: no recommendation where one is asked, findings that nobody
    /// decided on or that are so.
    private func refuseUnclear(
        _ application: Record, _ number: String, _ list: FormalChecklist, _ reader: Reader
    ) throws {
        if list.items.contains("recommendation"), application.state != "recommended" {
            throw CheckRefusal.notRecommended(number: number)
        }
        let standing = try gateStandings(reader, [application.id])[application.id]
        guard let standing, !standing.mayPass else { return }
        if standing.open > 0 {
            throw CheckRefusal.undecided(number: number, count: standing.open)
        }
        let sentences = try findings(reader, of: application.id)
            .filter { $0.state == "upheld" && $0["verdict"].text == "block" }
            .compactMap { $0["sentence"].text }
        throw CheckRefusal.upheld(number: number, sentences: sentences)
    }

    private static func row(_ one: FormalItem) -> [String: Scalar] {
        var row: [String: Scalar] = [
            "item": .text(one.item), "result": .text(one.passes ? "pass" : "fail"),
        ]
        row["reason"] = one.reason.map(Scalar.text)
        if !one.note.isEmpty { row["note"] = .text(String(one.note.prefix(300))) }
        return row
    }

    func refuseOwnCheck(_ viewer: Viewer, _ application: Int64, _ reader: Reader) throws {
        do {
            try refuseOwn(viewer, application, reader)
        } catch GateRefusal.ownApplication(let name) {
            throw CheckRefusal.ownApplication(name: name)
        }
    }

    func checking(_ viewer: Viewer, _ event: String, _ reason: String = "形式审查") -> Act {
        Act(actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
    }
}
