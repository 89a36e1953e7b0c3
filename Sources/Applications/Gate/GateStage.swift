import Registers
public import Store
import Values

/// The gate, in the play: what it finds of the made-up applications, and what a person makes of it.
public struct GateStage: RehearsalStage {
    public let title = "资格核查"

    public init() {}

    public func isPart(of terms: CallTerms) -> Bool { true }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let applications = rehearsal.applications
        let ids = rehearsal.submitted.values.sorted()
        let officer = rehearsal.somebody("officer")
        try rehearsal.act(writer, as: officer, "gate.run") {
            _ = try applications.runGate(ids, writer)
        }
        for (name, id) in rehearsal.submitted.sorted(by: { $0.key < $1.key }) {
            let who = rehearsal.cast[name]?.name ?? name
            let found = try applications.findings(writer.reader, of: id)
            if found.isEmpty { rehearsal.say(.done, "\(who)：没有查到问题") }
            for finding in found {
                rehearsal.say(
                    .note, "\(who)：\(finding["sentence"].text ?? "")",
                    rule: finding["ground"].text)
                guard finding["verdict"].text == "block" else { continue }
                let isTrue = name == "dishonest" && finding["rule"].text == "dishonest"
                try rehearsal.act(
                    writer, as: officer, "gate-finding.decided",
                    reason: isTrue ? "演练：属实" : "演练：不采纳"
                ) {
                    _ = try applications.decideFinding(
                        finding.id, isTrue ? .uphold : .waive,
                        reason: isTrue ? "演练：属实" : "演练：不采纳", version: nil, by: officer,
                        writer)
                }
                rehearsal.say(.done, "科室判定：\(isTrue ? "属实" : "不采纳，演练继续")")
            }
        }
    }
}
