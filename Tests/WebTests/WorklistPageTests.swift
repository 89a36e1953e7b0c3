import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Reports
import Testing
import Work

@testable import Web

@Suite struct WorklistPageTests {
    /// Contracts that wait, on 10 February 2026: two overdue, one due soon, one far off.
    private static let waiting = Task {
        let city = try await WebCity(filled: true)
        let table = """
            external_no,name,contract_type,seller_kind,buyer_kind,total,county,state,state_since,phone
            W-1,<b>甲</b>,development,university,内资企业,100,岳阳楼区,submitted,2026-01-01,13800000001
            W-2,乙,development,university,内资企业,100,平江县,first-checked,2025-12-01,13800000002
            W-3,丙,development,university,内资企业,100,平江县,submitted,2026-01-15,
            W-4,丁,development,university,内资企业,100,平江县,submitted,2026-02-10,
            W-5,戊,development,university,内资企业,100,平江县,returned,2025-12-01,13800000005
            """
        _ = try await city.registry.importTable(
            try CSVTable.parse(Array(table.utf8)), into: "technology-contract",
            by: try WebCity.viewer("officer"), source: "waiting")
        return city
    }

    @Test func allListsStandBySectionWithWhatIsOverdue() async throws {
        let city = try await Self.waiting.value
        let text = await city.get("/worklists").text
        #expect(Markup(text).problems == [])
        #expect(text.contains("<h2>科技成果转化促进科<small>5 件</small></h2>"))
        #expect(text.contains("href=\"/worklists/contract-waiting\">技术合同待审</a>"))
        #expect(text.contains("data-label=\"已逾期\"><span class=\"overdue\">2</span>"))
        #expect(text.contains("data-label=\"7 日内到期\"><span class=\"soon\">1</span>"))
        #expect(text.contains("今天没有事的清单"))
        #expect(text.contains("aria-current=\"page\">工作清单</a>"))
    }

    @Test func aListShowsWhatIsDueFirstInWordsAndLeadsToTheRecords() async throws {
        let city = try await Self.waiting.value
        let text = await city.get("/worklists/contract-waiting").text
        #expect(Markup(text).problems == [])
        #expect(text.contains("4 件，其中已逾期 2 件，7 日内到期 1 件"))
        let order = ["W-2", "W-1", "W-3", "W-4"].compactMap { text.range(of: $0)?.lowerBound }
        #expect(order.count == 4 && order == order.sorted())
        #expect(text.contains("2026-01-31</td>"))
        #expect(text.contains("<span class=\"overdue\">已逾期 10 天</span>"))
        #expect(text.contains("<span class=\"soon\">还有 4 天（4 个工作日）</span>"))
        #expect(text.contains("href=\"/registers/technology-contract/"))
        #expect(text.contains("&lt;b&gt;甲"))
        #expect(text.contains("技术合同认定登记期限：30 日"))
        #expect(text.contains("期限是状态起始日后“技术合同认定登记期限”"))
        #expect(text.contains("due: {of: state-since, days: contract_registration_days}"))
    }

    @Test func aCountyNarrowsTheListsAndStandsAsAChip() async throws {
        let city = try await Self.waiting.value
        let text = await city.get("/worklists/contract-waiting?county=430626").text
        #expect(text.contains("3 件，其中已逾期 1 件") && !text.contains("W-1<"))
        #expect(text.contains("去掉条件 平江县"))
        let all = await city.get("/worklists?county=430626").text
        #expect(all.contains("href=\"/worklists/contract-waiting?county=430626\""))
        #expect(Markup(all).problems == [])
        #expect(await city.get("/worklists/passage-unsigned?county=430626").status == 400)
        #expect(await city.get("/worklists?county=1").status == 400)
    }

    @Test func anEmptyListSaysThatThereIsNothingToDo() async throws {
        let city = try await WebCity.empty.value
        for target in ["/worklists", "/worklists/contract-waiting"] {
            let text = await city.get(target).text
            #expect(text.contains("<div class=\"empty\"><p>没有要办的事。</p>"), "\(target)")
            #expect(Markup(text).problems == [], "\(target)")
        }
        #expect(await city.get("/overview").text.contains("今天的工作清单</a>：没有要办的事。"))
    }

    @Test func theOverviewTellsHowMuchThereIsToDo() async throws {
        let text = await (try await Self.waiting.value).get("/overview").text
        #expect(text.contains("<p class=\"work late\"><a href=\"/worklists\">今天的工作清单</a>：共 "))
        #expect(Markup(text).problems == [])
    }

