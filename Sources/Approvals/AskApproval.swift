import Accounts
public import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Approvals {
    /// What asking for a move of a record would set going.
    public struct Asking: Sendable {
        public let chain: ApprovalChain
        public let steps: [ApprovalChain.Step]
        public let section: String?
    }

    /// The chain before a move of a record, with its steps for the record's amounts.
    /// - Throws: `ApprovalRefusal.noChain`.
    public func asking(_ record: Record, _ register: Register, _ move: String) throws -> Asking {
        guard let chain = catalogue.approval(of: register, before: move) else {
            throw ApprovalRefusal.noChain
        }
        let section = chain.sectionField.flatMap { record[$0].text } ?? register.section
        return Asking(
            chain: chain, steps: chain.steps { record[$0].integer }, section: section)
    }

    /// Whether the viewer may ask for moves of a record.
    public func mayAsk(_ viewer: Viewer, _ record: Record, _ register: Register) -> Bool {
        viewer.account != nil && !viewer.isLimited && registry.may(viewer, .move, on: register)
            && RecordScope(viewer, register).admits(record)
    }

    /// Moves of a record, from the state it is in, that are asked for rather than made.
    public func askable(_ viewer: Viewer, _ record: Record, _ register: Register)
        -> [(move: Lifecycle.Move, chain: ApprovalChain)]
    {
        guard mayAsk(viewer, record, register) else { return [] }
        return catalogue.lifecycle(of: register).moves(from: record.state).compactMap { move in
            catalogue.approval(of: register, before: move.name).map { (move, $0) }
        }
    }

    /// Asks for a move: the first of the chain is told, and the move is made with the last
    /// agreement.
    /// - Parameters:
    ///   - version: of the record that the asker saw.
    ///   - also: what is written beside it; if it throws, nothing stands.
    /// - Throws: `ApprovalRefusal`, `RecordRefusal`.
    public func ask(
        _ move: String, of id: Int64, in register: Register, version: Int64?, note: String?,
        by viewer: Viewer, also: @escaping Beside<ApprovalRequest> = { _, _ in }
    ) async throws -> ApprovalRequest {
        guard let account = viewer.account else { throw ApprovalRefusal.needsAccount }
        try registry.permit(viewer, .move, on: register)
        return try await database.write(Self.act(viewer, "asked", note)) { writer in
            let reader = writer.reader
            let record = try registry.record(reader, register, id, by: viewer)
            guard mayAsk(viewer, record, register) else {
                throw RecordRefusal.roleMayNot(
                    role: viewer.role.title, act: "报批", register: register.title, who: "科室经办人")
            }
            if let other = try open(reader, register.name, id) {
                throw ApprovalRefusal.alreadyAsked(by: other.askedBy)
            }
            let asking = try ready(record, register, move, version, account, reader)
            let label = try registry.labels(reader, register.name, ids: [id])[id] ?? "#\(id)"
            let title = catalogue.lifecycle(of: register).move(move)?.title ?? move
            var draft = Draft([
                "title": .text(String("\(register.title)：\(title)“\(label)”".prefix(200))),
                "chain": .text(asking.chain.name), "about_register": .text(register.name),
                "about_record": .integer(id), "about_version": .integer(record.version),
                "move": .text(move),
                "steps": .text(asking.steps.map(\.name).joined(separator: " ")),
                "step": .text(asking.steps[0].name),
                "step_since": .text(writer.now.businessDate.iso), "round": .integer(1),
                "asked_by": .text(viewer.name), "asked_account": .integer(account),
                "asked_on": .text(writer.now.businessDate.iso),
                "asked_at": .text(writer.now.written),
            ])
            draft.fields["section"] = asking.section.map(Scalar.text) ?? .null
            draft.fields["note"] = note.map { .text(String($0.prefix(400))) } ?? .null
            let made = try registry.create(draft, in: Self.register, writer)
            let request = try request(reader, made.id)
            try tellApprovers(of: request, writer)
            try also(writer, request)
            return request
        }
    }

    /// Asks again for what was returned, with the record as it is now; the chain begins anew,
    /// since nobody has agreed to what was changed.
    /// - Throws: `ApprovalRefusal`, `RecordRefusal`.
    public func askAgain(_ id: Int64, version: Int64?, note: String?, by viewer: Viewer)
        async throws -> ApprovalRequest
    {
        try await database.write(Self.act(viewer, "asked-again", note)) { writer in
            let reader = writer.reader
            let before = try request(reader, id)
            let account = try permitAsker(viewer, before, version)
            guard before.state == .returned else {
                throw ApprovalRefusal.notWaiting(state: ApprovalPolicy.title(before.state))
            }
            let register = try registry.register(before.register)
            let record = try registry.record(reader, register, before.record, by: viewer)
            let asking = try ready(record, register, before.move, nil, account, reader)
            var draft = Draft([
                "about_version": .integer(record.version), "round": .integer(before.round + 1),
                "steps": .text(asking.steps.map(\.name).joined(separator: " ")),
                "step": .text(asking.steps[0].name),
                "step_since": .text(writer.now.businessDate.iso),
            ])
            draft.fields["section"] = asking.section.map(Scalar.text) ?? .null
            if let note { draft.fields["note"] = .text(String(note.prefix(400))) }
            _ = try registry.change(Self.register, id, to: draft, version: nil, writer)
            _ = try registry.move(Self.register, id, "ask-again", version: nil, writer)
            let request = try request(reader, id)
            try tellApprovers(of: request, writer)
            return request
        }
    }

    /// Takes a request back; the record stays as it is.
    /// - Throws: `ApprovalRefusal`.
    public func takeBack(_ id: Int64, version: Int64?, reason: String?, by viewer: Viewer)
        async throws
    {
        try await database.write(Self.act(viewer, "taken-back", reason)) { writer in
            let before = try request(writer.reader, id)
            _ = try permitAsker(viewer, before, version)
            guard before.state.isOpen else {
                throw ApprovalRefusal.notWaiting(state: ApprovalPolicy.title(before.state))
            }
            _ = try registry.change(
                Self.register, id, to: Draft(["step": .null]), version: nil, writer)
            _ = try registry.move(Self.register, id, "take-back", version: nil, writer)
        }
    }

    private func permitAsker(_ viewer: Viewer, _ request: ApprovalRequest, _ version: Int64?)
        throws -> Int64
    {
        guard let account = viewer.account else { throw ApprovalRefusal.needsAccount }
        guard account == request.asker else {
            throw ApprovalRefusal.notAsker(name: request.askedBy)
        }
        try refuseStale(request, version)
        return account
    }

    func refuseStale(_ request: ApprovalRequest, _ version: Int64?) throws {
        guard let version, version != request.version else { return }
        let last = request.decisions.last
        throw ApprovalRefusal.decidedMeanwhile(
            by: last?.by ?? request.askedBy, at: last?.at ?? request.askedOn)
    }

    /// Whether the move could be made now but for the agreement of others, and somebody can give
    /// it at each step.
    private func ready(
        _ record: Record, _ register: Register, _ move: String, _ version: Int64?,
        _ asker: Int64, _ reader: Reader
    ) throws -> Asking {
        let asking = try asking(record, register, move)
        let cycle = catalogue.lifecycle(of: register)
        guard let declared = cycle.moves(from: record.state).first(where: { $0.name == move })
        else {
            throw ApprovalRefusal.recordMoved(state: cycle.title(of: record.state))
        }
        if let version, version != record.version { throw ApprovalRefusal.changedBeforeAsking }
        let filled = [asking.chain.deciderField, asking.chain.dayField].compactMap { $0 }
        let missing = declared.requires.filter {
            !filled.contains($0) && record[$0].isNull && (record.rows[$0]?.isEmpty ?? true)
        }
        if !missing.isEmpty {
            throw RecordRefusal.moveNeedsFields(
                move: declared.title, titles: missing.map { register.field($0)?.title ?? $0 })
        }
        guard !asking.steps.isEmpty else { throw ApprovalRefusal.noChain }
        try refuseUndecidable(asking, asker, reader)
        return asking
    }

    /// One person decides one step, so each role needs as many people as it has steps.
    private func refuseUndecidable(_ asking: Asking, _ asker: Int64, _ reader: Reader) throws {
        var taken: [String: Int] = [:]
        for step in asking.steps {
            let count = taken[step.role, default: 0] + 1
            taken[step.role] = count
            let people = try holders(reader, of: step, section: asking.section)
                .count { $0.account != asker }
            if people < count { throw ApprovalRefusal.nobodyDecides(step: step.title) }
        }
    }
}
