public import Accounts
public import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Chains of approval of one city: asked, decided step by step, returned, taken back; and who
/// decides while somebody is away.
///
/// Each act is a file of its own: load, permission, rules, change, journal, in one write.
public struct Approvals: Sendable {
    public let accounts: Accounts

    public init(_ accounts: Accounts) { self.accounts = accounts }

    static let register = "approval"

    public var registry: Registry { accounts.registry }
    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }

    /// One request.
    /// - Throws: `RecordRefusal.notFound`.
    public func request(_ reader: Reader, _ id: Int64) throws -> ApprovalRequest {
        let record = try registry.record(reader, Self.register, id)
        guard let request = ApprovalRequest(record) else {
            throw RecordRefusal.notFound(register: "审批", id: id)
        }
        return request
    }

    /// The request that stands open before a move of a record; nil where there is none.
    public func open(_ reader: Reader, _ register: String, _ record: Int64) throws
        -> ApprovalRequest?
    {
        let row = try reader.first(
            """
            SELECT id FROM approval WHERE about_register = \(register)
            AND about_record = \(record) AND state IN ('waiting', 'returned')
            """)
        return try row?[0].integer.map { try request(reader, $0) }
    }

    /// The step that waits, as the catalogue declares it.
    /// - Throws: `ApprovalRefusal.chainChanged`.
    public func step(of request: ApprovalRequest) throws -> ApprovalChain.Step {
        guard let name = request.step, let step = catalogue.approvals[request.chain]?.step(name),
            catalogue.roles[step.role] != nil
        else { throw ApprovalRefusal.chainChanged }
        return step
    }

    func reach(of step: ApprovalChain.Step) -> Role.Reach {
        catalogue.roles[step.role]?.reach ?? .city
    }

    static func act(_ viewer: Viewer, _ event: String, _ reason: String?) -> Act {
        Act(
            actor: viewer.name, role: viewer.role.name, event: "approval.\(event)",
            reason: reason)
    }
}

extension Instant {
    /// At Asia/Shanghai to the second: `2026-02-10 09:00:00`, as the register keeps it.
    var written: String { String(businessTime.prefix(19)) }
}
