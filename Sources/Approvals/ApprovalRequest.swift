import Registers
import Values

/// A move of a record that others have to agree to, and how far it has come.
public struct ApprovalRequest: Sendable, Hashable {
    public enum State: String, Sendable {
        case waiting, returned, approved, refused, withdrawn

        public var isOpen: Bool { self == .waiting || self == .returned }
    }

    public let id: Int64
    /// Grows with every act: who decides names the version that they saw.
    public let version: Int64
    public let state: State
    public let title: String
    /// The chain's name in the catalogue.
    public let chain: String
    public let register: String
    public let record: Int64
    /// The record's version that was laid before the approvers.
    public let recordVersion: Int64
    public let move: String
    /// The section whose head decides; a code of list `sections`.
    public let section: String?
    /// The names of the chain's steps as they were settled on asking.
    public let steps: [String]
    /// The step that waits; nil once it is over, and while it is returned.
    public let step: String?
    /// The business day since which that step waits.
    public let since: String
    public let round: Int64
    public let askedBy: String
    public let asker: Int64
    public let askedOn: String
    public let note: String?
    /// All that was decided, also in earlier rounds, in order.
    public let decisions: [ApprovalDecision]

    /// What was decided since it was asked for the last time.
    public var ofThisRound: [ApprovalDecision] { decisions.filter { $0.round == round } }

    /// The step after the one that waits; nil where that is the last.
    var next: String? {
        guard let step, let index = steps.firstIndex(of: step), index + 1 < steps.count else {
            return nil
        }
        return steps[index + 1]
    }

    init?(_ record: Record) {
        guard let title = record["title"].text, let chain = record["chain"].text,
            let register = record["about_register"].text,
            let about = record["about_record"].integer,
            let aboutVersion = record["about_version"].integer, let move = record["move"].text,
            let asker = record["asked_account"].integer
        else { return nil }
        id = record.id
        version = record.version
        state = State(rawValue: record.state) ?? .withdrawn
        self.title = title
        self.chain = chain
        self.register = register
        self.record = about
        recordVersion = aboutVersion
        self.move = move
        section = record["section"].text
        steps = (record["steps"].text ?? "").split(separator: " ").map(String.init)
        step = record["step"].text
        since = record["step_since"].text ?? ""
        round = record["round"].integer ?? 1
        askedBy = record["asked_by"].text ?? ""
        self.asker = asker
        askedOn = record["asked_on"].text ?? ""
        note = record["note"].text
        decisions = (record.rows["decisions"] ?? []).compactMap(ApprovalDecision.init)
    }
}

/// What one approver decided.
public struct ApprovalDecision: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case approve, `return`, refuse

        /// As the life cycle of the register has it, and as people say it.
        public var title: String {
            switch self {
            case .approve: "同意"
            case .return: "退回"
            case .refuse: "不同意"
            }
        }
    }

    public let round: Int64
    public let step: String
    public let role: String
    public let by: String
    public let account: Int64
    /// Who was away, for whom the deputy decided.
    public let onBehalfOf: String?
    public let kind: Kind
    public let opinion: String?
    /// At Asia/Shanghai: `2026-02-10 09:00:00`.
    public let at: String

    init?(_ row: [String: Scalar]) {
        guard let kind = row["decision"]?.text.flatMap(Kind.init(rawValue:)),
            let account = row["account"]?.integer
        else { return nil }
        round = row["round"]?.integer ?? 1
        step = row["step"]?.text ?? ""
        role = row["role"]?.text ?? ""
        by = row["decided_by"]?.text ?? ""
        self.account = account
        onBehalfOf = row["on_behalf_of"]?.text
        self.kind = kind
        opinion = row["opinion"]?.text
        at = row["at"]?.text ?? ""
    }

    init(
        round: Int64, step: String, role: String, by: String, account: Int64,
        onBehalfOf: String?, kind: Kind, opinion: String?, at: String
    ) {
        self.round = round
        self.step = step
        self.role = role
        self.by = by
        self.account = account
        self.onBehalfOf = onBehalfOf
        self.kind = kind
        self.opinion = opinion
        self.at = at
    }

    var row: [String: Scalar] {
        var row: [String: Scalar] = [
            "round": .integer(round), "step": .text(step), "role": .text(role),
            "decided_by": .text(by), "account": .integer(account),
            "decision": .text(kind.rawValue), "at": .text(at),
        ]
        row["on_behalf_of"] = onBehalfOf.map(Scalar.text)
        row["opinion"] = opinion.map(Scalar.text)
        return row
    }
}
