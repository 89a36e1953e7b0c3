import Applications
import Catalogue
import Journal
import Registers
import Store
import Values

/// A call of 市自然科学基金 that is open, one of 揭榜挂帅 that is being prepared, and applications of
/// the units whose accounts the demonstration shows; the member's account is a person, so that
/// consent can be asked.
struct CallMaker: Sendable {
    private let applications: Applications
    private let year: Int
    private let head: Role
    private let administrator: Role

    private var registry: Registry { applications.registry }

    /// - Throws: `DemonstrationError` where the catalogue lacks the roles that act.
    init(_ registry: Registry, year: Int) throws {
        guard let head = registry.catalogue.roles["section-head"],
            let administrator = registry.catalogue.roles["organisation-administrator"]
        else { throw DemonstrationError.noRole }
        applications = Applications(registry)
        self.year = year
        self.head = head
        self.administrator = administrator
    }

    private var officer: Viewer {
        Viewer(name: "演示·规划科科长", role: head, section: "planning-policy")
    }

    private func act(_ event: String) -> Act {
        Act(actor: officer.name, role: head.name, event: event, reason: "演示")
    }

    private struct Unit: Sendable {
        let organisation: Int64
        let leaders: [Int64]
    }

    /// Both calls with what was handed in so far; equal input gives an equal journal.
    func write() async throws {
        guard registry.catalogue.programme("natural-science-fund") != nil else { return }
        let units = try await people()
        guard !units.isEmpty else { return }
        let call = try await open("natural-science-fund", from: 12, total: "5000000")
        for (index, unit) in units.enumerated() {
            for (place, leader) in unit.leaders.enumerated() {
                try await apply(call, unit, leader, place + index * 2, isSent: place == 0)
            }
        }
        if registry.catalogue.programme("challenge") != nil {
            let maker = Viewer(name: "演示·成果科科长", role: head, section: "technology-transfer")
            _ = try await applications.createCall(
                programme: "challenge", year: year + 1, ["total": .text("3000000")], by: maker)
        }
    }

    /// Leaders of both units, and the person that the member's account stands for.
    private func people() async throws -> [Unit] {
        let found = try await registry.database.read { reader in
            try ["demo-unit", "demo-second"].compactMap { login -> Int64? in
                try reader.first(
                    """
                    SELECT m.organisation FROM membership m JOIN account a ON a.id = m.account
                    WHERE a.login = \(login)
                    """)?[0].integer
            }
        }
        let names = [["周明远", "沈若兰"], ["顾清和", "陆知秋"]]
        let registry = registry
        let year = year
        return try await registry.database.write(act("person.created")) { writer in
            try zip(found, names).map { organisation, names in
                let leaders = try names.enumerated().map { index, name in
                    try registry.create(
                        Draft([
                            "name": .text(name), "organisation": .integer(organisation),
                            "title": .text(index == 0 ? "senior" : "associate"),
                            "sex": .text(index == 0 ? "1" : "2"),
                            "birth": .text("\(year - 45 + index * 12)-06"),
                        ]), in: "person", writer
                    ).id
                }
                return Unit(organisation: organisation, leaders: leaders)
            }.enumerated().map { index, unit in
                guard index == 0,
                    let account = try writer.reader.first(
                        "SELECT id FROM account WHERE login = 'demo-member'")?[0].integer
                else { return unit }
                let member = try registry.create(
                    Draft([
                        "name": .text("演示·单位人员"), "organisation": .integer(unit.organisation),
                        "title": .text("intermediate"), "birth": .text("\(year - 30)-03"),
                    ]), in: "person", writer)
                _ = try registry.change(
                    "account", account, to: Draft(["person": .integer(member.id)]), version: nil,
                    writer)
                return unit
            }
        }
    }

    /// A call that takes applications from a day of January to the end of that year.
    private func open(_ programme: String, from day: Int, total: String) async throws -> Int64 {
        let applications = applications
        let (registry, officer, year) = (registry, officer, year)
        return try await registry.database.write(act("call.created")) { writer in
            let call = try applications.createCall(
                programme: programme, year: year + 1,
                [
                    "opens_at": .text("\(year + 1)-01-\(day) 09:00:00"),
                    "closes_at": .text("\(year + 1)-12-31 17:00:00"),
                    "recommend_by": .text("\(year + 2)-01-15 17:00:00"), "total": .text(total),
                    "basis_doc": .text("演示发〔\(year + 1)〕1号"),
                    "enquiries": .text("演示·规划科，0730-0000000"),
                    "guide": .text("支持基础研究和应用基础研究。\n青年项目支持青年人独立开展研究。"),
                ], by: officer, writer)
            _ = try applications.moveCall(call.id, .rehearse, by: officer, writer)
            let offer = try applications.offer(writer.reader, call.id)
            _ = try registry.change(
                Applications.calls, call.id,
                to: Draft([
                    "rehearsed_on": .text(writer.now.businessDate.iso),
                    "rehearsed_terms": .text(try offer.digest()),
                ]), version: nil, writer)
            _ = try applications.moveCall(call.id, .preview, by: officer, writer)
            return try applications.moveCall(call.id, .publish, by: officer, writer).id
        }
    }

    private static let subjects = [
        ("湖区湿地土壤碳库稳定性的微生物机制", "湿地、碳库、微生物"),
        ("低温环境焊接裂纹的萌生与扩展规律", "焊接、裂纹、低温"),
        ("面向检验的光谱数据弱监督学习方法", "光谱、弱监督、检验"),
        ("江湖关系变化下的水质演变与预测", "水质、江湖关系、预测"),
    ]

    private func apply(
        _ call: Int64, _ unit: Unit, _ leader: Int64, _ place: Int, isSent: Bool
    ) async throws {
        let (title, keywords) = Self.subjects[place % Self.subjects.count]
        let viewer = Viewer(
            name: "演示·单位管理员", role: administrator, organisation: unit.organisation)
        var answers: [String: Answer] = [
            "kind": .text("general"), "title": .text(title), "keywords": .text(keywords),
            "leader": .text("#\(leader)"), "starts_on": .text("\(year + 2)-03-01"),
            "ends_on": .text("\(year + 4)-02-28"), "requested": .text("100000"),
            "lump_sum_promise": .text("是"), "ethics": .text("none"),
            "subject": .text(registry.catalogue.list("subjects")?.codes.first?.code ?? ""),
            "targets": .rows([
                [
                    "indicator": "papers", "kind": "quantity", "name": "发表论文",
                    "comparison": "at-least", "value": "2", "unit": "篇",
                ]
            ]),
            "answers": .rows([
                ["question": "scientific_question", "answer": "\(title)是什么、怎么用。"]
            ]),
        ]
        for name in ["summary", "basis", "content", "innovation", "route", "foundation"] {
            answers[name] = .text("\(title)（演示内容）。")
        }
        if isSent {
            _ = try await applications.submit(
                answers, call: call, secrecy: "open", commits: true, by: viewer)
        } else {
            _ = try await applications.startApplication(
                call, secrecy: "open", answers, by: viewer)
        }
    }
}
