import Accounts
import Catalogue
import Journal
public import Registers
public import Store
import Values

/// An application that asks its leader for the commitment letter: what is signed over, and nothing
/// else of the organisation.
public struct CommitmentAsked: Sendable {
    /// Without personal fields.
    public let application: Record
    public let call: String
    public let organisation: String
    /// What the signature is bound to; shown and sent back, so that nobody signs what they have not
    /// seen.
    public let digest: String
    /// Who has signed the content as it is; nil where nobody has.
    public let signedBy: String?
    /// Whether there was a signature and the content has changed since.
    public let isVoid: Bool
}

extension Applications {
    /// The application where the viewer is its leader, whatever organisation they belong to.
    func ledApplication(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> Record? {
        guard let person = try person(of: viewer, reader) else { return nil }
        let application: Record
        do {
            application = try registry.record(reader, Self.applications, id)
        } catch RecordRefusal.notFound {
            return nil
        }
        return application["leader"].integer == person ? application : nil
    }

    /// What is open to be signed by the viewer as a leader, the latest first; also what they have
    /// signed, while it may still change.
    public func commitmentsAsked(_ reader: Reader, of viewer: Viewer) throws -> [CommitmentAsked] {
        guard catalogue.register(Self.applications) != nil,
            let person = try person(of: viewer, reader)
        else { return [] }
        let rows = try reader.all(
            """
            SELECT a.id, c.title, o.name FROM application a JOIN call c ON c.id = a.call
            JOIN organisation o ON o.id = a.organisation
            WHERE a.leader = \(person) AND a.state IN ('drafted', 'returned')
            AND COALESCE(a.rehearsal, 0) = 0 ORDER BY a.id DESC LIMIT 20
            """)
        return try rows.compactMap { row in
            let application = try registry.record(reader, Self.applications, row[0].integer ?? 0)
            let offer = try offer(reader, of: application)
            guard offer.terms.files.contains(Commitment.file) else { return nil }
            let digest = Commitment.digest(try text(of: application))
            let isSigned = application["commitment_digest"].text == digest
            return CommitmentAsked(
                application: application, call: row[1].text ?? "", organisation: row[2].text ?? "",
                digest: digest, signedBy: isSigned ? application["committed_by"].text : nil,
                isVoid: !isSigned && !application["committed_by"].isNull)
        }
    }

    /// The commitment letter that was signed on paper and uploaded; nil where there is none.
    public func paperCommitment(_ reader: Reader, _ application: Record) throws -> Record? {
        try reader.first(
            """
            SELECT id FROM file WHERE about_register = \(Self.applications)
            AND about_record = \(application.id) AND step = \(Commitment.file)
            AND state <> \(Lifecycle.withdrawn) ORDER BY id DESC LIMIT 1
            """)?[0].integer.map { try registry.record(reader, Registry.fileRegister, $0) }
    }

    /// The text of an application that receipts and commitments are bound to.
    func text(of application: Record) throws -> String {
        ApplicationText(try registry.register(Self.applications), catalogue).text(application)
    }

    /// Tells a leader with an account that their signature is asked, once they are named.
    func askCommitment(_ kept: Record, before: Record?, _ offer: CallOffer, _ writer: Writer)
        throws
    {
        guard offer.terms.files.contains(Commitment.file), let leader = kept["leader"].integer,
            leader != before?["leader"].integer
        else { return }
        let accounts = try writer.reader.all(
            "SELECT id FROM account WHERE person = \(leader) AND state = 'active'"
        ).compactMap { $0[0].integer }
        try writer.tell(
            accounts, "application-commitment-asked",
            "您是项目“\(kept["title"].text ?? "")”的负责人，内容填好后请您签承诺书", link: "/consents")
    }
}
