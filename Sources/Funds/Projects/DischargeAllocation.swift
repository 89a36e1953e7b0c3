import Journal
import Registers
import Store
import Values

/// Holds what papers allocate to a project to its contract: issuing discharges the promise as a
/// payment does, and what is returned gives the promise back.
struct DischargeAllocation: RecordConsequence {
    let registers: Set<String> = ["allocation"]
    let isLasting = true

    private static let underway: Set<String> = ["issued", "at-county", "disbursed", "arrived"]

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let before = step.before.map { Self.net($0) } ?? 0
        let after = Self.net(step.after)
        if let was = step.before, before > 0,
            was["project_funding"] != step.after["project_funding"]
                || was["paper"] != step.after["paper"]
        {
            throw RefusedFunding(
                .settled(what: "指标已经下达", advice: "错了的退回，另下一笔"), step.after, registry)
        }
        guard let project = step.after["project_funding"].integer else { return }
        if after > before {
            try discharge(step.after, project, Money(fen: after - before), registry, writer)
        } else if after < before {
            try giveBack(step.after, Money(fen: before - after), registry, writer)
        }
    }

    /// What it has of the promise: once issued, what did not go back.
    private static func net(_ record: Record) -> Int64 {
        guard underway.contains(record.state) else { return 0 }
        return (record["amount"].integer ?? 0) - (record["returned"].integer ?? 0)
    }

    private func key(_ record: Record) -> String { "allocation#\(record.id)/discharge" }

    private func discharge(
        _ record: Record, _ project: Int64, _ amount: Money, _ registry: Registry,
        _ writer: Writer
    ) throws {
        let reader = writer.reader
        let paper = try registry.record(
            reader, "allocation-paper", record["paper"].integer ?? 0)
        let plan = ProjectPlan(try registry.record(reader, "project-funding", project))
        let books = try ProjectBooks(plan, Ledger(registry), reader)
        func refused(_ refusal: FundingRefusal) -> RefusedFunding {
            RefusedFunding(refusal, record, registry, amount)
        }
        if let earmark = paper["earmark"].integer, earmark != plan.earmark {
            throw refused(
                .otherEarmark(
                    project: plan.name, own: books.earmarkName,
                    asked: try ProjectBooks.name(of: earmark, reader)))
        }
        let year = Int(paper["year"].integer ?? 0)
        let rules = StageRules(
            plan: plan, takenOfStage: .zero, paidOfYear: try books.paid(reader, year),
            title: { $0 }, state: plan.stateTitle(registry))
        if let refusal = rules.obstacle(year: year, amount) { throw refused(refusal) }
        let issued = paper["issued_on"].text.flatMap(CalendarDate.init(iso:))
        try books.ledger.post(
            [
                TransferRequest(
                    key(record), "discharge", from: books.commitment(year), to: books.discharged,
                    amount, on: issued ?? writer.now.businessDate,
                    about: .init("allocation", record.id), docNo: paper["doc_no"].text)
            ], writer)
    }

    private func giveBack(
        _ record: Record, _ amount: Money, _ registry: Registry, _ writer: Writer
    ) throws {
        let ledger = Ledger(registry)
        guard let discharge = try ledger.transfer(writer.reader, key(record)) else { return }
        let day = record["returned_on"].text.flatMap(CalendarDate.init(iso:))
        try ledger.reverse(
            discharge, key: key(record) + "/back/\(record.version)", amount: amount,
            on: day ?? writer.now.businessDate,
            reason: String((writer.act.reason ?? "退回").prefix(200)),
            about: .init("allocation", record.id), writer)
        try agree(record, registry, writer)
    }

    /// A project that is over keeps no promise that came back.
    private func agree(_ record: Record, _ registry: Registry, _ writer: Writer) throws {
        let project = try registry.record(
            writer.reader, "project-funding", record["project_funding"].integer ?? 0)
        let books = try ProjectBooks(ProjectPlan(project), Ledger(registry), writer.reader)
        try books.settleEnded(project, after: record, writer)
    }
}

extension ProjectBooks {
    /// Releases what came back to a project that is over.
    /// - Parameter record: what brought it back; its version makes the keys its own.
    func settleEnded(_ project: Record, after record: Record, _ writer: Writer) throws {
        guard ["closed", "terminated"].contains(project.state) else { return }
        try agree(with: project, word: "/\(record.register)#\(record.id)", writer)
    }
}
