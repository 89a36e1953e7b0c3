public import Applications
import Catalogue
import Registers
public import Store
import Values

/// The way of a rehearsal after the award: the contract's text and its signatures, the days on
/// which reports and acceptance fall due, what a lowered target is refused with.
public struct ProjectRehearsal: RehearsalStage {
    public let title = "任务书和执行"

    public init() {}

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.contract) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let awards = Awards(rehearsal.registry)
        let projects = try awards.rehearsed(rehearsal.call, writer.reader)
        guard !projects.isEmpty else {
            rehearsal.say(.note, "没有立项的项目，任务书这一步没有走到。")
            return
        }
        for id in projects { try rehearse(id, awards, rehearsal, writer) }
    }

    private func rehearse(
        _ id: Int64, _ awards: Awards, _ rehearsal: Rehearsal, _ writer: Writer
    ) throws {
        let reader = writer.reader
        let project = try awards.registry.record(reader, Awards.projects, id)
        let contract: Record
        if let open = try awards.openContract(reader, of: id) {
            contract = open
        } else {
            contract = try rehearsal.act(
                writer, as: rehearsal.somebody("officer"), "project-contract.drafted"
            ) { try awards.draftContract(project, writer) }
        }
        rehearsal.say(
            .letter, contract["text"].text ?? "",
            rule: project["contract_due_on"].text.map { "任务书在 \($0) 以前签完" })
        try tryLowered(contract, awards, rehearsal, writer)
        for _ in ContractParty.allCases {
            let current = try awards.registry.record(reader, Awards.contracts, contract.id)
            guard let party = awards.nextParty(current) else { break }
            let signer = signer(of: party, current, rehearsal)
            _ = try rehearsal.act(writer, as: signer, "project-contract.signed") {
                try awards.signContract(
                    contract.id, digest: current["text_digest"].text ?? "", by: signer, writer)
            }
            rehearsal.say(
                .done, "\(party.title)签署：\(current["party_\(party.rawValue)"].text ?? "")")
            rehearsal.pass(workingDays: 1)
        }
        let running = try awards.registry.record(reader, Awards.projects, id)
        guard running.state == "running" else {
            rehearsal.say(.failed, "任务书签完了，项目没有进入执行")
            return
        }
        for report in try awards.records(reader, Awards.reports, of: id) {
            let kind = awards.catalogue.list("project-report-kinds")?.title(
                of: report["kind"].text ?? "")
            rehearsal.say(.done, "\(report["due_on"].text ?? "") 以前提交\(kind ?? "报告")")
        }
        rehearsal.say(
            .done,
            "执行期到 \(running["ends_on"].text ?? "")，\(running["acceptance_due_on"].text ?? "") 以前申请验收"
        )
    }

    /// A target that is lower than the application's has to be refused.
    private func tryLowered(
        _ contract: Record, _ awards: Awards, _ rehearsal: Rehearsal, _ writer: Writer
    ) throws {
        guard let targets = contract.rows["targets"], !targets.isEmpty else { return }
        let signer = signer(of: .b, contract, rehearsal)
        rehearsal.expectRefusal("任务书少写一个目标", writer) {
            let fewer = Draft(rows: ["targets": Array(targets.dropFirst())])
            let changed = try awards.registry.change(
                Awards.contracts, contract.id, to: fewer, version: nil, writer)
            _ = try awards.signContract(
                contract.id, digest: changed["text_digest"].text ?? "", by: signer, writer)
        }
    }

    private func signer(
        of party: ContractParty, _ contract: Record, _ rehearsal: Rehearsal
    ) -> Viewer {
        switch party {
        case .a: return rehearsal.somebody("section-head")
        case .b:
            var viewer = rehearsal.somebody("organisation-administrator")
            viewer.organisation = contract["organisation"].integer
            return viewer
        case .c:
            guard let recommender = contract["recommender"].integer else {
                return rehearsal.somebody("clerk", county: contract["county"].text)
            }
            var viewer = rehearsal.somebody("organisation-administrator")
            viewer.organisation = recommender
            return viewer
        }
    }
}

extension Awards {
    /// Projects of a call that stand in this play.
    func rehearsed(_ call: Int64, _ reader: Reader) throws -> [Int64] {
        try reader.all(
            """
            SELECT id FROM project WHERE call = \(call) AND rehearsal = 1
            AND state = 'approved' ORDER BY id
            """
        ).compactMap { $0[0].integer }
    }
}
