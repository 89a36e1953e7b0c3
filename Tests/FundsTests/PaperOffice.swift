import Accounts
import Approvals
import Catalogue
import Documents
import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

/// A treasury with whoever has to do with allocation papers: a clerk of the office who drafts, four
/// who agree, a county's clerk, a unit that is registered; and 100 万元 for 市自然科学基金.
struct PaperOffice {
    let city: Treasury
    let approvals: Approvals
    let drafter: Viewer
    let head: Viewer
    let leader: Viewer
    let director: Viewer
    let finance: Viewer
    let county: Viewer
    let otherCounty: Viewer
    let unit: Viewer
    /// 示例新材料有限公司 in 岳阳县.
    let organisation: Int64

    static let uscc = "91430600MA4TE5T137"

    var registry: Registry { city.registry }
    var database: Database { city.database }
    var allocations: Allocations { Allocations(registry) }

    init(_ now: String = "2025-03-10T01:00:00Z", yuan: Int64 = 1_000_000) async throws {
        let city = try await Treasury(now)
        self.city = city
        approvals = Approvals(Accounts(city.registry))
        let registry = city.registry
        func person(
            _ name: String, _ role: String, section: String? = nil, county: String? = nil
        ) async throws -> Viewer {
            let login = "p\(UInt32.random(in: 1...UInt32.max))"
            let record = try await city.database.write(city.act("account.created")) { writer in
                var fields: [String: Scalar] = [
                    "login": .text(login), "name": .text(name), "role": .text(role),
                ]
                fields["section"] = section.map(Scalar.text)
                fields["county"] = county.map(Scalar.text)
                return try registry.create(Draft(fields, state: "active"), in: "account", writer)
            }
            return Viewer(
                name: name, role: try #require(registry.catalogue.roles[role]),
                account: record.id, section: section, county: county)
        }
        drafter = try await person("经办甲", "officer", section: "office")
        head = try await person("科长乙", "section-head", section: "office")
        leader = try await person("领导丙", "leader")
        director = try await person("局长丁", "leader")
        finance = try await person("财务戊", "finance")
        county = try await person("县办己", "clerk", county: "430621")
        otherCounty = try await person("县办庚", "clerk", county: "430623")
        organisation = try await registry.createRecord(
            "organisation",
            [
                "name": .text("示例新材料有限公司"), "uscc": .text(Self.uscc),
                "county": .text("岳阳县"), "kind": .text("enterprise"),
            ], by: head
        ).id
        unit = Viewer(
            name: "单位辛", role: try #require(registry.catalogue.roles["organisation-member"]),
            organisation: organisation)
        try await city.appropriate(yuan, city.science)
    }

    /// A drafted paper of 30 万元.
    func draft(_ total: String = "30万元") async throws -> Record {
        try await allocations.makePaper(
            [
                "title": "关于下达2025年市自然科学基金的通知", "earmark": "#\(city.science)",
                "year": "2025", "total": total, "responsible_section": "office",
            ], by: drafter)
    }

    static let table = """
        关于下达2025年市自然科学基金的明细表,,,
        单位：万元,,,
        序号,单位名称,县市区,项目名称,金额
        1,示例新材料有限公司,岳阳县,示例项目甲,12.5
        2,示例大学,华容县,示例项目乙,10
        3,示例研究所,岳阳县,示例项目丙,7.5
        合计,,,,30
        """

    func table(_ text: String = table) throws -> SplitTable {
        try SplitTable(text: Array(text.utf8))
    }

    func split(_ paper: Record, _ text: String = table, _ mode: SplitMode = .amounts)
        async throws -> Record
    {
        try await allocations.splitPaper(
            paper.id, .init(try table(text), mode), by: drafter)
    }

    func preview(
        _ paper: Record, _ text: String, _ mode: SplitMode = .amounts, adopts: Bool = false
    ) throws -> SplitPreview {
        let table = try table(text)
        return try database.readNow { reader in
            try allocations.previewSplit(
                reader, paper.id, .init(table, mode, adoptsSum: adopts), by: drafter)
        }
    }

    /// Gives a paper its number and co-signature.
    func number(_ paper: Record, _ docNo: String = "岳财教指〔2025〕12号") async throws -> Record {
        try await allocations.changePaper(
            paper.id,
            ["doc_no": docNo, "cosigned_on": "2025-03-07", "cosigner": "市财政局教科文科"],
            version: try record(paper).version, by: drafter)
    }

    /// Lays a paper before all who agree, who all do.
    func approve(_ paper: Record) async throws {
        let register = try registry.register(Allocations.papers)
        var request = try await approvals.ask(
            "issue", of: paper.id, in: register, version: nil, note: nil, by: drafter)
        for viewer in [head, leader, finance, director] {
            request = try await approvals.decide(
                request.id, .approve, opinion: nil, version: request.version, by: viewer)
        }
    }

    /// A paper of three payees that is issued today.
    func issued() async throws -> Record {
        let paper = try await draft()
        _ = try await split(paper)
        _ = try await number(paper)
        try await approve(paper)
        return try record(paper)
    }

    func record(_ paper: Record) throws -> Record {
        try database.readNow { try registry.record($0, Allocations.papers, paper.id) }
    }

    func lines(_ paper: Record) throws -> [Record] {
        try database.readNow { reader in
            try allocations.lines(
                reader, of: try registry.record(reader, Allocations.papers, paper.id))
        }
    }

    func line(_ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, Allocations.lines, id) }
    }

    func standing(_ code: String) throws -> LedgerBalance {
        try database.readNow { try city.ledger.balance($0, code) }
    }

    var fund: String { "fund/\(city.science)/2025" }
    func countyAccount(_ code: String = "430621") -> String {
        "county/\(code)/\(city.science)/2025"
    }

    func told(_ viewer: Viewer) throws -> [String] {
        try database.readNow { reader in
            try approvals.accounts.notices(reader, of: viewer.account ?? 0).map(\.text)
        }
    }

    static func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }
}
