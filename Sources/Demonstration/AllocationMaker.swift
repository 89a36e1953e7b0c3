import Awards
import Catalogue
import Funds
import Journal
import Registers
import Store
import Values

/// An allocation paper whose money is on its way: some of it has arrived, some is late, one county
/// has not even looked. Its money comes straight from a budget outside, so that no published
/// figure of the bureau's own spending moves.
struct AllocationMaker: Sendable {
    private let registry: Registry
    private let allocations: Allocations
    private let finance: Viewer

    /// - Throws: `DemonstrationError` where the catalogue lacks the role that acts.
    init(_ registry: Registry) throws {
        guard let role = registry.catalogue.roles["finance"] else {
            throw DemonstrationError.noRole
        }
        // Money moves with the steps of papers, whoever opened the city.
        self.registry = Registry(registry.database, consequences: CityConsequences.all)
        allocations = Allocations(self.registry)
        finance = Viewer(name: "演示财务", role: role)
    }

    private struct Payee {
        let name: String
        let uscc: String
        let county: String
    }

    private static let title = "关于下达市科技创新专项资金的通知（演示）"
    /// Days ago: ten more than the term.
    private static let age = 40
    private static let payees = 8

    /// Equal input gives an equal journal.
    func write() async throws {
        let today = registry.database.clock.today
        let payees = try await choose()
        guard payees.count > 2 else { return }
        let issued = today.adding(days: -Self.age)
        let fund = try await registry.createRecord(
            "special-fund",
            [
                "code": .text("YS-KJCX"), "name": .text("市科技创新专项资金（演示）"),
                "level": .text("own"),
            ], by: finance
        ).id
        try await appropriate(fund, year: today.year, on: issued)
        let paper = try await draft(fund, today.year, payees)
        try await issue(paper, on: issued)
        try await move(paper, issued)
    }

    /// The unit that the demonstration's people act for, then others with a county and a code.
    private func choose() async throws -> [Payee] {
        try await registry.database.read { reader in
            try reader.all(
                """
                SELECT o.name, o.uscc, o.county FROM organisation o
                WHERE o.county IS NOT NULL AND o.uscc IS NOT NULL
                AND o.county NOT IN ('unassigned', 'outside') AND o.state = 'in-force'
                ORDER BY CASE WHEN o.id =
                (SELECT organisation FROM technology_need ORDER BY id LIMIT 1)
                THEN 0 ELSE 1 END, o.id LIMIT \(Self.payees)
                """
            ).map { row in
                Payee(
                    name: row[0].text ?? "", uscc: row[1].text ?? "", county: row[2].text ?? "")
            }
        }
    }

    private func appropriate(_ fund: Int64, year: Int, on day: CalendarDate) async throws {
        let ledger = Ledger(registry)
        let act = Act(
            actor: finance.name, role: finance.role.name, event: "ledger.posted", reason: "演示")
        _ = try await registry.database.write(act) { writer in
            try ledger.post(
                [
                    TransferRequest(
                        "demonstration/\(fund)", "appropriation",
                        from: .source(title: "市级预算"),
                        to: .fund(fund, "市科技创新专项资金（演示）", year: year),
                        Money(fen: 500_000_000), on: day, note: "演示")
                ], writer)
        }
    }

    private func draft(_ fund: Int64, _ year: Int, _ payees: [Payee]) async throws -> Int64 {
        let paper = try await allocations.makePaper(
            [
                "title": Self.title, "earmark": "#\(fund)", "year": String(year),
                "total": "1元", "responsible_section": "high-tech", "owner": "演示·高新科经办",
            ], by: finance)
        let rows = payees.enumerated().map { index, payee in
            "\(payee.name)\t\(payee.uscc)\t\(payee.county)\t科技创新项目\(index + 1)\t\((index + 1) * 5)"
        }
        let text = (["单位名称\t统一社会信用代码\t县市区\t项目名称\t金额（万元）"] + rows).joined(separator: "\n")
        let split = try await allocations.splitPaper(
            paper.id,
            .init(try SplitTable(text: Array(text.utf8)), .amounts, adoptsSum: true), by: finance)
        _ = try await allocations.changePaper(
            paper.id, ["doc_no": "演财教指〔\(year)〕1号", "cosigner": "演示市财政局"],
            version: split.version, by: finance)
        return paper.id
    }

    /// As if all had agreed on that day.
    private func issue(_ paper: Int64, on day: CalendarDate) async throws {
        let registry = registry
        let act = Act(
            actor: finance.name, role: finance.role.name, event: "allocation-paper.issued",
            reason: "演示")
        try await registry.database.write(act) { writer in
            let draft = Draft([
                "cosigned_on": .text(day.iso), "issued_on": .text(day.iso),
            ])
            _ = try registry.change(
                Allocations.papers, paper, to: draft, version: nil, writer)
            _ = try registry.move(Allocations.papers, paper, "issue", version: nil, writer)
        }
    }

    /// The first waits for its unit to confirm, others are at different steps.
    private func move(_ paper: Int64, _ issued: CalendarDate) async throws {
        let lines = try await registry.database.read { [allocations, registry] reader in
            try allocations.lines(
                reader, of: try registry.record(reader, Allocations.papers, paper)
            ).map(\.id)
        }
        let received = Array(lines.dropLast(2))
        _ = try await allocations.confirmCountyReceipt(
            received, on: issued.adding(days: 4), by: finance)
        let paid = Array(received.dropLast())
        _ = try await allocations.disburse(paid, on: issued.adding(days: 15), by: finance)
        for (index, id) in paid.dropFirst().enumerated() {
            // The last of them a week beyond the term.
            let days = index == paid.count - 2 ? 37 : 18 + index * 3
            _ = try await allocations.confirmArrival(
                id, on: issued.adding(days: days), receipt: "YS\(1_001 + index)",
                reason: "演示，凭回单代为确认",
                by: finance)
        }
    }
}
