import Catalogue
import Journal
public import Registers
public import Store
import Values

/// What a person makes of a finding.
public enum FindingDecision: String, Sendable, CaseIterable {
    /// It is so: the application does not pass.
    case uphold
    /// It is not so, or does not matter: the reason says why.
    case waive
}

extension Applications {
    /// Decides on a finding, with a reason; a decision may be changed the same way.
    /// - Throws: `GateRefusal`, `RecordRefusal.stale`.
    @discardableResult
    public func decideFinding(
        _ id: Int64, _ decision: FindingDecision, reason: String, version: Int64? = nil,
        by viewer: Viewer
    ) async throws -> Record {
        let applications = self
        return try await database.write(deciding(viewer, reason)) { writer in
            try applications.decideFinding(
                id, decision, reason: reason, version: version, by: viewer, writer)
        }
    }

    /// Decides on several findings alike: all or none.
    public func decideFindings(
        _ ids: [Int64], _ decision: FindingDecision, reason: String, by viewer: Viewer
    ) async throws {
        if ids.isEmpty { throw GateRefusal.nothingChosen }
        let applications = self
        try await database.write(deciding(viewer, reason)) { writer in
            for id in ids.sorted() {
                try applications.decideFinding(
                    id, decision, reason: reason, version: nil, by: viewer, writer)
            }
        }
    }

    /// The same inside a write whose act says the reason.
    @discardableResult
    public func decideFinding(
        _ id: Int64, _ decision: FindingDecision, reason: String, version: Int64?,
        by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let finding = try registry.record(writer.reader, Self.findings, id)
        try permitKeeping(viewer, finding["call"].integer ?? 0, writer.reader)
        if reason.isEmpty { throw GateRefusal.noReason }
        try refuseOwn(viewer, finding["application"].integer ?? 0, writer.reader)
        let target = decision == .uphold ? "upheld" : "waived"
        if finding.state == target || finding.state == "resolved" {
            let cycle = catalogue.lifecycle(of: try registry.register(Self.findings))
            throw GateRefusal.decidedAlready(
                state: cycle.title(of: finding.state), by: finding["decided_by"].text ?? "平台")
        }
        let draft = Draft([
            "decision_reason": .text(String(reason.prefix(500))),
            "decided_by": .text(viewer.name), "decided_on": .text(writer.now.businessDate.iso),
        ])
        _ = try registry.change(Self.findings, id, to: draft, version: version, writer)
        return try registry.move(
            Self.findings, id, decision.rawValue, version: nil, writer)
    }

    private func deciding(_ viewer: Viewer, _ reason: String) -> Act {
        Act(
            actor: viewer.name, role: viewer.role.name, event: "gate-finding.decided",
            reason: reason.isEmpty ? nil : reason)
    }

    /// Refuses whoever is not of the section that keeps the call.
    /// - Throws: `RecordRefusal.roleMayNot`, `GateRefusal.notOfBureau`, `.notKeeper`.
    func permitKeeping(_ viewer: Viewer, _ call: Int64, _ reader: Reader) throws {
        if viewer.isLimited { throw GateRefusal.notOfBureau }
        try registry.permit(viewer, .move, on: try registry.register(Self.applications))
        let record = try registry.record(reader, Self.calls, call)
        let keeper = try keeper(of: record)
        guard viewer.role.reach != .section || viewer.section == nil || viewer.section == keeper
        else {
            throw GateRefusal.notKeeper(
                section: catalogue.list("sections")?.title(of: keeper) ?? keeper)
        }
    }

    /// Whether the viewer is of the section that keeps the call.
    public func keeps(_ viewer: Viewer, _ call: Int64, _ reader: Reader) -> Bool {
        (try? permitKeeping(viewer, call, reader)) != nil
    }

    /// The section that keeps a call: the one it names, else its programme's.
    func keeper(of call: Record) throws -> String {
        let own = try registry.register(Self.calls).section
        return call["section_in_charge"].text
            ?? catalogue.programme(call["programme"].text ?? "")?.section ?? own ?? ""
    }

    /// Nobody decides on an application whose team they are of.
    func refuseOwn(_ viewer: Viewer, _ application: Int64, _ reader: Reader) throws {
        let batch = try reader.all(
            """
            SELECT leader_name FROM application WHERE id = \(application)
            UNION SELECT name FROM application__members WHERE record = \(application)
            UNION SELECT p.name FROM application a JOIN person p ON p.id = a.leader
            WHERE a.id = \(application)
            """
        ).compactMap { $0[0].text }
        if batch.contains(viewer.name) { throw GateRefusal.ownApplication(name: viewer.name) }
    }
}
