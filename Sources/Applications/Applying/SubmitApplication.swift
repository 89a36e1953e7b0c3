import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Submits what is signed off: by the server's clock, to the second, with a receipt.
    ///
    /// - Throws: `ApplicationRefusal.late` one millisecond after the call has closed,
    ///   `.incomplete`, `.notNow`.
    public func submitApplication(
        _ id: Int64, version: Int64?, by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let applications = self
        return try await database.write(act(viewer, "application.submitted")) { writer in
            let submitted = try applications.submitApplication(
                id, version: version, by: viewer, writer)
            try also(writer, submitted)
            return submitted
        }
    }

    /// The same inside a write.
    public func submitApplication(
        _ id: Int64, version: Int64?, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let application = try ownApplication(writer.reader, id, by: viewer)
        guard application.state == "signed-off" else {
            throw ApplicationRefusal.notNow(
                state: state(application), act: "提交", advice: "先由单位管理员审签，再提交")
        }
        let offer = try offer(writer.reader, of: application)
        try refuseClosed(offer, application, writer)
        try refuseIncomplete(application, offer, writer.reader)
        let frozen = try frozen(application, offer, writer)
        _ = try registry.change(
            Self.applications, id, to: Draft(frozen), version: version, writer)
        let submitted = try registry.move(
            Self.applications, id, "submit", version: nil, by: viewer, writer)
        try afterSubmission(submitted, offer, writer)
        return submitted
    }

    /// Makes, signs off and submits an application at once: for a program with the token of an
    /// organisation's administrator.
    ///
    /// - Parameters:
    ///   - secrecy: a code of `secrecy-results`.
    ///   - commits: whether the administrator signs the commitment letter with it.
    public func submit(
        _ answers: [String: Answer], call: Int64, secrecy: String?, commits: Bool,
        by viewer: Viewer, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        try Self.refuseClassified(secrecy)
        try Self.refuseMarks(answers)
        let applications = self
        return try await database.write(act(viewer, "application.submitted")) { writer in
            let submitted = try applications.submit(
                answers, call: call, secrecy: secrecy, commits: commits, by: viewer, writer)
            try also(writer, submitted)
            return submitted
        }
    }

    /// The same inside a write. It is one record with one image; what it reads is the call's
    /// version, applicant, leader and number.
    public func submit(
        _ answers: [String: Answer], call: Int64, secrecy: String?, commits: Bool,
        isRehearsal: Bool = false, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        try Self.refuseClassified(secrecy)
        let organisation = try permitApplying(viewer)
        guard viewer.role.name == Self.administrator else {
            throw ApplicationRefusal.notAdministrator(act: "提交")
        }
        let offer = try offer(writer.reader, call)
        try refuseUnpublished(offer, viewer)
        try refuseClosed(offer, nil, writer)
        var draft = try read(answers, of: nil, offer, by: viewer, writer.reader)
        let today = Scalar.text(writer.now.businessDate.iso)
        let name = Scalar.text(viewer.name)
        draft.fields.merge([
            "call": .integer(call), "organisation": .integer(organisation),
            "form_version": .integer(Int64(offer.terms.formVersion)),
            "secrecy": secrecy.map(Scalar.text) ?? .null, "secrecy_by": name, "secrecy_on": today,
            "signed_off_by": name, "signed_off_on": today,
        ]) { $1 }
        if isRehearsal { draft.fields["rehearsal"] = .integer(1) }
        // As it will stand, without an id yet.
        var application = Record(
            register: Self.applications, id: 0, version: 0, state: "signed-off",
            stateSince: writer.now.businessDate.iso, madeAt: writer.now, changedAt: writer.now,
            catalogue: 0, fields: draft.fields.filter { !$0.value.isNull }, rows: draft.rows,
            pastStates: [])
        if commits {
            let signed = try commitment(application, viewer.name, writer)
            draft.fields.merge(signed) { $1 }
            application.fields.merge(signed) { $1 }
        }
        // A play has no files; all but this is held against the rules.
        let inHand = isRehearsal ? Set(offer.terms.files + ["member-consent"]) : []
        try refuseIncomplete(application, offer, writer.reader, inHand: inHand)
        draft.fields.merge(try frozen(application, offer, writer)) { $1 }
        draft.state = "submitted"
        let submitted = try registry.create(
            draft, in: Self.applications, isKnownToBeNew: true, writer)
        try afterSubmission(submitted, offer, writer)
        return submitted
    }

    /// Refuses before the call opens and after it has closed.
    func refuseClosed(_ offer: CallOffer, _ application: Record?, _ writer: Writer) throws {
        let title = offer.call["title"].text ?? ""
        guard let time = offer.time else { throw ApplicationRefusal.notPublished(call: title) }
        guard writer.now >= time.opens else {
            throw ApplicationRefusal.notYet(
                call: title, opensAt: CallTime.text(time.opens), now: CallTime.exact(writer.now))
        }
        if let application {
            try refuseLate(offer, application, writer)
        } else if writer.now > time.closes {
            throw late(offer, nil, writer.now)
        }
        guard offer.call.state == "live" || application.map(Self.wasReturned) ?? false else {
            throw ApplicationRefusal.notPublished(call: title)
        }
    }

    /// What the platform writes with the submission: number, receipt, and the names and size of
    /// the day.
    private func frozen(_ application: Record, _ offer: CallOffer, _ writer: Writer) throws
        -> [String: Scalar]
    {
        let text = ApplicationText(try registry.register(Self.applications), catalogue)
        let number =
            try application["application_no"].text ?? number(of: offer, writer.reader)
        let times = application["receipt_no"].text.flatMap {
            Int($0.split(separator: "-").last ?? "")
        }
        var cells: [String: Scalar] = [
            "application_no": .text(number),
            "title_key": .text(TitleKey.of(application["title"].text ?? "")),
            "submitted_at": .text(CallTime.text(writer.now)),
            "receipt_no": .text("\(number)-\((times ?? 0) + 1)"),
            "receipt_digest": .text(text.digest(application)),
        ]
        let applicant = try writer.reader.first(
            "SELECT name, kind, size, county FROM organisation WHERE id = \(application["organisation"])"
        )
        cells["organisation_name"] = applicant?[0] ?? .null
        cells["organisation_size"] = .text(
            Self.size(kind: applicant?[1].text, size: applicant?[2].text))
        if application["county"].isNull { cells["county"] = applicant?[3] ?? .null }
        if let leader = application["leader"].integer {
            cells["leader_name"] =
                try writer.reader.first("SELECT name FROM person WHERE id = \(leader)")?[0] ?? .null
        }
        return cells.filter { !$0.value.isNull }
    }

    /// How an applicant is counted in the success rate by size.
    static func size(kind: String?, size: String?) -> String {
        switch kind {
        case "university", "research-institute": "university"
        case "enterprise": size ?? "unknown"
        case nil: "unknown"
        default: "other"
        }
    }
}
