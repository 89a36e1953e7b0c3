import Catalogue
import Journal
public import Registers
public import Store
import Values

/// A reproducible random sample: the lines with the smallest digests of seed and line. Pure.
public enum Sample {
    /// - Parameters:
    ///   - lines: what is drawn from; their order does not matter.
    ///   - count: how many; all where there are fewer.
    public static func draw(_ count: Int, of lines: [String], seed: String) -> [String] {
        lines.map { (Digest(of: "\(seed)\n\($0)").hex, $0) }.sorted { $0 < $1 }
            .prefix(max(count, 0)).map(\.1)
    }

    /// How many of so many are drawn: a share in %, rounded up, and at least so many.
    public static func size(of population: Int, share: Int, least: Int) -> Int {
        min(population, max(least, (population * share + 99) / 100))
    }
}

extension Awards {
    /// Draws expenses of a project whose vouchers the unit has to show.
    ///
    /// The seed is the digest of the journal's last entry, which nobody chooses, and is kept with
    /// the digest of the list that was drawn from: whoever draws again gets the same lines.
    /// - Throws: `RecordRefusal.against` where nothing was booked.
    public func sampleExpenses(
        _ project: Int64, by viewer: Viewer, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        try permitOffice(viewer)
        return try await database.write(act(viewer, "expenditure-check.drawn")) { writer in
            let check = try sampleExpenses(project, by: viewer, writer)
            try also(writer, check)
            return check
        }
    }

    /// The same inside a write.
    public func sampleExpenses(_ id: Int64, by viewer: Viewer, _ writer: Writer) throws -> Record {
        let reader = writer.reader
        let project = try project(reader, id, by: viewer)
        guard let funding = try funding(reader, of: project) else {
            throw AwardsRefusal.noFunding(project: project["name"].text ?? "").refusal
        }
        let rows = try reader.all(
            """
            SELECT id, receipt_no, amount FROM project_expense WHERE project = \(funding.id)
            AND state = 'booked' ORDER BY id
            """)
        guard !rows.isEmpty else {
            throw AwardsRefusal.report(what: "项目还没有列支，没有可抽的支出", advice: "单位报了支出、核对列支以后再抽").refusal
        }
        let today = writer.now.businessDate
        let head = try reader.first("SELECT digest FROM journal_entry ORDER BY number DESC LIMIT 1")
        let seed = Digest(of: "\(head?[0].text ?? "")/\(project.id)/\(today.iso)").hex
        let lines = rows.map { "\($0[0].integer ?? 0)/\($0[1].text ?? "")/\($0[2].integer ?? 0)" }
        let size = Sample.size(
            of: rows.count, share: rule("expense_sample_share", on: today)?.number ?? 20,
            least: rule("expense_sample_least", on: today)?.number ?? 5)
        let drawn = Set(Sample.draw(size, of: lines, seed: seed))
        let chosen = zip(rows, lines).filter { drawn.contains($0.1) }.map(\.0)
        let count = try reader.integer(
            "SELECT count(*) FROM expenditure_check WHERE project = \(project.id)")
        let check = try registry.create(
            Draft(
                [
                    "check_no": .text("\(project["project_no"].text ?? "")-C\(count + 1)"),
                    "project": .integer(project.id), "drawn_on": .text(today.iso),
                    "seed": .text(seed), "population": .integer(Int64(rows.count)),
                    "population_digest": .text(
                        Digest(of: lines.joined(separator: "\n")).hex),
                    "drawn": .integer(Int64(chosen.count)),
                    "due_on": .text(today.adding(days: 15).iso),
                ],
                rows: [
                    "lines": chosen.map {
                        ["expense": $0[0], "receipt_no": $0[1], "amount": $0[2]]
                    }
                ]), in: Self.expenditureChecks, writer)
        try tellUnit(
            project, "项目支出抽查：抽中 \(chosen.count) 笔，请把凭证传到抽查记录里。",
            link: "/registers/expenditure-check/\(check.id)", writer)
        return check
    }
}

/// Whose a check is, and that every line drawn has its finding before it ends.
struct FollowExpenditureCheck: RecordConsequence {
    let registers: Set<String> = [Awards.expenditureChecks]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belong(to: "project", registry, writer.reader)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        guard step.before != nil, step.enters("checked") else { return }
        if let open = step.after.rows["lines"]?.first(where: { $0["finding"]?.text == nil }) {
            throw AwardsRefusal.report(
                what: "票据 \(open["receipt_no"]?.text ?? "") 没有写核查结果", advice: "逐笔写明结果再结束"
            ).refusal
        }
    }
}
