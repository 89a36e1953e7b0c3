import Catalogue
import Journal
public import Registers
import Store
import Values

extension Applications {
    /// Every rule before a word is written: what the programme asks, and what the gate will look
    /// for once it is submitted.
    ///
    /// The gate looks at applications that are there. One is made for it and taken away again in
    /// the same write, so that the answer is the gate's own and nothing is left of the question.
    public func precheck(
        _ call: Int64, kind: String, leader: Int64, title: String?, by viewer: Viewer
    ) async throws -> [EligibilityFinding] {
        let applications = self
        do {
            return try await database.write(act(viewer, "application.prechecked")) {
                writer -> [EligibilityFinding] in
                throw Answered(
                    findings: try applications.precheck(
                        call, kind: kind, leader: leader, title: title, by: viewer, writer))
            }
        } catch let answered as Answered {
            return answered.findings
        }
    }

    private struct Answered: Error {
        let findings: [EligibilityFinding]
    }

    private func precheck(
        _ call: Int64, kind: String, leader: Int64, title: String?, by viewer: Viewer,
        _ writer: Writer
    ) throws -> [EligibilityFinding] {
        let organisation = try permitApplying(viewer)
        let offer = try offer(writer.reader, call)
        let own = try checkEligibility(
            writer.reader, offer, kind: kind, organisation: organisation, leader: leader)
        let text = title.flatMap { $0.isEmpty ? nil : $0 }
        if let text { try Self.refuseMarks(["title": .text(text)]) }
        var draft = Draft([
            "call": .integer(call), "kind": .text(kind), "organisation": .integer(organisation),
            "leader": .integer(leader), "title": .text(text ?? "预审"),
            "title_key": .text(TitleKey.of(text ?? "预审 \(call) \(leader)")),
        ])
        let home = try registry.record(writer.reader, "organisation", organisation)
        draft.fields["county"] = home["county"]
        let trial = try registry.create(
            draft, in: Self.applications, isKnownToBeNew: true, writer)
        let found = try check(writer.reader, [trial.id], on: writer.now.businessDate)
        let titles = catalogue.list("gate-rules")
        let exempt = Set(offer.terms.exemptions)
        return own
            + gate.filter { !exempt.contains($0.name) }.flatMap { rule -> [EligibilityFinding] in
                let title = titles?.title(of: rule.name) ?? rule.name
                let mine = found.filter { $0.rule == rule.name }
                if mine.isEmpty {
                    let sources = rule.reads.compactMap { name in
                        catalogue.rules[name]?.value(on: writer.now.businessDate).map {
                            "\(catalogue.rules[name]?.title ?? name)：\($0.value)（\($0.source)）"
                        }
                    }
                    return [
                        EligibilityFinding(
                            rule: rule.name, title: title,
                            source: sources.isEmpty ? "资格核查" : sources.joined(separator: "；"),
                            value: "没有发现问题", result: .met, remedy: "")
                    ]
                }
                return mine.map { finding in
                    EligibilityFinding(
                        rule: rule.name, title: "\(title)：\(finding.about)",
                        source: finding.ground.isEmpty ? "资格核查" : finding.ground,
                        value: finding.sentence,
                        result: finding.verdict == .block ? .unmet : .met,
                        remedy: finding.verdict == .block
                            ? "能改的先改；认为不对的可以照填，提交后由主管科室判定" : "提交后由科室留意，可以先准备说明",
                        isBinding: false)
                }
            }
    }
}
