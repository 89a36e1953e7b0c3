import Accounts
import Catalogue
public import Store
import Values

/// Somebody who may decide a step.
public struct Approver: Sendable, Hashable {
    public let account: Int64
    public let name: String
    /// The absence in force today; nil for whoever is there.
    public let absence: Absence?
}

extension Approvals {
    /// Who may decide the step that waits, without whom the rules leave out: the asker, and those
    /// who have decided in this round.
    public func approvers(_ reader: Reader, of request: ApprovalRequest) throws -> [Approver] {
        guard request.state == .waiting, let step = try? step(of: request) else { return [] }
        let left = Set([request.asker] + request.ofThisRound.map(\.account))
        return try holders(reader, of: step, section: request.section)
            .filter { !left.contains($0.account) }
    }

    /// The accounts in force that decide a step for a section.
    func holders(_ reader: Reader, of step: ApprovalChain.Step, section: String?) throws
        -> [Approver]
    {
        var condition: SQL = "role = \(step.role) AND state = 'active'"
        if reach(of: step) == .section { condition += " AND section = \(section ?? "")" }
        let today = database.clock.today.iso
        let away = Dictionary(
            try absences(reader, "p.role = \(step.role)").filter { $0.from <= today }
                .map { ($0.account, $0) }
        ) { first, _ in first }
        return try reader.all(
            "SELECT id, name FROM account WHERE " + condition + " ORDER BY id"
        ).compactMap { row in
            guard let id = row[0].integer else { return nil }
            return Approver(account: id, name: row[1].text ?? "", absence: away[id])
        }
    }

    /// Tells those who may decide the step that waits: for whoever is away, the deputy.
    func tellApprovers(of request: ApprovalRequest, _ writer: Writer) throws {
        let reader = writer.reader
        let told = try approvers(reader, of: request).compactMap { approver -> Int64? in
            guard let absence = approver.absence else { return approver.account }
            return absence.deputy == request.asker ? nil : absence.deputy
        }
        try writer.tell(
            Set(told).sorted(), "approval-waiting", "有一件审批等您：\(request.title)",
            link: "/approvals/\(request.id)")
    }
}
