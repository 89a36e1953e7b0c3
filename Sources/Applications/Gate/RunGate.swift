import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// What a run of the gate found.
public struct GateRun: Sendable, Hashable {
    public var applications = 0
    /// Findings that are new or have other evidence than before.
    public var fresh = 0
    /// Those that stood already, decided or not.
    public var kept = 0
    /// Those that are found no more.
    public var resolved = 0
}

extension Applications {
    /// The register of findings.
    public static let findings = "gate-finding"

    /// What the rules find of applications today; nothing is written.
    public func check(
        _ reader: Reader, _ ids: [Int64], on day: CalendarDate, known: [Int64: CallTerms] = [:]
    ) throws -> [GateFinding] {
        let batch = try GateBatch(self, reader, ids: ids, on: day, known: known)
        return try gate.flatMap { rule in
            // A rule that forgets its exemptions is held to them all the same.
            let asked = Set(batch.subjects(under: rule.name).map(\.id))
            return try rule.check(batch, reader, on: day).filter { asked.contains($0.application) }
        }
    }

    /// Checks applications and keeps what is found, inside a write: once on submission, and again
    /// on demand. What a person decided stays as long as its evidence is the same.
    /// - Parameter known: terms of calls that the caller has read already.
    @discardableResult
    public func runGate(
        _ ids: [Int64], known: [Int64: CallTerms] = [:], _ writer: Writer
    ) throws -> GateRun {
        let found = try check(
            writer.reader, ids, on: writer.now.businessDate, known: known)
        var known = try knownFindings(writer.reader, ids)
        var run = GateRun()
        run.applications = ids.count
        let calls = try callsOf(writer.reader, found.map(\.application))
        var seen: Set<FindingKey> = []
        for finding in found {
            let key = FindingKey(finding.application, finding.rule, finding.about)
            guard seen.insert(key).inserted else { continue }
            if let before = known.removeValue(forKey: key) {
                try renew(before, finding, &run, writer)
            } else {
                let call = calls[finding.application]
                var draft = draft(finding, on: writer.now.businessDate)
                draft.fields["application"] = .integer(finding.application)
                draft.fields["call"] = .integer(call?.call ?? 0)
                draft.fields["rehearsal"] = .integer(call?.isRehearsal ?? false ? 1 : 0)
                draft.fields["rule"] = .text(finding.rule)
                draft.fields["about"] = .text(finding.about)
                _ = try registry.create(
                    draft, in: Self.findings, isKnownToBeNew: true, writer)
                run.fresh += 1
            }
        }
        for (_, gone) in known where gone.state != "resolved" {
            _ = try registry.move(Self.findings, gone.id, "resolve", version: nil, writer)
            run.resolved += 1
        }
        return run
    }

    /// Checks all applications of a call that are handed in and not decided yet, as its own write.
    /// - Throws: `RecordRefusal`, `GateRefusal.notKeeper`.
    public func runGate(ofCall call: Int64, by viewer: Viewer) async throws -> GateRun {
        let applications = self
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "gate.run", reason: "重新核查")
        return try await database.write(act) { writer in
            try applications.permitKeeping(viewer, call, writer.reader)
            let ids = try writer.reader.all(
                """
                SELECT id FROM application WHERE call = \(call)
                AND state IN (\(GateBatch.list(GateBatch.pending))) ORDER BY id
                """
            ).compactMap { $0[0].integer }
            return try applications.runGate(ids, writer)
        }
    }

    private struct FindingKey: Hashable {
        let application: Int64
        let rule: String
        let about: String

        init(_ application: Int64, _ rule: String, _ about: String) {
            (self.application, self.rule, self.about) = (application, rule, about)
        }
    }

    private struct KnownFinding {
        let id: Int64
        let state: String
        let digest: String
    }

    private func knownFindings(_ reader: Reader, _ ids: [Int64]) throws
        -> [FindingKey: KnownFinding]
    {
        var known: [FindingKey: KnownFinding] = [:]
        try reader.each(
            "SELECT application, rule, about, id, state, digest FROM gate_finding WHERE application",
            in: ids, " AND state <> 'withdrawn'"
        ) { row in
            known[FindingKey(row[0].integer ?? 0, row[1].text ?? "", row[2].text ?? "")] =
                KnownFinding(
                    id: row[3].integer ?? 0, state: row[4].text ?? "", digest: row[5].text ?? "")
        }
        return known
    }

    private func callsOf(_ reader: Reader, _ ids: [Int64]) throws
        -> [Int64: (call: Int64, isRehearsal: Bool)]
    {
        var calls: [Int64: (call: Int64, isRehearsal: Bool)] = [:]
        try reader.each("SELECT id, call, rehearsal FROM application WHERE id", in: ids, "") {
            calls[$0[0].integer ?? 0] = ($0[1].integer ?? 0, $0[2].integer == 1)
        }
        return calls
    }

    private func renew(
        _ before: KnownFinding, _ finding: GateFinding, _ run: inout GateRun, _ writer: Writer
    ) throws {
        if before.digest == finding.digest, before.state != "resolved" {
            run.kept += 1
            return
        }
        var draft = draft(finding, on: writer.now.businessDate)
        for field in ["decision_reason", "decided_by", "decided_on"] { draft.fields[field] = .null }
        _ = try registry.change(Self.findings, before.id, to: draft, version: nil, writer)
        if before.state != "open" {
            _ = try registry.move(Self.findings, before.id, "reopen", version: nil, writer)
        }
        run.fresh += 1
    }

    private func draft(_ finding: GateFinding, on day: CalendarDate) -> Draft {
        Draft(
            [
                "verdict": .text(finding.verdict.rawValue), "sentence": .text(finding.sentence),
                "ground": finding.ground.isEmpty ? .null : .text(finding.ground),
                "digest": .text(finding.digest), "found_on": .text(day.iso),
            ],
            rows: [
                "evidence": finding.evidence.map { one in
                    [
                        "register": .text(one.register), "record_no": .integer(one.record),
                        "label": .text(String(one.label.prefix(200))),
                        "value": .text(String(one.value.prefix(300))),
                    ].filter { $0.value != .text("") }
                }
            ])
    }
}
