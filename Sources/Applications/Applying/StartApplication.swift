import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Begins an application: after the answer on secrecy, and only where every requirement of the
    /// programme is met, so that nobody writes for nothing.
    ///
    /// - Parameters:
    ///   - secrecy: a code of `secrecy-results`; what is classified ends here, and nothing of it is
    ///     kept.
    ///   - answers: texts by the form's fields.
    /// - Throws: `ApplicationRefusal`, `RecordRefusal`.
    public func startApplication(
        _ call: Int64, secrecy: String?, _ answers: [String: Answer], by viewer: Viewer
    ) async throws -> Record {
        // What is classified never reaches a write, nor the journal.
        try Self.refuseClassified(secrecy)
        try Self.refuseMarks(answers)
        let applications = self
        return try await database.write(act(viewer, "application.started")) { writer in
            try applications.startApplication(
                call, secrecy: secrecy, answers, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func startApplication(
        _ id: Int64, secrecy: String?, _ answers: [String: Answer], by viewer: Viewer,
        _ writer: Writer
    ) throws -> Record {
        try Self.refuseClassified(secrecy)
        try Self.refuseMarks(answers)
        let organisation = try permitApplying(viewer)
        let offer = try offer(writer.reader, id)
        try refuseUnpublished(offer, viewer)
        if let time = offer.time, writer.now > time.closes { throw late(offer, nil, writer.now) }
        var draft = try read(answers, of: nil, offer, by: viewer, writer.reader)
        draft.fields["call"] = .integer(id)
        draft.fields["organisation"] = .integer(organisation)
        draft.fields["form_version"] = .integer(Int64(offer.terms.formVersion))
        draft.fields["secrecy"] = secrecy.map(Scalar.text) ?? .null
        draft.fields["secrecy_by"] = .text(viewer.name)
        draft.fields["secrecy_on"] = .text(writer.now.businessDate.iso)
        if draft.fields["kind"] == nil, offer.kinds.count == 1 {
            draft.fields["kind"] = .text(offer.kinds[0].name)
        }
        let findings = try checkEligibility(
            writer.reader, offer, kind: draft.fields["kind"]?.text, organisation: organisation,
            leader: draft.fields["leader"]?.integer)
        let unmet = findings.filter { $0.result != .met }
        if !unmet.isEmpty { throw ApplicationRefusal.notEligible(unmet) }
        let home = try registry.record(writer.reader, "organisation", organisation)
        if draft.fields["county"]?.isNull ?? true { draft.fields["county"] = home["county"] }
        if draft.rows["targets"]?.isEmpty ?? true {
            draft.rows["targets"] = Self.begunTargets(offer.terms)
        }
        let begun = try registry.create(draft, in: Self.applications, writer)
        try askCommitment(begun, before: nil, offer, writer)
        return begun
    }

    /// The targets that the programme sets in; those it insists on with the least that it takes.
    static func begunTargets(_ terms: CallTerms) -> [[String: Scalar]] {
        terms.indicators.map { indicator in
            var row: [String: Scalar] = [
                "indicator": .text(indicator.name), "kind": .text(indicator.kind),
                "name": .text(indicator.title), "comparison": .text("at-least"),
                "unit": .text(indicator.unit),
            ]
            if let least = indicator.least { row["value"] = .integer(Int64(least) * 10_000) }
            return row
        }
    }

    static func refuseClassified(_ secrecy: String?) throws {
        if secrecy == "classified" { throw ApplicationRefusal.classified }
        guard ["open", "internal"].contains(secrecy ?? "") else {
            throw ApplicationRefusal.secrecyNotAnswered
        }
    }

    /// Refuses what bears the mark of a state secret, wherever it stands.
    public static func refuseMarks(_ answers: [String: Answer]) throws {
        for answer in answers.values {
            switch answer {
            case .text(let text): try refuseMark(text)
            case .rows(let rows): for row in rows { try row.values.forEach(refuseMark) }
            }
        }
    }

    private static func refuseMark(_ text: String) throws {
        if let mark = SecrecyMark.find(in: text) { throw ApplicationRefusal.marked(mark) }
    }

    /// The organisation that the viewer applies for.
    func permitApplying(_ viewer: Viewer) throws -> Int64 {
        try registry.permit(viewer, .create, on: try registry.register(Self.applications))
        guard viewer.role.reach == .organisation else {
            throw ApplicationRefusal.notApplicant
        }
        guard let organisation = viewer.organisation else {
            throw ApplicationRefusal.noOrganisation
        }
        return organisation
    }

    /// Whether a call's page is there for whoever is not of the bureau.
    func refuseUnpublished(_ offer: CallOffer, _ viewer: Viewer) throws {
        guard ["live", "closed", "decided"].contains(offer.call.state) else {
            throw ApplicationRefusal.notPublished(call: offer.call["title"].text ?? "")
        }
    }

    func late(_ offer: CallOffer, _ application: Record?, _ now: Instant) -> ApplicationRefusal {
        let again = application.map(Self.wasReturned) ?? false
        return .late(
            closesAt: lastMoment(offer, application).map(CallTime.text) ?? "",
            now: CallTime.exact(now), again: again)
    }

    /// Whether an application was given back after it had been submitted in time: it keeps the
    /// time of its submission, which taking back clears.
    static func wasReturned(_ application: Record) -> Bool {
        !application["submitted_at"].isNull && application.state != "submitted"
    }

    /// What an applicant fills in. The members' consent is theirs, the rest the platform's.
    static let notTheirs: Set<String> = ["call", "organisation", "need_checked"]

    /// The cells that an applicant's answers stand for.
    func read(
        _ answers: [String: Answer], of application: Record?, _ offer: CallOffer,
        by viewer: Viewer, _ reader: Reader
    ) throws -> Draft {
        let register = try registry.register(Self.applications)
        let own = Set(register.ownerFields ?? []).subtracting(Self.notTheirs)
        var taken = answers.filter { own.contains($0.key) }
        // Needs that are put out to be bid for, and topics, are the bureau's or others', and yet
        // the applicant's to name.
        let named = ["need", "topic"].map { ($0, taken.removeValue(forKey: $0)) }
        var reading = AnswerReading(registry, reader, by: viewer, of: application)
        var draft = try reading.read(taken, for: register)
        for case (let field, .text(let text)?) in named {
            draft.fields[field] = try Self.named(text, field, offer, reader)
        }
        if let rows = draft.rows["members"] {
            draft.rows["members"] = Self.consented(rows, application?.rows["members"] ?? [])
        }
        return draft
    }

    /// What the call lists, by `#12` or its number: the need that is bid for, or the topic; any one
    /// where it lists none.
    private static func named(
        _ text: String, _ field: String, _ offer: CallOffer, _ reader: Reader
    ) throws -> Scalar {
        if text.isEmpty { return .null }
        let id = text.hasPrefix("#") ? Int64(text.dropFirst()) ?? 0 : 0
        let isNeed = field == "need"
        let table: SQL =
            isNeed
            ? "technology_need WHERE (id = \(id) OR need_no = \(text))"
            : "guide_topic WHERE (id = \(id) OR topic_no = \(text))"
        let found = try reader.first(
            "SELECT id FROM \(table) AND state <> \(Lifecycle.withdrawn)")?[0].integer
        let listed = (offer.call.rows[field + "s"] ?? []).compactMap { $0[field]?.integer }
        guard let found, listed.isEmpty || listed.contains(found) else {
            throw RecordRefusal.fields([
                FieldProblem(
                    field: field, title: isNeed ? "对应需求" : "指南方向", value: text,
                    rule: isNeed ? "不在本次的榜单里" : "不是本次通知的指南方向",
                    advice: isNeed ? "从通知列出的榜单里选一个" : "从通知列出的指南方向里选一个")
            ])
        }
        return .integer(found)
    }

    /// Members keep their own word as long as what they said it to stays; nobody gives it for them,
    /// on paper either.
    static func consented(_ rows: [[String: Scalar]], _ before: [[String: Scalar]])
        -> [[String: Scalar]]
    {
        rows.map { row in
            var row = row
            let isPaper = row["consent"]?.text == "paper"
            let same = before.first { old in
                ["person", "name", "task", "months"].allSatisfy {
                    (old[$0] ?? .null) == (row[$0] ?? .null)
                }
            }
            let kept = same?["consent"]?.text
            if kept == "agreed" || kept == "refused" {
                row["consent"] = same?["consent"]
                row["consented_on"] = same?["consented_on"]
            } else {
                row["consent"] = .text(isPaper ? "paper" : "waiting")
                row["consented_on"] = nil
            }
            return row
        }
    }
}

extension Applications {
    /// A call with its terms.
    /// - Throws: `RecordRefusal.notFound`, `ApplicationRefusal.noTerms`.
    public func offer(_ reader: Reader, _ call: Int64) throws -> CallOffer {
        let record = try registry.record(reader, Self.calls, call)
        guard let terms = try terms(of: record, on: database.clock.today) else {
            throw ApplicationRefusal.noTerms(call: record["title"].text ?? "")
        }
        return CallOffer(record, terms)
    }

    /// The call of an application with its terms.
    public func offer(_ reader: Reader, of application: Record) throws -> CallOffer {
        try offer(reader, application["call"].integer ?? 0)
    }
}
