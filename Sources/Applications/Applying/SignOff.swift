import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Signs the commitment letter over the content as it is; any later change voids it.
    ///
    /// - Parameter seen: the digest of what the signer was shown; nil where it is not held against
    ///   what there is now.
    /// - Throws: `ApplicationRefusal.notLeader`, `.changedMeanwhile`, `.notNow`, `.late`.
    public func commit(_ id: Int64, seen: String? = nil, by viewer: Viewer) async throws -> Record {
        let applications = self
        return try await database.write(act(viewer, "application.committed")) { writer in
            try applications.commit(id, seen: seen, by: viewer, writer)
        }
    }

    /// The same inside a write. The leader signs wherever they belong to, the administrator for
    /// their own organisation.
    public func commit(_ id: Int64, seen: String? = nil, by viewer: Viewer, _ writer: Writer)
        throws -> Record
    {
        let application: Record
        if let led = try ledApplication(writer.reader, id, by: viewer) {
            application = led
        } else if viewer.role.name == Self.administrator {
            application = try ownApplication(writer.reader, id, by: viewer)
        } else {
            throw ApplicationRefusal.notLeader
        }
        if let seen, seen != Commitment.digest(try text(of: application)) {
            throw ApplicationRefusal.changedMeanwhile
        }
        try refuseHandedIn(application, act: "签承诺书")
        try refuseLate(try offer(writer.reader, of: application), application, writer)
        return try registry.change(
            Self.applications, id, to: Draft(try commitment(application, viewer.name, writer)),
            version: nil, writer)
    }

    func commitment(_ application: Record, _ name: String, _ writer: Writer) throws
        -> [String: Scalar]
    {
        [
            "committed_by": .text(name), "committed_on": .text(writer.now.businessDate.iso),
            "commitment_digest": .text(Commitment.digest(try text(of: application))),
        ]
    }

    static let administrator = "organisation-administrator"

    /// The organisation signs off what is complete; from then on nobody changes it.
    ///
    /// - Throws: `ApplicationRefusal.incomplete` with everything that is missing.
    public func signOff(_ id: Int64, version: Int64?, by viewer: Viewer) async throws -> Record {
        let applications = self
        return try await database.write(act(viewer, "application.signed-off")) { writer in
            try applications.signOff(id, version: version, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func signOff(_ id: Int64, version: Int64?, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        let application = try ownApplication(writer.reader, id, by: viewer)
        guard viewer.role.name == Self.administrator else {
            throw ApplicationRefusal.notAdministrator(act: "单位审签")
        }
        try refuseHandedIn(application, act: "审签")
        let offer = try offer(writer.reader, of: application)
        try refuseLate(offer, application, writer)
        try refuseIncomplete(application, offer, writer.reader)
        _ = try registry.change(
            Self.applications, id,
            to: Draft([
                "signed_off_by": .text(viewer.name),
                "signed_off_on": .text(writer.now.businessDate.iso),
            ]), version: version, writer)
        return try registry.move(
            Self.applications, id, "sign-off", version: nil, by: viewer, writer)
    }

    /// Takes an application that is signed off, and not submitted, back to be changed.
    public func reopenApplication(_ id: Int64, by viewer: Viewer) async throws -> Record {
        let applications = self
        return try await database.write(act(viewer, "application.reopened")) { writer in
            try applications.reopenApplication(id, by: viewer, writer)
        }
    }

    /// The same inside a write. What was submitted comes back too, before the deadline.
    public func reopenApplication(_ id: Int64, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        let application = try ownApplication(writer.reader, id, by: viewer)
        guard ["signed-off", "submitted"].contains(application.state) else {
            throw ApplicationRefusal.notNow(
                state: state(application), act: "收回修改", advice: "只有已审签或刚提交的可以收回")
        }
        let offer = try offer(writer.reader, of: application)
        try refuseLate(offer, application, writer)
        let move = application.state == "submitted" ? "take-back" : "reopen"
        _ = try registry.move(Self.applications, id, move, version: nil, by: viewer, writer)
        var cells: [String: Scalar] = ["signed_off_by": .null, "signed_off_on": .null]
        // Of what the applicant takes back nothing is with the bureau; what was given back keeps
        // the time at which it had come.
        if move == "take-back" {
            cells["submitted_at"] = .null
            cells["receipt_digest"] = .null
        }
        return try registry.change(Self.applications, id, to: Draft(cells), version: nil, writer)
    }

    /// What an application still lacks; empty where it may be signed off.
    public func missing(_ reader: Reader, _ application: Record) throws -> [FieldProblem] {
        let offer = try offer(reader, of: application)
        return try missing(application, offer, reader)
    }

    /// - Parameter inHand: kinds of evidence that are taken as attached: those of a play.
    func missing(
        _ application: Record, _ offer: CallOffer, _ reader: Reader, inHand: Set<String> = []
    ) throws -> [FieldProblem] {
        let files =
            application.id == 0
            ? Array(inHand)
            : try reader.all(
                """
                SELECT step FROM file WHERE about_register = \(Self.applications)
                AND about_record = \(application.id) AND state <> \(Lifecycle.withdrawn)
                """
            ).compactMap { $0[0].text }
        var problems = Completeness(
            offer: offer, register: try registry.register(Self.applications), catalogue: catalogue,
            files: Set(files)
        ).problems(application)
        if let organisation = application["organisation"].integer {
            // A leader who is not asked for is not held against anything.
            let leader = application["leader"].integer
            let isAsked = leader != nil || offer.terms.asks.contains("leader")
            let findings = try checkEligibility(
                reader, offer, kind: application["kind"].text, organisation: organisation,
                leader: leader
            ).filter { isAsked || !$0.isOfLeader }
            problems += findings.filter { $0.result != .met }.map {
                FieldProblem(
                    field: $0.isOfLeader ? "leader" : "organisation", title: $0.title,
                    value: $0.value,
                    rule: "不符合申报条件（依据：\($0.source)）", advice: $0.remedy)
            }
        }
        return problems
    }

    func refuseIncomplete(
        _ application: Record, _ offer: CallOffer, _ reader: Reader, inHand: Set<String> = []
    ) throws {
        let problems = try missing(application, offer, reader, inHand: inHand)
        if !problems.isEmpty { throw ApplicationRefusal.incomplete(problems) }
    }
}
