import Catalogue
import Journal
public import Registers
public import Store
public import Values

extension Applications {
    /// Keeps what an applicant has filled in; it need not be complete.
    ///
    /// What is typed and not yet readable stays in the form's draft, which the page keeps beside.
    /// - Throws: `ApplicationRefusal`, `RecordRefusal` with what cannot be read, or what somebody
    ///   else changed meanwhile.
    public func saveApplication(
        _ id: Int64, _ answers: [String: Answer], version: Int64?, by viewer: Viewer
    ) async throws -> Record {
        try Self.refuseMarks(answers)
        let applications = self
        return try await database.write(act(viewer, "application.saved")) { writer in
            try applications.saveApplication(id, answers, version: version, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func saveApplication(
        _ id: Int64, _ answers: [String: Answer], version: Int64?, by viewer: Viewer,
        _ writer: Writer
    ) throws -> Record {
        try Self.refuseMarks(answers)
        let application = try ownApplication(writer.reader, id, by: viewer)
        try refuseHandedIn(application, act: "修改")
        let offer = try offer(writer.reader, of: application)
        try refuseLate(offer, application, writer)
        let draft = try read(answers, of: application, offer, by: viewer, writer.reader)
        let kept = try registry.change(
            Self.applications, id, to: draft, version: version, writer)
        try askConsent(kept, before: application, offer, writer)
        try askCommitment(kept, before: application, offer, writer)
        return kept
    }

    /// An application of the viewer's own organisation.
    /// - Throws: `ApplicationRefusal.notApplicant`.
    public func ownApplication(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> Record {
        guard viewer.role.reach == .organisation, let organisation = viewer.organisation else {
            throw ApplicationRefusal.notApplicant
        }
        let application: Record
        do {
            application = try registry.record(reader, Self.applications, id)
        } catch RecordRefusal.notFound {
            throw ApplicationRefusal.notApplicant
        }
        guard application["organisation"].integer == organisation else {
            throw ApplicationRefusal.notApplicant
        }
        return application
    }

    /// Refuses what is not with the applicant any more.
    func refuseHandedIn(_ application: Record, act: String) throws {
        switch application.state {
        case "drafted", "returned": return
        case "signed-off":
            throw ApplicationRefusal.notNow(
                state: state(application), act: act, advice: "要改的，先“收回修改”")
        case "submitted":
            throw ApplicationRefusal.notNow(
                state: state(application), act: act, advice: "截止以前要改的，先“撤下修改”，改好重新审签和提交")
        default:
            throw ApplicationRefusal.notNow(
                state: state(application), act: act, advice: "已在办理，不能再改")
        }
    }

    /// Refuses after the last moment: that of the call, or for what was given back that of the
    /// recommendation.
    func refuseLate(_ offer: CallOffer, _ application: Record, _ writer: Writer) throws {
        if let last = lastMoment(offer, application), writer.now > last {
            throw late(offer, application, writer.now)
        }
    }

    /// Until when an application may be changed and handed in: until the call closes; what was
    /// given back, as long as its recommender may send it.
    public func lastMoment(_ offer: CallOffer, _ application: Record?) -> Instant? {
        application.map(Self.wasReturned) ?? false
            ? recommendationDue(offer.call, offer.terms) : offer.time?.closes
    }
}
