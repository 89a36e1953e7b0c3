import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// A step of a call along its life cycle.
public enum CallMove: String, Sendable, CaseIterable {
    case rehearse, revise, preview, publish, close, decide, cancel

    /// In words.
    public var title: String {
        switch self {
        case .rehearse: "开始演练"
        case .revise: "退回修改"
        case .preview: "进入预览"
        case .publish: "正式发布"
        case .close: "截止"
        case .decide: "立项完成"
        case .cancel: "取消"
        }
    }
}

extension Applications {
    /// Takes a step of a call.
    ///
    /// - Throws: `CallRefusal`, `RecordRefusal`.
    public func moveCall(
        _ id: Int64, _ move: CallMove, version: Int64? = nil, reason: String? = nil,
        by viewer: Viewer
    ) async throws -> Record {
        let applications = self
        let act = act(viewer, "call.moved:\(move.rawValue)", reason: reason)
        return try await database.write(act) { writer in
            try applications.moveCall(id, move, version: version, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func moveCall(
        _ id: Int64, _ move: CallMove, version: Int64? = nil, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        try permitCalls(viewer, .move)
        let call = try registry.record(writer.reader, Self.calls, id)
        try permitSection(call["section_in_charge"].text, call["title"].text ?? "", viewer)
        try checkMove(call, move, writer)
        var version = version
        if move == .rehearse {
            try freeze(call, version: version, writer)
            version = nil
        }
        return try registry.move(
            Self.calls, id, move.rawValue, version: version, by: viewer, writer)
    }

    /// What stands against a step now, besides what the life cycle says; nothing is written.
    public func checkMove(_ reader: Reader, _ call: Record, _ move: CallMove, at now: Instant)
        throws
    {
        switch move {
        case .rehearse: try checkComplete(call, now, act: move.title)
        case .revise: break
        case .preview: try checkRehearsed(call, now)
        case .publish:
            try checkComplete(call, now, act: move.title)
            if call["basis_doc"].isNull {
                throw CallRefusal.missing(act: move.title, titles: ["通知文号"])
            }
            try checkRehearsed(call, now)
        case .close:
            guard let time = CallTime(call), now > time.closes else {
                throw CallRefusal.stillOpen(
                    closesAt: call["closes_at"].text ?? "", now: CallTime.exact(now))
            }
        case .decide:
            let waiting = try reader.integer(
                """
                SELECT count(*) FROM application WHERE call = \(call.id) AND state IN
                ('submitted', 'recommended', 'formal-passed', 'cleared', 'reviewed', 'proposed',
                'suspended')
                """)
            if waiting > 0 { throw CallRefusal.undecided(count: Int(waiting)) }
        case .cancel:
            let count = try reader.integer(
                """
                SELECT count(*) FROM application WHERE call = \(call.id)
                AND state <> \(Lifecycle.withdrawn) AND submitted_at IS NOT NULL
                """)
            if count > 0 { throw CallRefusal.hasApplications(count: Int(count)) }
        }
    }

    private func checkMove(_ call: Record, _ move: CallMove, _ writer: Writer) throws {
        try checkMove(writer.reader, call, move, at: writer.now)
        if move == .cancel, writer.act.reason?.isEmpty ?? true {
            throw CallRefusal.needsReason(act: "取消")
        }
    }

    private func checkComplete(_ call: Record, _ now: Instant, act: String) throws {
        let register = try registry.register(Self.calls)
        let missing = ["opens_at", "closes_at", "total", "kinds"].filter {
            call[$0].isNull && (call.rows[$0]?.isEmpty ?? true)
        }
        if !missing.isEmpty {
            throw CallRefusal.missing(
                act: act, titles: missing.map { register.field($0)?.title ?? $0 })
        }
        guard let terms = try terms(of: call, on: now.businessDate) else {
            throw CallRefusal.noProgramme(call["programme"].text ?? "", advice: "在目录里补上这个计划")
        }
        try CallRules(terms: terms, call: call).check()
        if let time = CallTime(call), time.closes <= now {
            throw CallRefusal.times(
                what: "截止时间 \(CallTime.text(time.closes)) 已经过去（服务器时间 \(CallTime.text(now))）",
                advice: "退回修改，把截止时间改到以后")
        }
    }

    private func checkRehearsed(_ call: Record, _ now: Instant) throws {
        guard let rehearsed = call["rehearsed_terms"].text, !call["rehearsed_on"].isNull else {
            throw CallRefusal.notRehearsed
        }
        guard let terms = try terms(of: call, on: now.businessDate),
            try CallOffer(call, terms).digest() == rehearsed
        else { throw CallRefusal.rehearsedOtherTerms(changed: "条款、时间、限额或名额") }
    }

    /// Keeps the terms of today in the call: from now on the catalogue does not move it.
    private func freeze(_ call: Record, version: Int64?, _ writer: Writer) throws {
        guard let programme = catalogue.programme(call["programme"].text ?? "") else {
            throw CallRefusal.noProgramme(call["programme"].text ?? "", advice: "在目录里补上这个计划")
        }
        let terms = CallTerms(programme, catalogue, on: writer.now.businessDate)
        try CallRules(terms: terms, call: call).check()
        _ = try registry.change(
            Self.calls, call.id,
            to: Draft([
                "terms": .text(try terms.text), "form_version": .integer(Int64(terms.formVersion)),
                "rehearsed_on": .null, "rehearsed_terms": .null,
            ]), version: version, writer)
    }

    /// Closes the calls whose time is over; whether one takes applications never waits for this.
    public func closeDueCalls() async throws -> [Int64] {
        guard catalogue.register(Self.calls) != nil else { return [] }
        let applications = self
        let now = CallTime.text(database.clock.now())
        let due = try await database.read { reader in
            try reader.all(
                "SELECT id FROM call WHERE state = 'live' AND closes_at < \(now) ORDER BY id"
            ).compactMap { $0[0].integer }
        }
        for id in due {
            _ = try await database.write(
                Act(actor: "平台", role: "", event: "call.moved:close", reason: "到受理截止时间")
            ) { writer in
                let call = try applications.registry.record(writer.reader, Self.calls, id)
                guard call.state == "live" else { return false }
                try applications.checkMove(writer.reader, call, .close, at: writer.now)
                _ = try applications.registry.move(
                    Self.calls, id, CallMove.close.rawValue, version: nil, writer)
                return true
            }
        }
        return due
    }
}
