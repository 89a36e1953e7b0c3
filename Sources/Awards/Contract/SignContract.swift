import Applications
import Catalogue
import Journal
public import Registers
public import Store
import Values

/// A party of a contract, in the order in which they sign.
public enum ContractParty: String, CaseIterable, Sendable {
    /// The unit that carries the project.
    case b
    /// Who recommended it, where somebody did.
    case c
    /// The bureau or the programme's committee.
    case a

    /// 乙方.
    public var title: String {
        switch self {
        case .b: "乙方"
        case .c: "丙方"
        case .a: "甲方"
        }
    }
}

extension Awards {
    /// Signs a contract for the party whose turn it is, over the text that was seen.
    ///
    /// The last signature begins the project: its money is promised by stages, its reports are
    /// listed with their days.
    /// - Parameter digest: of the text that the signer saw.
    /// - Throws: `RecordRefusal.against`: another's turn, another's party, the text has changed,
    ///   a target lowered, the budget not what was approved, the term over.
    public func signContract(_ contract: Int64, digest: String, by viewer: Viewer) async throws
        -> Record
    {
        try await database.write(act(viewer, "project-contract.signed")) { writer in
            try signContract(contract, digest: digest, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func signContract(
        _ id: Int64, digest: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let contract = try registry.record(writer.reader, Self.contracts, id)
        let project = try project(writer.reader, contract["project"].integer ?? 0, by: viewer)
        guard let party = nextParty(contract) else {
            throw AwardsRefusal.nothingLeftToSign(state: title(contract)).refusal
        }
        guard maySign(viewer, party, contract) else {
            throw AwardsRefusal.notSigner(party: party.title, who: signer(of: party, contract))
                .refusal
        }
        guard contract["text_digest"].text == digest else {
            throw AwardsRefusal.textChanged.refusal
        }
        if let refusal = try obstacle(contract, project, writer) { throw refusal.refusal }
        let unit = contract["party_\(party.rawValue)"].text ?? ""
        let signature: [String: Scalar] = [
            "party": .text(party.rawValue), "unit": .text(unit), "signer": .text(viewer.name),
            "role": .text(viewer.role.title), "signed_at": .text(writer.now.businessTime),
            "digest": .text(digest),
        ]
        var draft = Draft(rows: [
            "signatures": (contract.rows["signatures"] ?? []) + [signature]
        ])
        if party == .a { draft.fields["signed_on"] = .text(writer.now.businessDate.iso) }
        _ = try registry.change(Self.contracts, id, to: draft, version: nil, writer)
        let signed = try registry.move(
            Self.contracts, id, "sign-\(party.rawValue)", version: nil, writer)
        if party == .a { try beginProject(project, signed, writer) }
        return signed
    }

    /// Whose turn it is; nil where nobody's.
    public func nextParty(_ contract: Record) -> ContractParty? {
        switch contract.state {
        case "drafted": .b
        case "party-b-signed": contract["party_c"].isNull ? .a : .c
        case "party-c-signed": .a
        default: nil
        }
    }

    /// Whether the viewer signs for a party; pure.
    public func maySign(_ viewer: Viewer, _ party: ContractParty, _ contract: Record) -> Bool {
        switch party {
        case .b:
            return viewer.role.name == "organisation-administrator" && viewer.organisation != nil
                && viewer.organisation == contract["organisation"].integer
        case .c:
            if let recommender = contract["recommender"].integer {
                return viewer.role.name == "organisation-administrator"
                    && viewer.organisation == recommender
            }
            return viewer.role.name == "clerk" && viewer.county != nil
                && viewer.county == contract["county"].text
        case .a: return viewer.role.name == "section-head"
        }
    }

    /// Who signs for a party, in words.
    public func signer(of party: ContractParty, _ contract: Record) -> String {
        switch party {
        case .b: "\(contract["party_b"].text ?? "")的单位管理员"
        case .c:
            contract["recommender"].isNull
                ? "县市区经办人" : "\(contract["party_c"].text ?? "")的单位管理员"
        case .a: "科室负责人"
        }
    }

    /// What stands against signing, whoever signs.
    func obstacle(_ contract: Record, _ project: Record, _ writer: Writer) throws
        -> AwardsRefusal?
    {
        let today = writer.now.businessDate
        if contract["edition"].integer == 1, let due = try? signingDue(project, today), due < today
        {
            return .signingOver(
                due: due.iso, source: rule("contract_signing_days", on: due)?.source ?? "")
        }
        let ground = try contract["replaces"].integer.map {
            try registry.record(writer.reader, Self.contracts, $0).rows["targets"] ?? []
        }
        let applied =
            try ground
            ?? project["application"].integer.map {
                try registry.record(writer.reader, Applications.applications, $0).rows["targets"]
                    ?? []
            }
        if let lowered = TargetRules.lowered(contract.rows["targets"] ?? [], from: applied ?? []),
            try !changesTargets(contract, writer.reader)
        {
            return lowered
        }
        guard contract["budget_mode"].text == "itemised" else { return nil }
        let fiscal = (contract.rows["budget"] ?? []).filter { $0["source"]?.text == "fiscal" }
        let sum = fiscal.reduce(Int64(0)) { $0 + ($1["amount"]?.integer ?? 0) }
        return sum == contract.money("total").fen
            ? nil : .budgetSum(approved: contract.money("total"), budget: Money(fen: sum))
    }

    /// Whether an approved change lets the targets of this contract be others.
    private func changesTargets(_ contract: Record, _ reader: Reader) throws -> Bool {
        guard let id = contract["change"].integer else { return false }
        let change = try registry.record(reader, Self.changes, id)
        return change.state == "approved" && change["kind"].text == "targets"
    }
}