    @Test func theOverviewFollowsTheJournal() async throws {
        let city = try await WebCity(filled: false)
        #expect(await city.get("/overview").text.contains("没有要办的事"))
        let table =
            "external_no,name,contract_type,seller_kind,buyer_kind,total\nN-1,新,development,university,内资企业,1\n"
        _ = try await city.registry.importTable(
            try CSVTable.parse(Array(table.utf8)), into: "technology-contract",
            by: try WebCity.viewer("officer"), source: "new")
        #expect(await city.get("/overview").text.contains("共 1 件"))
    }

    @Test func aListCanBeTakenAlong() async throws {
        let city = try await Self.waiting.value
        let table = await city.get("/worklists/contract-waiting/lines.csv")
        #expect(table.header("Content-Type") == "text/csv; charset=utf-8")
        let lines = table.text.split(separator: "\r\n")
        #expect(lines.count == 5)
        #expect(lines[0].hasSuffix("统计归口,期限,还剩,状态,编号"))
        #expect(lines[1].contains("平江县,2025-12-31,已逾期 41 天,初审通过,"))
        let book = await city.get("/worklists/contract-waiting/lines.xlsx")
        guard case .bytes(let bytes) = book.body else {
            Issue.record("a workbook is bytes")
            return
        }
        #expect(bytes.starts(with: Array("PK".utf8)))
        #expect(book.header("Content-Disposition")?.contains("contract-waiting.xlsx") == true)
    }

    @Test func programsReadTheSame() async throws {
        let city = try await Self.waiting.value
        let all = await city.get("/api/worklists").text
        #expect(all.hasPrefix("[{\"name\":\"contract-waiting\""))
        #expect(all.contains("\"count\":4,\"overdue\":2,\"due_soon\":1"))
        let one = await city.get("/api/worklists/contract-waiting").text
        #expect(one.contains("\"due\":\"2025-12-31\",\"days_left\":-41"))
        let returned = await city.get("/api/worklists/contract-not-resubmitted").text
        #expect(returned.contains("\"cells\"") && !returned.contains("13800000005"))
    }

    @Test func personalValuesAreMaskedForThoseWhoNeedNotSeeThem() async throws {
        let city = try await Self.waiting.value
        let path = "/worklists/contract-not-resubmitted"
        #expect(await city.get(path).text.contains("13800000005"))
        let leader = try WebCity.viewer("leader")
        for target in [path, path + "/lines.csv"] {
            let text = await city.get(target, as: leader).text
            #expect(!text.contains("13800000005"), "\(target)")
            #expect(text.contains("138****0005"), "\(target)")
        }
    }

    @Test func aRoleSeesOnlyTheListsOfItsRegisters() async throws {
        let city = try await WebCity(filled: false, role: "finance")
        #expect(await city.get("/worklists/passage-unsigned").status == 200)
        for target in ["", "/lines.csv", "/lines.xlsx"] {
            #expect(await city.get("/worklists/contract-waiting\(target)").status == 403)
        }
        #expect(await !city.get("/worklists").text.contains("contract-waiting"))
        let anyone = try await WebCity(filled: false, role: "public")
        for target in ["/worklists", "/worklists/contract-waiting", "/api/worklists"] {
            #expect(await anyone.get(target).status == 403, "\(target)")
        }
    }

    @Test func aListThatIsNotThereNamesTheNearest() async throws {
        let city = try await WebCity.empty.value
        let response = await city.get("/worklists/contract-waitin")
        #expect(response.status == 404)
        #expect(response.text.contains("是否想写 contract-waiting？"))
        #expect(response.text.contains("href=\"/worklists\">全部工作清单"))
        #expect(await city.get("/api/worklists/x").text.contains("\"status\":404"))
    }

    @Test func everyListHasItsPageAndSaysHowItComesAbout() async throws {
        let city = try await Self.waiting.value
        for list in city.registry.catalogue.worklists {
            let response = await city.get("/worklists/\(list.name)")
            #expect(response.status == 200, "\(list.name)")
            #expect(Markup(response.text).problems == [], "\(list.name)")
            for text in WorklistWords(catalogue: city.registry.catalogue).conditions(list) {
                #expect(!text.contains("_") && !text.contains("-"), "\(list.name): \(text)")
            }
        }
    }
}
